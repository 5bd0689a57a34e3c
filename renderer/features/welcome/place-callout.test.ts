import { describe, expect, it } from 'vitest'
import { placeCallout } from './place-callout'

const window = { width: 1280, height: 720 }
const callout = { width: 330, height: 160 }
const inWindow = ({ left, top }: { left: number; top: number }): boolean =>
  left >= 8 && top >= 8 && left + callout.width <= 1272 && top + callout.height <= 712

describe('a callout', () => {
  it('stands at the right of a high target', () => {
    expect(placeCallout({ left: 0, top: 44, width: 450, height: 600 }, callout, window)).toEqual({
      left: 462,
      top: 92
    })
  })

  it('stands at the left where the right has no room', () => {
    expect(placeCallout({ left: 900, top: 44, width: 380, height: 600 }, callout, window).left).toBe(558)
  })

  it('stands under a wide target at the top, and over one at the bottom', () => {
    expect(placeCallout({ left: 1006, top: 6, width: 226, height: 32 }, callout, window)).toEqual({
      left: 942,
      top: 50
    })
    expect(placeCallout({ left: 0, top: 680, width: 1280, height: 40 }, callout, window)).toEqual({
      left: 8,
      top: 508
    })
  })

  it('keeps clear of what else is to be seen', () => {
    const card = { left: 633, top: 136, width: 647, height: 268 }
    const row = { left: 633, top: 490, width: 647, height: 26 }
    const line = { left: 72, top: 212, width: 376, height: 20 }
    expect(placeCallout(card, callout, window, [row, line])).toEqual({ left: 291, top: 244 })
  })

  it('is whole in the window wherever its target is, and where there is none', () => {
    const targets = [
      null,
      { left: 0, top: 0, width: 1280, height: 720 },
      { left: 1270, top: 0, width: 10, height: 10 },
      { left: 0, top: 710, width: 10, height: 10 }
    ]
    for (const target of targets) expect(placeCallout(target, callout, window)).toSatisfy(inWindow)
  })

  it('begins at the corner of a window that it does not fit into', () => {
    expect(placeCallout(null, callout, { width: 320, height: 120 })).toEqual({ left: 8, top: 8 })
  })
})

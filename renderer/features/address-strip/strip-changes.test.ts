import { describe, expect, it } from 'vitest'
import { regionList, regionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { changePlace } from '../regions/change-sign'
import { firstMarkFrom, isGhost, markAt, markedRegions } from './strip-changes'
import { regionAt } from '../../stores/testing/region'

const before = { owner: 'before', madeByLine: null } as const

describe('the marks of a step', () => {
  it('keep a region that is gone in the picture, as a ghost', () => {
    const gone = regionAt(0x20000, 0x3000)
    const { tree, marks } = markedRegions(regionTree([regionAt(0x10000, 0x1000)]), [
      { kind: 'removed', before: gone }
    ])
    const ghost = regionList(tree).find(isGhost)
    expect(ghost).toMatchObject({ base: 0x20000, size: 0x3000 })
    expect(markAt(marks, 0x20000)?.sign.sign).toBe('▼')
  })

  it('draw no ghost where something else is now', () => {
    const parts = [0x10000, 0x11000, 0x12000].map((base) =>
      regionAt(base, 0x1000, { allocationBase: 0x10000 })
    )
    const whole = regionAt(0x10000, 0x3000)
    const { tree } = markedRegions(regionTree([whole]), [
      { kind: 'changed', before: parts[0]!, after: whole },
      { kind: 'removed', before: parts[1]! },
      { kind: 'removed', before: parts[2]! }
    ])
    expect(regionList(tree)).toEqual([whole])
  })

  it('take what was there before the program out of its fold where the step touched it', () => {
    const was = regionAt(0x10000, 0x1000, before)
    const is = { ...was, protect: m.PAGE_READONLY }
    const { tree } = markedRegions(regionTree([is, regionAt(0x20000, 0x1000, before)]), [
      { kind: 'changed', before: was, after: is }
    ])
    expect(regionList(tree).map(({ owner }) => owner)).toEqual(['program', 'before'])
  })

  it('leave a tree that did not change as it is', () => {
    const tree = regionTree([regionAt(0x10000, 0x1000)])
    expect(markedRegions(tree, []).tree).toBe(tree)
  })

  it('are found by address', () => {
    const { marks } = markedRegions(
      regionTree([regionAt(0x10000, 0x1000), regionAt(0x30000, 0x1000)]),
      [0x30000, 0x10000].map((base) => ({ kind: 'added', after: regionAt(base, 0x1000) }) as const)
    )
    expect(marks.map((change) => changePlace(change).base)).toEqual([0x10000, 0x30000])
    expect([0, 0x10000, 0x10001, 0x30001].map((at) => firstMarkFrom(marks, at))).toEqual([0, 0, 1, 2])
    expect(markAt(marks, 0x30000)?.sign.word).toBe('new')
    expect(markAt(marks, 0x20000)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { regionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { drawPages } from './page-drawing'
import type { PageFacts } from './page-facts'
import { pageGrid } from './page-grid'
import { drawTile, patternShapes } from './patterns'
import { markedRegions } from './strip-changes'
import { drawStrip, type StripPicture } from './strip-drawing'
import { fills } from './strip-fills'
import { spaceLayout, stripLength } from './strip-layout'
import { stripRule } from './strip-measure'
import { regionAt } from '../../stores/testing/region'
import { stripRecorder, testPalette } from './testing/strip-recorder'

const was = regionAt(0x30000, 0x1000)
const regions = [
  regionAt(0x10000, 0x10000),
  regionAt(0x20000, 0x4000, { protect: m.PAGE_READWRITE | m.PAGE_GUARD }),
  { ...was, protect: m.PAGE_NOACCESS }
]
function pictureOf(more: Partial<StripPicture> = {}): StripPicture {
  const { tree, marks } = markedRegions(regionTree(regions), [
    { kind: 'changed', before: was, after: regions[2]! },
    { kind: 'removed', before: regionAt(0x50000, 0x2000) }
  ])
  const layout = spaceLayout(tree, stripRule(0x1000, false))
  return {
    layout,
    window: { low: 0, size: Math.ceil(stripLength(layout)), scale: 1 },
    width: 184,
    palette: testPalette,
    lowAtBottom: true,
    marks,
    selected: null,
    focus: null,
    foldCount: () => 0,
    ...more
  }
}

describe('the drawing of a strip', () => {
  it('has the letter, the protection and the size of each segment that is high enough', () => {
    const recorder = stripRecorder()
    drawStrip(recorder.canvas, pictureOf())
    const texts = recorder.texts.map(({ text }) => text)
    for (const text of ['P', 'U', 'RW', 'RW+G', '∅', '64 K', 'gone', '◆', '▼']) expect(texts).toContain(text)
    expect(texts.some((text) => /⋯ 127\.9 TB/.test(text))).toBe(true)
  })

  it('has none in segments that are too low for them', () => {
    const recorder = stripRecorder()
    drawStrip(recorder.canvas, pictureOf({ window: { low: 0, size: 50, scale: 0.05 } }))
    expect(recorder.texts.map(({ text }) => text)).toEqual(['◆'])
  })

  it('has low addresses at the bottom, or at the top', () => {
    const tops = [true, false].map((lowAtBottom) => {
      const recorder = stripRecorder()
      drawStrip(recorder.canvas, pictureOf({ lowAtBottom }))
      const y = (wanted: string): number => recorder.texts.find(({ text }) => text === wanted)!.y
      return y('64 K') < y('RW+G')
    })
    expect(tops).toEqual([false, true])
  })

  it('puts every line on whole device pixels', () => {
    const recorder = stripRecorder()
    drawStrip(recorder.canvas, pictureOf())
    expect(recorder.rects.flat().every(Number.isInteger)).toBe(true)
  })

  it('marks what is selected and where the keyboard is', () => {
    const plain = stripRecorder()
    drawStrip(plain.canvas, pictureOf())
    const marked = stripRecorder()
    drawStrip(marked.canvas, pictureOf({ selected: { from: 0x20000, to: 0x24000 }, focus: 0x10000 }))
    expect(plain.colours).not.toContain('accent')
    expect(plain.colours).not.toContain('focus')
    expect(marked.colours).toContain('accent')
    expect(marked.colours).toContain('focus')
  })
})

describe('the drawing of pages', () => {
  const fact = { resident: true, dirty: true, shares: 3, copied: true, locked: false, words: '', figures: [] }
  const known: PageFacts = { state: 'known', why: '', of: (page) => (page === 0x10 ? fact : null) }
  const unknown: PageFacts = { state: 'unknown', why: '', of: () => null }
  const draw = (facts: PageFacts, width: number) => {
    const recorder = stripRecorder()
    const { layout, ...picture } = pictureOf({ width })
    const grid = pageGrid(0x10000, 0x60000, width - 30, 1)
    drawPages(recorder.canvas, { ...picture, tree: layout.tree, grid, low: 0, size: 600, facts })
    return recorder
  }

  it('says how many share a page, and draws nothing where nothing is known', () => {
    expect(draw(known, 500).texts.map(({ text }) => text)).toContain('×3')
    expect(draw(unknown, 500).texts.some(({ text }) => text.startsWith('×'))).toBe(false)
    expect(draw(known, 500).fillCount).toBeGreaterThan(draw(unknown, 500).fillCount)
  })
  it('has the signs of what the step changed', () => {
    expect(draw(known, 184).texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['◆', '▼']))
  })
})

describe('patterns', () => {
  it('differ from type to type, and from reserved memory', () => {
    const drawn = [...fills.map(({ pattern }) => pattern), 'reserved' as const].map((name) => {
      const recorder = stripRecorder()
      drawTile(recorder.canvas, patternShapes[name], patternShapes[name].side, {
        ground: 'ground',
        ink: 'ink',
        width: 1
      })
      return JSON.stringify([patternShapes[name].side, recorder.rects, recorder.lines, recorder.colours])
    })
    expect(new Set(drawn).size).toBe(drawn.length)
  })
})

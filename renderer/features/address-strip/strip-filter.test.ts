import { expect, it } from 'vitest'
import { regionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { noFilter } from '../regions/region-filter'
import { markedRegions } from './strip-changes'
import { drawStrip } from './strip-drawing'
import { stripFilter } from './strip-filter'
import { spaceLayout, stripLength } from './strip-layout'
import { stripRule } from './strip-measure'
import { regionAt } from '../../stores/testing/region'
import { stripRecorder, testPalette } from './testing/strip-recorder'

const was = regionAt(0x30000, 0x1000)
const guarded = regionAt(0x20000, 0x10000, { protect: m.PAGE_READWRITE | m.PAGE_GUARD })
const refused = { ...was, protect: m.PAGE_NOACCESS }
const view = regionAt(0x40000, 0x10000, { type: m.MEM_MAPPED })
const { tree, marks } = markedRegions(regionTree([guarded, refused, view]), [
  { kind: 'changed', before: was, after: refused }
])

it('leaves out nothing without a filter', () => {
  expect(stripFilter(noFilter, marks)).toBeNull()
})
it('leaves out what the table leaves out: by type, protection and what the step did', () => {
  const left = (more: Partial<typeof noFilter>): readonly boolean[] =>
    [guarded, refused, view].map(stripFilter({ ...noFilter, ...more }, marks)!.leavesOutRegion)
  expect(left({ kinds: ['S'] })).toEqual([true, true, false])
  expect(left({ protections: [m.PAGE_GUARD] })).toEqual([false, true, true])
  expect(left({ changed: true })).toEqual([true, false, true])
  expect(left({ signs: ['protect'] })).toEqual([true, false, true])
  expect(left({ signs: ['new'] })).toEqual([true, true, true])
})
it('leaves out unusable rests unless they are asked for, and never free space', () => {
  const gap = { from: 0, to: 0x1000, region: null, fill: 7 } as const
  const filter = (kinds: typeof noFilter.kinds) => stripFilter({ ...noFilter, kinds }, marks)!
  expect(filter(['P']).leavesOut({ kind: 'unusable', ...gap })).toBe(true)
  expect(filter(['U']).leavesOut({ kind: 'unusable', ...gap })).toBe(false)
  expect(filter(['P']).leavesOut({ kind: 'free', ...gap })).toBe(false)
})
it('draws what it leaves out without letter and protection, in its place', () => {
  const layout = spaceLayout(tree, stripRule(0x1000, false))
  const draw = (kinds: typeof noFilter.kinds) => {
    const recorder = stripRecorder()
    const items = drawStrip(recorder.canvas, {
      ...{ layout, window: { low: 0, size: Math.ceil(stripLength(layout)), scale: 1 }, width: 184 },
      ...{ palette: testPalette, lowAtBottom: true, marks, selected: null, focus: null, foldCount: () => 0 },
      filter: stripFilter({ ...noFilter, kinds }, marks)
    })
    return {
      texts: recorder.texts.map(({ text }) => text),
      places: items.map(({ low, high }) => [low, high])
    }
  }
  const [all, views] = [draw([]), draw(['S'])]
  expect(all.texts).toContain('RW+G')
  expect(views.texts).not.toContain('RW+G')
  expect(views.texts).toContain('S')
  expect(views.places).toEqual(all.places)
})

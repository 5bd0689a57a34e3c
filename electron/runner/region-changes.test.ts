import { expect, test } from 'vitest'
import type { ObservedRegion } from '../../shared/contract/observation'
import { regionTree } from '../../shared/contract/region-tree'
import { regionChanges as changesOf } from './region-changes'

const regionChanges = (before: readonly ObservedRegion[], after: readonly ObservedRegion[]) =>
  changesOf(regionTree(before), regionTree(after))

const commit = 0x1000
const reserve = 0x2000

function region(base: number, pages: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    base,
    size: pages * 0x1000,
    state: commit,
    type: 0x20000,
    protect: 4,
    allocationBase: 0x10000,
    allocationProtect: 4,
    owner: 'program',
    use: '',
    madeByLine: 3,
    ...more
  }
}

test('a new allocation is one addition', () => {
  expect(regionChanges([], [region(0x10000, 4)])).toEqual([{ kind: 'added', after: region(0x10000, 4) }])
})

test('a released allocation is one removal a region', () => {
  expect(regionChanges([region(0x10000, 4)], [])).toEqual([{ kind: 'removed', before: region(0x10000, 4) }])
})

test('protecting a page in the middle changes that page only; its neighbours only got shorter', () => {
  const before = [region(0x10000, 4)]
  const middle = region(0x11000, 1, { protect: 2 })
  const after = [region(0x10000, 1), middle, region(0x12000, 2)]
  expect(regionChanges(before, after)).toEqual([{ kind: 'changed', before: before[0], after: middle }])
})

test('decommitting the first pages changes those and leaves the rest', () => {
  const before = [region(0x10000, 4)]
  const first = region(0x10000, 2, { state: reserve, protect: 0 })
  expect(regionChanges(before, [first, region(0x12000, 2)])).toEqual([
    { kind: 'changed', before: before[0], after: first }
  ])
})

test('another allocation at the same place is a removal and an addition', () => {
  const before = [region(0x10000, 4, { allocationBase: 0x0 })]
  const after = [region(0x10000, 4)]
  expect(regionChanges(before, after).map((change) => change.kind)).toEqual(['added', 'removed'])
})

test('nothing changes where nothing changed', () => {
  expect(regionChanges([region(0x10000, 4)], [region(0x10000, 4)])).toEqual([])
})

test('a page that gets its neighbours’ protection back is a change, although their regions become one', () => {
  const middle = region(0x11000, 1, { protect: 2 })
  const before = [region(0x10000, 1), middle, region(0x12000, 2)]
  const whole = region(0x10000, 4)
  expect(regionChanges(before, [whole])).toEqual([{ kind: 'changed', before: middle, after: whole }])
})

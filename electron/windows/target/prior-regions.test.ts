import { expect, test } from 'vitest'
import type { Region } from '../../../shared/contract/observation'
import { allocationsBetween, PriorRegions } from './prior-regions'
import type { RegionWalk } from './region-walk'

function region(base: number, more: Partial<Region> = {}): Region {
  return {
    base,
    size: 0x1000,
    state: 0x1000,
    type: 0x20000,
    protect: 4,
    allocationBase: base,
    allocationProtect: 4,
    owner: 'before',
    use: '',
    ...more
  }
}

function walk(...regions: readonly Region[]): RegionWalk {
  const records = new Uint32Array(regions.length * 12)
  regions.forEach((r, i) =>
    records.set(
      [r.base, 0, r.allocationBase, 0, r.allocationProtect, 0, r.size, 0, r.state, r.protect, r.type, 0],
      i * 12
    )
  )
  return { records, count: regions.length }
}

test('between two walks, the allocations with another record were touched, and those that came or went', () => {
  const before = walk(region(0x10000), region(0x20000), region(0x30000))
  const after = walk(region(0x10000), region(0x20000, { protect: 2 }), region(0x40000))
  expect([...allocationsBetween(before, after)].sort()).toEqual([0x20000, 0x30000, 0x40000])
  expect(allocationsBetween(before, before).size).toBe(0)
})

test('what the runtime does to its own memory is not told once the program runs', () => {
  const prior = new PriorRegions()
  prior.settle()
  expect(prior.tell([region(0x10000), region(0x20000)])).toHaveLength(2)
  const told = prior.tell([region(0x10000, { protect: 0x20 }), region(0x50000)])
  expect(told.map((r) => [r.base, r.protect])).toEqual([
    [0x10000, 4],
    [0x20000, 4]
  ])
})

test('what a call of the program did to memory from before is told', () => {
  const prior = new PriorRegions()
  prior.settle()
  prior.tell([region(0x10000), region(0x20000)])
  prior.noteAllocations([0x10000, 0x20000])
  expect(prior.tell([region(0x10000, { protect: 2 })]).map((r) => [r.base, r.protect])).toEqual([
    [0x10000, 2]
  ])
})

test('a page that the program wrote is looked at again', () => {
  const prior = new PriorRegions()
  prior.settle()
  prior.tell([region(0x10000, { protect: 8 })])
  prior.notePage(0x10234)
  expect(prior.tell([region(0x10000, { protect: 4 })])[0]?.protect).toBe(4)
})

test('the program’s own regions are always told as they are, in their order', () => {
  const prior = new PriorRegions()
  prior.settle()
  prior.tell([region(0x10000), region(0x30000)])
  const own = region(0x20000, { owner: 'program', protect: 2 })
  expect(prior.tell([region(0x10000), own, region(0x30000)]).map((r) => r.base)).toEqual([
    0x10000, 0x20000, 0x30000
  ])
})

test('a place that the runtime gave back and the program took is the program’s', () => {
  const prior = new PriorRegions()
  prior.settle()
  prior.tell([region(0x10000)])
  expect(prior.tell([region(0x10000, { owner: 'program' })])).toEqual([region(0x10000, { owner: 'program' })])
})

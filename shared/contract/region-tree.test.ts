import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ObservedRegion } from './observation'
import {
  changeRegions,
  countBelow,
  firstPast,
  measured,
  nthRegion,
  regionBelow,
  regionCount,
  regionDifference,
  regionList,
  regionOf,
  regionsOf,
  regionTree,
  type RegionMeasure,
  type RegionNode,
  type RegionTree,
  type TreeDelta
} from './region-tree'

function region(base: number, protect = 4): ObservedRegion {
  return {
    base,
    size: 0x1000,
    state: 0x1000,
    type: 0x20000,
    protect,
    allocationBase: base,
    allocationProtect: 4,
    owner: 'program',
    use: '',
    madeByLine: null
  }
}
const listOf = (bases: readonly number[], protect = 4) =>
  [...new Set(bases)].sort((a, b) => a - b).map((base) => region(base * 0x1000, protect))

/** What differs between two lists, looked up one by one. */
function listDifference(before: readonly ObservedRegion[], after: readonly ObservedRegion[]): TreeDelta {
  const was = new Map(before.map((r) => [r.base, r.protect]))
  const is = new Set(after.map((r) => r.base))
  return {
    removed: before.filter((r) => !is.has(r.base)).map((r) => r.base),
    set: after.filter((r) => was.get(r.base) !== r.protect)
  }
}

const basesArbitrary = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 1500 })
const editsArbitrary = fc.array(
  fc.record({
    removed: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }),
    set: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }),
    protect: fc.constantFrom(2, 4)
  }),
  { minLength: 1, maxLength: 4 }
)

/** Every node is as it says it is. */
function check(tree: RegionTree): void {
  const visit = (node: RegionNode): number => {
    if ('regions' in node) {
      expect(node.regions.length).toBeGreaterThan(0)
      expect([node.height, node.count, node.base]).toEqual([0, node.regions.length, node.regions[0]!.base])
      return node.count
    }
    for (const child of node.children) expect(child.height).toBe(node.height - 1)
    expect(node.base).toBe(node.children[0]!.base)
    const sum = node.children.map(visit).reduce((a, b) => a + b)
    expect(node.count).toBe(sum)
    return sum
  }
  if (tree !== null) visit(tree)
}

describe('a tree of regions', () => {
  test('is what a list would be, after any changes, and the former trees stay', () => {
    fc.assert(
      fc.property(basesArbitrary, editsArbitrary, (bases, edits) => {
        let list = listOf(bases)
        let tree = regionTree(list)
        for (const edit of edits) {
          const delta = { removed: edit.removed.map((b) => b * 0x1000), set: listOf(edit.set, edit.protect) }
          const former = { list, tree }
          const set = new Map(delta.set.map((r) => [r.base, r]))
          const gone = new Set(delta.removed)
          list = [...list.filter((r) => !gone.has(r.base) && !set.has(r.base)), ...delta.set].sort(
            (a, b) => a.base - b.base
          )
          tree = changeRegions(tree, delta)
          check(tree)
          expect(regionList(tree)).toEqual(list)
          expect([...regionsOf(tree)]).toEqual(list)
          expect(regionCount(tree)).toBe(list.length)
          expect(regionList(former.tree)).toEqual(former.list)
          expect(regionDifference(former.tree, tree)).toEqual(listDifference(former.list, list))
          expect(regionDifference(regionTree(former.list), tree)).toEqual(listDifference(former.list, list))
        }
      }),
      { numRuns: 60 }
    )
  })

  test('finds by address and by place as a list would', () => {
    fc.assert(
      fc.property(basesArbitrary, fc.integer({ min: 0, max: 0xbb9000 }), (bases, address) => {
        const list = listOf(bases)
        const tree = regionTree(list)
        const below = list.filter(({ base }) => base <= address).at(-1)
        expect(regionBelow(tree, address)).toBe(below)
        expect(regionOf(tree, address)).toBe(below && address < below.base + below.size ? below : undefined)
        const count = list.filter(({ base }) => base < address).length
        expect(countBelow(tree, address)).toBe(count)
        expect(nthRegion(tree, count)).toBe(list[count])
        expect([...regionsOf(tree, address, address + 0x40000)]).toEqual(
          list.filter(({ base }) => base >= address && base < address + 0x40000)
        )
      })
    )
  })

  test('is the same one where nothing differs', () => {
    const tree = regionTree(listOf(Array.from({ length: 500 }, (_, i) => i)))
    expect(changeRegions(tree, { removed: [0xfff000], set: [region(0x5000)] })).toBe(tree)
    expect(changeRegions(tree, { removed: [], set: [] })).toBe(tree)
  })

  test('shares what a change does not touch: comparing looks at few regions, a measure at fewer nodes', () => {
    const tree = regionTree(listOf(Array.from({ length: 100_000 }, (_, i) => i)))
    let looked = 0
    const measure: RegionMeasure<number> = {
      nothing: 0,
      of: () => (looked++, 1),
      join: (a, b) => a + b,
      known: new WeakMap()
    }
    expect(measured(tree, measure)).toBe(100_000)
    looked = 0
    const changed = changeRegions(tree, { removed: [0x7000], set: [region(50_000_000 * 4096, 2)] })
    expect(measured(changed, measure)).toBe(100_000)
    expect(looked).toBeLessThan(200)
    expect(regionDifference(tree, changed)).toEqual({
      removed: [0x7000],
      set: [region(50_000_000 * 4096, 2)]
    })
  })

  test('tells where a measure passes a limit, and what stands before', () => {
    const bytes: RegionMeasure<number> = {
      nothing: 0,
      of: ({ size }) => size,
      join: (a, b) => a + b,
      known: new WeakMap()
    }
    const tree = regionTree(listOf(Array.from({ length: 1000 }, (_, i) => i * 2)))
    expect(firstPast(tree, bytes, (sum) => sum > 700 * 0x1000)).toEqual({
      region: region(1400 * 0x1000),
      before: 700 * 0x1000
    })
    expect(firstPast(tree, bytes, (sum) => sum > 1000 * 0x1000)).toBeUndefined()
  })
})

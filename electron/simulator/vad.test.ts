import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  highestGap,
  insertVad,
  isFree,
  lowestGap,
  removeVad,
  vadAbove,
  vadAt,
  vadsIn,
  type Vad,
  type VadTree
} from './vad'

const vad = (start: number, end: number): Vad => ({
  start,
  end,
  type: 0x20000,
  protect: 4,
  view: null,
  placeholder: false,
  replacedPlaceholder: false,
  writeWatch: false,
  physical: false,
  owner: 'program',
  use: '',
  epoch: 0,
  cache: null
})

/** The free starts at multiples of `alignment`, found by trying all. */
function everyGap(tree: VadTree, pageCount: number, low: number, high: number, alignment: number): number[] {
  const found: number[] = []
  for (let start = Math.ceil(low / alignment) * alignment; start + pageCount <= high; start += alignment) {
    if (isFree(tree, start, start + pageCount)) found.push(start)
  }
  return found
}

test('the lowest and the highest gap are those that trying every place finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ start: fc.nat(60), length: fc.integer({ min: 1, max: 40 }) }), { maxLength: 30 }),
      fc.array(fc.nat(29), { maxLength: 10 }),
      fc.record({
        pages: fc.integer({ min: 1, max: 100 }),
        low: fc.nat(300),
        room: fc.nat(1200),
        large: fc.boolean()
      }),
      (wanted, removed, { pages, low, room, large }) => {
        let tree: VadTree = null
        const placed: Vad[] = []
        for (const { start, length } of wanted) {
          const one = vad(start * 16, start * 16 + length)
          if (!isFree(tree, one.start, one.end)) continue
          tree = insertVad(tree, one)
          placed.push(one)
        }
        for (const index of removed) {
          const one = placed[index]
          if (one !== undefined) tree = removeVad(tree, one)
        }
        const alignment = large ? 64 : 16
        const wish = { pageCount: pages, low, high: low + room, alignment }
        const all = everyGap(tree, pages, wish.low, wish.high, alignment)
        expect(lowestGap(tree, wish)).toBe(all[0] ?? null)
        expect(highestGap(tree, wish)).toBe(all[all.length - 1] ?? null)
      }
    ),
    { numRuns: 300 }
  )
})

test('a tree of many allocations stays shallow, and an old tree stays as it was', () => {
  let tree: VadTree = null
  const old: VadTree[] = []
  for (let i = 0; i < 20_000; i++) {
    tree = insertVad(tree, vad(i * 16, i * 16 + 8))
    if (i === 9_999) old.push(tree)
  }
  expect(tree!.level).toBeLessThan(5)
  for (let i = 0; i < 20_000; i += 2) tree = removeVad(tree, vadAt(tree, i * 16)!)
  expect([...vadsIn(tree)].length).toBe(10_000)
  expect([...vadsIn(old[0]!)].length).toBe(10_000)
  expect(vadAt(old[0]!, 16 * 4 + 3)?.start).toBe(64)
  expect(vadAt(tree, 16 * 4 + 3)).toBeUndefined()
})

const deed = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('insert' as const), at: fc.nat(300) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'snapshot' as const }) }
)

test('the tree has what was put into it and not taken out, whatever it grew and shrank through, and kept trees stay', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 100, maxLength: 1500 }), fc.nat(310), (deeds, page) => {
      const epoch = { current: 1 }
      let tree: VadTree = null
      const model = new Map<number, Vad>()
      const kept: { tree: VadTree; model: Map<number, Vad> }[] = []
      for (const what of deeds) {
        if (what.do === 'snapshot') {
          kept.push({ tree, model: new Map(model) })
          epoch.current++
        } else if (what.do === 'insert') {
          const one = vad(what.at, what.at + 1)
          tree = insertVad(tree, one, epoch)
          model.set(what.at, one)
        } else {
          tree = removeVad(tree, vad(what.at, what.at + 1), epoch)
          model.delete(what.at)
        }
      }
      kept.push({ tree, model })
      for (const moment of kept) {
        const all = [...moment.model.values()].sort((a, b) => a.start - b.start)
        expect([...vadsIn(moment.tree)]).toEqual(all)
        expect(vadAt(moment.tree, page)).toBe(moment.model.get(page))
        expect(vadAbove(moment.tree, page)).toBe(all.find(({ start }) => start >= page))
        expect(isFree(moment.tree, page, page + 4)).toBe(
          !all.some((v) => v.start >= page && v.start < page + 4)
        )
      }
    }),
    { numRuns: 60 }
  )
})

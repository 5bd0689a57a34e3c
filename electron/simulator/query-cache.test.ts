import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryPage } from './query'
import { QueryCache } from './query-cache'
import { alloc, k, startMachine } from './testing/machine'

const LOOKS = 0x804

function noted(cache: QueryCache, page: number): number[] {
  const shape = cache.find(page)
  if (shape === 0) return []
  return [cache.startOf(page, shape), cache.splitOf(shape), cache.countOf(shape), cache.looksOf(shape)]
}

test('an allocation is found by each page of a granule that was asked for, and by no page beside it', () => {
  for (const start of [0x10, 0x1234560, 2 ** 32 - 16, 0x7fffffe00]) {
    const cache = new QueryCache()
    cache.note(start + 1, start, start + 1, start + 3, LOOKS)
    for (const page of [start, start + 1, start + 2]) expect(noted(cache, page)).toEqual([start, 1, 3, LOOKS])
    for (const page of [start - 1, start + 3, start + 16, start + 2048])
      expect(noted(cache, page)).toEqual([])
    cache.forget(start, start + 3)
    expect(noted(cache, start)).toEqual([])
  }
})

test('an allocation on both sides of 16 TiB is forgotten in all of its granules', () => {
  const cache = new QueryCache()
  const start = 2 ** 32 - 20
  const end = 2 ** 32 + 20
  for (const page of [start, 2 ** 32 - 1, 2 ** 32, end - 1]) cache.note(page, start, end, end, LOOKS)
  cache.forget(start, end)
  for (let page = start; page < end; page++) expect(noted(cache, page)).toEqual([])
})

test('it grows until the allocations that are asked for one after the other have room', () => {
  const cache = new QueryCache()
  const starts = Array.from({ length: 5000 }, (_, i) => 0x1000 + i * 16)
  for (let turn = 0; turn < 2; turn++)
    for (const start of starts)
      if (cache.find(start) === 0) cache.note(start, start, start + 2, start + 2, LOOKS)
  expect(starts.filter((start) => noted(cache, start)[0] !== start)).toEqual([])
})

test('more shapes than it has room for are not found rather than mistaken for others', () => {
  const cache = new QueryCache()
  let found = 0
  for (let i = 0; i < 20_000; i++) {
    const split = 1 + (i % 1000)
    const looks = LOOKS + Math.floor(i / 1000) * 2 ** 24
    cache.forget(16, 16 + 1000)
    cache.note(16, 16, 16 + split, 16 + 1000, looks)
    const what = noted(cache, 16)
    if (what.length === 0) continue
    expect(what).toEqual([16, split, 1000, looks])
    found++
  }
  expect(found).toBeGreaterThan(500)
  expect(found).toBeLessThan(20_000)
})

test('queries answer as they do without it, whatever was changed between them', () => {
  const change = fc.record({
    what: fc.constantFrom('allocate', 'commit', 'decommit', 'protect', 'touch', 'release', 'keep', 'return'),
    which: fc.nat(),
    page: fc.nat(40),
    count: fc.integer({ min: 1, max: 40 })
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const { simulator, process, scratch } = startMachine()
      const first = alloc(process, 0x1000)
      let bases = [first]
      let moment = { bases, kept: simulator.snapshot() }
      for (const { what, which, page, count } of changes) {
        const base = bases[which % bases.length]!
        const at = base + page * 4096
        const call = (name: string, ...args: number[]): unknown => process.call(name, args)
        if (what === 'allocate') bases = [...bases, alloc(process, count * 4096, k.MEM_RESERVE)]
        if (what === 'commit') call('VirtualAlloc', at, count * 4096, k.MEM_COMMIT, k.PAGE_READWRITE)
        if (what === 'decommit') call('VirtualFree', at, count * 4096, k.MEM_DECOMMIT)
        if (what === 'protect')
          call('VirtualProtect', at, count * 4096, k.PAGE_READONLY | k.PAGE_GUARD, scratch)
        if (what === 'touch') process.load(at, 1)
        if (what === 'release' && base !== first) {
          call('VirtualFree', base, 0, k.MEM_RELEASE)
          bases = bases.filter((other) => other !== base)
        }
        if (what === 'keep') moment = { bases, kept: simulator.snapshot() }
        if (what === 'return') {
          simulator.restore(moment.kept)
          ;({ bases } = moment)
        }
        const pages = [base, at, ...bases].map((address) => address / 4096)
        const answers = (): number[][] => pages.map((asked) => [...queryPage(process, asked)])
        const withCache = answers()
        process.queries.forgetAll()
        expect(withCache).toEqual(answers())
      }
    }),
    { numRuns: 100 }
  )
})

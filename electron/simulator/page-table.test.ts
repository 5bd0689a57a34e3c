import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  eachEntry,
  eachFrame,
  eachRun,
  emptyTable,
  flagsAt,
  frameAt,
  levelFor,
  nextFrame,
  runEnd,
  setEntry,
  updateEntries,
  type PageNode
} from './page-table'
import { PTE_COMMITTED, PTE_FRAME, PTE_NUMBER, PTE_PAGED } from './pte'

const READ_WRITE = 4

function runs(table: PageNode, start: number, end: number, mask = 0x3fffffff): number[][] {
  const found: number[][] = []
  eachRun(table, start, end, mask, (page, count, flags) => found.push([page, count, flags]))
  return found
}

test('a table has room for the pages of its level', () => {
  const epoch = { current: 1 }
  for (const [pages, level] of [
    [1, 0],
    [512, 0],
    [513, 1],
    [512 ** 2 + 1, 2]
  ] as const) {
    expect(levelFor(pages)).toBe(level)
    const table = setEntry(emptyTable(epoch, level), epoch, pages - 1, PTE_FRAME, 9)
    expect(frameAt(table, pages - 1)).toBe(9)
    expect(flagsAt(table, 0)).toBe(pages === 1 ? PTE_FRAME : 0)
  }
})

test('a process has 2 to the 36 pages', () => {
  const epoch = { current: 1 }
  let table = emptyTable(epoch)
  const pages = [0, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 35 - 1, 2 ** 36 - 1]
  for (const [i, page] of pages.entries()) table = setEntry(table, epoch, page, PTE_FRAME, i + 1)
  const seen: number[] = []
  eachFrame(table, 0, 2 ** 36, (page, _flags, frame) => seen.push(page, frame))
  expect(seen).toEqual(pages.flatMap((page, i) => [page, i + 1]))
})

test('a whole 64 KiB are one change, and one part of a table', () => {
  const epoch = { current: 1 }
  const counts: number[] = []
  const table = updateEntries(emptyTable(epoch), epoch, 0x100, 0x130, (_flags, _frame, count) => {
    counts.push(count)
    return PTE_COMMITTED
  })
  expect(counts).toEqual([16, 16, 16])
  expect(runs(table, 0, 0x200)).toEqual([
    [0, 0x100, 0],
    [0x100, 0x30, PTE_COMMITTED],
    [0x130, 0xd0, 0]
  ])
})

test('between tables far from each other all entries are zero, and change like any others', () => {
  const epoch = { current: 1 }
  const pages = [3, 2 ** 20 + 7, 2 ** 20 + 600, 2 ** 31 + 1, 2 ** 34]
  let table = emptyTable(epoch)
  for (const page of pages) table = setEntry(table, epoch, page, PTE_FRAME, page % 1000)
  const before = table
  epoch.current++
  for (const page of pages)
    expect([flagsAt(table, page), frameAt(table, page)]).toEqual([PTE_FRAME, page % 1000])
  for (const page of [0, 4, 2 ** 20, 2 ** 20 + 300, 2 ** 31, 2 ** 33, 2 ** 35])
    expect(flagsAt(table, page)).toBe(0)
  expect(runEnd(table, 4, 2 ** 36, 0x3fffffff)).toBe(2 ** 20 + 7)
  expect(runEnd(table, 2 ** 20 + 601, 2 ** 30, 0x3fffffff)).toBe(2 ** 30)
  let changed = 0
  table = updateEntries(table, epoch, 5, 2 ** 34 + 20, (flags, _frame, count) => {
    changed += count
    return flags | READ_WRITE
  })
  expect(changed).toBe(2 ** 34 + 15)
  expect(runs(table, 0, 2 ** 20 + 9)).toEqual([
    [0, 3, 0],
    [3, 1, PTE_FRAME],
    [4, 1, 0],
    [5, 2 ** 20 + 2, READ_WRITE],
    [2 ** 20 + 7, 1, PTE_FRAME | READ_WRITE],
    [2 ** 20 + 8, 1, READ_WRITE]
  ])
  expect(runs(table, 2 ** 34 - 1, 2 ** 35)).toEqual([
    [2 ** 34 - 1, 1, READ_WRITE],
    [2 ** 34, 1, PTE_FRAME | READ_WRITE],
    [2 ** 34 + 1, 19, READ_WRITE],
    [2 ** 34 + 20, 2 ** 35 - 2 ** 34 - 20, 0]
  ])
  expect(runs(before, 0, 2 ** 20)).toEqual([
    [0, 3, 0],
    [3, 1, PTE_FRAME],
    [4, 2 ** 20 - 4, 0]
  ])
})

test('a change that changes nothing keeps the table', () => {
  const epoch = { current: 1 }
  const table = updateEntries(emptyTable(epoch), epoch, 3, 40, () => PTE_COMMITTED)
  epoch.current++
  expect(updateEntries(table, epoch, 0, 2 ** 36, (flags) => flags)).toBe(table)
})

test('an entry forgets its number where the new flags have none, and keeps it beside PTE_PAGED', () => {
  const epoch = { current: 1 }
  let table = setEntry(emptyTable(epoch), epoch, 5, PTE_FRAME, 77)
  table = setEntry(table, epoch, 6, PTE_PAGED, 78)
  table = updateEntries(table, epoch, 0, 16, (flags) => flags & PTE_PAGED)
  expect([frameAt(table, 5), frameAt(table, 6)]).toEqual([0, 78])
})

test('entries with a number never become one fill', () => {
  const epoch = { current: 1 }
  let table = emptyTable(epoch)
  for (let page = 0; page < 32; page++) table = setEntry(table, epoch, page, PTE_PAGED, page + 100)
  table = updateEntries(table, epoch, 0, 32, (flags) => flags | READ_WRITE)
  const seen: number[] = []
  eachEntry(table, 0, 64, PTE_NUMBER, (_page, _flags, slot) => seen.push(slot))
  expect(seen).toEqual(Array.from({ length: 32 }, (_, i) => i + 100))
  eachFrame(table, 0, 64, () => expect.fail('a page of the page file has no frame'))
})

test('the next frame is the first one that is not below the page and below the end', () => {
  const epoch = { current: 1 }
  let table = setEntry(emptyTable(epoch), epoch, 0x12345, PTE_FRAME | READ_WRITE, 7)
  table = setEntry(table, epoch, 0x12340, PTE_PAGED, 8)
  const found = { page: 0x12345, flags: PTE_FRAME | READ_WRITE, frame: 7 }
  expect(nextFrame(table, 0, 2 ** 36)).toEqual(found)
  expect(nextFrame(table, 0x12345, 2 ** 36)).toEqual(found)
  expect(nextFrame(table, 0x12346, 2 ** 36)).toBeNull()
  expect(nextFrame(table, 0, 0x12345)).toBeNull()
})

const LAST = 5000
const span = fc.record({ start: fc.nat(LAST - 1), count: fc.integer({ min: 1, max: 600 }) })
const flags = fc.constantFrom(0, PTE_COMMITTED, PTE_COMMITTED | READ_WRITE)
const deed = fc.oneof(
  fc.record({ do: fc.constant('fill' as const), span, flags }),
  fc.record({ do: fc.constant('or' as const), span, flags }),
  fc.record({
    do: fc.constant('set' as const),
    page: fc.nat(LAST - 1),
    flags: fc.constantFrom(0, PTE_COMMITTED, PTE_FRAME, PTE_PAGED),
    frame: fc.integer({ min: 1, max: 2 ** 28 })
  }),
  fc.constant({ do: 'snapshot' as const })
)
interface Entry {
  readonly flags: number
  readonly frame: number
}

test('a table reads as a list of entries does, and old tables never change', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), span, (deeds, looked) => {
      const epoch = { current: 1 }
      let table = emptyTable(epoch, 1)
      let model = new Array<Entry>(LAST).fill({ flags: 0, frame: 0 })
      const kept: { table: PageNode; model: Entry[] }[] = []
      for (const what of deeds) {
        if (what.do === 'snapshot') {
          kept.push({ table, model: [...model] })
          epoch.current++
        } else if (what.do === 'set') {
          table = setEntry(table, epoch, what.page, what.flags, what.frame)
          model[what.page] = { flags: what.flags, frame: what.flags & PTE_NUMBER ? what.frame : 0 }
        } else {
          const after = (before: number): number => (what.do === 'fill' ? what.flags : before | what.flags)
          const { start } = what.span
          const end = Math.min(start + what.span.count, LAST)
          let changed = 0
          table = updateEntries(table, epoch, start, end, (before, frame, count, page) => {
            expect(before).toBe(model[page]!.flags)
            expect(frame).toBe(model[page]!.frame)
            changed += count
            return after(before)
          })
          expect(changed).toBe(end - start)
          model = model.map((entry, page) => {
            if (page < start || page >= end) return entry
            const now = after(entry.flags)
            return { flags: now, frame: now & PTE_NUMBER ? entry.frame : 0 }
          })
        }
      }
      kept.push({ table, model })
      const end = Math.min(looked.start + looked.count, LAST)
      for (const moment of kept) expectLike(moment.table, moment.model, looked.start, end)
    }),
    { numRuns: 100 }
  )
})

function expectLike(table: PageNode, model: readonly Entry[], start: number, end: number): void {
  const pages = Array.from({ length: end - start }, (_, i) => start + i)
  expect(pages.map((page) => flagsAt(table, page))).toEqual(pages.map((page) => model[page]!.flags))
  expect(pages.map((page) => frameAt(table, page))).toEqual(pages.map((page) => model[page]!.frame))
  const seen: number[][] = []
  eachEntry(table, start, end, PTE_NUMBER, (page, at, frame) => seen.push([page, at, frame]))
  const numbered = pages.filter((page) => model[page]!.flags & PTE_NUMBER)
  expect(seen).toEqual(numbered.map((page) => [page, model[page]!.flags, model[page]!.frame]))
  const first = pages.find((page) => model[page]!.flags & PTE_FRAME)
  expect(nextFrame(table, start, end)?.page).toBe(first)
  const expected: number[][] = []
  for (const page of pages) {
    const last = expected[expected.length - 1]
    if (last !== undefined && last[2] === model[page]!.flags) last[1]!++
    else expected.push([page, 1, model[page]!.flags])
  }
  expect(runs(table, start, end)).toEqual(expected)
  expect(runEnd(table, start, end, 0x3fffffff)).toBe(start + expected[0]![1]!)
}

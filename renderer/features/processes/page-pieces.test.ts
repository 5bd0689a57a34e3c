import { expect, test } from 'vitest'
import { pageFlags, pageStates, type PageRuns } from '../../../shared/contract/memory-process'
import { joinRuns, piecesOf, sharedPages } from './page-pieces'
import { readStepOrder } from './step-order'

type Run = { readonly page: number; readonly count: number } & Partial<
  Record<'state' | 'frame' | 'flags' | 'area' | 'areaPage' | 'protect', number>
>
const valid = pageStates.indexOf('valid')
const zeros = pageStates.indexOf('demand-zero')

function answer(runs: readonly Run[], next: number | null = null): PageRuns {
  const column = (key: keyof Run, otherwise: number): number[] => runs.map((run) => run[key] ?? otherwise)
  return {
    ...{ process: 'A', source: 'simulated', next },
    ...{ page: column('page', 0), count: column('count', 1), allocation: runs.map(() => 16) },
    ...{ state: column('state', valid), prototype: runs.map(() => 0), protect: column('protect', 4) },
    ...{ frame: column('frame', 0), scattered: runs.map(() => 0), shares: runs.map(() => 1) },
    ...{ priority: runs.map(() => 5), flags: column('flags', 0) },
    ...{ area: column('area', 0), areaPage: column('areaPage', 0) }
  }
}
const changes = (after: PageRuns, before: PageRuns | null): unknown =>
  piecesOf(after, before).map(({ page, count, change }) => [page, count, change])

test('without a step before, nothing is marked', () => {
  expect(changes(answer([{ page: 16, count: 4, frame: 9 }]), null)).toEqual([[16, 4, null]])
})

test('a page that came into memory is marked alone, though it is now like its neighbours', () => {
  const before = answer([
    { page: 16, count: 2, frame: 100 },
    { page: 18, count: 6, state: zeros }
  ])
  const after = answer([
    { page: 16, count: 3, frame: 100 },
    { page: 19, count: 5, state: zeros }
  ])
  expect(changes(after, before)).toEqual([
    [16, 2, null],
    [18, 1, 'new'],
    [19, 5, null]
  ])
})

test('a copy, a first write, a new frame and a page that left are told apart', () => {
  const before = answer([
    { page: 16, count: 1, frame: 5, area: 1 },
    { page: 17, count: 1, frame: 6 },
    { page: 18, count: 1, frame: 7 },
    { page: 19, count: 1, frame: 8 },
    { page: 20, count: 1, frame: 9 }
  ])
  const after = answer([
    { page: 16, count: 1, frame: 50, area: 1, flags: pageFlags.copied },
    { page: 17, count: 1, frame: 6, flags: pageFlags.dirty },
    { page: 18, count: 1, frame: 70 },
    { page: 19, count: 1, frame: 8, state: pageStates.indexOf('transition') },
    { page: 20, count: 1, frame: 9, protect: 2 }
  ])
  expect(piecesOf(after, before).map(({ change }) => change)).toEqual([
    ...['copied', 'written', 'moved', 'gone', 'protection']
  ])
})

test('an answer and the one that goes on are one', () => {
  const joined = joinRuns(answer([{ page: 16, count: 2 }], 18), answer([{ page: 18, count: 3 }]))
  expect(joined).toMatchObject({ page: [16, 18], count: [2, 3], next: null })
})

test('shared memory is what both have of the same sections, copies not counted', () => {
  const a = piecesOf(
    answer([
      { page: 16, count: 10, area: 1, areaPage: 0 },
      { page: 40, count: 4, area: 2, areaPage: 0 }
    ]),
    null
  )
  const b = piecesOf(
    answer([
      { page: 90, count: 10, area: 1, areaPage: 6 },
      { page: 140, count: 4, area: 2, areaPage: 0, flags: pageFlags.copied }
    ]),
    null
  )
  expect(sharedPages(a, b)).toBe(4)
  expect(sharedPages(b, a)).toBe(4)
})

test('an order of steps is read, and what is none is refused in a sentence', () => {
  expect(readStepOrder('A2 b1 a', ['A', 'B'])).toEqual(['A', 'A', 'B', 'A'])
  expect(readStepOrder('C1', ['A', 'B'])).toBe('This program has no process C.')
  expect(readStepOrder('twice', ['A'])).toContain('is no step')
  expect(readStepOrder(' ', ['A'])).toContain('such as A2 B1')
  expect(readStepOrder('A999', ['A'])).toContain('more than 200')
})

import { expect, it } from 'vitest'
import type { TimelineColumns } from '../../shared/contract/timeline'
import { stepEvents } from '../../shared/contract/timeline'
import { TimelineRecord } from './timeline-record'

const columns = (from: number, count: number, more: Partial<TimelineColumns> = {}): TimelineColumns => ({
  from,
  momentCount: from + count,
  process: 'A'.repeat(count),
  line: Array.from({ length: count }, (_, i) => from + i),
  events: Array.from({ length: count }, () => stepEvents.demandZero),
  call: Array.from({ length: count }, () => -1),
  names: [],
  processes: [
    {
      letter: 'A',
      committed: Array.from({ length: count }, (_, i) => (i === 0 ? 100 + from : 1)),
      reserved: Array.from({ length: count }, () => 0),
      private: null,
      workingSet: null
    }
  ],
  ...more
})

it('joins answers, and takes the last moment again', () => {
  const record = new TimelineRecord()
  record.take(columns(0, 3))
  record.take(columns(2, 4))
  expect(record.count).toBe(6)
  expect([0, 1, 2, 3, 4, 5].map((i) => record.pagesAt('A', 'committed', i))).toEqual([
    100, 101, 102, 103, 104, 105
  ])
  expect([...record.line.slice(0, 6)]).toEqual([0, 1, 2, 3, 4, 5])
  expect(record.pagesAt('A', 'private', 2)).toBeNull()
  expect(record.pagesAt('A', 'committed', 6)).toBeNull()
})

it('does not take what would leave a gap', () => {
  const record = new TimelineRecord()
  record.take(columns(5, 3))
  expect(record.count).toBe(0)
})

it('knows a process that came later, with nothing before', () => {
  const record = new TimelineRecord()
  record.take(columns(0, 3))
  const [a] = columns(2, 2).processes
  record.take(columns(2, 2, { processes: [a!, { ...a!, letter: 'B' }] }))
  expect(record.letters).toEqual(['A', 'B'])
  expect(record.pagesAt('B', 'committed', 1)).toBe(0)
  expect(record.pagesAt('B', 'committed', 3)).toBe(103)
})

it('finds the next event that is worth stopping at', () => {
  const record = new TimelineRecord()
  const events = [0, stepEvents.demandZero, stepEvents.callFailed, stepEvents.checkPassed, stepEvents.guard]
  record.take(columns(0, 5, { events }))
  expect(record.eventFrom(0, 1)).toBe(2)
  expect(record.eventFrom(2, 1)).toBe(4)
  expect(record.eventFrom(4, 1)).toBeNull()
  expect(record.eventFrom(2, -1)).toBeNull()
})

it('holds ten thousand steps of three processes in less than a megabyte', () => {
  const record = new TimelineRecord()
  const [a] = columns(0, 10_001).processes
  const full = { ...a!, private: a!.committed, workingSet: a!.committed }
  record.take(
    columns(0, 10_001, { processes: (['A', 'B', 'C'] as const).map((letter) => ({ ...full, letter })) })
  )
  expect(record.bytes).toBeLessThan(1_000_000)
})

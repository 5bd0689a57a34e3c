import { expect, test } from 'vitest'
import { regionsToColumns } from '../../shared/contract/region-columns'
import type { ShownMemory, ShownVariable } from '../../shared/contract/step'
import type { RunnerPlace, RunnerReply, RunnerStep } from '../runner/messages'
import { History } from './history'
import { recordedRun } from './testing-run'

const variable = (name: string, value: string): ShownVariable => ({
  ...{ name, expression: name, type: 'int', value, address: 0x1000 },
  ...{ unfolds: false, children: null, changed: false }
})
const place = (more: Partial<RunnerPlace>): RunnerPlace => ({
  ...{ frames: [], frame: 0, variables: [], watches: [], memory: [], lineValues: [], threads: [] },
  ...more
})
const view = (hex: string): ShownMemory => ({
  ...{ id: 'm', address: 0x2000, problem: '', hex, changed: [], region: 'MEM_COMMIT' }
})
const loaded = (at: RunnerPlace): Extract<RunnerReply, { kind: 'loaded' }> => ({
  ...{ kind: 'loaded', processId: 4, line: 1, set: regionsToColumns([]), warnings: [] },
  place: at
})
const step = (at: RunnerPlace): RunnerStep => ({
  ...{ line: 1, nextLine: 2, calls: [], checks: [], output: '', errorOutput: '', removed: [] },
  set: regionsToColumns([]),
  place: at
})

test('a variable that travels as its index is the object of the step before', () => {
  const history = new History()
  history.begin('A', loaded(place({ variables: [variable('a', '1'), variable('b', '2')] })))
  history.add('A', step(place({ variables: [variable('a', '3'), 1] })))
  history.add('A', step(place({ variables: [1] })))
  const [first, second, third] = history.moments.map((moment) => moment.places.get('A')!.variables)
  expect(second?.map((v) => v.value)).toEqual(['3', '2'])
  expect(second?.[1]).toBe(first?.[1])
  expect(third).toEqual([first?.[1]])
})

test('a step that did very much lists its latest calls and first changes, and counts the others', async () => {
  const run = await recordedRun('for (int i = 0; i < 13000; i++) VirtualAlloc(0, 4096, MEM_RESERVE, 1);')
  const { moments } = run.history
  const last = moments.find(({ step }) => step?.omitted !== undefined)!.step!
  const made = moments.flatMap(({ step }) => step?.calls ?? []).filter(({ name }) => name === 'VirtualAlloc')
  const omitted = moments.reduce((sum, { step }) => sum + (step?.omitted?.calls ?? 0), 0)
  expect(omitted + made.length).toBe(13_000)
  expect(last.calls.length).toBeLessThan(400)
  expect(last.changes).toHaveLength(500)
  expect(last.omitted!.changes).toBeGreaterThan(0)
})

test('what the window looks at later belongs to the last moment alone', () => {
  const history = new History()
  history.begin('A', loaded(place({})))
  history.add('A', step(place({})))
  history.look('A', place({ watches: [{ expression: 'a', problem: 'a is not in scope here.' }] }), false)
  expect(history.moments.map((moment) => moment.places.get('A')!.watches.length)).toEqual([0, 1])
})

test('a step of one process shares the place of the other', () => {
  const history = new History()
  history.begin('A', loaded(place({ variables: [variable('a', '1')] })))
  history.begin('B', loaded(place({ variables: [variable('b', '1')] })))
  history.add('A', step(place({ variables: [0] })))
  const [before, after] = history.moments
  expect(after?.places.get('B')).toBe(before?.places.get('B'))
})

test('memory that was looked at is kept up to a limit, and the oldest goes first', () => {
  const history = new History(20)
  history.begin('A', loaded(place({ memory: [view('00000000')] })))
  for (const hex of ['01000000', '01000000', '02000000', '03000000'])
    history.add('A', step(place({ memory: [view(hex)] })))
  const kept = history.moments.map((moment) =>
    moment.places
      .get('A')!
      .memory.map((m) => m.hex)
      .join()
  )
  expect(kept).toEqual(['', '', '', '02000000', '03000000'])
})

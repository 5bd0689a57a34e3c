import { afterEach, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import { goAgain, KnownWays } from './go-again'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

const runs: Run[] = []
afterEach(async () => {
  for (const run of runs.splice(0)) await run.stop()
})

async function begun(lines: readonly string[]): Promise<Run> {
  const source = lines.join('\n')
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
  const run = new Run(createSimulatorMachine(), {
    ...{ source, fileName: 'test.c', processes: compiled.program.processes, recording: 'steps' as const },
    ...{ settings: defaultMachineSettings, breakpoints: [] }
  })
  runs.push(run)
  await run.begin()
  return run
}
const text = [
  '#include <windows.h>',
  'int twice(int n)',
  '{',
  '    return n * 2;',
  '}',
  'int main(void)',
  '{',
  '    char *p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);',
  '    int n = twice(2);',
  '    n = twice(n);',
  '    return 0;',
  '}'
]
const put = '    VirtualAlloc(p, 4096, MEM_COMMIT, PAGE_READWRITE);'

test('a run goes its way again with a line more, in as many steps, and over that line', async () => {
  const first = await begun(text)
  await first.move('over')
  await first.move('into')
  await first.move('out')
  expect([first.history.last?.line, first.history.moments.length]).toEqual([10, 4])
  const second = await begun([...text.slice(0, 9), put, ...text.slice(9)])
  await goAgain(second, first.moves, { line: 10, count: 1, inserted: [{ line: 10, count: 1 }] }, () => true)
  expect([second.history.last?.line, second.history.moments.length]).toEqual([11, 5])
  expect(second.history.last?.step?.calls[0]?.name).toBe('VirtualAlloc')
})

test('a run that had gone further stops at the line put in', async () => {
  const first = await begun(text)
  await first.move('continue')
  const second = await begun([...text.slice(0, 8), put, ...text.slice(8)])
  await goAgain(second, first.moves, { line: 9, count: 1, inserted: [{ line: 9, count: 1 }] }, () => true)
  expect([second.status, second.history.last?.line]).toEqual(['paused', 10])
})

test('the lines that were executed are known for every position, those of functions stepped over too', async () => {
  const run = await begun(text)
  expect(run.executedLines('A', 0)).toEqual([])
  await run.move('over')
  expect(run.executedLines('A', 1)).toEqual([8])
  await run.move('over')
  expect(run.executedLines('A', 2)).toEqual([8, 9, 4])
  expect(run.executedLines('A', 1)).toEqual([8])
})

test('who takes the line back comes to where the run before stood, its future and its place in the past too', async () => {
  const ways = new KnownWays()
  const first = await begun(text)
  for (let i = 0; i < 3; i++) await first.move('over')
  const [before, after] = [text.join('\n'), [...text.slice(0, 8), put, ...text.slice(8)].join('\n')]
  const again = { line: 9, count: 1, inserted: [{ line: 9, count: 1 }] }
  ways.leave(before, [{ run: first, shown: { position: 1 } }], again)
  const second = await begun(after.split('\n'))
  expect(await ways.follow(second, after, again, () => true)).toBe(2)
  expect([second.history.last?.line, second.history.moments.length]).toEqual([10, 3])
  ways.leave(after, [{ run: second, shown: { position: 2 } }], { asBefore: true })
  const third = await begun(text)
  expect(await ways.follow(third, before, { asBefore: true }, () => true)).toBe(1)
  expect([third.history.last?.line, third.history.moments.length]).toEqual([11, 4])
  ways.leave(before, [{ run: third, shown: { position: 3 } }], { asBefore: true })
  const fourth = await begun(after.split('\n'))
  expect(await ways.follow(fourth, after, { asBefore: true }, () => true)).toBe(2)
  expect(fourth.history.last?.line).toBe(10)
})

test('a run that did not come of another by lines put in knows no way back', async () => {
  const ways = new KnownWays()
  const first = await begun(text)
  await first.move('over')
  ways.leave(text.join('\n'), [{ run: first, shown: { position: 1 } }], undefined)
  const second = await begun(text)
  expect(await ways.follow(second, text.join('\n'), { asBefore: true }, () => true)).toBeNull()
  expect(second.history.moments).toHaveLength(1)
})

const three = [
  '#include "lab.h"',
  'int main(void)',
  '{',
  '    int a = 1;',
  "    lab_switch_to('B');",
  '    a = 2;',
  "    lab_switch_to('C');",
  '    a = 3;',
  '    return 0;',
  '}',
  'void process_b(void)',
  '{',
  '    int b = 1;',
  "    lab_switch_to('A');",
  '}',
  'void process_c(void)',
  '{',
  '    int c = 1;',
  '}'
]

test('at the end of a process that is not the last to run, the lines put in are executed and shown', async () => {
  const first = await begun(three)
  await first.move('over')
  await first.move('continue')
  expect(first.status).toBe('ended')
  const second = await begun([
    ...three.slice(0, 18),
    '    VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);',
    ...three.slice(18)
  ])
  const again = { line: 19, count: 1, inserted: [{ line: 19, count: 1 }] }
  const ways = new KnownWays()
  ways.leave(three.join('\n'), [{ run: first, shown: { position: 1 } }], again)
  const at = await ways.follow(second, '', again, () => true)
  expect([second.status, second.history.last?.line]).toEqual(['paused', 8])
  expect(second.history.moments[at ?? -1]?.step?.calls[0]?.name).toBe('VirtualAlloc')
})

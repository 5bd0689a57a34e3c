import { afterEach, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import type { SharedProgram } from '../../../shared/contract/shared-program'
import type { RunUpdate } from '../../../shared/contract/run-update'
import { compile } from '../../c'
import { createEngine, type Connection } from '../engine'
import { Run } from '../run'
import { createSimulatorMachine } from '../simulator-machine'
import { goToStep } from './go-to-step'
import { wayOf } from './shared-way'

const source = `#include "lab.h"
static void touch(BYTE *p)
{
    VirtualLock(p, 1);
    VirtualUnlock(p, 1);
}
int main(void)
{
    BYTE *p[8];
    for (int i = 0; i < 8; i++) {
        p[i] = VirtualAlloc(NULL, 0x1000 * (i + 1), MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        touch(p[i]);
    }
    CHECK(VirtualFree(p[3], 0, MEM_RELEASE));
    return 0;
}
`

async function begun(text = source): Promise<Run> {
  const compiled = compile(text, 'way.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
  const run = new Run(createSimulatorMachine(), {
    source: text,
    fileName: 'way.c',
    processes: compiled.program.processes,
    settings: defaultMachineSettings,
    recording: 'steps',
    breakpoints: []
  })
  await run.begin()
  return run
}
const silent = { report: () => undefined, end: () => undefined }
/** What one sees of a step: the line, the calls with their values, and the regions. */
const seen = (run: Run, step: number): unknown => {
  const moment = run.history.moments[step]!
  return {
    ...{ line: moment.line, turn: moment.turn },
    calls: moment.step?.calls.map(({ name, result }) => `${name} ${JSON.stringify(result)}`),
    regions: moment.processes.get('A')?.regions
  }
}
async function expectSameStep(first: Run, step: number): Promise<Run> {
  const second = await begun()
  await goToStep(second, { step, way: wayOf(first.moves)! }, () => true, silent)
  expect(second.history.moments.length - 1).toBe(step)
  expect(seen(second, step)).toEqual(seen(first, step))
  const isLast = step === first.history.moments.length - 1
  expect([second.status, second.breakpoints]).toEqual([isLast ? first.status : 'paused', []])
  return second
}

test('a run comes to the step by the same moves, whatever they were', async () => {
  const run = await begun()
  for (const how of ['over', 'over', 'into', 'over', 'into', 'into', 'out', 'over'] as const)
    await run.move(how)
  await run.move('line', 12)
  run.breakpoints = [{ line: 4, condition: 'p != 0' }]
  await run.move('continue')
  await run.move('over')
  for (const step of [1, 4, 7, run.history.moments.length - 1]) await expectSameStep(run, step)
})

test('a step in the midst of running freely is stood still at', async () => {
  const run = await begun()
  await run.move('continue')
  expect(run.history.moments.length).toBeGreaterThan(20)
  const second = await expectSameStep(run, 11)
  // It is the run of the person who went there: it goes on as any other, and can be shared in turn.
  await second.move('over')
  const third = await begun()
  await goToStep(third, { step: 12, way: wayOf(second.moves)! }, () => true, silent)
  expect(seen(third, 12)).toEqual(seen(second, 12))
})

test('without a way, statements are stepped over', async () => {
  const stepped = await begun()
  for (let i = 0; i < 5; i++) await stepped.move('over')
  const gone = await begun()
  await goToStep(gone, { step: 5, way: [] }, () => true, silent)
  expect(seen(gone, 5)).toEqual(seen(stepped, 5))
})

test('a program that ends before the step has ended', async () => {
  const run = await begun()
  await goToStep(run, { step: 5000, way: [{ how: 'continue', times: 10_000 }] }, () => true, silent)
  expect(run.status).toBe('ended')
  expect(run.history.moments.length).toBeLessThan(100)
})

test('moves that lead nowhere are not made again and again', async () => {
  const run = await begun('#include "lab.h"\nint main(void)\n{\n    for (;;) {}\n}\n')
  let moves = 0
  const going = goToStep(
    run,
    { step: 10_000, way: [{ how: 'continue', times: 10_000, until: 0 }] },
    () => ++moves < 5,
    silent
  )
  const timer = setInterval(() => run.pause(), 20)
  await going
  clearInterval(timer)
  expect(run.moves.length).toBeLessThan(5)
})

test('alike moves are one entry of the way', () => {
  const breakpoints = [{ line: 3, condition: null }]
  expect(
    wayOf([
      { mode: 'over', line: undefined, process: undefined, breakpoints: [] },
      { mode: 'over', line: undefined, process: undefined, breakpoints: [] },
      { mode: 'over', line: undefined, process: undefined, breakpoints },
      { mode: 'line', line: 7, breakpoints: [], process: 'B' },
      { mode: 'continue', line: undefined, process: undefined, breakpoints: [], pausedAt: 12 }
    ])
  ).toEqual([
    { how: 'over', times: 2 },
    { how: 'over', times: 1, breakpoints },
    { how: 'line', times: 1, line: 7, process: 'B' },
    { how: 'continue', times: 1, until: 12 }
  ])
})

let connection: Connection | null = null
afterEach(() => connection?.close())

test('a window shares the step that it shows, and another opens and goes there when it is asked to', async () => {
  const engine = createEngine({
    ...{ dataFolder: '/nowhere', appFolder: '/nowhere', version: '1' },
    machines: [createSimulatorMachine()]
  })
  let latest: RunUpdate | null = null
  const until = async (holds: (update: RunUpdate) => boolean): Promise<RunUpdate> => {
    while (latest === null || !holds(latest)) await new Promise((resolve) => setTimeout(resolve, 5))
    return latest
  }
  connection = engine.connect((event, payload) => {
    if (event === 'run/changed') latest = payload as RunUpdate
  })
  const { handlers } = connection
  const text = { source: `// VadLab machine: ram=64M\n${source}`, fileName: 'way.c' }
  const machine = { settings: defaultMachineSettings, insist: false }
  const started = await handlers['run/start']({
    ...text,
    ...machine,
    machines: ['simulator'],
    breakpoints: []
  })
  if (!started.ok || !started.value.started) throw new Error('No start.')
  const { runId } = started.value
  await until((update) => update.status === 'paused')
  await handlers['run/move']({ runId, how: 'continue' })
  await until((update) => update.status === 'ended')
  await handlers['run/move']({ runId, how: 'to', position: 9 })
  const first = await until((update) => update.position === 9)

  const place = { process: 'A', address: 0x10000, extent: 'page' } as const
  const wish = { ...text, ...machine, machines: 'simulator', place, view: 'bench', runId } as const
  const made = await handlers['share/make'](wish)
  if (!made.ok) throw new Error(made.failure.message)
  // The machine is as the program wishes it: nobody has to insist.
  expect(made.value.program).toMatchObject({ step: 9, place, insist: false, settings: { ram: 2 ** 33 } })

  latest = null
  const read = await handlers['share/read']({ text: `> ${made.value.link}` })
  if (!read.ok) throw new Error(read.failure.message)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(latest).toBeNull()
  const program: SharedProgram = read.value.program
  await handlers['run/start']({
    ...{ source: program.source, fileName: program.fileName, machines: ['simulator'], breakpoints: [] },
    ...{ settings: program.settings, insist: program.insist, goTo: { step: 9, way: program.way } }
  })
  const second = await until((update) => update.runId !== runId && update.position === 9)
  expect(second.stepCount).toBe(9)
  expect(second.line).toBe(first.line)
  expect(second.step).toEqual(first.step)

  const edited = await handlers['share/make']({
    ...wish,
    source: 'int main(void) { return 0; }',
    runId: second.runId
  })
  expect(edited.ok && edited.value).toMatchObject({
    program: { step: null, way: [], place: null },
    withoutStep: expect.stringContaining('edited since')
  })
  const other = await handlers['share/make']({
    ...wish,
    runId: second.runId,
    settings: { ...defaultMachineSettings, seed: 7 }
  })
  expect(other.ok && other.value.program).toMatchObject({
    insist: true,
    settings: { seed: 1, ram: 64 * 2 ** 20 }
  })
  await engine.close()
})

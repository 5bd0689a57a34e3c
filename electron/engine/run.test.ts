import { expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { regionsToColumns } from '../../shared/contract/region-columns'
import type { RunnerRequest, RunnerStep } from '../runner/messages'
import { Run, type RunOptions } from './run'
import { paused, scriptedMachine } from './testing-machine'

const options: RunOptions = {
  source: '',
  fileName: 'a.c',
  processes: ['A', 'B'],
  settings: defaultMachineSettings,
  recording: 'steps',
  breakpoints: []
}

const emptyStep: RunnerStep = {
  line: 1,
  nextLine: 1,
  calls: [],
  checks: [],
  output: '',
  errorOutput: '',
  removed: [],
  set: regionsToColumns([]),
  place: null
}

const mailboxOf = (first: string): string[] => [first, ...new Array<string>(15).fill('0')]
const turns = (heard: readonly { letter: string; request: RunnerRequest }[]): string =>
  heard
    .filter((h) => h.request.kind === 'resume')
    .map((h) => h.letter)
    .join('')

test('a run pauses before its first statement and ends with the program', async () => {
  const machine = scriptedMachine({ A: [paused({ reason: 'ended', exitCode: 0 })] })
  const run = new Run(machine, options)
  await run.begin()
  expect(run.status).toBe('paused')
  await run.move('continue')
  expect(run.status).toBe('ended')
  expect(machine.alive.size).toBe(0)
})

test('the turn and the mailbox go to the other process and come back', async () => {
  const machine = scriptedMachine({
    A: [
      paused({ reason: 'switch', to: 'B' }, { mailbox: mailboxOf('41') }),
      paused({ reason: 'ended', exitCode: 0 })
    ],
    B: [paused({ reason: 'switch', to: 'A' }, { mailbox: mailboxOf('42') })]
  })
  const run = new Run(machine, options)
  await run.begin()
  await run.move('continue')
  expect(turns(machine.heard)).toBe('ABA')
  const resumes = machine.heard.map((h) => h.request).filter((r) => r.kind === 'resume')
  expect(resumes.map((r) => r.mailbox[0])).toEqual(['0', '41', '42'])
  expect(resumes[1]?.processIds).toEqual({ A: 65, B: 66 })
})

test('when a process function returns, its process stays alive and the turn goes back to A', async () => {
  const machine = scriptedMachine({
    A: [paused({ reason: 'switch', to: 'B' }), paused({ reason: 'step' })],
    B: [paused({ reason: 'ended', exitCode: 0 })]
  })
  const run = new Run(machine, options)
  await run.begin()
  await run.move('over')
  expect(run.status).toBe('paused')
  expect([...machine.alive].sort()).toEqual(['A', 'B'])
  await run.stop()
  expect(machine.alive.size).toBe(0)
})

test('switching to a process whose function has returned ends the program, as lab.h says', async () => {
  const machine = scriptedMachine({
    A: [paused({ reason: 'switch', to: 'B' }), paused({ reason: 'switch', to: 'B' })],
    B: [paused({ reason: 'ended', exitCode: 0 })]
  })
  const run = new Run(machine, options)
  await run.begin()
  await run.move('continue')
  expect(run.history.output).toBe('FAIL 0 process B ended or hung\n')
  expect(run).toMatchObject({ status: 'ended', exitCode: 1, checks: { failed: 1 } })
})

test('stepping into a switch stops at the other process’s first statement; stepping over it does not', async () => {
  const script = {
    A: [paused({ reason: 'switch', to: 'B' }), paused({ reason: 'step' })],
    B: [paused({ reason: 'switch', to: 'A' })]
  }
  const into = scriptedMachine(script)
  const first = new Run(into, options)
  await first.begin()
  await first.move('into')
  expect(turns(into.heard)).toBe('A')
  expect(first.status).toBe('paused')
  const over = scriptedMachine(script)
  const second = new Run(over, options)
  await second.begin()
  await second.move('over')
  expect(turns(over.heard)).toBe('ABA')
})

test('stop ends a process that never answers, and every other', async () => {
  const machine = scriptedMachine({ A: ['never'] })
  const run = new Run(machine, options)
  await run.begin()
  const moving = run.move('continue')
  await run.stop()
  await moving
  expect(run.status).toBe('stopped')
  expect(machine.alive.size).toBe(0)
})

test('pause takes hold at the end of a slice', async () => {
  const endless = new Array(1000).fill(paused({ reason: 'slice' }))
  const run = new Run(scriptedMachine({ A: endless }), options)
  await run.begin()
  const moving = run.move('continue')
  run.pause()
  await moving
  expect(run.status).toBe('paused')
})

test('a process that goes away in the middle of a step is told as what happened to the program', async () => {
  const run = new Run(
    scriptedMachine({ A: [{ kind: 'gone', message: 'it ended with 0xc0000005' }] }),
    options
  )
  await run.begin()
  await run.move('over')
  expect(run.status).toBe('died')
  expect(run.statusText).toContain('it ended with 0xc0000005')
})

test('process A says as lab.h does that the process it waits for is gone, died or ended itself', async () => {
  const exception = { code: 0xc0000005, name: 'EXCEPTION_ACCESS_VIOLATION', where: '', why: null, rule: null }
  const ends = [
    { kind: 'gone', message: 'The process was killed.' },
    paused({ reason: 'died', exception, line: 7, functionName: 'process_b' }),
    paused({ reason: 'ended', exitCode: 3, byExit: true })
  ] as const
  const texts: string[] = []
  for (const end of ends) {
    const machine = scriptedMachine({ A: [paused({ reason: 'switch', to: 'B' })], B: [end] })
    const run = new Run(machine, options)
    await run.begin()
    await run.move('continue')
    expect(run.history.output).toBe('FAIL 0 process B ended or hung\n')
    expect(run).toMatchObject({ exitCode: 1, checks: { failed: 1 } })
    expect(machine.alive.size).toBe(0)
    texts.push(`${run.status}: ${run.statusText}`)
  }
  expect(texts).toEqual([
    'died: Process B is gone near line 1: The process was killed. Process A, which waited for it, ended with exit code 1.',
    'died: The program died of EXCEPTION_ACCESS_VIOLATION, in line 7. Process A, which waited for it, ended with exit code 1.',
    'ended: Process B ended itself with exit code 3. Process A, which waited for it, ended with exit code 1.'
  ])
})

test('an exception ends the run with its name, place and rule', async () => {
  const exception = {
    code: 0xc0000005,
    name: 'EXCEPTION_ACCESS_VIOLATION',
    where: 'write to 0x0',
    why: 'Nothing is there.',
    rule: null
  }
  const run = new Run(
    scriptedMachine({ A: [paused({ reason: 'died', exception, line: 7, functionName: 'main' })] }),
    options
  )
  await run.begin()
  await run.move('continue')
  expect(run.statusText).toBe(
    'The program died of EXCEPTION_ACCESS_VIOLATION: write to 0x0, in line 7. Nothing is there.'
  )
})

test('what a run shows to be undefined joins the warnings of its text, each once', async () => {
  const warning = { severity: 'warning', file: 'a.c', line: 2, column: 3, length: 1, message: 'x' } as const
  const steps = [{ ...emptyStep, warnings: [warning] }]
  const machine = scriptedMachine({
    A: [paused({ reason: 'slice' }, { steps }), paused({ reason: 'ended', exitCode: 0 }, { steps })]
  })
  const run = new Run(machine, options)
  await run.begin()
  await run.move('continue')
  expect(run.warnings).toEqual([warning])
})

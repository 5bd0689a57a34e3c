import { expect, test } from 'vitest'
import { columnsToRegions } from '../../shared/contract/region-columns'
import { Simulator } from '../simulator'
import type { Recording, RunnerReply, RunnerRequest, RunnerStep } from './messages'
import { createRunnerHost, type RunnerHost } from './runner-host'

type Paused = Extract<RunnerReply, { kind: 'paused' }>

const source = (...lines: string[]): string =>
  `#include <windows.h>\n#include "lab.h"\nint main(void)\n{\n${lines.join('\n')}\nreturn 0;\n}\n`

function hostWith(text: string, recording: Recording = 'steps'): { host: RunnerHost; reply: RunnerReply } {
  const host = createRunnerHost(new Simulator({ seed: 1, randomise: true }).createProcess('A'))
  return { host, reply: host.handle({ kind: 'load', source: text, fileName: 'a.c', letter: 'A', recording }) }
}

function resume(host: RunnerHost, more: Partial<Extract<RunnerRequest, { kind: 'resume' }>> = {}): Paused {
  const reply = host.handle({
    kind: 'resume',
    mode: 'continue',
    breakpoints: [],
    sliceMs: 1000,
    mailbox: new Array<string>(16).fill('0'),
    processIds: {},
    maximumSteps: 1000,
    ...more
  })
  if (reply.kind !== 'paused') throw new Error(`The host answered ${reply.kind}.`)
  return reply
}

const onlyStep = (reply: Paused): RunnerStep => {
  expect(reply.steps).toHaveLength(1)
  return reply.steps[0]!
}

test('a program pauses before its first statement, with the regions that the process had before', () => {
  const { reply } = hostWith(source('int a = 1;'))
  expect(reply).toMatchObject({ kind: 'loaded', line: 5 })
  if (reply.kind !== 'loaded') return
  const regions = columnsToRegions(reply.set)
  expect(regions.length).toBeGreaterThan(10)
  expect(new Set(regions.map((region) => region.owner))).toEqual(new Set(['before']))
})

test('a step tells its call with names, words and meanings, and the region with the line that made it', () => {
  const { host } = hostWith(
    source('char *p = VirtualAlloc(NULL, 5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);')
  )
  const step = onlyStep(resume(host, { mode: 'over' }))
  expect(step.line).toBe(5)
  expect(step.nextLine).toBe(6)
  const [call] = step.calls
  expect(call).toMatchObject({ name: 'VirtualAlloc', failed: false, result: { meaning: '#1' } })
  expect(call?.args.map((argument) => [argument.name, argument.text])).toEqual([
    ['lpAddress', 'NULL'],
    ['dwSize', '5000'],
    ['flAllocationType', 'MEM_RESERVE | MEM_COMMIT'],
    ['flProtect', 'PAGE_READWRITE']
  ])
  expect(columnsToRegions(step.set)).toEqual([
    expect.objectContaining({ size: 0x2000, state: 0x1000, protect: 4, owner: 'program', madeByLine: 5 })
  ])
})

test('a refused call carries its last error and the rule behind it', () => {
  const { host } = hostWith(source('VirtualFree((void *)0x400000000000, 0, MEM_RELEASE);'))
  const [call] = onlyStep(resume(host, { mode: 'over' })).calls
  expect(call).toMatchObject({ failed: true, lastError: 487, result: { text: 'FALSE' } })
  expect(call?.why).toMatch(/\w{3}/)
  expect(call?.rule).toMatchObject({
    id: 'freeing-needs-an-allocation',
    source: expect.stringMatching(/^Microsoft, VirtualFree/) as string,
    url: expect.stringMatching(/virtualfree$/) as string
  })
})

test('what comes back through pointers is told: the old protection, and VirtualQuery’s record', () => {
  const { host } = hostWith(
    source(
      'DWORD old; MEMORY_BASIC_INFORMATION info;',
      'char *p = VirtualAlloc(NULL, 4096, MEM_COMMIT, PAGE_READWRITE);',
      'VirtualProtect(p, 1, PAGE_READONLY, &old);',
      'VirtualQuery(p, &info, sizeof info);'
    )
  )
  const calls = resume(host).steps.flatMap((step) => step.calls)
  expect(calls[1]?.outs).toEqual([
    expect.objectContaining({ name: '*lpflOldProtect', text: 'PAGE_READWRITE' })
  ])
  expect(calls[1]?.args[3]).toMatchObject({ text: '&old', meaning: '&old' })
  const record = Object.fromEntries(calls[2]?.outs.map((out) => [out.name, out.meaning]) ?? [])
  expect(record).toEqual({
    BaseAddress: '#1',
    AllocationBase: '#1',
    AllocationProtect: 'PAGE_READWRITE',
    RegionSize: '0x1000',
    State: 'MEM_COMMIT',
    Protect: 'PAGE_READONLY',
    Type: 'MEM_PRIVATE'
  })
})

test('running on records a step for each call; with only the output recorded, none', () => {
  const text = source(
    'for (int i = 0; i < 3; i++) VirtualAlloc(NULL, 1, MEM_RESERVE, PAGE_NOACCESS);',
    'CHECK(1);'
  )
  const watched = resume(hostWith(text).host)
  expect(watched.steps.filter((step) => step.calls.length === 1)).toHaveLength(3)
  const quick = resume(hostWith(text, 'output').host)
  expect(quick.steps.flatMap((step) => step.calls)).toEqual([])
  expect(quick.steps.map((step) => step.output).join('')).toBe('ok 6 1\n')
  expect(quick.pausing).toEqual({ reason: 'ended', exitCode: 0 })
})

test('a breakpoint stops before its line', () => {
  const { host } = hostWith(source('int a = 1;', 'a++;', 'a++;'))
  expect(resume(host, { breakpoints: [{ line: 7, condition: null }] })).toMatchObject({
    pausing: { reason: 'breakpoint' },
    line: 7
  })
})

test('an endless loop comes back in time and goes on where it was', () => {
  const { host } = hostWith(source('int n = 0;', 'for (;;) n++;'))
  const before = performance.now()
  expect(resume(host, { sliceMs: 20 }).pausing.reason).toBe('slice')
  expect(performance.now() - before).toBeLessThan(2000)
  expect(resume(host, { sliceMs: 20 }).pausing.reason).toBe('slice')
})

test('the mailbox goes in and out, and a switch says to whom', () => {
  const { host } = hostWith(
    '#define LAB_PROCESS_B\n#include "lab.h"\nint process_b(void) { return 0; }\nint main(void)\n{\nlab_post(3, lab_fetch(2) + 1);\nlab_switch_to(\'B\');\nreturn 0;\n}\n'
  )
  const mailbox = new Array<string>(16).fill('0')
  mailbox[2] = '18446744073709551614'
  const reply = resume(host, { mailbox })
  expect(reply.pausing).toEqual({ reason: 'switch', to: 'B' })
  expect(reply.mailbox[3]).toBe('18446744073709551615')
  expect(resume(host, { mailbox: [...reply.mailbox] }).pausing.reason).toBe('ended')
})

test('an exception ends the program with its place and why', () => {
  const { host } = hostWith(source('int *p = 0;', '*p = 1;'))
  const { pausing } = resume(host)
  expect(pausing).toMatchObject({
    reason: 'died',
    line: 6,
    functionName: 'main',
    exception: { code: 0xc0000005, name: 'EXCEPTION_ACCESS_VIOLATION', where: 'write to 0x0' }
  })
})

test('C that does not compile is refused with its places', () => {
  expect(hostWith('int main(void) { return nothing; }').reply).toMatchObject({
    kind: 'refused',
    diagnostics: [{ line: 1, column: 25 }]
  })
})

test('resume before load is said, not thrown', () => {
  const host = createRunnerHost(new Simulator({ seed: 1, randomise: true }).createProcess('A'))
  expect(host.handle({ kind: 'peek', address: 0, length: 1 })).toEqual({ kind: 'bytes', bytes: null })
  expect(
    host.handle({
      kind: 'resume',
      mode: 'over',
      breakpoints: [],
      sliceMs: 1,
      mailbox: [],
      processIds: {},
      maximumSteps: 0
    }).kind
  ).toBe('broken')
})

test('undefined behaviour that is executed travels with its step, once', () => {
  const { host } = hostWith(source('int a[2], i = 2;', 'for (int k = 0; k < 3; k++) a[i] = k;'), 'output')
  const found = resume(host).steps.flatMap((step) => step.warnings ?? [])
  expect(found).toMatchObject([{ severity: 'warning', file: 'a.c', line: 6, column: 29, length: 4 }])
  expect(found[0]?.message).toContain('Index 2 is outside of a')
})

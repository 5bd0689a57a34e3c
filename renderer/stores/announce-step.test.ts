import { describe, expect, it } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import type { CallRecord, StepRecord } from '../../shared/contract/step'
import { errorConstants } from '../../shared/win32/error-constants'
import { memoryConstants as m } from '../../shared/win32/memory-constants'
import { announceStep, stepInWords } from './announce-step'
import type { RunView } from './apply-run-update'

const base = 0x1f000012000
function region(more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    ...{ base, size: 0x1000, state: m.MEM_COMMIT, type: m.MEM_PRIVATE, protect: m.PAGE_READWRITE },
    ...{
      allocationBase: base,
      allocationProtect: m.PAGE_READWRITE,
      owner: 'program',
      use: '',
      madeByLine: 3
    },
    ...more
  }
}
function call(name: string, more: Partial<CallRecord> = {}): CallRecord {
  return {
    ...{
      line: 18,
      name,
      args: [],
      outs: [],
      failed: false,
      lastError: 0,
      why: null,
      rule: null,
      exception: null
    },
    result: { name: 'BOOL', raw: '1', text: 'TRUE', meaning: null },
    ...more
  }
}
function step(more: Partial<StepRecord> = {}): StepRecord {
  return { process: 'A', line: 18, calls: [], checks: [], output: '', changes: [], faults: null, ...more }
}
const changed = (before: Partial<ObservedRegion>, after: Partial<ObservedRegion>): RegionChange => ({
  kind: 'changed',
  before: region(before),
  after: region(after)
})
const words = (more: Partial<StepRecord>): string => stepInWords(step(more))
const none = { demandZero: 0, soft: 0, copyOnWrite: 0, hard: 0 }

describe('a step in one sentence', () => {
  it('says which pages VirtualProtect changed, and to what', () => {
    const changes = [changed({ base: base - 0x1000, size: 0x3000 }, { protect: m.PAGE_READONLY })]
    expect(words({ calls: [call('VirtualProtect')], changes })).toBe(
      'VirtualProtect, 1 page at 0x…2000 now PAGE_READONLY'
    )
  })
  it('says what VirtualAlloc reserved and committed', () => {
    const size = 0x3000
    expect(
      words({ calls: [call('VirtualAlloc')], changes: [{ kind: 'added', after: region({ size }) }] })
    ).toBe('VirtualAlloc, 3 pages at 0x…2000 committed, PAGE_READWRITE')
    const reserved = { state: m.MEM_RESERVE, protect: 0 }
    expect(
      words({
        calls: [call('VirtualAlloc')],
        changes: [{ kind: 'added', after: region({ ...reserved, size }) }]
      })
    ).toBe('VirtualAlloc, 3 pages at 0x…2000 reserved')
    expect(words({ calls: [call('VirtualAlloc')], changes: [changed(reserved, {})] })).toBe(
      'VirtualAlloc, 1 page at 0x…2000 now committed, PAGE_READWRITE'
    )
  })
  it('says what VirtualFree decommitted and released, an allocation once', () => {
    expect(
      words({ calls: [call('VirtualFree')], changes: [changed({}, { state: m.MEM_RESERVE, protect: 0 })] })
    ).toBe('VirtualFree, 1 page at 0x…2000 decommitted, still reserved')
    const changes: RegionChange[] = [region(), region({ base: base + 0x1000, protect: 2 })].map((before) => ({
      kind: 'removed',
      before
    }))
    expect(words({ calls: [call('VirtualFree')], changes })).toBe('VirtualFree, 2 pages at 0x…2000 released')
  })
  it('says what was mapped and unmapped', () => {
    const view = region({ type: m.MEM_MAPPED, protect: m.PAGE_READONLY, use: 'Section view' })
    expect(words({ calls: [call('MapViewOfFile')], changes: [{ kind: 'added', after: view }] })).toBe(
      'MapViewOfFile, Section view, 1 page at 0x…2000 mapped, PAGE_READONLY'
    )
    expect(words({ calls: [call('UnmapViewOfFile')], changes: [{ kind: 'removed', before: view }] })).toBe(
      'UnmapViewOfFile, 1 page at 0x…2000 unmapped'
    )
  })
  it('names the error of a call that failed', () => {
    const lastError = errorConstants.ERROR_INVALID_PARAMETER
    expect(words({ calls: [call('VirtualFree', { failed: true, lastError })] })).toBe(
      'VirtualFree failed, ERROR_INVALID_PARAMETER'
    )
  })
  it('names the exception that a call raised', () => {
    const exception = {
      ...{
        code: 0xc0000005,
        name: 'EXCEPTION_ACCESS_VIOLATION',
        where: 'write to 0x1000',
        why: null,
        rule: null
      }
    }
    expect(words({ calls: [call('memset', { failed: true, exception })] })).toBe(
      'memset raised EXCEPTION_ACCESS_VIOLATION, write to 0x1000'
    )
  })
  it('names an exception that a handler of the program took', () => {
    const handled = [
      {
        code: 0xc0000005,
        name: 'EXCEPTION_ACCESS_VIOLATION',
        where: 'write to 0x1000',
        why: null,
        rule: null
      }
    ]
    expect(words({ handled })).toBe('EXCEPTION_ACCESS_VIOLATION handled, write to 0x1000')
  })
  it('tells a guard page that was hit from one that was taken away', () => {
    const changes = [changed({ protect: m.PAGE_READWRITE | m.PAGE_GUARD }, {})]
    expect(words({ changes })).toBe('guard page at 0x…2000 hit; 1 page at 0x…2000 now PAGE_READWRITE')
    expect(words({ changes, calls: [call('VirtualProtect')] })).not.toContain('hit')
  })
  it('counts copies on write, demand-zero pages and pages from disk', () => {
    expect(words({ faults: { ...none, copyOnWrite: 1 } })).toBe('1 page copied on write')
    expect(words({ faults: { ...none, demandZero: 3, hard: 1 } })).toBe(
      '1 page read from disk; 3 pages of zeros made at the first touch'
    )
  })
  it('says which checks failed', () => {
    const checks = [
      { line: 4, verdict: 'ok' as const, text: 'ok 4 p' },
      { line: 5, verdict: 'FAIL' as const, text: 'FAIL 5 p == q' }
    ]
    expect(words({ checks })).toBe('check passed; check failed, p == q')
  })
  it('leaves out what is too much to hear', () => {
    const changes = [1, 2, 3, 4].map((page) =>
      changed({ base: base + page * 0x1000 }, { base: base + page * 0x1000, protect: 2 })
    )
    expect(words({ calls: ['a', 'b', 'c', 'd', 'e'].map((name) => call(name)), changes })).toBe(
      '2 earlier calls; c; d; e; 1 page at 0x…3000 now PAGE_READONLY; 1 page at 0x…4000 now PAGE_READONLY; 2 more changes'
    )
  })
  it('says when nothing happened, and what was printed', () => {
    expect(words({})).toBe('no call, nothing changed')
    expect(words({ output: 'hello\n' })).toBe('printed hello')
  })
})

describe('the announcement', () => {
  const view = (more: Partial<RunView> = {}): RunView => ({
    ...{
      runId: 'r',
      machine: 'simulator',
      settings: defaultMachineSettings,
      settingsNotice: '',
      status: 'paused'
    },
    ...{
      statusText: '',
      position: 7,
      stepCount: 7,
      turn: 'A',
      line: 19,
      places: [],
      exception: null,
      output: ''
    },
    ...{ step: step({ calls: [call('VirtualQuery')] }), processes: [], warnings: [] },
    checks: { passed: 0, failed: 0, todo: 0 },
    ...more
  })
  it('begins with the step, its line where no call names it, and its process where there are several', () => {
    expect(announceStep([view()])).toBe('Step 7: VirtualQuery.')
    expect(announceStep([view({ step: step() })])).toBe('Step 7, line 18: no call, nothing changed.')
    const process = { processId: 1, regions: null, changes: [] }
    const processes = [
      { letter: 'A' as const, ...process },
      { letter: 'B' as const, ...process }
    ]
    expect(announceStep([view({ processes, step: step({ process: 'B', calls: [call('x')] }) })])).toBe(
      'Step 7, process B: x.'
    )
  })
  it('says how the program ended, in the same sentence', () => {
    expect(announceStep([view({ line: null, statusText: 'The program ended.' })])).toBe(
      'Step 7: VirtualQuery; the program ended.'
    )
  })
  it('says what the program died of, without its reasons', () => {
    const statusText =
      'The program died of EXCEPTION_ACCESS_VIOLATION: write to 0x1000, in line 7. The page is free.'
    expect(announceStep([view({ line: null, status: 'died', statusText, step: step() })])).toBe(
      'Step 7, line 18: the program died of EXCEPTION_ACCESS_VIOLATION: write to 0x1000, in line 7.'
    )
  })
  it('says nothing of the end at a step before it', () => {
    const back = { position: 6, status: 'ended' as const, statusText: 'The program ended.' }
    expect(announceStep([view(back)])).toBe('Step 6: VirtualQuery.')
  })
  it('is one for both machines, and names the second where that went otherwise', () => {
    const windows = view({ machine: 'windows' })
    expect(announceStep([view(), windows])).toBe('Step 7: VirtualQuery.')
    const failed = step({ calls: [call('VirtualQuery', { failed: true, lastError: 87 })] })
    expect(announceStep([view(), { ...windows, step: failed }])).toBe(
      'Step 7: VirtualQuery; on Windows: VirtualQuery failed, ERROR_INVALID_PARAMETER.'
    )
    expect(announceStep([view(), { ...windows, line: null, statusText: 'The program ended.' }])).toBe(
      'Step 7: VirtualQuery; on Windows: VirtualQuery; the program ended.'
    )
  })
  it('before the first step says where the program stands', () => {
    expect(announceStep([view({ position: 0, stepCount: 0, step: null })])).toBe(
      'Paused before line 19, nothing has run yet.'
    )
  })
})

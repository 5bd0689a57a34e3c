import { describe, expect, it } from 'vitest'
import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import type { RunView } from '../../stores/apply-run-update'
import { statusWords } from './status-words'

function view(more: Partial<RunView>): RunView {
  return {
    runId: 'one',
    machine: 'windows',
    settings: defaultMachineSettings,
    settingsNotice: '',
    status: 'paused',
    statusText: '',
    position: 3,
    stepCount: 3,
    turn: 'A',
    line: 12,
    places: [],
    step: null,
    exception: null,
    processes: [],
    output: '',
    checks: { passed: 0, failed: 0, todo: 0 },
    warnings: [],
    ...more
  }
}

describe('a status in words', () => {
  it('says where a run is paused and how its checks stand', () => {
    expect(statusWords(view({})).text).toBe('paused before line 12')
    expect(statusWords(view({ checks: { passed: 2, failed: 1, todo: 1 } }))).toEqual({
      tone: 'bad',
      text: 'paused before line 12, 2 passed, 1 failed, 1 todo'
    })
  })
  it('says how a run ended', () => {
    const over = { line: null, checks: { passed: 12, failed: 0, todo: 0 } } as const
    expect(statusWords(view({ status: 'ended', ...over }))).toEqual({
      tone: 'good',
      text: 'ended, 12 passed, 0 failed'
    })
    expect(statusWords(view({ status: 'stopped', line: null })).text).toBe('stopped')
    expect(statusWords(view({ status: 'failed', line: null })).text).toBe('could not run')
  })
  it('says of what and where a program died', () => {
    const exception = {
      code: 0xc0000005,
      name: 'EXCEPTION_ACCESS_VIOLATION',
      where: 'write to 0x1000',
      why: null,
      rule: null
    }
    const statusText = 'The program died of EXCEPTION_ACCESS_VIOLATION: write to 0x1000, in line 8.'
    expect(statusWords(view({ status: 'died', line: null, exception, statusText })).text).toBe(
      'died: EXCEPTION_ACCESS_VIOLATION write to 0x1000 at line 8'
    )
  })
  it('says that a past step is shown, whatever the run does', () => {
    expect(statusWords(view({ status: 'died', position: 2 })).text).toBe('looking back, before line 12')
  })
})

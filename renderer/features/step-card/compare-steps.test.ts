import { describe, expect, it } from 'vitest'
import type { CallRecord, StepRecord } from '../../../shared/contract/step'
import { compareSteps } from './compare-steps'

function call(more: Partial<CallRecord> = {}): CallRecord {
  return {
    line: 4,
    name: 'VirtualAlloc',
    args: [],
    result: { name: 'LPVOID', raw: '0x1000', text: '0x1000', meaning: '#1' },
    outs: [],
    failed: false,
    lastError: 0,
    why: null,
    rule: null,
    exception: null,
    ...more
  }
}
function step(calls: readonly CallRecord[], line = 4): StepRecord {
  return { process: 'A', line, calls, checks: [], output: '', changes: [], faults: null }
}
const at = (raw: string, meaning: string | null): CallRecord =>
  call({ result: { name: 'LPVOID', raw, text: raw, meaning } })

describe('two machines’ answers to one step', () => {
  it('are the same when addresses differ but mean the same', () => {
    expect(compareSteps(step([at('0x1000', '#1')]), step([at('0x9000', '#1')]))).toEqual([
      { result: false, lastError: false }
    ])
  })
  it('differ when the meaning differs, or the raw value where there is no meaning', () => {
    expect(compareSteps(step([at('0x1000', '#1')]), step([at('0x1000', '#2')]))[0]?.result).toBe(true)
    expect(compareSteps(step([at('1', null)]), step([at('0', null)]))[0]?.result).toBe(true)
  })
  it('differ in the last error only where both failed', () => {
    const failed = (lastError: number): CallRecord => call({ failed: true, lastError })
    expect(compareSteps(step([failed(87)]), step([failed(487)]))[0]?.lastError).toBe(true)
    expect(compareSteps(step([call({ lastError: 1 })]), step([call({ lastError: 2 })]))[0]?.lastError).toBe(
      false
    )
  })
  it('are not compared at different lines or for different calls', () => {
    expect(compareSteps(step([call()]), step([call()], 5))).toEqual([null])
    expect(compareSteps(step([call()]), step([call({ name: 'VirtualFree' })]))).toEqual([null])
    expect(compareSteps(step([call()]), null)).toEqual([null])
  })
})

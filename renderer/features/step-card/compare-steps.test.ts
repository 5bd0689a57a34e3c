import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../shared/contract/step'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { changeRegions } from '../../../shared/contract/region-tree'
import { compareSteps, type ComparedStep } from './compare-steps'

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
function step(calls: readonly CallRecord[], line = 4, regions: readonly ObservedRegion[] = []): ComparedStep {
  return {
    step: { process: 'A', line, calls, checks: [], output: '', changes: [], faults: null },
    regions: changeRegions(null, { removed: [], set: regions })
  }
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
    expect(compareSteps(step([at('0x1000', '#1')]), step([at('0x1000', '#1+0x1000')]))[0]?.result).toBe(true)
    expect(compareSteps(step([at('1', null)]), step([at('0', null)]))[0]?.result).toBe(true)
  })
  it('are the same when each machine made something, whatever its number there', () => {
    expect(compareSteps(step([at('0x1000', '#1')]), step([at('0x1000', '#2')]))[0]?.result).toBe(false)
  })
  it('are the same when both lie in what the process had before, or are a DLL’s function', () => {
    const before = (base: number): ObservedRegion => ({
      ...{ base, size: 0x10000, state: 0x1000, type: 0x20000, protect: 4, allocationProtect: 4 },
      ...{ allocationBase: base, use: 'heap', owner: 'before', madeByLine: null }
    })
    const one = step([at('0x30000', null)], 4, [before(0x30000)])
    expect(compareSteps(one, step([at('0x50000', null)], 4, [before(0x50000)]))[0]?.result).toBe(false)
    expect(compareSteps(one, step([at('0x50000', null)]))[0]?.result).toBe(true)
    const looksUp = (raw: string): ComparedStep => step([call({ ...at(raw, null), name: 'GetProcAddress' })])
    expect(compareSteps(looksUp('0x70000'), looksUp('0x90000'))[0]?.result).toBe(false)
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

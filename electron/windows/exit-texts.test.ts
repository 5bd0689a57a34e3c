import { describe, expect, it } from 'vitest'
import { describeExit, type TargetExit } from './exit-texts'

const plain: TargetExit = {
  code: 0,
  signal: null,
  errorOutput: '',
  underWine: false,
  killed: false,
  duringRequest: null
}

describe('the end of a process', () => {
  it('has the whole code on Windows, also where node tells it as a negative number', () => {
    expect(describeExit({ ...plain, code: -1073741819, duringRequest: 'resume' })).toBe(
      'The process ended with code 0xC0000005 (EXCEPTION_ACCESS_VIOLATION) while it answered "resume".'
    )
  })

  it('has the code of its last word, where it had one', () => {
    const errorOutput = 'noise\nunhandled    0xc00000fd\n'
    expect(describeExit({ ...plain, code: 253, underWine: true, errorOutput })).toBe(
      'The process ended with code 0xC00000FD (EXCEPTION_STACK_OVERFLOW).'
    )
  })

  it('has the last byte of its code under Wine, and what that likely means', () => {
    expect(describeExit({ ...plain, code: 5, underWine: true })).toBe(
      'The process ended with a code whose last byte is 0x05, as 0xC0000005 (EXCEPTION_ACCESS_VIOLATION) does.'
    )
    expect(describeExit({ ...plain, code: 1, underWine: true })).toBe(
      'The process ended with a code whose last byte is 0x01.'
    )
  })

  it('says whether it was ended by us or by a signal', () => {
    expect(describeExit({ ...plain, code: null, signal: 'SIGKILL', killed: true })).toBe(
      'The process was ended.'
    )
    expect(describeExit({ ...plain, code: null, signal: 'SIGKILL' })).toBe(
      'The process was killed (SIGKILL).'
    )
  })
})

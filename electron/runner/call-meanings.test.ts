import { describe, expect, it } from 'vitest'
import { answersByAccident, saysFailure } from './call-meanings'

describe('a result that says that the call failed', () => {
  it.each(
    `WaitForSingleObject WaitForSingleObjectEx WaitForMultipleObjects WaitForMultipleObjectsEx SignalObjectAndWait
    SuspendThread ResumeThread TlsAlloc FlsAlloc`.split(/\s+/)
  )('of %s is all ones, and 0 is none', (name) => {
    expect(saysFailure(name, 0xffffffffn, 32)).toBe(true)
    expect(saysFailure(name, 0n, 32)).toBe(false)
  })

  it.each(
    `TlsGetValue FlsGetValue SleepEx SwitchToThread TryEnterCriticalSection TryAcquireSRWLockExclusive
    TryAcquireSRWLockShared InterlockedAnd _InterlockedAnd`.split(/\s+/)
  )('of %s: there is none', (name) => {
    expect(saysFailure(name, 0n, 32)).toBe(false)
    expect(saysFailure(name, 0xffffffffn, 32)).toBe(false)
  })

  it('of GetThreadPriority is THREAD_PRIORITY_ERROR_RETURN; 0 is a priority', () => {
    expect(saysFailure('GetThreadPriority', 0x7fffffffn, 32)).toBe(true)
    expect(saysFailure('GetThreadPriority', 0n, 32)).toBe(false)
  })

  it('of a function that answers an HRESULT is anything but S_OK', () => {
    expect(saysFailure('StringCchCopyA', 0x8007007an, 32)).toBe(true)
    expect(saysFailure('StringCchCopyA', 0n, 32)).toBe(false)
  })
})

it.each(
  `GetThreadId GetCurrentThreadId GetCurrentThreadStackLimits GetProcessIdOfThread TlsAlloc FlsAlloc
  SwitchToThread`.split(/\s+/)
)('what %s answers is an accident', (name) => expect(answersByAccident(name)).toBe(true))

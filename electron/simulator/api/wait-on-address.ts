import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { wakeAddress } from '../waits'
import { leave, tryEnter } from './critical-sections'
import { releaseLock, tryAcquireLock } from './slim-locks'

const timedOut = (call: ApiCall): Word =>
  call.fail(k.ERROR_TIMEOUT, 'wait-ends-with-its-time', 'Nobody woke the thread in time.')

/** WaitOnAddress(Address, CompareAddress, AddressSize, dwMilliseconds) */
export const WaitOnAddress: ApiFunction = (call) => {
  if (call.resumed !== null) return call.resumed.result === null ? timedOut(call) : 1
  const size = call.size(2)
  if (size !== 1 && size !== 2 && size !== 4 && size !== 8)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'wait-on-address-compares-1-2-4-or-8-bytes',
      'AddressSize must be 1, 2, 4 or 8.'
    )
  const now = call.process.load(call.word(0), size)
  const compared = now === undefined ? undefined : call.process.load(call.word(1), size)
  if (compared === undefined) return undefined
  if (now !== compared) return 1
  if (call.dword(3) === 0) return timedOut(call)
  return call.wait({ address: call.size(0), deadline: call.deadline(call.dword(3)) })
}

const wake =
  (all: boolean): ApiFunction =>
  (call) => {
    wakeAddress(call.kernel, call.process.letter, call.size(0), all)
    return 0
  }

/** WakeByAddressSingle(Address), WakeByAddressAll(Address) */
export const WakeByAddressSingle: ApiFunction = wake(false)
export const WakeByAddressAll: ApiFunction = wake(true)
/** WakeConditionVariable(ConditionVariable), WakeAllConditionVariable(ConditionVariable) */
export const WakeConditionVariable: ApiFunction = wake(false)
export const WakeAllConditionVariable: ApiFunction = wake(true)

/** InitializeConditionVariable(ConditionVariable) */
export const InitializeConditionVariable: ApiFunction = (call) =>
  call.process.store(call.word(0), 8, 0) ? 1 : undefined

/** How far a SleepConditionVariable has come: it sleeps; it was woken, or not, and wants its lock back. */
const stage = { sleeping: 0, woken: 1, late: 2 } as const

/** Condition Variables (learn.microsoft.com): the lock is given back while the thread sleeps and taken again before it goes on. */
function sleepOn(
  call: ApiCall,
  giveBack: () => 1 | undefined,
  takeAgain: () => boolean | undefined,
  milliseconds: number
): Word | undefined {
  const { resumed } = call
  if (resumed === null) {
    if (giveBack() === undefined) return undefined
    return call.wait({ address: call.size(0), deadline: call.deadline(milliseconds) })
  }
  const now =
    resumed.stage !== stage.sleeping ? resumed.stage : resumed.result === null ? stage.late : stage.woken
  const taken = takeAgain()
  if (taken === undefined) return undefined
  if (!taken) return call.wait({ polls: true, stage: now })
  return now === stage.woken ? 1 : timedOut(call)
}

/** SleepConditionVariableCS(ConditionVariable, CriticalSection, dwMilliseconds) */
export const SleepConditionVariableCS: ApiFunction = (call) =>
  sleepOn(
    call,
    () => leave(call, call.word(1)),
    () => tryEnter(call, call.word(1)),
    call.dword(2)
  )

/** SleepConditionVariableSRW(ConditionVariable, SRWLock, dwMilliseconds, Flags) */
export const SleepConditionVariableSRW: ApiFunction = (call) =>
  sleepOn(
    call,
    () => releaseLock(call, call.word(1)),
    () => tryAcquireLock(call, call.word(1), (call.dword(3) & 1) !== 0),
    call.dword(2)
  )

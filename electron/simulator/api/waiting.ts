import { namedConstants as k } from '../../../shared/win32/constants'
import { low32, type Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { u64At } from '../api-call'
import { handleEntry } from '../handles'
import { isRefusal, refuse, type Refusal } from '../status'
import { signal } from './synchronization-objects'
import { tryAcquire } from '../waits'

const MAXIMUM_WAIT_OBJECTS = 64

/** The object of a handle that can be waited for. Microsoft, WaitForSingleObject: the handle needs SYNCHRONIZE. */
function waitable(call: ApiCall, handle: Word): number | Refusal {
  const entry = handleEntry(call.process, handle)
  const object = entry && call.kernel.object(entry.object)
  if (entry === undefined || object === undefined)
    return refuse(k.STATUS_INVALID_HANDLE, 'handle-is-open', 'The handle is not open in this process.')
  if (object.kind === 'section')
    return refuse(
      k.STATUS_OBJECT_TYPE_MISMATCH,
      'waiting-needs-an-object-that-signals',
      'A section cannot be waited for: it is never signalled.'
    )
  if ((entry.access & k.SYNCHRONIZE) === 0)
    return refuse(
      k.STATUS_ACCESS_DENIED,
      'waiting-needs-synchronize',
      'The handle was opened without SYNCHRONIZE.'
    )
  return object.id
}

function waitFor(
  call: ApiCall,
  handles: readonly Word[],
  all: boolean,
  milliseconds: number
): Word | undefined {
  if (call.resumed !== null) {
    // A wait that was cut short by a suspension looks again; one that was satisfied has its object already.
    const { objects, result, polls, deadline } = call.resumed
    const ended = result ?? tryAcquire(call.kernel, objects, all, call.process.state.threadId)
    if (ended === null && polls && deadline > call.kernel.system.ticks)
      return call.wait({ objects, all, deadline, polls })
    return ended ?? k.WAIT_TIMEOUT
  }
  const objects: number[] = []
  for (const handle of handles) {
    const object = waitable(call, handle)
    if (isRefusal(object as object)) return call.refuse(object as Refusal, k.WAIT_FAILED)
    objects.push(object as number)
  }
  if (all && new Set(objects).size < objects.length)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'waiting-for-all-names-each-once',
      'With bWaitAll each object may be named once only.',
      k.WAIT_FAILED
    )
  const now = tryAcquire(call.kernel, objects, all, call.process.state.threadId)
  if (now !== null) return now
  if (milliseconds === 0) return k.WAIT_TIMEOUT
  // Nothing tells when memory becomes scarce or plentiful: it has to be looked at.
  const polls = objects.some((id) => {
    const object = call.kernel.object(id)
    return object?.kind === 'event' && object.memory !== undefined
  })
  return call.wait({ objects, all, deadline: call.deadline(milliseconds), polls })
}

/** WaitForSingleObject(hHandle, dwMilliseconds) */
export const WaitForSingleObject: ApiFunction = (call) => waitFor(call, [call.word(0)], false, call.dword(1))
/** WaitForSingleObjectEx(hHandle, dwMilliseconds, bAlertable): there are no APCs here. */
export const WaitForSingleObjectEx: ApiFunction = WaitForSingleObject

/** WaitForMultipleObjects(nCount, lpHandles, bWaitAll, dwMilliseconds) */
export const WaitForMultipleObjects: ApiFunction = (call) => {
  const count = call.dword(0)
  const all = call.dword(2) !== 0
  if (call.resumed !== null) return waitFor(call, [], call.resumed.all, 0)
  if (count === 0 || count > MAXIMUM_WAIT_OBJECTS)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'wait-names-1-to-64-objects',
      'nCount must be from 1 to 64 (MAXIMUM_WAIT_OBJECTS).',
      k.WAIT_FAILED
    )
  const bytes = call.copyIn(call.word(1), count * 8)
  if (bytes === null)
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-reads-what-is-readable',
      'lpHandles cannot be read.',
      k.WAIT_FAILED
    )
  const handles = Array.from({ length: count }, (_, i) => u64At(bytes, i * 8))
  return waitFor(call, handles, all, call.dword(3))
}
/** WaitForMultipleObjectsEx(nCount, lpHandles, bWaitAll, dwMilliseconds, bAlertable) */
export const WaitForMultipleObjectsEx: ApiFunction = WaitForMultipleObjects

/** SignalObjectAndWait(hObjectToSignal, hObjectToWaitOn, dwMilliseconds, bAlertable) */
export const SignalObjectAndWait: ApiFunction = (call) => {
  if (call.resumed !== null) return waitFor(call, [], false, 0)
  const object = waitable(call, call.word(1))
  if (isRefusal(object as object)) return call.refuse(object as Refusal, k.WAIT_FAILED)
  const refusal = signal(call, call.word(0))
  if (refusal !== null) return call.refuse(refusal, k.WAIT_FAILED)
  return waitFor(call, [call.word(1)], false, call.dword(2))
}

/** Sleep(dwMilliseconds): the clock goes on, other threads run. */
export const Sleep: ApiFunction = (call) => {
  if (call.resumed !== null || call.dword(0) === 0) return 0
  return call.wait({ deadline: call.deadline(low32(call.word(0))) })
}
/** SleepEx(dwMilliseconds, bAlertable): there are no APCs here. */
export const SleepEx: ApiFunction = Sleep

/** SwitchToThread(): the interpreter lets the next one run; whether there is one is not known here. */
export const SwitchToThread: ApiFunction = (call) => {
  const { threads } = call.process.state
  return threads !== null && (threads.left !== null || threads.right !== null) ? 1 : 0
}

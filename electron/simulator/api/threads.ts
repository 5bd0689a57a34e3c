import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { openHandle, referenceHandle } from '../handles'
import type { ThreadObject } from '../objects'
import type { SimulatedProcess } from '../simulated-process'
import { errorOf, isRefusal } from '../status'
import { createThread, endThread } from '../threads'
import { threadObjectOf, wakeWaiters } from '../waits'

const MAXIMUM_SUSPEND_COUNT = 127

/** CreateThread(lpThreadAttributes, dwStackSize, lpStartAddress, lpParameter, dwCreationFlags, lpThreadId) */
export const CreateThread: ApiFunction = (call) => {
  const flags = call.dword(4)
  if (flags & ~(k.CREATE_SUSPENDED | k.STACK_SIZE_PARAM_IS_A_RESERVATION))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-creation-flags-are-known',
      'dwCreationFlags has a bit that CreateThread does not know.'
    )
  const made = createThread(call.process, call.size(1), flags)
  if (isRefusal(made)) {
    const error = errorOf(made.status)
    return call.fail(
      error === k.ERROR_COMMITMENT_LIMIT ? k.ERROR_NOT_ENOUGH_MEMORY : error,
      made.rule,
      made.why
    )
  }
  const handle = openHandle(call.process, made.object.id, k.THREAD_ALL_ACCESS)
  call.process.lastThread = made.thread.threadId
  if (
    call.word(5) !== 0 &&
    !call.process.write(call.word(5), new Bytes(4).u32(0, made.thread.threadId).bytes)
  )
    return undefined
  return handle
}

/** The thread that a handle leads to, when the handle has one of these rights. */
function threadOf(call: ApiCall, access: number, right: string): ThreadObject | null {
  const thread = referenceHandle(call.process, call.word(0), 'thread', access, right)
  if (!isRefusal(thread)) return thread
  call.refuse(thread)
  return null
}

/** ExitThread is the interpreter's: nothing comes back from it. */
export const ExitThread: ApiFunction = () => 0

/** TerminateThread(hThread, dwExitCode) */
export const TerminateThread: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_TERMINATE, 'THREAD_TERMINATE')
  if (thread === null) return 0
  if (thread.exitCode !== null)
    return call.fail(k.ERROR_ACCESS_DENIED, 'ended-thread-cannot-be-changed', 'The thread has ended already.')
  const owner = call.kernel.processes.get(thread.letter) as SimulatedProcess
  endThread(owner, thread.threadId, call.dword(1))
  if (thread.threadId !== call.process.state.threadId) return 1
  // Nothing comes back to a thread that has ended itself.
  call.waits = true
  return undefined
}

/** SuspendThread(hThread). A thread that suspends itself comes back when it is resumed. */
export const SuspendThread: ApiFunction = (call) => {
  if (call.resumed !== null) return call.resumed.stage
  const thread = threadOf(call, k.THREAD_SUSPEND_RESUME, 'THREAD_SUSPEND_RESUME')
  if (thread === null) return k.WAIT_FAILED
  if (thread.exitCode !== null)
    return call.fail(
      k.ERROR_ACCESS_DENIED,
      'ended-thread-cannot-be-changed',
      'The thread has ended already.',
      k.WAIT_FAILED
    )
  if (thread.suspendCount === MAXIMUM_SUSPEND_COUNT)
    return call.fail(
      k.ERROR_SIGNAL_REFUSED,
      'suspensions-are-counted-to-127',
      'A thread can be suspended 127 times at most (MAXIMUM_SUSPEND_COUNT).',
      k.WAIT_FAILED
    )
  call.kernel.setObject({ ...thread, suspendCount: thread.suspendCount + 1 })
  if (thread.threadId !== call.process.state.threadId) return thread.suspendCount
  return call.wait({ polls: true, stage: thread.suspendCount })
}

/** ResumeThread(hThread) */
export const ResumeThread: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_SUSPEND_RESUME, 'THREAD_SUSPEND_RESUME')
  if (thread === null) return k.WAIT_FAILED
  if (thread.suspendCount > 0) {
    call.kernel.setObject({ ...thread, suspendCount: thread.suspendCount - 1 })
    wakeWaiters(call.kernel)
  }
  return thread.suspendCount
}

/** GetExitCodeThread(hThread, lpExitCode) */
export const GetExitCodeThread: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_QUERY_LIMITED_INFORMATION, 'THREAD_QUERY_LIMITED_INFORMATION')
  if (thread === null) return 0
  const code = new Bytes(4).u32(0, thread.exitCode ?? k.STILL_ACTIVE).bytes
  return call.process.write(call.word(1), code) ? 1 : undefined
}

/** GetThreadId(Thread) */
export const GetThreadId: ApiFunction = (call) =>
  threadOf(call, k.THREAD_QUERY_LIMITED_INFORMATION, 'THREAD_QUERY_LIMITED_INFORMATION')?.threadId ?? 0

/** GetProcessIdOfThread(Thread) */
export const GetProcessIdOfThread: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_QUERY_LIMITED_INFORMATION, 'THREAD_QUERY_LIMITED_INFORMATION')
  if (thread === null) return 0
  return call.kernel.processes.get(thread.letter)?.state.processId ?? 0
}

/** OpenThread(dwDesiredAccess, bInheritHandle, dwThreadId) */
export const OpenThread: ApiFunction = (call) => {
  const thread = threadObjectOf(call.kernel, call.dword(2))
  if (thread === undefined || (thread.exitCode !== null && thread.handles === 0))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-identifier-is-in-use',
      `No thread has the identifier ${call.dword(2)}.`
    )
  const access = call.dword(0)
  // Thread Security and Access Rights: who may query or set all may do so with the little.
  const query = access & k.THREAD_QUERY_INFORMATION ? k.THREAD_QUERY_LIMITED_INFORMATION : 0
  const set = access & k.THREAD_SET_INFORMATION ? k.THREAD_SET_LIMITED_INFORMATION : 0
  return openHandle(call.process, thread.id, access | query | set)
}

/** GetThreadPriority(hThread) */
export const GetThreadPriority: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_QUERY_LIMITED_INFORMATION, 'THREAD_QUERY_LIMITED_INFORMATION')
  return thread === null ? k.THREAD_PRIORITY_ERROR_RETURN : thread.priority >>> 0
}

/** SetThreadPriority(hThread, nPriority): remembered; who runs next does not depend on it here. */
export const SetThreadPriority: ApiFunction = (call) => {
  const thread = threadOf(call, k.THREAD_SET_LIMITED_INFORMATION, 'THREAD_SET_INFORMATION')
  if (thread === null) return 0
  const priority = call.dword(1) | 0
  if (priority !== -15 && priority !== 15 && (priority < -2 || priority > 2))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-priority-is-known',
      'nPriority must be from -2 to 2, or -15 (idle) or 15 (time critical).'
    )
  call.kernel.setObject({ ...thread, priority })
  return 1
}

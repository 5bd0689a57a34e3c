import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiFunction } from '../api-call'
import { sectionAccess } from './create-file-mapping'
import {
  closeHandle,
  CURRENT_PROCESS,
  CURRENT_THREAD,
  handleEntry,
  openHandle,
  setHandleFlags
} from '../handles'
import { isRefusal } from '../status'

/** CloseHandle(hObject) */
export const CloseHandle: ApiFunction = (call) =>
  closeHandle(call.process, call.word(0))
    ? 1
    : call.fail(
        k.ERROR_INVALID_HANDLE,
        'handle-is-closed-once',
        'The handle is not open in this process; each handle is closed once.'
      )

/** DuplicateHandle(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, lpTargetHandle, dwDesiredAccess, bInheritHandle, dwOptions) */
export const DuplicateHandle: ApiFunction = (call) => {
  const options = call.dword(6)
  const source = call.target(call.word(0), k.PROCESS_DUP_HANDLE, 'PROCESS_DUP_HANDLE')
  if (isRefusal(source)) return call.refuse(source)
  const entry = handleEntry(source, call.word(1))
  if (entry === undefined)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'handle-is-open',
      'The source handle is not open in its process.'
    )
  if (call.word(2) !== 0) {
    const target = call.target(call.word(2), k.PROCESS_DUP_HANDLE, 'PROCESS_DUP_HANDLE')
    if (isRefusal(target)) return call.refuse(target)
    const kind = call.kernel.object(entry.object)?.kind
    const wanted = kind === 'section' ? sectionAccess(call.dword(4)) : call.dword(4)
    const access = options & k.DUPLICATE_SAME_ACCESS ? entry.access : wanted
    if (call.word(3) !== 0 && !call.canWrite(call.word(3), 8)) {
      return call.fail(
        k.ERROR_NOACCESS,
        'kernel-writes-where-it-can',
        'lpTargetHandle must point to a variable.'
      )
    }
    const handle = openHandle(target, entry.object, access, call.dword(5) === 0 ? 0 : k.HANDLE_FLAG_INHERIT)
    if (call.word(3) !== 0) call.copyOut(call.word(3), new Bytes(8).u64(0, handle).bytes)
  }
  if (options & k.DUPLICATE_CLOSE_SOURCE) closeHandle(source, call.word(1))
  return 1
}

/** OpenProcess(dwDesiredAccess, bInheritHandle, dwProcessId) */
export const OpenProcess: ApiFunction = (call) => {
  for (const process of call.kernel.processes.values()) {
    const { state } = process
    if (state.processId !== call.dword(2)) continue
    const access = call.dword(0)
    // Process Security and Access Rights: who may query all may query the little.
    const also = access & k.PROCESS_QUERY_INFORMATION ? k.PROCESS_QUERY_LIMITED_INFORMATION : 0
    return openHandle(
      call.process,
      state.object,
      access | also,
      call.dword(1) === 0 ? 0 : k.HANDLE_FLAG_INHERIT
    )
  }
  return call.fail(
    k.ERROR_INVALID_PARAMETER,
    'process-identifier-is-in-use',
    `No process has the identifier ${call.dword(2)}.`
  )
}

export const GetCurrentProcess: ApiFunction = () => CURRENT_PROCESS
export const GetCurrentThread: ApiFunction = () => CURRENT_THREAD
export const GetCurrentProcessId: ApiFunction = (call) => call.process.processId
export const GetCurrentThreadId: ApiFunction = (call) => call.process.state.threadId

/** GetProcessId(Process) */
export const GetProcessId: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  return isRefusal(process) ? call.refuse(process) : process.processId
}

/** GetHandleInformation(hObject, lpdwFlags) */
export const GetHandleInformation: ApiFunction = (call) => {
  const entry = handleEntry(call.process, call.word(0))
  if (entry === undefined)
    return call.fail(k.ERROR_INVALID_HANDLE, 'handle-is-open', 'The handle is not open in this process.')
  return call.process.write(call.word(1), new Bytes(4).u32(0, entry.flags ?? 0).bytes) ? 1 : undefined
}

/** SetHandleInformation(hObject, dwMask, dwFlags) */
export const SetHandleInformation: ApiFunction = (call) => {
  const handle = call.word(0)
  const entry = handleEntry(call.process, handle)
  if (entry === undefined || typeof handle !== 'number')
    return call.fail(k.ERROR_INVALID_HANDLE, 'handle-is-open', 'The handle is not open in this process.')
  const known = k.HANDLE_FLAG_INHERIT | k.HANDLE_FLAG_PROTECT_FROM_CLOSE
  const mask = call.dword(1)
  if (mask & ~known)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'handle-flags-are-known',
      'dwMask has a bit that stands for nothing.'
    )
  setHandleFlags(call.process, handle, ((entry.flags ?? 0) & ~mask) | (call.dword(2) & mask))
  return 1
}

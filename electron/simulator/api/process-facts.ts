import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { handleEntry } from '../handles'
import { values } from '../persistent-tree'
import { errorOf, isRefusal } from '../status'

/** GetExitCodeProcess(hProcess, lpExitCode): processes of the lab live until the run ends. */
export const GetExitCodeProcess: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  return call.process.write(call.word(1), new Bytes(4).u32(0, k.STILL_ACTIVE).bytes) ? 1 : undefined
}

/** IsWow64Process(hProcess, Wow64Process): all processes of the machine are of 64 bits. */
export const IsWow64Process: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  return call.process.write(call.word(1), new Bytes(4).bytes) ? 1 : undefined
}

/** GetProcessHandleCount(hProcess, pdwHandleCount) */
export const GetProcessHandleCount: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  let count = 0
  for (const entry of values(process.state.handles)) if (entry.object !== 0) count++
  return call.process.write(call.word(1), new Bytes(4).u32(0, count).bytes) ? 1 : undefined
}

/** OutputDebugString(lpOutputString): nobody listens. */
export const OutputDebugStringA: ApiFunction = (call) =>
  call.string(call.word(0), false) === undefined ? undefined : 0

/** RtlNtStatusToDosError(Status) */
export const RtlNtStatusToDosError: ApiFunction = (call) => errorOf(call.dword(0))

/** GetFileType(hFile) */
export const GetFileType: ApiFunction = (call) => {
  const kind = kindOf(call)
  if (kind === undefined)
    return call.fail(k.ERROR_INVALID_HANDLE, 'handle-is-open', 'The handle is not open in this process.')
  if (kind === 'file') return k.FILE_TYPE_DISK
  return call.fail(
    k.ERROR_INVALID_HANDLE,
    'handle-leads-to-the-right-kind',
    `The handle leads to a ${kind}, not to a file.`
  )
}

function kindOf(call: ApiCall): string | undefined {
  const entry = handleEntry(call.process, call.word(0))
  return entry && call.kernel.object(entry.object)?.kind
}

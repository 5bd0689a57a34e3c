import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { BASIC_INFORMATION } from '../basic-information'
import { USER_END, type ProcessMemory } from '../process-memory'
import { queryPage } from '../query'
import { isRefusal } from '../status'

/** VirtualQuery(lpAddress, lpBuffer, dwLength) */
export const VirtualQuery: ApiFunction = (call) => queryIn(call, call.process, 0)

/** VirtualQueryEx(hProcess, lpAddress, lpBuffer, dwLength) */
export const VirtualQueryEx: ApiFunction = (call) => {
  // reactos ntoskrnl/mm/ARM3/virtual.c NtQueryVirtualMemory: the length is looked at before the handle.
  const tooShort = lengthRefusal(call, 3)
  if (tooShort !== null) return tooShort
  // Process Security and Access Rights: the full right includes the limited one, which is enough here too.
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  return queryIn(call, process, 1)
}

function lengthRefusal(call: ApiCall, index: number): Word | null {
  if (call.size(index) >= BASIC_INFORMATION) return null
  return call.fail(
    k.ERROR_BAD_LENGTH,
    'query-needs-room-for-its-answer',
    'dwLength must be at least the size of MEMORY_BASIC_INFORMATION, 48 bytes.'
  )
}

function queryIn(call: ApiCall, process: ProcessMemory, first: number): Word {
  const address = call.word(first)
  const tooShort = lengthRefusal(call, first + 2)
  if (tooShort !== null) return tooShort
  // Conformance private/walk-the-whole-address-space: the walk ends above the highest address.
  if (typeof address === 'bigint' || address >= USER_END) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'query-ends-with-the-address-space',
      'The address lies above 0x7FFFFFFEFFFF, the highest that a program has.'
    )
  }
  if (!call.copyOut(call.word(first + 1), queryPage(process, Math.floor(address / 4096)))) {
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpBuffer must point to a MEMORY_BASIC_INFORMATION that can be written.'
    )
  }
  return BASIC_INFORMATION
}

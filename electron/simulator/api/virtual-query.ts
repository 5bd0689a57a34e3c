import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { USER_END, type ProcessMemory } from '../process-memory'
import { queryPage } from '../query'
import { isRefusal } from '../status'

/** sizeof(MEMORY_BASIC_INFORMATION) on x64. */
const RECORD = 48
/** Of every call: it is copied out at once. Bytes between the fields stay 0. */
const record = new Bytes(RECORD)

/** VirtualQuery(lpAddress, lpBuffer, dwLength) */
export const VirtualQuery: ApiFunction = (call) => queryIn(call, call.process, 0)

/** VirtualQueryEx(hProcess, lpAddress, lpBuffer, dwLength) */
export const VirtualQueryEx: ApiFunction = (call) => {
  // Process Security and Access Rights: the full right includes the limited one, which is enough here too.
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  return queryIn(call, process, 1)
}

/** MEMORY_BASIC_INFORMATION of an address, as bytes that the next call uses again. */
export function basicInformation(process: ProcessMemory, address: number): Uint8Array {
  const info = queryPage(process, Math.floor(address / 4096))
  return record
    .u64(0, info.base)
    .u64(8, info.allocationBase)
    .u32(16, info.allocationProtect)
    .u64(24, info.size)
    .u32(32, info.state)
    .u32(36, info.protect)
    .u32(40, info.type).bytes
}

function queryIn(call: ApiCall, process: ProcessMemory, first: number): Word {
  const address = call.word(first)
  if (call.size(first + 2) < RECORD) {
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'query-needs-room-for-its-answer',
      'dwLength must be at least the size of MEMORY_BASIC_INFORMATION, 48 bytes.'
    )
  }
  // Conformance private/walk-the-whole-address-space: the walk ends above the highest address.
  if (typeof address === 'bigint' || address >= USER_END) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'query-ends-with-the-address-space',
      'The address lies above 0x7FFFFFFEFFFF, the highest that a program has.'
    )
  }
  if (!call.copyOut(call.word(first + 1), basicInformation(process, address))) {
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpBuffer must point to a MEMORY_BASIC_INFORMATION that can be written.'
    )
  }
  return RECORD
}

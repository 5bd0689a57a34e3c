import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { USER_END, type ProcessMemory } from '../process-memory'
import { queryPage } from '../query'
import { isRefusal } from '../status'

/** sizeof(MEMORY_BASIC_INFORMATION) on x64. */
const RECORD = 48
/** Of every call: it is copied out at once. Bytes between the fields stay 0. x64 is little-endian, and so is what runs this. */
const record = new Uint8Array(RECORD)
const fields = new Uint32Array(record.buffer)
const HIGH = 2 ** 32

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

/** MEMORY_BASIC_INFORMATION of an address, as bytes that the next call uses again. */
export function basicInformation(process: ProcessMemory, address: number): Uint8Array {
  const info = queryPage(process, Math.floor(address / 4096))
  fields[0] = info.base
  fields[1] = info.base / HIGH
  fields[2] = info.allocationBase
  fields[3] = info.allocationBase / HIGH
  fields[4] = info.allocationProtect
  fields[6] = info.size
  fields[7] = info.size / HIGH
  fields[8] = info.state
  fields[9] = info.protect
  fields[10] = info.type
  return record
}

function lengthRefusal(call: ApiCall, index: number): Word | null {
  if (call.size(index) >= RECORD) return null
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
  if (!call.copyOut(call.word(first + 1), basicInformation(process, address))) {
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpBuffer must point to a MEMORY_BASIC_INFORMATION that can be written.'
    )
  }
  return RECORD
}

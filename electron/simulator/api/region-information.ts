import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiFunction } from '../api-call'
import { eachRun } from '../page-table'
import { USER_END, type ProcessMemory } from '../process-memory'
import { chargeOf, PTE_COMMITTED, PTE_PROTECT, PTE_PROTOTYPE } from '../pte'
import { isRefusal } from '../status'
import type { Vad } from '../vad'

/** MemoryRegionInfo of WIN32_MEMORY_INFORMATION_CLASS, and the size of what it answers on x64. memoryapi.h. */
const REGION_INFO = 0
const RECORD = 32

/** QueryVirtualMemoryInformation(Process, VirtualAddress, MemoryInformationClass, MemoryInformation, MemoryInformationSize, ReturnSize) */
export const QueryVirtualMemoryInformation: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(2) !== REGION_INFO)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'region-information-is-of-a-known-class',
      'MemoryInformationClass must be MemoryRegionInfo.'
    )
  if (call.size(4) < RECORD)
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'region-information-needs-a-whole-record',
      'The size must be that of WIN32_MEMORY_REGION_INFORMATION, 32 bytes.'
    )
  const address = call.size(1)
  const vad = address < USER_END ? process.vadAt(Math.floor(address / 4096)) : undefined
  if (vad === undefined)
    return call.fail(
      k.ERROR_UNEXP_NET_ERR,
      'region-information-needs-an-allocation',
      'There is no allocation at that address.'
    )
  if (!call.copyOut(call.word(3), regionInformation(process, vad)))
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'MemoryInformation must point to memory that can be written.'
    )
  if (call.word(5) !== 0 && !call.copyOut(call.word(5), new Bytes(8).u64(0, RECORD).bytes))
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'ReturnSize must be NULL or point to a variable.'
    )
  return 1
}

/** WIN32_MEMORY_REGION_INFORMATION of an allocation, which MEMORY_REGION_INFORMATION begins with, too. */
export function regionInformation(process: ProcessMemory, vad: Vad): Uint8Array {
  return new Bytes(RECORD)
    .u64(0, vad.start * 4096)
    .u32(8, vad.protect)
    .u32(12, flagsOf(process, vad))
    .u64(16, (vad.end - vad.start) * 4096)
    .u64(24, commitPages(process, vad) * 4096).bytes
}

/** Private, MappedDataFile, MappedImage, MappedPageFile. WIN32_MEMORY_REGION_INFORMATION (Flags). */
function flagsOf(process: ProcessMemory, vad: Vad): number {
  if (vad.view === null) return 1
  const { kind } = process.kernel.controlArea(vad.view.controlArea)
  return kind === 'data' ? 2 : kind === 'image' ? 4 : 8
}

/** WIN32_MEMORY_REGION_INFORMATION (CommitSize): committed private pages; in a view those that are or may become copies. */
function commitPages(process: ProcessMemory, vad: Vad): number {
  let pages = 0
  eachRun(
    process.state.pages,
    vad.start,
    vad.end,
    PTE_PROTECT | PTE_COMMITTED | PTE_PROTOTYPE,
    (_page, count, flags) => {
      pages += chargeOf(flags) * count
    }
  )
  return pages
}

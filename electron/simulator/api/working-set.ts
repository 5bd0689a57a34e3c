import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { flagsAt, frameAt } from '../page-table'
import { USER_END, USER_END_PAGE } from '../process-memory'
import { PTE_LARGE, PTE_LOCKED, PTE_PROTECT, PTE_PROTOTYPE, PTE_VALID } from '../pte'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal, refuse, type Refusal } from '../status'
import { trim } from '../trimming'

/** GetProcessMemoryInfo(Process, ppsmemCounters, cb): PROCESS_MEMORY_COUNTERS, or with PrivateUsage behind it. */
export const GetProcessMemoryInfo: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(2) < 72)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'counters-need-a-whole-record',
      'cb must be the size of PROCESS_MEMORY_COUNTERS, 72, or of _EX, 80.'
    )
  const { state } = process
  const extended = call.dword(2) >= 80
  const bytes = new Bytes(extended ? 80 : 72)
    .u32(0, extended ? 80 : 72)
    .u32(4, state.pageFaults)
    .u64(8, state.peakWorkingSetPages * 4096)
    .u64(16, state.workingSetPages * 4096)
    .u64(24, 0x12000)
    .u64(32, 0x11800)
    .u64(40, 0x2800)
    .u64(48, 0x2400)
    .u64(56, state.commitPages * 4096)
    .u64(64, state.peakCommitPages * 4096)
  if (extended) bytes.u64(72, state.commitPages * 4096)
  return call.process.write(call.word(1), bytes.bytes) ? 1 : undefined
}

/** QueryWorkingSetEx(hProcess, pv, cb): fills PSAPI_WORKING_SET_EX_INFORMATION records. */
export const QueryWorkingSetEx: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(2) < 16 || call.dword(2) % 16 !== 0)
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'working-set-records-are-whole',
      'cb must be the size of whole records of 16 bytes.'
    )
  return call.answer(fillWorkingSetRecords(call, process, call.size(1), call.dword(2)))
}

/** Fills PSAPI_WORKING_SET_EX_INFORMATION records, each for the address it holds. */
export function fillWorkingSetRecords(
  call: ApiCall,
  process: SimulatedProcess,
  address: number,
  bytes: number
): Refusal | null {
  for (let done = 0; done < bytes; done += 16) {
    const record = call.copyIn(address + done, 16)
    if (record === null)
      return refuse(k.STATUS_ACCESS_VIOLATION, 'kernel-reads-what-is-readable', 'The records cannot be read.')
    const attributes = attributesOf(process, u64At(record, 0))
    if (!call.copyOut(address + done + 8, new Bytes(8).u64(0, attributes).bytes))
      return refuse(k.STATUS_ACCESS_VIOLATION, 'kernel-writes-where-it-can', 'The records cannot be written.')
  }
  return null
}

/** PSAPI_WORKING_SET_EX_BLOCK. */
function attributesOf(process: SimulatedProcess, address: Word): number {
  if (typeof address !== 'number' || address >= USER_END) return 0
  const page = Math.floor(address / 4096)
  const flags = flagsAt(process.state.pages, page)
  const shared = flags & PTE_PROTOTYPE ? 1 << 15 : 0
  if (!(flags & PTE_VALID)) return shared
  const shares = shared ? Math.min(process.kernel.frames.shares(frameAt(process.state.pages, page)), 7) : 0
  return (
    1 |
    (shares << 1) |
    ((flags & PTE_PROTECT) << 4) |
    shared |
    (flags & PTE_LOCKED ? 1 << 22 : 0) |
    (flags & PTE_LARGE ? 1 << 23 : 0)
  )
}

/** EmptyWorkingSet(hProcess) */
export const EmptyWorkingSet: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_SET_QUOTA, 'PROCESS_SET_QUOTA')
  if (isRefusal(process)) return call.refuse(process)
  trim(process.kernel, process, 0, USER_END_PAGE)
  return 1
}

/** GetProcessWorkingSetSize(hProcess, lpMinimumWorkingSetSize, lpMaximumWorkingSetSize) */
export const GetProcessWorkingSetSize: ApiFunction = (call) => tellSizes(call, false)

/** GetProcessWorkingSetSizeEx(..., Flags) */
export const GetProcessWorkingSetSizeEx: ApiFunction = (call) => tellSizes(call, true)

function tellSizes(call: ApiCall, withFlags: boolean): Word | undefined {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  const { state } = process
  const own = call.process
  if (!own.write(call.word(1), new Bytes(8).u64(0, state.minimumWorkingSetPages * 4096).bytes))
    return undefined
  if (!own.write(call.word(2), new Bytes(8).u64(0, state.maximumWorkingSetPages * 4096).bytes))
    return undefined
  if (withFlags && !own.write(call.word(3), new Bytes(4).u32(0, state.workingSetFlags).bytes))
    return undefined
  return 1
}

/** SetProcessWorkingSetSize(hProcess, dwMinimumWorkingSetSize, dwMaximumWorkingSetSize) */
export const SetProcessWorkingSetSize: ApiFunction = (call) => setSizes(call, 0)

/** SetProcessWorkingSetSizeEx(..., Flags) */
export const SetProcessWorkingSetSizeEx: ApiFunction = (call) => setSizes(call, call.dword(3))

const EVERYTHING = 0xffffffffffffffffn
/** SetProcessWorkingSetSize (dwMinimumWorkingSetSize): a smaller minimum becomes this one. */
const LEAST_PAGES = 20
/** SetProcessWorkingSetSize (dwMaximumWorkingSetSize): pages that no process's working set can have. */
const KEPT_PAGES = 512

function setSizes(call: ApiCall, flags: number): Word {
  const process = call.target(call.word(0), k.PROCESS_SET_QUOTA, 'PROCESS_SET_QUOTA')
  if (isRefusal(process)) return call.refuse(process)
  if (call.word(1) === EVERYTHING && call.word(2) === EVERYTHING) {
    trim(process.kernel, process, 0, USER_END_PAGE)
    return 1
  }
  const both = (pair: number): boolean => (flags & pair) === pair
  // SetProcessWorkingSetSizeEx (Flags): a limit is hard or it is not.
  if ((flags & ~0xf) !== 0 || both(0x3) || both(0xc))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'working-set-flags-do-not-contradict',
      'Flags has a bit that stands for nothing, or enables and disables the same limit.'
    )
  const minimum = Math.ceil(call.size(1) / 4096)
  const maximum = Math.floor(call.size(2) / 4096)
  if (minimum === 0 || maximum === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'working-set-sizes-are-above-zero',
      'Both sizes must be greater than 0; (SIZE_T)-1 for both empties the working set.'
    )
  if (minimum > maximum)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'working-set-minimum-is-below-its-maximum',
      `The minimum, ${minimum} pages, may not exceed the maximum, ${maximum} pages.`
    )
  const { ramPages, systemPages } = process.kernel
  const most = ramPages - systemPages - KEPT_PAGES
  if (maximum > most)
    return call.fail(
      k.ERROR_NO_SYSTEM_RESOURCES,
      'working-set-fits-the-machine',
      `A working set on this machine can have ${most} pages at most: the system keeps the rest of its ${ramPages}.`
    )
  process.state.minimumWorkingSetPages = Math.max(minimum, LEAST_PAGES)
  process.state.maximumWorkingSetPages = Math.max(maximum, LEAST_PAGES)
  process.state.workingSetFlags = flags & 0xf
  return 1
}

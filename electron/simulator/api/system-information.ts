import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { teb } from '../environment-blocks'
import { advanceClock, PROCESSORS, upTime } from '../shared-user-data'
import { FIRST_USER_PAGE, USER_END, USER_END_PAGE } from '../process-memory'
import { vadsIn } from '../vad'

/** Written by the function in user mode: a bad pointer raises. */
function put(call: ApiCall, index: number, bytes: Uint8Array): 1 | undefined {
  return call.process.write(call.word(index), bytes) ? 1 : undefined
}

/** GetSystemInfo(lpSystemInfo). Conformance process/address-space-limits. */
export const GetSystemInfo: ApiFunction = (call) =>
  put(
    call,
    0,
    new Bytes(48)
      .u16(0, k.PROCESSOR_ARCHITECTURE_AMD64)
      .u32(4, 0x1000)
      .u64(8, 0x10000)
      .u64(16, USER_END - 1)
      .u64(24, 2 ** PROCESSORS - 1)
      .u32(32, PROCESSORS)
      .u32(36, 8664)
      .u32(40, 0x10000)
      .u16(44, 6)
      .u16(46, 0x9e0a).bytes
  )
export const GetNativeSystemInfo: ApiFunction = GetSystemInfo

/** GetLargePageMinimum() */
export const GetLargePageMinimum: ApiFunction = () => 0x200000

/** GlobalMemoryStatusEx(lpBuffer). Conformance process/global-memory-status. */
export const GlobalMemoryStatusEx: ApiFunction = (call) => {
  const { kernel, process } = call
  const length = process.load(call.word(0), 4)
  if (length === undefined) return undefined
  if (length !== 64)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'memory-status-knows-its-size',
      'dwLength must be the size of MEMORYSTATUSEX, 64.'
    )
  let usedVirtual = 0
  for (const vad of vadsIn(process.state.vads)) usedVirtual += vad.end - vad.start
  const total = kernel.ramPages
  const available = availablePages(call)
  return put(
    call,
    0,
    new Bytes(64)
      .u32(0, 64)
      .u32(4, Math.round(((total - available) * 100) / total))
      .u64(8, total * 4096)
      .u64(16, available * 4096)
      .u64(24, kernel.commitLimitPages * 4096)
      .u64(32, (kernel.commitLimitPages - kernel.commitTotal()) * 4096)
      .u64(40, (USER_END_PAGE - FIRST_USER_PAGE) * 4096)
      .u64(48, (USER_END_PAGE - FIRST_USER_PAGE - usedVirtual) * 4096).bytes
  )
}

/** GlobalMemoryStatus(lpBuffer): what GlobalMemoryStatusEx says, without a check of dwLength. */
export const GlobalMemoryStatus: ApiFunction = (call) => {
  const { kernel, process } = call
  let usedVirtual = 0
  for (const vad of vadsIn(process.state.vads)) usedVirtual += vad.end - vad.start
  const total = kernel.ramPages
  const available = availablePages(call)
  return put(
    call,
    0,
    new Bytes(56)
      .u32(0, 56)
      .u32(4, Math.round(((total - available) * 100) / total))
      .u64(8, total * 4096)
      .u64(16, available * 4096)
      .u64(24, kernel.commitLimitPages * 4096)
      .u64(32, (kernel.commitLimitPages - kernel.commitTotal()) * 4096)
      .u64(40, (USER_END_PAGE - FIRST_USER_PAGE) * 4096)
      .u64(48, (USER_END_PAGE - FIRST_USER_PAGE - usedVirtual) * 4096).bytes
  )
}

/** GetPhysicallyInstalledSystemMemory(TotalMemoryInKilobytes): NULL is refused. */
export const GetPhysicallyInstalledSystemMemory: ApiFunction = (call) =>
  call.word(0) === 0
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'installed-memory-needs-a-place',
        'TotalMemoryInKilobytes must point to a variable.'
      )
    : put(call, 0, new Bytes(8).u64(0, call.kernel.ramPages * 4).bytes)

/** GetVersion(): what a program without a manifest is told, Windows 8 (6.2). GetVersion (Remarks). */
export const GetVersion: ApiFunction = () => 0x23f00206

function availablePages({ kernel }: ApiCall): number {
  return kernel.frames.available()
}

/** GetPerformanceInfo(pPerformanceInformation, cb) */
export const GetPerformanceInfo: ApiFunction = (call) => {
  const { kernel } = call
  if (call.dword(1) < 104)
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'performance-information-needs-a-whole-record',
      'cb must be the size of PERFORMANCE_INFORMATION, 104.'
    )
  const commit = kernel.commitTotal()
  return put(
    call,
    0,
    new Bytes(104)
      .u32(0, 104)
      .u64(8, commit)
      .u64(16, kernel.commitLimitPages)
      .u64(24, commit)
      .u64(32, kernel.ramPages)
      .u64(40, availablePages(call))
      .u64(48, Math.floor(kernel.systemPages / 2))
      .u64(56, 0x20000)
      .u64(64, 0x10000)
      .u64(72, 0x10000)
      .u64(80, 4096)
      .u32(88, 60000)
      .u32(92, 120 + kernel.processes.size)
      .u32(96, 1400 + kernel.processes.size).bytes
  )
}

/** Time passes by looking at a clock: a program that waits sees it move, and sees the same the next time it runs. */
function now({ kernel }: ApiCall): number {
  const time = upTime(kernel)
  advanceClock(kernel, 1)
  return time
}

export const GetTickCount: ApiFunction = (call) => now(call) % 0x100000000
export const GetTickCount64: ApiFunction = (call) => now(call)

/** QueryPerformanceCounter(lpPerformanceCount) */
export const QueryPerformanceCounter: ApiFunction = (call) =>
  put(call, 0, new Bytes(8).u64(0, now(call) * 10_000).bytes)

/** QueryPerformanceFrequency(lpFrequency) */
export const QueryPerformanceFrequency: ApiFunction = (call) =>
  put(call, 0, new Bytes(8).u64(0, 10_000_000).bytes)

/** FlushInstructionCache(hProcess, lpBaseAddress, dwSize): the simulator keeps no copies of code. */
export const FlushInstructionCache: ApiFunction = () => 1

/** GetCurrentThreadStackLimits(LowLimit, HighLimit) */
export const GetCurrentThreadStackLimits: ApiFunction = (call) => {
  const { stackLow, stackHigh } = call.process.state
  return (
    put(call, 0, new Bytes(8).u64(0, stackLow * 4096).bytes) &&
    put(call, 1, new Bytes(8).u64(0, stackHigh * 4096).bytes)
  )
}

/** SetThreadStackGuarantee(StackSizeInBytes). Conformance process/stack-guarantee. */
export const SetThreadStackGuarantee: ApiFunction = (call) => {
  const { process } = call
  const asked = process.load(call.word(0), 4)
  if (asked === undefined) return undefined
  const { state } = process
  if (Number(asked) >= (state.stackHigh - state.stackLow) * 4096) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'stack-guarantee-fits-the-stack',
      `The stack has ${(state.stackHigh - state.stackLow) * 4096} bytes; what is kept of it must be less.`
    )
  }
  const before = state.stackGuarantee
  const pages = asked === 0 ? 0 : Math.max(Math.ceil(Number(asked) / 4096) * 4096, 0x2000)
  if (pages > before) {
    state.stackGuarantee = pages
    process.store(state.teb + teb.guaranteedStackBytes, 4, pages)
  }
  return put(call, 0, new Bytes(4).u32(0, before).bytes)
}

import { namedConstants as k } from '../../shared/win32/constants'
import { Bytes } from './api-call'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'
import { flagsAt, frameAt } from './page-table'
import type { ProcessMemory } from './process-memory'
import { PTE_FRAME } from './pte'

/** Where the shared data of kernel and programs is, in every process. Windows Internals, KUSER_SHARED_DATA. */
export const SHARED_DATA = 0x7ffe0000
/** Milliseconds since the start of Windows when a run begins. */
const UP_TIME = 1_000_000
/** When a run begins: 2026-01-01T00:00:00Z in units of 100 ns since 1601. */
const START = 134_116_992_000_000_000n
/** Milliseconds of a clock interval, times 2^24: 15.625. systeminformer, ntexapi.h (TickCountMultiplier). */
const TICK_MULTIPLIER = 0x0fa00000
const UNITS_PER_MS = 10_000n
export const PROCESSORS = 8

/** What every x64 processor has. Microsoft, IsProcessorFeaturePresent: CMPXCHG8B, MMX, SSE, RDTSC, PAE, SSE2, NX, SSE3, CMPXCHG16B, FASTFAIL. */
const processorFeatures = [2, 3, 6, 8, 9, 10, 12, 13, 14, 23]

/** Milliseconds since the start of Windows, on the machine's clock. */
export function upTime(kernel: Kernel): number {
  return UP_TIME + kernel.system.ticks
}

/** The system time as FILETIME counts it. */
export function systemTime(kernel: Kernel): bigint {
  return START + BigInt(kernel.system.ticks) * UNITS_PER_MS
}

/** The page as the kernel has it when a process starts. Offsets: systeminformer, ntexapi.h (KUSER_SHARED_DATA). */
export function sharedDataPage(kernel: Kernel): Uint8Array {
  const page = new Bytes(PAGE_SIZE)
  page.u32(0x04, TICK_MULTIPLIER).u16(0x2c, k.IMAGE_FILE_MACHINE_AMD64).u16(0x2e, k.IMAGE_FILE_MACHINE_AMD64)
  const root = 'C:\\Windows'
  for (let i = 0; i < root.length; i++) page.u16(0x30 + i * 2, root.charCodeAt(i))
  page.u32(0x244, 0x200000).u32(0x260, 19045)
  // NtProductType is NtProductWinNt, and it is valid.
  page.u32(0x264, 1)
  page.bytes[0x268] = 1
  page.u16(0x26a, k.PROCESSOR_ARCHITECTURE_AMD64).u32(0x26c, 10).u32(0x270, 0)
  for (const feature of processorFeatures) page.bytes[0x274 + feature] = 1
  page.u32(0x2d0, 0x110)
  // MitigationPolicies: NXSupportPolicy is AlwaysOn for 64-bit programs.
  page.bytes[0x2d5] = 0x0a
  page.u32(0x2d8, 1).u32(0x2e8, kernel.ramPages)
  page.u64(0x300, 10_000_000).u64(0x310, kernel.ramPages)
  page.u32(0x330, 0x5bd1e995).u32(0x3c0, PROCESSORS)
  page.bytes[0x3c4] = 1
  putTimes(page.bytes, kernel)
  return page.bytes
}

function putTimes(bytes: Uint8Array, kernel: Kernel): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // KSYSTEM_TIME: the high part stands twice, so that a reader sees when the clock moved on meanwhile.
  const put = (at: number, time: bigint): void => {
    view.setBigUint64(at, time, true)
    view.setUint32(at + 8, Number(time >> 32n), true)
  }
  put(0x08, BigInt(upTime(kernel)) * UNITS_PER_MS)
  put(0x14, systemTime(kernel))
  put(0x320, (BigInt(upTime(kernel)) << 24n) / BigInt(TICK_MULTIPLIER))
}

/** Moves the machine's clock on; every process sees it in its shared data. */
export function advanceClock(kernel: Kernel, milliseconds: number): void {
  kernel.system.ticks += milliseconds
  const page = SHARED_DATA / PAGE_SIZE
  for (const process of kernel.processes.values()) {
    const { pages } = (process as ProcessMemory).state
    // A page that is no longer in memory is brought up to date with the next tick after its return.
    if (flagsAt(pages, page) & PTE_FRAME) putTimes(kernel.frameForWriting(frameAt(pages, page)), kernel)
  }
}

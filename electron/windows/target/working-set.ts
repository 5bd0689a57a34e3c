import type { MemoryUsage, PageRange } from '../../machine/working-set-block'
import { currentProcess, type System } from './system'

const pageSize = 0x1000
/** sizeof(PSAPI_WORKING_SET_EX_INFORMATION). */
const questionSize = 16
/** Pages asked for in one call; the buffer stays within 64 KiB, however many pages there are. */
const pagesOfCall = 4096
const buffer = Buffer.alloc(pagesOfCall * questionSize)

/**
 * What QueryWorkingSetEx says of pages, without touching them: for each run of pages alike, range by range, the low 32
 * bits of their PSAPI_WORKING_SET_EX_BLOCK and how many they are.
 */
export function askWorkingSet(system: System, ranges: readonly PageRange[]): number[] {
  const runs: number[] = []
  for (const [first, count] of ranges) {
    let former = -1
    for (let done = 0; done < count; done += pagesOfCall) {
      const asked = Math.min(pagesOfCall, count - done)
      for (let i = 0; i < asked; i++) {
        buffer.writeBigUInt64LE(BigInt((first + done + i) * pageSize), i * questionSize)
        buffer.writeBigUInt64LE(0n, i * questionSize + 8)
      }
      const answered = system.queryWorkingSetOf(currentProcess, buffer, asked * questionSize) !== 0
      for (let i = 0; i < asked; i++) {
        const bits = answered ? buffer.readUInt32LE(i * questionSize + 8) : 0
        if (bits === former) runs[runs.length - 1]!++
        else runs.push(bits, 1)
        former = bits
      }
    }
  }
  return runs
}

/** sizeof(PROCESS_MEMORY_COUNTERS_EX) and sizeof(PERFORMANCE_INFORMATION) on x64. */
const countersSize = 80
const performanceSize = 104

/** What this process and the machine say of themselves in numbers. */
export function memoryUsage(system: System): MemoryUsage {
  const counters = Buffer.alloc(countersSize)
  counters.writeUInt32LE(countersSize, 0)
  system.getProcessMemoryInfo(currentProcess, counters, countersSize)
  const performance = Buffer.alloc(performanceSize)
  performance.writeUInt32LE(performanceSize, 0)
  system.getPerformanceInfo(performance, performanceSize)
  const limits = Buffer.alloc(16)
  system.getProcessWorkingSetSize(currentProcess, limits.subarray(0, 8), limits.subarray(8))
  return decodeUsage(counters, performance, limits)
}

/** The structures as Windows fills them. */
export function decodeUsage(counters: Buffer, performance: Buffer, limits: Buffer): MemoryUsage {
  const size = (bytes: Buffer, offset: number): number => Number(bytes.readBigUInt64LE(offset))
  return {
    process: {
      pageFaultCount: counters.readUInt32LE(4),
      peakWorkingSetSize: size(counters, 8),
      workingSetSize: size(counters, 16),
      pagefileUsage: size(counters, 56),
      peakPagefileUsage: size(counters, 64),
      privateUsage: size(counters, 72),
      minimumWorkingSetSize: size(limits, 0),
      maximumWorkingSetSize: size(limits, 8)
    },
    machine: {
      commitTotal: size(performance, 8),
      commitLimit: size(performance, 16),
      commitPeak: size(performance, 24),
      physicalTotal: size(performance, 32),
      physicalAvailable: size(performance, 40),
      systemCache: size(performance, 48),
      kernelTotal: size(performance, 56)
    }
  }
}

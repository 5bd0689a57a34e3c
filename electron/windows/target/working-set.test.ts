import { expect, test } from 'vitest'
import { askWorkingSet, decodeUsage } from './working-set'
import type { System } from './system'

/** A Windows that says `bits(page)` of each page, and how often it was asked. */
function windows(bits: (page: number) => number, answers = 1): { system: System; sizes: number[] } {
  const sizes: number[] = []
  const queryWorkingSetOf: System['queryWorkingSetOf'] = (_process, pages, size) => {
    const view = new DataView(pages.buffer, pages.byteOffset, size)
    sizes.push(size)
    for (let at = 0; at < size; at += 16)
      view.setBigUint64(at + 8, BigInt(bits(Number(view.getBigUint64(at, true)) / 4096)), true)
    return answers
  }
  return { system: { queryWorkingSetOf } as unknown as System, sizes }
}

test('pages alike are one run, range by range', () => {
  const { system } = windows((page) => (page < 18 ? 0x43 : 0))
  expect(
    askWorkingSet(system, [
      [16, 4],
      [100, 2]
    ])
  ).toEqual([0x43, 2, 0, 2, 0, 2])
})

test('more pages than one call takes are asked for in portions and still are one run', () => {
  const { system, sizes } = windows(() => 0x43)
  expect(askWorkingSet(system, [[16, 10_000]])).toEqual([0x43, 10_000])
  expect(sizes).toEqual([65_536, 65_536, 28_928])
})

test('a Windows that does not answer says nothing of any page', () => {
  expect(askWorkingSet(windows(() => 0x43, 0).system, [[16, 3]])).toEqual([0, 3])
})

test('the figures stand where PROCESS_MEMORY_COUNTERS_EX and PERFORMANCE_INFORMATION of x64 have them', () => {
  const counters = Buffer.alloc(80)
  counters.writeUInt32LE(1234, 4)
  ;[8, 16, 24, 32, 40, 48, 56, 64, 72].forEach((at) => counters.writeBigUInt64LE(BigInt(at), at))
  const performance = Buffer.alloc(104)
  ;[8, 16, 24, 32, 40, 48, 56].forEach((at) => performance.writeBigUInt64LE(BigInt(at), at))
  const limits = Buffer.alloc(16)
  limits.writeBigUInt64LE(200n, 0)
  limits.writeBigUInt64LE(1380n, 8)
  expect(decodeUsage(counters, performance, limits)).toMatchObject({
    process: {
      ...{ pageFaultCount: 1234, peakWorkingSetSize: 8, workingSetSize: 16, pagefileUsage: 56 },
      ...{ peakPagefileUsage: 64, privateUsage: 72, minimumWorkingSetSize: 200, maximumWorkingSetSize: 1380 }
    },
    machine: {
      ...{ commitTotal: 8, commitLimit: 16, commitPeak: 24, physicalTotal: 32, physicalAvailable: 40 },
      ...{ systemCache: 48, kernelTotal: 56 }
    }
  })
})

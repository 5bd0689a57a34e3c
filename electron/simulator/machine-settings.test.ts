import { describe, expect, test } from 'vitest'
import {
  defaultMachineSettings,
  systemBytes,
  type MachineSettings
} from '../../shared/contract/machine-settings'
import { k, outcome } from './testing/machine'
import { Simulator } from './simulator'
import type { SimulatedProcess } from './simulated-process'

const MIB = 2 ** 20

function start(settings: Partial<MachineSettings>): { process: SimulatedProcess; scratch: number } {
  const process = new Simulator(settings).createProcess('A')
  const { stackTop } = process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  return { process, scratch: stackTop - 0x800 }
}

/** Where things lie that randomisation moves: program, first library, stack, PEB, process heap, first allocation. */
function places(settings: Partial<MachineSettings>): unknown[] {
  const { process } = start(settings)
  const { modules, stackHigh, peb, processHeap } = process.state
  const { result } = outcome(process, 'VirtualAlloc', 0, 4096, 0x3000, 4)
  return [modules[0]!.base, modules[1]!.base, stackHigh, peb, processHeap, result]
}

/** MEMORYSTATUSEX: physical memory and its free part, commit limit and what is left of it. */
function memoryStatus({ process, scratch }: ReturnType<typeof start>): number[] {
  process.store(scratch, 4, 64)
  process.call('GlobalMemoryStatusEx', [scratch])
  return [8, 16, 24, 32].map((at) => Number(process.load(scratch + at, 8)))
}

describe('the commit limit', () => {
  // VirtualAlloc (MEM_COMMIT); System Error Codes, ERROR_COMMITMENT_LIMIT.
  test('is reached with RAM still free: error 1455', () => {
    const commitLimit = systemBytes(8192 * MIB) + 64 * MIB
    const machine = start({ commitLimit })
    const alloc = (): ReturnType<typeof outcome> =>
      outcome(machine.process, 'VirtualAlloc', 0, MIB, k.MEM_RESERVE | k.MEM_COMMIT, 4)
    let count = 0
    while (count < 100 && alloc().result !== 0) count++
    expect(count).toBeGreaterThan(40)
    expect(count).toBeLessThan(64)
    expect(alloc()).toEqual({ result: 0, error: 1455 })
    const [, free] = memoryStatus(machine)
    expect(free).toBeGreaterThan(6000 * MIB)
    // Addresses alone cost nothing. VirtualAlloc (MEM_RESERVE).
    expect(outcome(machine.process, 'VirtualAlloc', 0, 2 ** 40, k.MEM_RESERVE, 4).result).not.toBe(0)
  })
})

describe('what functions tell of the machine', () => {
  // MEMORYSTATUSEX: ullTotalPhys, ullTotalPageFile is the commit limit; PERFORMANCE_INFORMATION in pages.
  test.each([
    [{ ram: 64 * MIB, pageFile: 128 * MIB }, 64 * MIB, 192 * MIB],
    [{ ram: 1024 * MIB, pageFile: 0 }, 1024 * MIB, 1024 * MIB],
    [{ ram: 8192 * MIB, commitLimit: 2048 * MIB }, 8192 * MIB, 2048 * MIB]
  ])('follows the settings %j', (settings, ram, limit) => {
    const machine = start(settings)
    const { process, scratch } = machine
    const status = memoryStatus(machine)
    expect([status[0], status[2]]).toEqual([ram, limit])
    expect(status[1]).toBeLessThan(ram)
    expect(status[3]).toBeLessThan(limit)
    process.call('GetPerformanceInfo', [scratch, 104])
    expect(Number(process.load(scratch + 16, 8)) * 4096).toBe(limit)
    expect(Number(process.load(scratch + 32, 8)) * 4096).toBe(ram)
    // SetProcessWorkingSetSize: more than there is RAM cannot be had.
    expect(outcome(process, 'SetProcessWorkingSetSize', 0xffffffffffffffffn, 4096, ram + MIB).error).toBe(
      k.ERROR_NO_SYSTEM_RESOURCES
    )
  })
})

describe('address space layout', () => {
  test('is the same for the same seed and another for another', () => {
    expect(places({ seed: 7 })).toEqual(places({ seed: 7 }))
    const other = places({ seed: 8 })
    for (const [index, place] of places({ seed: 7 }).entries()) expect(place).not.toBe(other[index])
  })

  test('is fixed without randomisation, whatever the seed', () => {
    const fixed = places({ seed: 7, randomise: false })
    expect(places({ seed: 8, randomise: false })).toEqual(fixed)
    expect(places({ seed: 7 })).not.toEqual(fixed)
  })
})

test('a machine that cannot be is no machine', () => {
  expect(() => new Simulator({ ram: MIB })).toThrow('RAM is whole pages')
  expect(new Simulator().settings).toEqual(defaultMachineSettings)
})

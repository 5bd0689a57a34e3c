import { describe, expect, test } from 'vitest'
import { alloc, k, outcome, query, startMachine } from './testing/machine'
import { Simulator } from './simulator'
import type { SimulatedProcess } from './simulated-process'

const MIB = 2 ** 20
const LARGE = 2 * MIB
const TYPE = k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_LARGE_PAGES

/** A process that holds SeLockMemoryPrivilege; `scratch` is room on its stack. */
function startHolder(ram = 8192 * MIB): { simulator: Simulator; process: SimulatedProcess; scratch: number } {
  const simulator = new Simulator({ largePagePrivilege: true, ram })
  const process = simulator.createProcess('A')
  const { stackTop } = process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  return { simulator, process, scratch: stackTop - 0x800 }
}

/** TOKEN_PRIVILEGES at `scratch + 0x10` for one privilege, adjusted; the last error. */
function adjust(process: SimulatedProcess, scratch: number, number: number, attributes: number): number {
  process.call('OpenProcessToken', [0xffffffffffffffffn, 0x28, scratch])
  const token = process.load(scratch, 8)!
  for (const [at, value] of [1, number, 0, attributes].entries())
    process.store(scratch + 0x10 + at * 4, 4, value)
  const { result, error } = outcome(process, 'AdjustTokenPrivileges', token, 0, scratch + 0x10, 0, 0, 0)
  expect(result).toBe(1)
  process.call('CloseHandle', [token])
  return error
}

function started(ram?: number): ReturnType<typeof startHolder> {
  const machine = startHolder(ram)
  expect(adjust(machine.process, machine.scratch, 4, 2)).toBe(0)
  return machine
}

/** The attributes that QueryWorkingSetEx answers for an address. */
function attributes(process: SimulatedProcess, scratch: number, address: number): number {
  process.store(scratch + 0x40, 8, address)
  process.call('QueryWorkingSetEx', [0xffffffffffffffffn, scratch + 0x40, 16])
  return Number(process.load(scratch + 0x48, 8))
}

describe('large pages', () => {
  // Microsoft, Large-Page Support, step 1; AdjustTokenPrivileges (Return value).
  test('need the privilege, and need it enabled', () => {
    const plain = startMachine()
    expect(outcome(plain.process, 'VirtualAlloc', 0, LARGE, TYPE, 4)).toEqual({ result: 0, error: 1314 })
    expect(adjust(plain.process, plain.scratch, 4, 2)).toBe(k.ERROR_NOT_ALL_ASSIGNED)
    expect(outcome(plain.process, 'VirtualAlloc', 0, LARGE, TYPE, 4).error).toBe(1314)
    const holder = startHolder()
    expect(outcome(holder.process, 'VirtualAlloc', 0, LARGE, TYPE, 4).error).toBe(1314)
    expect(adjust(holder.process, holder.scratch, 4, 2)).toBe(0)
    expect(alloc(holder.process, LARGE, TYPE)).toBeGreaterThan(0)
    expect(adjust(holder.process, holder.scratch, 4, 0)).toBe(0)
    expect(outcome(holder.process, 'VirtualAlloc', 0, LARGE, TYPE, 4).error).toBe(1314)
  })

  // VirtualAlloc (flAllocationType, MEM_LARGE_PAGES): size and alignment, MEM_RESERVE and MEM_COMMIT together.
  test('come in multiples of 2 MiB, reserved and committed at once', () => {
    const { process, scratch } = started()
    const base = alloc(process, 2 * LARGE, TYPE)
    expect(base % LARGE).toBe(0)
    expect(query(process, scratch, base)).toMatchObject({ size: 2 * LARGE, state: k.MEM_COMMIT, protect: 4 })
    for (const [address, size, type, protect] of [
      [0, LARGE + 4096, TYPE, 4],
      [base + 8 * LARGE + 0x10000, LARGE, TYPE, 4],
      [0, LARGE, k.MEM_RESERVE | k.MEM_LARGE_PAGES, 4],
      [0, LARGE, k.MEM_COMMIT | k.MEM_LARGE_PAGES, 4],
      [0, LARGE, TYPE, k.PAGE_READWRITE | k.PAGE_GUARD],
      [0, LARGE, TYPE, k.PAGE_READONLY]
    ] as const)
      expect(outcome(process, 'VirtualAlloc', address, size, type, protect)).toEqual({
        result: 0,
        error: k.ERROR_INVALID_PARAMETER
      })
  })

  // Microsoft, Large-Page Support: nonpageable, part of the private bytes and not of the working set.
  test('are in memory from the start, for good, and outside the working set', () => {
    const { simulator, process, scratch } = started()
    const { workingSetPages, commitPages, pageFaults, lockedPages } = process.state
    const used = simulator.physicalMemory().usedPages
    const base = alloc(process, LARGE, TYPE)
    expect(process.state).toMatchObject({
      ...{ workingSetPages, pageFaults, lockedPages },
      commitPages: commitPages + 512
    })
    expect(simulator.physicalMemory().usedPages).toBeGreaterThanOrEqual(used + 512)
    process.call('EmptyWorkingSet', [0xffffffffffffffffn])
    // PSAPI_WORKING_SET_EX_BLOCK: Valid is bit 0, Locked 22, LargePage 23.
    expect(attributes(process, scratch, base + LARGE - 1) & 0xc00001).toBe(0xc00001)
    expect(outcome(process, 'VirtualUnlock', base, 4096).result).toBe(1)
    process.call('EmptyWorkingSet', [0xffffffffffffffffn])
    expect(attributes(process, scratch, base) & 1).toBe(1)
    process.store(base + 5, 1, 7)
    expect(process.load(base + 5, 1)).toBe(7)
    // The last error is in the TEB, which is to be in the working set already.
    process.call('SetLastError', [0])
    const faults = process.state.pageFaults
    const set = process.state.workingSetPages
    expect(outcome(process, 'VirtualFree', base, 0, k.MEM_RELEASE).result).toBe(1)
    expect(process.state).toMatchObject({
      pageFaults: faults,
      workingSetPages: set,
      commitPages,
      lockedPages
    })
  })

  // Microsoft, Large-Page Support: always read/write, and one operation for all of it.
  test('are neither protected nor decommitted piece by piece', () => {
    const { process, scratch } = started()
    const base = alloc(process, LARGE, TYPE)
    const refused = { result: 0, error: k.ERROR_INVALID_ADDRESS }
    expect(outcome(process, 'VirtualProtect', base, 4096, k.PAGE_READONLY, scratch)).toEqual(refused)
    expect(outcome(process, 'VirtualProtect', base, 4096, k.PAGE_READWRITE, scratch).result).toBe(1)
    expect(outcome(process, 'VirtualAlloc', base, 4096, k.MEM_COMMIT, k.PAGE_READONLY)).toEqual(refused)
    expect(outcome(process, 'VirtualFree', base, 4096, k.MEM_DECOMMIT)).toEqual(refused)
  })

  // Microsoft, Large-Page Support: the physical memory is taken at once.
  test('need free physical memory, whatever can be committed', () => {
    const { process } = started(64 * MIB)
    expect(outcome(process, 'VirtualAlloc', 0, 64 * MIB, TYPE, 4)).toEqual({
      result: 0,
      error: k.ERROR_NO_SYSTEM_RESOURCES
    })
    expect(alloc(process, 64 * MIB)).toBeGreaterThan(0)
    expect(alloc(process, LARGE, TYPE)).toBeGreaterThan(0)
  })

  // CreateFileMapping (SEC_LARGE_PAGES); MapViewOfFile (FILE_MAP_LARGE_PAGES).
  test('are had through sections of the paging file, too', () => {
    const { process, scratch } = started()
    const NONE = 0xffffffffffffffffn
    const protect = k.PAGE_READWRITE | k.SEC_COMMIT | k.SEC_LARGE_PAGES
    const create = (size: number, flags: number): ReturnType<typeof outcome> =>
      outcome(process, 'CreateFileMappingA', NONE, 0, flags, 0, size, 0)
    expect(create(LARGE + 4096, protect).error).toBe(k.ERROR_INVALID_PARAMETER)
    const { result: section } = create(2 * LARGE, protect)
    expect(section).not.toBe(0)
    const map = (handle: typeof section, access: number, size: number): ReturnType<typeof outcome> =>
      outcome(process, 'MapViewOfFile', handle, access, 0, 0, size)
    const access = k.FILE_MAP_WRITE | k.FILE_MAP_LARGE_PAGES
    expect(map(section, access, 4096).error).toBe(k.ERROR_MAPPED_ALIGNMENT)
    expect(map(create(LARGE, 0x8000004).result, access, LARGE).error).toBe(k.ERROR_INVALID_PARAMETER)
    const large = Number(map(section, access, 0).result)
    expect(large % LARGE).toBe(0)
    expect(attributes(process, scratch, large) & 0x800001).toBe(0x800001)
    // Since Windows 10, 1703, small pages are the default even there. Creating a File Mapping Using Large Pages.
    const small = Number(map(section, k.FILE_MAP_WRITE, 0).result)
    expect(attributes(process, scratch, small) & 0x800001).toBe(0)
    process.store(large + LARGE, 1, 9)
    expect(process.load(small + LARGE, 1)).toBe(9)
    expect(outcome(process, 'UnmapViewOfFile', large).result).toBe(1)
    expect(process.load(small + LARGE, 1)).toBe(9)
  })
})

// AdjustTokenPrivileges and GetTokenInformation (Parameters, Return value); Access Rights for Access-Token Objects.
describe('privileges', () => {
  const SELF = 0xffffffffffffffffn

  /** Opens the token; the handle. */
  function tokenOf(process: SimulatedProcess, scratch: number, access: number): number {
    expect(outcome(process, 'OpenProcessToken', SELF, access, scratch).result).toBe(1)
    return Number(process.load(scratch, 8))
  }
  /** Number and attributes of each privilege that GetTokenInformation lists. */
  function held(process: SimulatedProcess, scratch: number, token: number): number[][] {
    expect(outcome(process, 'GetTokenInformation', token, 3, scratch + 0x100, 256, scratch).result).toBe(1)
    const count = Number(process.load(scratch + 0x100, 4))
    expect(process.load(scratch, 4)).toBe(4 + 12 * count)
    return Array.from({ length: count }, (_, i) =>
      [4, 12].map((at) => Number(process.load(scratch + 0x100 + i * 12 + at, 4)))
    )
  }

  test('are held, but not enabled, by the account that was given them', () => {
    const plain = startMachine()
    const names = held(plain.process, plain.scratch, tokenOf(plain.process, plain.scratch, 8))
    expect(names.map(([number]) => number)).not.toContain(4)
    // SeChangeNotifyPrivilege: enabled for everybody by default. Microsoft, Privilege Constants.
    expect(names).toContainEqual([23, 3])
    const holder = startHolder()
    expect(held(holder.process, holder.scratch, tokenOf(holder.process, holder.scratch, 8))).toContainEqual([
      4, 0
    ])
  })

  test('that are removed do not come back', () => {
    const { process, scratch } = startHolder()
    expect(adjust(process, scratch, 4, k.SE_PRIVILEGE_REMOVED)).toBe(0)
    expect(adjust(process, scratch, 4, k.SE_PRIVILEGE_ENABLED)).toBe(k.ERROR_NOT_ALL_ASSIGNED)
  })

  test('need the right of the handle, and room for the answer', () => {
    const { process, scratch } = startHolder()
    const query = tokenOf(process, scratch, k.TOKEN_QUERY)
    const change = tokenOf(process, scratch, k.TOKEN_ADJUST_PRIVILEGES)
    const error = (name: string, ...args: number[]): number => outcome(process, name, ...args).error
    expect(error('AdjustTokenPrivileges', query, 1, 0, 0, 0, 0)).toBe(k.ERROR_ACCESS_DENIED)
    expect(error('GetTokenInformation', change, 3, 0, 0, scratch)).toBe(k.ERROR_ACCESS_DENIED)
    // PreviousState: TOKEN_QUERY as well.
    expect(error('AdjustTokenPrivileges', change, 1, 0, 64, scratch + 64, scratch)).toBe(
      k.ERROR_ACCESS_DENIED
    )
    expect(error('GetTokenInformation', query, 3, 0, 0, scratch)).toBe(k.ERROR_INSUFFICIENT_BUFFER)
    expect(error('AdjustTokenPrivileges', change, 0, 0, 0, 0, 0)).toBe(k.ERROR_INVALID_PARAMETER)
    expect(error('OpenProcessToken', 0x1234, 8, scratch)).toBe(k.ERROR_INVALID_HANDLE)
    expect(error('GetTokenInformation', 0x1234, 3, 0, 0, scratch)).toBe(k.ERROR_INVALID_HANDLE)
  })

  test('too little room for the former state changes nothing', () => {
    const { process, scratch } = startHolder()
    const token = tokenOf(process, scratch, k.TOKEN_ADJUST_PRIVILEGES | k.TOKEN_QUERY)
    const before = held(process, scratch, token)
    for (const [at, value] of [1, 4, 0, 2].entries()) process.store(scratch + 0x10 + at * 4, 4, value)
    expect(
      outcome(process, 'AdjustTokenPrivileges', token, 0, scratch + 0x10, 8, scratch + 0x40, scratch)
    ).toEqual({ result: 0, error: k.ERROR_INSUFFICIENT_BUFFER })
    expect(process.load(scratch, 4)).toBe(16)
    expect(held(process, scratch, token)).toEqual(before)
  })

  test('go back and forth with the machine', () => {
    const { simulator, process, scratch } = startHolder()
    const before = simulator.snapshot()
    adjust(process, scratch, 4, k.SE_PRIVILEGE_ENABLED)
    const after = simulator.snapshot()
    simulator.restore(before)
    expect(outcome(process, 'VirtualAlloc', 0, LARGE, TYPE, 4).error).toBe(1314)
    simulator.restore(after)
    expect(outcome(process, 'VirtualAlloc', 0, LARGE, TYPE, 4).result).not.toBe(0)
  })

  // VirtualAllocEx: it is the caller whose privilege counts, as whoever calls the kernel is asked.
  test('are the calling process’s, not those of the process it allocates in', () => {
    const { simulator, process } = started()
    const other = simulator.createProcess('B')
    const handle = outcome(process, 'OpenProcess', k.PROCESS_ALL_ACCESS, 0, other.processId).result
    expect(outcome(process, 'VirtualAllocEx', handle, 0, LARGE, TYPE, 4).result).not.toBe(0)
    const back = outcome(other, 'OpenProcess', k.PROCESS_ALL_ACCESS, 0, process.processId).result
    expect(outcome(other, 'VirtualAllocEx', back, 0, LARGE, TYPE, 4).error).toBe(1314)
  })
})

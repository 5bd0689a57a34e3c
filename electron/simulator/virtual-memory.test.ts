import { describe, expect, test } from 'vitest'
import type { Word } from '../machine/word'
import { alloc, k, outcome, query, startMachine } from './testing/machine'

describe('VirtualAlloc, VirtualFree and VirtualProtect refuse what Windows refuses', () => {
  const { process, scratch } = startMachine()
  const base = alloc(process, 0x4000)
  const reserved = alloc(process, 0x10000, k.MEM_RESERVE)
  const table: [string, Word[], number][] = [
    ['VirtualAlloc', [0, 0, k.MEM_RESERVE, k.PAGE_READWRITE], k.ERROR_INVALID_PARAMETER],
    ['VirtualAlloc', [0, 8, k.MEM_COMMIT, k.PAGE_NOCACHE], k.ERROR_INVALID_PARAMETER],
    ['VirtualAlloc', [0, 8, k.MEM_COMMIT, k.PAGE_READWRITE | k.PAGE_READONLY], k.ERROR_INVALID_PARAMETER],
    ['VirtualAlloc', [0, 0xffffffffffffffffn, k.MEM_RESERVE, k.PAGE_READWRITE], k.ERROR_INVALID_PARAMETER],
    ['VirtualAlloc', [0, 2 ** 47 - 0x10000000, k.MEM_RESERVE, k.PAGE_READWRITE], k.ERROR_NOT_ENOUGH_MEMORY],
    ['VirtualAlloc', [0xffff800000000000n, 8, k.MEM_RESERVE, k.PAGE_READWRITE], k.ERROR_INVALID_PARAMETER],
    ['VirtualAlloc', [base, 8, k.MEM_RESERVE, k.PAGE_READWRITE], k.ERROR_INVALID_ADDRESS],
    ['VirtualAlloc', [reserved + 0xf000, 0x2000, k.MEM_COMMIT, k.PAGE_READWRITE], k.ERROR_INVALID_ADDRESS],
    ['VirtualAlloc', [0, 2 ** 40, k.MEM_COMMIT, k.PAGE_READWRITE], k.ERROR_COMMITMENT_LIMIT],
    ['VirtualFree', [base, 0x4000, k.MEM_RELEASE], k.ERROR_INVALID_PARAMETER],
    ['VirtualFree', [base + 0x1000, 0, k.MEM_RELEASE], k.ERROR_INVALID_ADDRESS],
    ['VirtualFree', [base, 0, 0], k.ERROR_INVALID_PARAMETER],
    ['VirtualFree', [0, 0, k.MEM_RELEASE], k.ERROR_INVALID_ADDRESS],
    ['VirtualProtect', [base, 0, k.PAGE_READONLY, scratch], k.ERROR_INVALID_PARAMETER],
    ['VirtualProtect', [base, 0x5000, k.PAGE_READONLY, scratch], k.ERROR_INVALID_ADDRESS],
    ['VirtualProtect', [reserved, 0x1000, k.PAGE_READONLY, scratch], k.ERROR_INVALID_ADDRESS],
    ['VirtualProtect', [base, 0x1000, k.PAGE_READONLY, 0], k.ERROR_NOACCESS],
    ['VirtualProtect', [base, 0x1000, k.PAGE_WRITECOPY, scratch], k.ERROR_INVALID_PARAMETER],
    ['VirtualLock', [reserved, 0x1000], k.ERROR_NOACCESS],
    ['VirtualUnlock', [base, 0x1000], k.ERROR_NOT_LOCKED],
    ['UnmapViewOfFile', [base], k.ERROR_INVALID_ADDRESS],
    ['MapViewOfFile', [0x1234, k.FILE_MAP_READ, 0, 0, 0], k.ERROR_INVALID_HANDLE],
    // reactos ntoskrnl/mm/ARM3/virtual.c and section.c: arguments, then handles, then alignment.
    ['VirtualFreeEx', [0x1234, base, 0, 0], k.ERROR_INVALID_PARAMETER],
    ['VirtualFreeEx', [0x1234, base, 0, k.MEM_RELEASE], k.ERROR_INVALID_HANDLE],
    ['VirtualProtectEx', [0x1234, base, 0, k.PAGE_READONLY, scratch], k.ERROR_INVALID_PARAMETER],
    ['VirtualProtectEx', [0x1234, base, 1, k.PAGE_READONLY, scratch], k.ERROR_INVALID_HANDLE],
    ['VirtualUnlock', [base, 0], k.ERROR_INVALID_PARAMETER],
    ['MapViewOfFile', [0x1234, k.FILE_MAP_READ, 0, 0, 0xffffffffffffffffn], k.ERROR_INVALID_PARAMETER],
    ['MapViewOfFile', [0x1234, k.FILE_MAP_READ, 0, 0x1000, 0], k.ERROR_INVALID_HANDLE],
    [
      'MapViewOfFile3',
      [0x1234, 0, 0, 0, 0, 0, k.PAGE_NOACCESS | k.PAGE_READONLY, 0, 0],
      k.ERROR_INVALID_PARAMETER
    ],
    ['FlushViewOfFile', [base, 0xffffffffffffffffn], k.ERROR_INVALID_PARAMETER],
    ['OpenProcess', [k.PROCESS_ALL_ACCESS, 0, 1], k.ERROR_INVALID_PARAMETER],
    ['CloseHandle', [0x4444], k.ERROR_INVALID_HANDLE]
  ]
  test.each(table)('%s %# fails as it does on Windows', (name, args, error) => {
    expect(outcome(process, name, ...args)).toEqual({ result: 0, error })
    expect(process.refusal()?.why).toMatch(/\w.*\.$/)
  })
})

test('a view is not mapped write-combined', () => {
  const { process } = startMachine()
  const made = [0xffffffffffffffffn, 0, k.PAGE_READWRITE, 0, 0x1000, 0]
  const section = Number(process.call('CreateFileMappingA', made))
  const wish = (protect: number): Word[] => [section, 0, 0, 0, 0, 0, protect, 0, 0]
  expect(outcome(process, 'MapViewOfFile3', ...wish(k.PAGE_READWRITE | k.PAGE_WRITECOMBINE))).toEqual({
    result: 0,
    error: k.ERROR_INVALID_PARAMETER
  })
  expect(outcome(process, 'MapViewOfFile3', ...wish(k.PAGE_READWRITE | k.PAGE_NOCACHE)).result).not.toBe(0)
})

test('a view that was mapped for executing alone can be read by no change of its protection', () => {
  const { process, scratch } = startMachine()
  const made = [0xffffffffffffffffn, 0, k.PAGE_EXECUTE_READ, 0, 0x1000, 0]
  const section = Number(process.call('CreateFileMappingA', made))
  const view = Number(process.call('MapViewOfFile3', [section, 0, 0, 0, 0, 0, k.PAGE_EXECUTE, 0, 0]))
  expect(view).toBeGreaterThan(0)
  const refused = { result: 0, error: k.ERROR_INVALID_PARAMETER }
  expect(outcome(process, 'VirtualProtect', view, 0x1000, k.PAGE_READONLY, scratch)).toEqual(refused)
  expect(outcome(process, 'VirtualProtect', view, 0x1000, k.PAGE_EXECUTE_READ, scratch)).toEqual(refused)
  expect(outcome(process, 'VirtualProtect', view, 0x1000, k.PAGE_NOACCESS, scratch).result).toBe(1)
  expect(outcome(process, 'VirtualProtect', view, 0x1000, k.PAGE_EXECUTE, scratch).result).toBe(1)
})

describe('touching memory', () => {
  test('a page holds what was written, in every size and across page boundaries', () => {
    const { process } = startMachine()
    const base = alloc(process, 0x2000)
    for (const size of [1, 2, 4, 8] as const) {
      for (const at of [base, base + 0xffd, base + 0xfff]) {
        expect(process.store(at, size, 0xfedcba9876543210n)).toBe(true)
        const wanted = BigInt.asUintN(size * 8, 0xfedcba9876543210n)
        expect(BigInt(process.load(at, size)!)).toBe(wanted)
      }
    }
  })

  test('a value below 2^53 is a number, one above it a bigint', () => {
    const { process } = startMachine()
    const base = alloc(process, 0x1000)
    process.store(base, 8, 2 ** 53 - 1)
    expect(process.load(base, 8)).toBe(2 ** 53 - 1)
    process.store(base, 8, 2n ** 53n)
    expect(process.load(base, 8)).toBe(2n ** 53n)
  })

  test('a store that crosses into a page it may not write changes no byte', () => {
    const { process, scratch } = startMachine()
    const base = alloc(process, 0x2000)
    process.call('VirtualProtect', [base + 0x1000, 1, k.PAGE_READONLY, scratch])
    expect(process.store(base + 0xffc, 8, 0xffffffffffffffffn)).toBe(false)
    expect(process.exception).toMatchObject({
      code: k.EXCEPTION_ACCESS_VIOLATION,
      access: 'write',
      address: base + 0x1000
    })
    expect(process.load(base + 0xffc, 4)).toBe(0)
  })

  test('each refusal says its rule', () => {
    const { process, scratch } = startMachine()
    const reserved = alloc(process, 0x1000, k.MEM_RESERVE)
    const data = alloc(process, 0x1000)
    const said = (done: unknown): string | undefined => (done ? undefined : process.exception?.why)
    expect(said(process.load(reserved, 1))).toContain('reserved but not committed')
    expect(said(process.load(0, 1))).toContain('first 64 KiB')
    expect(said(process.load(0xffff800000000000n, 1))).toContain("kernel's half")
    expect(said(process.load(0x800000000000, 1))).toContain('no address')
    expect(said(process.execute(data) !== undefined)).toContain('Data Execution Prevention')
    // Two bytes of zero are `add [rax], al`, and RAX is 0.
    process.call('VirtualProtect', [data, 1, k.PAGE_EXECUTE_READ, scratch])
    expect(said(process.execute(data) !== undefined)).toContain('first 64 KiB')
  })

  test('functions that a module exports can be executed', () => {
    const { process, scratch } = startMachine()
    process.write(scratch, new TextEncoder().encode('VirtualAlloc\0'))
    const kernel32 = process.state.modules.find((module) => module.path.endsWith('kernel32.dll'))!
    const address = process.call('GetProcAddress', [kernel32.base, scratch])!
    expect(address).not.toBe(0)
    const base = process.execute(address, [0, 0x1000, k.MEM_COMMIT | k.MEM_RESERVE, k.PAGE_READWRITE])
    expect(process.load(base!, 8)).toBe(0)
  })

  test('looking touches nothing: no fault, no guard consumed, no page brought in', () => {
    const { process } = startMachine()
    const base = alloc(process, 0x2000, 0x3000, k.PAGE_READWRITE | k.PAGE_GUARD)
    const plain = alloc(process, 0x1000)
    const { workingSetPages, pageFaults } = process.state
    expect(process.peek(plain, 16)).toEqual(new Uint8Array(16))
    expect(process.peek(base, 4)).toBeNull()
    expect(process.peek(plain + 0x1000, 4)).toBeNull()
    expect(process.state).toMatchObject({ workingSetPages, pageFaults })
    expect(process.load(base, 1)).toBeUndefined()
    expect(process.exception?.code).toBe(k.STATUS_GUARD_PAGE_VIOLATION)
  })
})

test('VirtualQuery in the middle of a region tells the rest of it', () => {
  const { process, scratch } = startMachine()
  const base = alloc(process, 0x8000)
  process.call('VirtualProtect', [base + 0x3000, 0x1000, k.PAGE_READONLY, scratch])
  expect(query(process, scratch, base + 0x1234)).toMatchObject({
    base: base + 0x1000,
    size: 0x2000,
    protect: k.PAGE_READWRITE
  })
  expect(query(process, scratch, base + 0x3000)).toMatchObject({ size: 0x1000, protect: k.PAGE_READONLY })
  expect(query(process, scratch, base + 0x8000)).toMatchObject({ state: k.MEM_FREE, allocationBase: 0 })
})

test('the stack grows page by page under its guard and ends with a stack overflow', () => {
  const { process } = startMachine()
  const { stackLow, stackHigh } = process.state
  for (let page = stackHigh - 1; page > stackLow + 1; page--)
    expect(process.store(page * 4096, 4, page)).toBe(true)
  expect(process.load((stackLow + 1) * 4096, 1)).toBeUndefined()
  expect(process.exception?.code).toBe(k.STATUS_STACK_OVERFLOW)
  expect(process.load(stackLow * 4096, 1)).toBeUndefined()
  expect(process.exception?.code).toBe(k.EXCEPTION_ACCESS_VIOLATION)
})

test('a heap block that was overrun is noticed when it or its neighbour is freed', () => {
  const { process } = startMachine()
  const heap = process.call('GetProcessHeap', [])!
  const first = process.call('HeapAlloc', [heap, 0, 16]) as number
  const second = process.call('HeapAlloc', [heap, 0, 16]) as number
  process.write(first, new Uint8Array(40).fill(0x41))
  expect(process.call('HeapFree', [heap, 0, second])).toBeUndefined()
  expect(process.exception?.code).toBe(k.STATUS_HEAP_CORRUPTION)
})

test('the same seed gives the same addresses, another seed others; the system libraries sit alike in all processes', () => {
  const places = (seed: number): number[] =>
    startMachine(seed)
      .process.regions()
      .map((region) => region.base)
  expect(places(5)).toEqual(places(5))
  expect(places(5)).not.toEqual(places(6))
  const { simulator, process } = startMachine(5)
  const other = simulator.createProcess('B')
  expect(other.state.modules.map((module) => module.base)).toEqual(
    process.state.modules.map((module) => module.base)
  )
  expect(other.state.stackLow).not.toBe(process.state.stackLow)
})

test('regions kept up to date from step to step are those that are worked out anew', () => {
  const { simulator, process, scratch } = startMachine()
  const bases: number[] = []
  for (let i = 0; i < 60; i++) {
    bases.push(alloc(process, 0x3000 + (i % 5) * 0x1000))
    if (i % 3 === 0) process.call('VirtualFree', [bases[i >> 1]!, 0, k.MEM_RELEASE])
    if (i % 4 === 0) process.call('VirtualProtect', [bases[i]! + 0x1000, 0x1000, k.PAGE_READONLY, scratch])
    const kept = process.regions()
    simulator.restore(simulator.snapshot())
    expect(kept).toEqual(process.regions())
  }
})

test('what was there before the program is told apart from what it makes', () => {
  const { process } = startMachine()
  expect(process.regions().every((region) => region.owner === 'before')).toBe(true)
  const base = alloc(process, 0x1000)
  expect(
    process
      .regions()
      .filter((region) => region.owner === 'program')
      .map((region) => region.base)
  ).toEqual([base])
  for (const use of ['Stack', 'Heap', 'KUSER_SHARED_DATA', 'program.exe', 'kernel32.dll', 'ntdll.dll']) {
    expect(
      process.regions().some((region) => region.use === use),
      use
    ).toBe(true)
  }
})

test('a program with more data than the image has room for gets a larger image at the same place', () => {
  const { simulator, process } = startMachine()
  const other = simulator.createProcess('B')
  const { data } = other.prepare({ dataSize: 0x123456, stackSize: 0 })
  expect(other.state.imageBase).toBe(process.state.imageBase)
  expect(other.write(data, new Uint8Array(0x123456).fill(7))).toBe(true)
  expect(process.load(process.state.imageBase, 2)).toBe(k.IMAGE_DOS_SIGNATURE)
})

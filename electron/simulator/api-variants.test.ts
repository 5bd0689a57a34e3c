import { describe, expect, it } from 'vitest'
import { alloc, k, outcome, query, startMachine } from './testing/machine'

describe('functions for packaged apps', () => {
  it('refuse executable pages and do the rest as the plain ones', () => {
    const { process } = startMachine()
    expect(outcome(process, 'VirtualAllocFromApp', 0, 0x1000, 0x3000, k.PAGE_EXECUTE_READ).error).toBe(
      k.ERROR_INVALID_PARAMETER
    )
    expect(outcome(process, 'VirtualAllocFromApp', 0, 0x1000, 0x3000, k.PAGE_READWRITE).result).not.toBe(0)
    const refused = outcome(process, 'VirtualAlloc2FromApp', 0, 0, 0x1000, 0x3000, k.PAGE_EXECUTE, 0, 0)
    expect(refused).toEqual({ result: 0, error: k.ERROR_INVALID_PARAMETER })
  })

  it('protect pages as VirtualProtect does, but not as executable', () => {
    const { process, scratch } = startMachine()
    const page = alloc(process, 0x1000)
    const refused = outcome(process, 'VirtualProtectFromApp', page, 1, k.PAGE_EXECUTE_READ, scratch)
    expect(refused.error).toBe(k.ERROR_INVALID_PARAMETER)
    expect(outcome(process, 'VirtualProtectFromApp', page, 1, k.PAGE_READONLY, scratch).result).toBe(1)
    expect(process.load(scratch, 4)).toBe(k.PAGE_READWRITE)
  })
})

describe('MapViewOfFile2', () => {
  it('maps into the process of a handle, and wants one', () => {
    const { process, scratch } = startMachine()
    const none = 0xffffffffffffffffn
    const section = outcome(process, 'CreateFileMappingA', none, 0, k.PAGE_READWRITE, 0, 0x3000, 0).result
    const view = outcome(process, 'MapViewOfFile2', section, none, 0, 0, 0, 0, k.PAGE_READONLY).result
    expect(query(process, scratch, view)).toMatchObject({ size: 0x3000, protect: k.PAGE_READONLY })
    const refused = outcome(process, 'MapViewOfFile2', section, 0, 0, 0, 0, 0, k.PAGE_READONLY)
    expect(refused).toEqual({ result: 0, error: k.ERROR_INVALID_HANDLE })
  })
})

describe('physical pages', () => {
  it('are given to nobody without the privilege', () => {
    const { process, scratch } = startMachine()
    process.store(scratch, 8, 4)
    const self = 0xffffffffffffffffn
    const refused = outcome(process, 'AllocateUserPhysicalPages', self, scratch, scratch + 8)
    expect(refused).toEqual({ result: 0, error: k.ERROR_PRIVILEGE_NOT_HELD })
  })

  it('are mapped only where MEM_PHYSICAL was reserved', () => {
    const { process } = startMachine()
    const plain = alloc(process, 0x10000)
    expect(outcome(process, 'MapUserPhysicalPages', plain, 1, 0).error).toBe(k.ERROR_INVALID_PARAMETER)
    const window = alloc(process, 0x10000, k.MEM_RESERVE | k.MEM_PHYSICAL)
    expect(outcome(process, 'MapUserPhysicalPages', window, 1, 0).result).toBe(1)
  })
})

describe('QueryWorkingSet', () => {
  const self = 0xffffffffffffffffn

  it('tells how many entries are needed when the buffer is too small for them', () => {
    const { process, scratch } = startMachine()
    expect(outcome(process, 'QueryWorkingSet', self, scratch, 8).error).toBe(k.ERROR_BAD_LENGTH)
    expect(process.load(scratch, 8)).toBe(process.state.workingSetPages)
    expect(outcome(process, 'QueryWorkingSet', self, scratch, 4).error).toBe(k.ERROR_BAD_LENGTH)
  })

  it('lists each page of the working set with the kernel’s number for its protection', () => {
    const { process } = startMachine()
    const buffer = alloc(process, 0x10000)
    for (let page = 0; page < 16; page++) process.store(buffer + page * 4096, 1, 1)
    const data = alloc(process, 0x2000)
    process.store(data, 1, 1)
    expect(outcome(process, 'QueryWorkingSet', self, buffer, 0x10000).result).toBe(1)
    const blocks = Array.from({ length: Number(process.load(buffer, 8)) }, (_, i) =>
      Number(process.load(buffer + 8 + i * 8, 8))
    )
    const pageOf = (block: number): number => Math.floor(block / 4096) * 4096
    expect(blocks.find((block) => pageOf(block) === data)! % 4096).toBe(4)
    expect(blocks.some((block) => pageOf(block) === data + 0x1000)).toBe(false)
    const image = blocks.find((block) => pageOf(block) === process.state.imageBase)!
    expect(image & 0x1f).toBe(1)
    expect(image & 0x100).toBe(0x100)
  })
})

describe('CoTaskMemAlloc', () => {
  it('makes blocks of the process heap; reallocating to nothing frees them', () => {
    const { process } = startMachine()
    const block = outcome(process, 'CoTaskMemAlloc', 100).result
    expect(outcome(process, 'HeapSize', process.state.processHeap, 0, block).result).toBe(100)
    expect(outcome(process, 'CoTaskMemRealloc', block, 0).result).toBe(0)
    expect(outcome(process, 'HeapValidate', process.state.processHeap, 0, block).result).toBe(0)
    expect(outcome(process, 'CoTaskMemFree', 0).error).toBe(0)
  })
})

describe('HeapSummary', () => {
  it('adds up what is allocated, committed and reserved', () => {
    const { process, scratch } = startMachine()
    const heap = outcome(process, 'HeapCreate', 0, 0x1000, 0).result
    process.call('HeapAlloc', [heap, 0, 0x123])
    process.store(scratch, 4, 40)
    expect(outcome(process, 'HeapSummary', heap, 0, scratch).result).toBe(1)
    expect(process.load(scratch + 8, 8)).toBe(0x123)
    const committed = Number(process.load(scratch + 16, 8))
    expect(committed).toBeGreaterThan(0)
    expect(Number(process.load(scratch + 24, 8))).toBeGreaterThanOrEqual(committed)
    process.store(scratch, 4, 8)
    expect(outcome(process, 'HeapSummary', heap, 0, scratch).error).toBe(k.ERROR_INVALID_PARAMETER)
  })
})

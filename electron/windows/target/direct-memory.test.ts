import { describe, expect, it } from 'vitest'
import { DirectMemory } from './direct-memory'

describe('the short way to memory', () => {
  it('reads what it wrote, in every size and word', () => {
    const memory = new DirectMemory()
    memory.open(0x1000, new ArrayBuffer(64))
    for (const [size, value] of [
      [1, 0xff],
      [2, 0xffff],
      [4, 0xffffffff],
      [8, 0x1fffffffffffff],
      [8, 0xffffffffffffffffn],
      [8, 0x20000000000000n]
    ] as const) {
      expect(memory.store(0x1008, size, value)).toBe(true)
      expect(memory.load(0x1008, size)).toBe(value)
    }
  })

  it('keeps the low bytes of a wider value', () => {
    const memory = new DirectMemory()
    memory.open(0x1000, new ArrayBuffer(16))
    memory.store(0x1000, 1, 0x1234)
    memory.store(0x1001, 2, 0xaabbccddeeff1122n)
    expect(memory.load(0x1000, 4)).toBe(0x112234)
  })

  it('copies bytes that lie in one part', () => {
    const memory = new DirectMemory()
    memory.open(0x1000, new ArrayBuffer(16))
    memory.store(0x1004, 4, 0x04030201)
    expect(memory.bytes(0x1003, 4)).toEqual(Uint8Array.of(0, 1, 2, 3))
    expect(memory.bytes(0x100d, 4)).toBeNull()
  })

  it('leads nowhere beyond its parts, and nowhere at all once closed', () => {
    const memory = new DirectMemory()
    memory.open(0x1000, new ArrayBuffer(16))
    expect(memory.load(0x100d, 4)).toBeNull()
    expect(memory.store(0xfff, 1, 1)).toBe(false)
    expect(memory.load(0x1000n, 1)).toBeNull()
    memory.close()
    expect(memory.load(0x1000, 1)).toBeNull()
  })
})

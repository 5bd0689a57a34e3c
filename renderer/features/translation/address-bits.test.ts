import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binaryText,
  halfOf,
  joinAddress,
  moveAddress,
  readAddress,
  readNumber,
  splitAddress
} from './address-bits'

const address = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

describe('an address', () => {
  it('falls into 16, 9, 9, 9, 9 and 12 bits, which make it again', () => {
    fc.assert(
      fc.property(address, (at) => {
        const parts = splitAddress(at)
        expect(joinAddress(parts)).toBe(at)
        expect(parts.indices.every((index) => index >= 0 && index < 512)).toBe(true)
        expect(parts.offset).toBeLessThan(4096)
      })
    )
    // 0x7ffe0000: KUSER_SHARED_DATA, as !pte splits it.
    expect(splitAddress(0x7ffe0123n)).toEqual({ high: 0, indices: [0, 1, 511, 480], offset: 0x123 })
  })
  it('is canonical when bits 48 to 63 repeat bit 47', () => {
    expect([0n, 0x7fffffffffffn].map(halfOf)).toEqual(['user', 'user'])
    expect([0xffff800000000000n, 2n ** 64n - 1n].map(halfOf)).toEqual(['kernel', 'kernel'])
    expect([0x800000000000n, 0xffff7fffffffffffn, 1n << 63n].map(halfOf)).toEqual(
      Array(3).fill('not-canonical')
    )
    fc.assert(
      fc.property(address, (at) => {
        const repeated = BigInt.asUintN(64, BigInt.asIntN(48, at))
        expect(halfOf(at) !== 'not-canonical').toBe(repeated === at)
      })
    )
  })
  it('is walked there and back, and around the ends of the space', () => {
    fc.assert(
      fc.property(address, fc.bigInt({ min: -4096n, max: 4096n }), (at, by) => {
        expect(moveAddress(moveAddress(at, by), -by)).toBe(at)
      })
    )
    expect(moveAddress(0n, -1n)).toBe(2n ** 64n - 1n)
    expect(moveAddress(2n ** 64n - 1n, 1n)).toBe(0n)
  })
  it('is read as C, WinDbg and people write it, and nothing else is taken for one', () => {
    expect(readAddress('0x1F000010000')).toBe(0x1f000010000n)
    expect(readAddress('000001f0`00010000')).toBe(0x1f000010000n)
    expect(readAddress('0x0000_01f0_0001_0000')).toBe(0x1f000010000n)
    expect(readAddress(' 4096 ')).toBe(4096n)
    for (const other of ['p', 'block + 0x1000', '1f000010000', '0x10000000000000000', '-1', ''])
      expect(readAddress(other), other).toBeNull()
  })
})

describe('numbers', () => {
  it('are shown in binary with their zeros, in fours from the right', () => {
    expect(binaryText(0x1b4, 9)).toBe('1 1011 0100')
    expect(binaryText(5, 12)).toBe('0000 0000 0101')
    expect(binaryText(1, 1)).toBe('1')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), (index) => {
        expect(readNumber(`0b${binaryText(index, 9)}`)).toBe(index)
      })
    )
  })
  it('are read in decimal, hexadecimal and binary', () => {
    expect(['436', '0x1B4', '0b1_1011_0100', ' 436 '].map(readNumber)).toEqual([436, 436, 436, 436])
    for (const other of ['', '1b4', '4e2', '-1', '0x', '99999999999999999999'])
      expect(readNumber(other), other).toBeNull()
  })
})

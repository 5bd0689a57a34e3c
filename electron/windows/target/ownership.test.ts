import { describe, expect, it } from 'vitest'
import { Ownership } from './ownership'

describe('whose an allocation is', () => {
  it('the program’s, when a call of it made the allocation', () => {
    const ownership = new Ownership()
    ownership.noteCall('VirtualAlloc', [10, 30], [10, 20, 30, 40])
    expect([10, 20, 30, 40].map((base) => ownership.makerOf(base))).toEqual([
      undefined,
      'VirtualAlloc',
      undefined,
      'VirtualAlloc'
    ])
  })

  it('nobody’s again, once it is released', () => {
    const ownership = new Ownership()
    ownership.noteCall('VirtualAlloc', [10], [10, 20, 30])
    ownership.noteCall('VirtualFree', [10, 20, 30], [10, 30])
    expect(ownership.makerOf(20)).toBeUndefined()
    expect(ownership.makerOf(30)).toBe('VirtualAlloc')
    ownership.keepOnly([10])
    expect(ownership.makerOf(30)).toBeUndefined()
  })

  it('node’s, when it came between two calls', () => {
    const ownership = new Ownership()
    ownership.noteCall('VirtualAlloc', [10], [10, 20])
    ownership.noteCall('VirtualAlloc', [10, 15, 20], [10, 15, 20, 25])
    expect(ownership.makerOf(15)).toBeUndefined()
    expect(ownership.makerOf(25)).toBe('VirtualAlloc')
  })
})

import { describe, expect, it } from 'vitest'
import { Functions } from './functions'
import type { System } from './system'

/** A Windows whose only function is VirtualAlloc. */
const small = {
  loadLibrary: () => 0x1000,
  getProcAddress: (_module: unknown, name: string) => (name === 'VirtualAlloc' ? 0x1234 : 0)
} as unknown as System

describe('functions by name', () => {
  const functions = new Functions(small)

  it('are found with their address', () => {
    expect(functions.find('VirtualAlloc')).toEqual({ found: true, address: 0x1234 })
    expect(functions.find('VirtualAllocation')).toBeNull()
  })

  it('fail with ERROR_CALL_NOT_IMPLEMENTED when they are late ones that Windows lacks', () => {
    expect(functions.find('VirtualAlloc2')).toEqual({ found: false, answer: 0, lastError: 120 })
    expect(functions.find('OfferVirtualMemory')).toEqual({ found: false, answer: 120, lastError: 120 })
  })
})

/*
 * The 64 bits of a virtual address: four indices of 9 bits, an offset of 12, and 16 bits that repeat bit 47. Intel SDM
 * vol. 3A, 4.5 (4-level paging), and vol. 1, 3.3.7.1 (canonical addressing).
 */

/** An address taken apart; `joinAddress` puts it together again. */
export interface AddressParts {
  /** Bits 63 to 48. */
  readonly high: number
  /** Entries in PML4, PDPT, PD and PT, 9 bits each. */
  readonly indices: readonly [number, number, number, number]
  /** Bits 11 to 0. */
  readonly offset: number
}

export const tableNames = ['PML4', 'PDPT', 'PD', 'PT'] as const
export const entryNames = ['PXE', 'PPE', 'PDE', 'PTE'] as const

const lowestBits = [39, 30, 21, 12] as const
const spaceSize = 1n << 64n

/** The lowest of the bits that choose the entry in the PML4 (0), PDPT (1), PD (2) or PT (3). */
export function lowestBit(level: number): number {
  return lowestBits[level] ?? 12
}

export function splitAddress(address: bigint): AddressParts {
  const index = (level: number): number => Number((address >> BigInt(lowestBit(level))) & 511n)
  return {
    high: Number((address >> 48n) & 0xffffn),
    indices: [index(0), index(1), index(2), index(3)],
    offset: Number(address & 0xfffn)
  }
}

export function joinAddress({ high, indices, offset }: AddressParts): bigint {
  const tables = indices.reduce((sum, index, level) => sum | (BigInt(index) << BigInt(lowestBit(level))), 0n)
  return (BigInt(high) << 48n) | tables | BigInt(offset)
}

export type AddressHalf = 'user' | 'kernel' | 'not-canonical'

/** Whether bits 63 to 48 repeat bit 47, and which. */
export function halfOf(address: bigint): AddressHalf {
  const sign = address >> 47n
  return sign === 0n ? 'user' : sign === 0x1ffffn ? 'kernel' : 'not-canonical'
}

/** So many bytes on or back; the space of 2^64 addresses has no end. */
export function moveAddress(address: bigint, by: bigint): bigint {
  return (((address + by) % spaceSize) + spaceSize) % spaceSize
}

/** `0x1f000010000`: as C writes it. */
export function hexText(address: bigint | number): string {
  return `0x${address.toString(16)}`
}

/** A number in binary, grouped by four from the right: `1 1010 0000`. */
export function binaryText(value: number | bigint, width: number): string {
  const digits = value.toString(2).padStart(width, '0')
  return digits.replace(/\B(?=(\d{4})+$)/g, ' ')
}

/**
 * What a person typed as an address: `0x1f00…`, WinDbg's `000001f0`00010000`, groups with spaces or underscores, or a
 * plain decimal number. Null where it is none of these, so that it may be a C expression, or has more than 64 bits.
 */
export function readAddress(text: string): bigint | null {
  const plain = text.trim().replace(/(?<=[0-9a-f])[`_ ](?=[0-9a-f])/gi, '')
  const isWinDbg = /^[0-9a-f]+`[0-9a-f]+$/i.test(text.trim())
  if (!/^0x[0-9a-f]+$/i.test(plain) && !/^\d+$/.test(plain) && !isWinDbg) return null
  const value = BigInt(isWinDbg ? `0x${plain}` : plain)
  return value < spaceSize ? value : null
}

/** A small number as a learner types it: decimal, `0x…` or `0b…`; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/_|(?<=[01]) (?=[01])/g, '')
  if (!/^(\d+|0x[0-9a-f]+|0b[01]+)$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isSafeInteger(value) ? value : null
}

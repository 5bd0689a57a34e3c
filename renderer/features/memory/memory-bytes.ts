import type { ShownMemory } from '../../../shared/contract/step'

/** A byte of memory that is looked at. */
export interface ShownByte {
  readonly address: number
  /** Null where it cannot be read. */
  readonly value: number | null
  readonly changed: boolean
}

/** The bytes that a look brought, one after the other. */
export function memoryBytes({ address, hex, changed }: ShownMemory): ShownByte[] {
  if (address === null) return []
  const differs = new Set(changed)
  return Array.from({ length: hex.length / 2 }, (_, i) => {
    const digits = hex.slice(2 * i, 2 * i + 2)
    return {
      address: address + i,
      value: digits === '??' ? null : Number.parseInt(digits, 16),
      changed: differs.has(i)
    }
  })
}

/** A byte as two hexadecimal digits; `??` where it cannot be read. */
export function byteText(value: number | null): string {
  return value === null ? '??' : value.toString(16).padStart(2, '0')
}

/** A byte as a letter; a dot where it is none. */
export function byteLetter(value: number | null): string {
  return value !== null && value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.'
}

/** Bytes cut in rows. */
export function byteRows(bytes: readonly ShownByte[], perRow: number, count: number): ShownByte[][] {
  return Array.from({ length: Math.min(count, Math.ceil(bytes.length / perRow)) }, (_, i) =>
    bytes.slice(i * perRow, (i + 1) * perRow)
  )
}

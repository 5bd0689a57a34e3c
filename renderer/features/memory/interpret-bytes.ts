/** What some bytes mean when read as a value. */
export interface Interpretation {
  readonly name: string
  /** Null where not all of the bytes can be read. */
  readonly text: string | null
}

/** The bytes from the first on, read as integers in the byte order of x64, as a letter and as an address. */
export function interpretBytes(bytes: readonly (number | null)[]): {
  readonly values: readonly Interpretation[]
  /** The address that the bytes hold; null where they cannot be read or hold no user address. */
  readonly pointer: number | null
} {
  const read = (size: number): bigint | null => {
    const part = bytes.slice(0, size)
    if (part.length < size || part.includes(null)) return null
    return part.reduceRight<bigint>((sum, byte) => (sum << 8n) | BigInt(byte!), 0n)
  }
  const values = [8, 16, 32, 64].flatMap((bits) => {
    const raw = read(bits / 8)
    const signed = raw === null ? null : BigInt.asIntN(bits, raw)
    // Below the sign bit both readings are one.
    if (raw === signed) return [{ name: `u${bits} i${bits}`, text: raw?.toString() ?? null }]
    return [
      { name: `u${bits}`, text: raw?.toString() ?? null },
      { name: `i${bits}`, text: signed?.toString() ?? null }
    ]
  })
  const letter = bytes[0] ?? null
  const word = read(8)
  // Windows gives a process the addresses below 2^47.
  const pointer = word !== null && word >= 0x10000n && word < 1n << 47n ? Number(word) : null
  return {
    values: [
      ...values,
      { name: 'ASCII', text: letter === null ? null : letterText(letter) },
      { name: 'pointer', text: word === null ? null : `0x${word.toString(16)}` }
    ],
    pointer
  }
}

function letterText(byte: number): string {
  const named: Readonly<Record<number, string>> = { 0: '\\0', 9: '\\t', 10: '\\n', 13: '\\r' }
  const escape = named[byte]
  if (escape !== undefined) return `'${escape}'`
  return byte >= 0x20 && byte < 0x7f ? `'${String.fromCharCode(byte)}'` : 'none'
}

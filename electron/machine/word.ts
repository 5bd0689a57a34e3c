/**
 * A 64-bit C value as a bit pattern, read as unsigned: a number below 2^53, a bigint from there on. One value has
 * exactly one form, so `===` compares words.
 */
export type Word = number | bigint

/** The first value that no longer fits a number exactly: words from here on are bigints. */
export const FIRST_BIGINT_WORD = 2 ** 53

/** The word of a bigint of any sign and size: its low 64 bits. */
export function wordOf(value: bigint): Word {
  const bits = BigInt.asUintN(64, value)
  return bits < 0x20000000000000n ? Number(bits) : bits
}

/** The word of an integral number of any sign (-1 becomes 0xFFFFFFFFFFFFFFFF). */
export function wordOfNumber(value: number): Word {
  return value >= 0 && value < FIRST_BIGINT_WORD ? value : wordOf(BigInt(value))
}

/** A word's low 32 bits as an unsigned number: what a DWORD argument sees of it. */
export function low32(word: Word): number {
  return typeof word === 'number' ? word % 0x100000000 : Number(word & 0xffffffffn)
}

/** A word plus a signed number of bytes, wrapping at 2^64 as pointer arithmetic does. */
export function addToWord(word: Word, delta: number): Word {
  if (typeof word === 'number') {
    const sum = word + delta
    if (sum >= 0 && sum < FIRST_BIGINT_WORD) return sum
  }
  return wordOf(BigInt(word) + BigInt(delta))
}

/** Lower-case hexadecimal without prefix. */
export function wordToHex(word: Word): string {
  return word.toString(16)
}

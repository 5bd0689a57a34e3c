import type { BinaryOperator } from './ast'
import { wordOf, wordOfNumber, type Word } from '../machine/word'
import type { ValueKind } from './compiled-code'

/**
 * 64-bit values on the machine's stack: a number where it is a safe integer, else NaN there and a bigint beside. Signed
 * types hold signed values, unsigned types and pointers unsigned ones. These are the slow ways, for the bigints.
 */
const smallest = -0x20000000000000n
const largest = 0x20000000000000n
const scratch = new DataView(new ArrayBuffer(8))

export type Value = number | bigint

/** The one form of a value: a number when that is exact. */
export function canonical(value: bigint): Value {
  return value > smallest && value < largest ? Number(value) : value
}
export const canonicalSigned = (value: bigint): Value => canonical(BigInt.asIntN(64, value))
export const canonicalUnsigned = (value: bigint): Value => canonical(BigInt.asUintN(64, value))

export type WideOperator = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Mod' | 'And' | 'Or' | 'Xor' | 'Shl' | 'Shr'

/** What instructions call C's operators. */
export const operatorNames: Readonly<Record<BinaryOperator, WideOperator>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '%': 'Mod',
  '&': 'And',
  '|': 'Or',
  '^': 'Xor',
  '<<': 'Shl',
  '>>': 'Shr'
}

/** 64-bit arithmetic on any operands. Null for a division by zero or the one quotient that does not fit. */
export function wide(operator: WideOperator, signed: boolean, x: Value, y: Value): Value | null {
  const a = BigInt(x)
  const b = BigInt(y)
  const made = signed ? canonicalSigned : canonicalUnsigned
  switch (operator) {
    case 'Add':
      return made(a + b)
    case 'Sub':
      return made(a - b)
    case 'Mul':
      return made(a * b)
    case 'Div':
    case 'Mod':
      if (b === 0n || (signed && b === -1n && a === -(1n << 63n))) return null
      return made(operator === 'Div' ? a / b : a % b)
    case 'And':
      return made(a & b)
    case 'Or':
      return made(a | b)
    case 'Xor':
      return made(a ^ b)
    case 'Shl':
      return made(a << (b & 63n))
    case 'Shr':
      return made(a >> (b & 63n))
  }
}

/** A stack value as the bit pattern it is in memory or in a register; 32-bit and smaller values zero-extended. */
export function wordOfValue(kind: ValueKind, value: Value): Word {
  switch (kind) {
    case 'i64':
    case 'u64':
    case 'struct':
      return typeof value === 'bigint' ? wordOf(value) : wordOfNumber(value)
    case 'f64':
      return wordOfDouble(Number(value))
    case 'f32':
      scratch.setFloat32(0, Number(value), true)
      return scratch.getUint32(0, true)
    case 'none':
      return 0
    default:
      return Number(value) >>> 0
  }
}

export function wordOfDouble(value: number): Word {
  scratch.setFloat64(0, value, true)
  return wordOf(scratch.getBigUint64(0, true))
}

export function doubleOfWord(word: Word): number {
  scratch.setBigUint64(0, BigInt(word), true)
  return scratch.getFloat64(0, true)
}

export function floatOfWord(word: Word): number {
  scratch.setUint32(0, Number(word), true)
  return scratch.getFloat32(0, true)
}

/** What a register or memory holds, as a stack value of a kind. */
export function valueOfWord(kind: ValueKind, word: Word): Value {
  switch (kind) {
    case 'u64':
    case 'struct':
      return word
    case 'i64':
      return typeof word === 'number' ? word : canonicalSigned(word)
    case 'f64':
      return doubleOfWord(word)
    case 'f32':
      return floatOfWord(typeof word === 'number' ? word % 0x100000000 : Number(word & 0xffffffffn))
    case 'none':
      return 0
    default: {
      const low = typeof word === 'number' ? word % 0x100000000 : Number(word & 0xffffffffn)
      if (kind === 'i32') return low | 0
      if (kind === 'u32') return low >>> 0
      if (kind === 'i16') return (low << 16) >> 16
      if (kind === 'u16') return low & 0xffff
      if (kind === 'i8') return (low << 24) >> 24
      return low & 0xff
    }
  }
}

export const sizeOfKind: Readonly<Record<ValueKind, 0 | 1 | 2 | 4 | 8>> = {
  none: 0,
  i8: 1,
  u8: 1,
  bool: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  i64: 8,
  u64: 8,
  f64: 8,
  struct: 8
}

/** A double as an integer type of so many bits takes it; what does not fit is the CPU's "indefinite" value. */
export function integerOfDouble(value: number, bits: number, signed: boolean): Value {
  if (bits < 32 || (bits === 32 && signed)) {
    const whole = Math.trunc(value)
    const inside = whole >= -0x80000000 && whole <= 0x7fffffff
    const int = inside ? whole : -0x80000000
    if (bits === 8) return signed ? (int << 24) >> 24 : int & 0xff
    if (bits === 16) return signed ? (int << 16) >> 16 : int & 0xffff
    return int
  }
  const inside = value > -(2 ** 63) && value < (signed ? 2 ** 63 : 2 ** 64)
  const whole = inside ? BigInt(Math.trunc(value)) : -(1n << 63n)
  if (bits === 32) return Number(BigInt.asUintN(32, whole))
  return signed ? canonicalSigned(whole) : canonicalUnsigned(whole)
}

/** An address on the stack. */
export function addressAt(s: Float64Array, w: readonly bigint[], at: number): Word {
  const value = s[at]!
  return value === value ? value : w[at]!
}

/** Leaves a value on the stack. */
export function put(s: Float64Array, w: bigint[], at: number, value: Value): void {
  if (typeof value === 'number') s[at] = value
  else {
    s[at] = NaN
    w[at] = value
  }
}

import { wordOf, wordOfNumber, type Word } from '../machine/word'
import { runCheck } from './vm-checks'
import type { VmState } from './vm-state'
import {
  canonicalSigned,
  canonicalUnsigned,
  doubleOfWord,
  floatOfWord,
  integerOfDouble,
  wide,
  wordOfDouble,
  wordOfValue,
  type WideOperator
} from './vm-words'

const two32 = 0x100000000
const firstUnsafe = 2 ** 53

/** 64-bit operators by instruction, from AddS64 and AddU64 on. */
const wideOperators: readonly WideOperator[] = [
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Mod',
  'And',
  'Or',
  'Xor',
  'Shl',
  'Shr'
]

/**
 * The instructions that programs seldom run, apart from the loop so that it stays small. Works on the saved state:
 * `pc` stands behind the instruction, before its operands. False when the instruction raised.
 */
export function runRare(vm: VmState, op: number): boolean {
  const code = vm.code.code
  const s = vm.values
  const { process } = vm
  const sp = vm.sp
  switch (op) {
    case 7 /* Tuck */: {
      const value = vm.get(sp)
      vm.set(sp + 1, value)
      vm.set(sp, vm.get(sp - 1))
      vm.set(sp - 1, value)
      vm.sp++
      return true
    }
    case 129 /* Over */:
      vm.set(sp + 1, vm.get(sp - 1))
      vm.sp++
      return true
    case 130 /* Swap */: {
      const value = vm.get(sp)
      vm.set(sp, vm.get(sp - 1))
      vm.set(sp - 1, value)
      return true
    }
    case 19 /* ReturnStruct */: {
      const target = vm.get(sp - 1)
      if (!vm.copy(target, vm.get(sp), code[vm.pc++]!)) return false
      vm.leave()
      vm.set(++vm.sp, target)
      return true
    }
    case 20 /* MoreArguments */:
      s[++vm.sp] = vm.fp + vm.current!.frameSize
      return true
    case 54 /* DivU64 */:
    case 55 /* ModU64 */: {
      const a = s[sp - 1]!
      const b = s[sp]!
      if (!(b > 0 && a === a)) return wideBinary(vm, op)
      const quotient = Math.floor(a / b)
      // A quotient near 2^53 may be rounded up to the next integer.
      s[--vm.sp] = op === 55 /* ModU64 */ ? a % b : quotient * b > a ? quotient - 1 : quotient
      return true
    }
    case 44 /* DivS64 */:
    case 45 /* ModS64 */:
    case 46 /* AndS64 */:
    case 47 /* OrS64 */:
    case 48 /* XorS64 */:
    case 49 /* ShlS64 */:
    case 58 /* XorU64 */:
      return wideBinary(vm, op)
    case 42 /* SubS64 */:
    case 43 /* MulS64 */:
    case 53 /* MulU64 */: {
      const result = op === 42 /* SubS64 */ ? s[sp - 1]! - s[sp]! : s[sp - 1]! * s[sp]!
      if (!(result < firstUnsafe && result > -firstUnsafe)) return wideBinary(vm, op)
      s[--vm.sp] = result + 0
      return true
    }
    case 56 /* AndU64 */:
    case 57 /* OrU64 */: {
      const a = s[sp - 1]!
      const b = s[sp]!
      if (a !== a || b !== b) return wideBinary(vm, op)
      const isAnd = op === 56 /* AndU64 */
      const high = isAnd
        ? Math.floor(a / two32) & Math.floor(b / two32)
        : Math.floor(a / two32) | Math.floor(b / two32)
      s[--vm.sp] = high * two32 + ((isAnd ? a & b : a | b) >>> 0)
      return true
    }
    case 59 /* ShlU64 */: {
      const shifted = s[sp - 1]! * 2 ** (s[sp]! & 63)
      if (!(shifted < firstUnsafe)) return wideBinary(vm, op)
      s[--vm.sp] = shifted
      return true
    }
    case 50 /* ShrS64 */:
    case 60 /* ShrU64 */: {
      const a = s[sp - 1]!
      if (a !== a) return wideBinary(vm, op)
      s[--vm.sp] = Math.floor(a / 2 ** (s[sp]! & 63))
      return true
    }
    case 34 /* DivU32 */:
    case 35 /* ModU32 */: {
      const b = s[sp]!
      if (b === 0) return vm.raise(0xc0000094)
      s[--vm.sp] = (op === 34 /* DivU32 */ ? s[sp - 1]! / b : s[sp - 1]! % b) >>> 0
      return true
    }
    case 38 /* XorU32 */:
      s[--vm.sp] = (s[sp - 1]! ^ s[sp]!) >>> 0
      return true
    case 27 /* OrS32 */:
      s[--vm.sp] = s[sp - 1]! | s[sp]!
      return true
    case 28 /* XorS32 */:
      s[--vm.sp] = s[sp - 1]! ^ s[sp]!
      return true
    case 62 /* SubF */:
      s[--vm.sp] = s[sp - 1]! - s[sp]!
      return true
    case 64 /* DivF */:
      s[--vm.sp] = s[sp - 1]! / s[sp]!
      return true
    case 78 /* NegS32 */:
      s[sp] = -s[sp]! | 0
      return true
    case 83 /* CplS32 */:
      s[sp] = ~s[sp]!
      return true
    case 79 /* NegU32 */:
      s[sp] = -s[sp]! >>> 0
      return true
    case 84 /* CplU32 */:
      s[sp] = ~s[sp]! >>> 0
      return true
    case 82 /* NegF */:
      s[sp] = -s[sp]!
      return true
    case 101 /* LoadI16 */:
    case 102 /* LoadU16 */: {
      touches(vm, sp, false)
      const word = process.load(wordAt(vm, sp), 2)
      if (word === undefined) return vm.raised()
      s[sp] = op === 101 /* LoadI16 */ ? (Number(word) << 16) >> 16 : Number(word)
      return true
    }
    case 80 /* NegS64 */:
      vm.set(sp, canonicalSigned(-BigInt(vm.get(sp))))
      return true
    case 81 /* NegU64 */:
      vm.set(sp, canonicalUnsigned(-BigInt(vm.get(sp))))
      return true
    case 85 /* CplS64 */:
      vm.set(sp, canonicalSigned(~BigInt(vm.get(sp))))
      return true
    case 86 /* CplU64 */:
      vm.set(sp, canonicalUnsigned(~BigInt(vm.get(sp))))
      return true
    case 95 /* ToBool */:
      s[sp] = s[sp] === 0 ? 0 : 1
      return true
    case 96 /* FloatToInteger */: {
      const bits = code[vm.pc++]!
      vm.set(sp, integerOfDouble(s[sp]!, Math.abs(bits), bits < 0))
      return true
    }
    case 97 /* ToFloat */:
      s[sp] = Number(vm.get(sp))
      return true
    case 98 /* RoundToFloat */:
      s[sp] = Math.fround(s[sp]!)
      return true
    case 107 /* LoadF32 */:
    case 108 /* LoadF64 */: {
      const single = op === 107 /* LoadF32 */
      touches(vm, sp, false)
      const word = process.load(wordAt(vm, sp), single ? 4 : 8)
      if (word === undefined) return vm.raised()
      s[sp] = single ? floatOfWord(word) : doubleOfWord(word)
      return true
    }
    case 117 /* StoreF32 */:
    case 118 /* StoreF64 */: {
      const value = s[sp]!
      const single = op === 117 /* StoreF32 */
      const word = single ? wordOfValue('f32', value) : wordOfDouble(value)
      touches(vm, sp - 1, true)
      if (!process.store(wordAt(vm, sp - 1), single ? 4 : 8, word)) return vm.raised()
      vm.sp -= 2
      if (code[vm.pc++] !== 0) s[++vm.sp] = value
      return true
    }
    case 123 /* LoadBits */: {
      touches(vm, sp, false)
      const [size, shift, width, signed] = operands(vm)
      const word = process.load(wordAt(vm, sp), size)
      if (word === undefined) return vm.raised()
      setField(vm, sp, BigInt.asUintN(width, BigInt(word) >> BigInt(shift)), width, signed === 1)
      return true
    }
    case 124 /* StoreBits */: {
      const [size, shift, width, flags] = operands(vm)
      const address = wordAt(vm, sp - 1)
      touches(vm, sp - 1, true)
      const old = process.load(address, size)
      if (old === undefined) return vm.raised()
      const bits = BigInt.asUintN(width, BigInt(vm.get(sp)))
      const mask = BigInt.asUintN(width, -1n) << BigInt(shift)
      if (!process.store(address, size, wordOf((BigInt(old) & ~mask) | (bits << BigInt(shift)))))
        return vm.raised()
      setField(vm, sp - 1, bits, width, (flags & 2) !== 0)
      vm.sp -= (flags & 1) !== 0 ? 1 : 2
      return true
    }
    case 125 /* CopyStruct */:
      touches(vm, sp, false)
      touches(vm, sp - 1, true)
      vm.sp--
      return vm.copy(vm.get(sp - 1), vm.get(sp), code[vm.pc++]!)
    case 126 /* Clear */:
      vm.sp--
      return vm.fill(vm.get(sp), code[vm.pc++]!, 0)
    case 128 /* Distance */: {
      const scale = code[vm.pc++]!
      const difference = BigInt.asIntN(64, BigInt(vm.get(sp - 1)) - BigInt(vm.get(sp)))
      vm.set(--vm.sp, canonicalSigned(difference / BigInt(scale)))
      return true
    }
    case 139 /* StackAlloc */: {
      const start = vm.takeStack(vm.get(sp), code[vm.pc]!, code[vm.pc + 1]!)
      vm.pc += 2
      if (start === null) return false
      s[sp] = start
      return true
    }
    default:
      runCheck(vm, op)
      return true
  }
}

/** Looks whether an access, whose address is on the stack, is to a freed block. */
function touches(vm: VmState, at: number, isWrite: boolean): void {
  const { blocks } = vm.checks
  const address = vm.values[at]!
  if (address >= blocks.low && address < blocks.high) vm.checks.touched(address, vm.pc - 1, isWrite)
}

/** A 64-bit operator on the two topmost values, whatever their size. */
function wideBinary(vm: VmState, op: number): boolean {
  const signed = op < 51 /* AddU64 */
  const operator = wideOperators[op - (signed ? 41 /* AddS64 */ : 51) /* AddU64 */]!
  const divisor = vm.get(vm.sp)
  const result = wide(operator, signed, vm.get(vm.sp - 1), divisor)
  if (result === null) return vm.raise(divisor === 0 ? 0xc0000094 : 0xc0000095)
  vm.set(--vm.sp, result)
  return true
}

/** Bytes, shift, width and flags of a bit-field instruction. */
function operands(vm: VmState): [size: 1 | 2 | 4 | 8, shift: number, width: number, flags: number] {
  const code = vm.code.code
  const at = vm.pc
  vm.pc += 4
  return [code[at]! as 1 | 2 | 4 | 8, code[at + 1]!, code[at + 2]!, code[at + 3]!]
}

/** Leaves what a field of so many bits holds. */
function setField(vm: VmState, at: number, bits: bigint, width: number, signed: boolean): void {
  vm.set(at, signed ? canonicalSigned(BigInt.asIntN(width, bits)) : canonicalUnsigned(bits))
}

/** The low 32 bits of an integer on the stack, signed. */
export function lowOf(vm: VmState, at: number): number {
  const value = vm.values[at]!
  return value === value ? value | 0 : Number(BigInt.asIntN(32, vm.wide[at]!))
}

/** A 64-bit integer on the stack as the bits it is in memory. */
export function wordAt(vm: VmState, at: number): Word {
  const value = vm.get(at)
  return typeof value === 'bigint' ? wordOf(value) : wordOfNumber(value)
}

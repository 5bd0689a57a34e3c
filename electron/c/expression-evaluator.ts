import type { AccessSize, MachineProcess } from '../machine/machine-process'
import type { BinaryOperator, Expression } from './ast'
import type { CompiledCode } from './compiled-code'
import { sizeOf, type CType } from './types'
import { classOf, kindOf } from './value-kinds'
import {
  canonicalSigned,
  canonicalUnsigned,
  integerOfDouble,
  sizeOfKind,
  valueOfWord,
  wide,
  operatorNames,
  type Value
} from './vm-words'

/** What an expression is evaluated over: one activation of one function, looked at without touching. */
export interface EvaluationFrame {
  readonly process: MachineProcess
  /** First byte of the program's globals. */
  readonly data: number
  /** Base of the locals. */
  fp: number
}

/** Computes an expression's value; a struct's or an array's is its address. Throws `NoValue` where there is none. */
export type Evaluate = (frame: EvaluationFrame) => Value

/** Thrown where an expression has no value now: memory that cannot be read, a division by zero. Caught by who asked. */
export class NoValue extends Error {
  constructor(
    readonly what: 'unreadable' | 'division' | 'nowhere',
    readonly expression: Expression | null = null,
    readonly address: Value = 0
  ) {
    super(what)
  }
}

/** Whether an expression names something that lies in memory. */
export function isPlaceExpression(e: Expression): boolean {
  switch (e.op) {
    case 'variable':
    case 'dereference':
      return true
    case 'member':
      return isPlaceExpression(e.of)
    default:
      return false
  }
}

/** The closure that computes a pure expression. What assigns or calls must have been refused before. */
export function compileExpression(e: Expression, code: CompiledCode): Evaluate {
  const made = (of: Expression): Evaluate => compileExpression(of, code)
  switch (e.op) {
    case 'constant': {
      const value = canonicalOf(e.type, e.value)
      return () => value
    }
    case 'float': {
      const { value } = e
      return () => value
    }
    case 'variable':
    case 'dereference':
    case 'member':
      return loadOf(e, code)
    case 'function':
    case 'address':
    case 'decay':
      return compileAddress(e.op === 'function' ? e : e.of, code)
    case 'cast': {
      const of = made(e.of)
      const { type } = e
      const from = e.of.type
      return (f) => convertScalar(of(f), from, type)
    }
    case 'negate': {
      const of = made(e.of)
      const { type } = e
      const zero: Value = 0
      return type.kind === 'float' ? (f) => -Number(of(f)) : arithmetic('-', type, () => zero, of)
    }
    case 'complement': {
      const of = made(e.of)
      const { type } = e
      const ones = canonicalOf(type, -1n)
      return arithmetic('^', type, of, () => ones)
    }
    case 'not': {
      const of = made(e.of)
      return (f) => (of(f) === 0 ? 1 : 0)
    }
    case 'binary':
      return arithmetic(e.operator, e.type, made(e.left), made(e.right))
    case 'compare':
      return comparison(e.operator, made(e.left), made(e.right))
    case 'and': {
      const [left, right] = [made(e.left), made(e.right)]
      return (f) => (left(f) !== 0 && right(f) !== 0 ? 1 : 0)
    }
    case 'or': {
      const [left, right] = [made(e.left), made(e.right)]
      return (f) => (left(f) !== 0 || right(f) !== 0 ? 1 : 0)
    }
    case 'comma': {
      const [left, right] = [made(e.left), made(e.right)]
      return (f) => (left(f), right(f))
    }
    case 'conditional': {
      const [condition, yes, no] = [made(e.condition), made(e.yes), made(e.no)]
      return (f) => (condition(f) !== 0 ? yes(f) : no(f))
    }
    case 'offset': {
      const [pointer, index] = [made(e.pointer), made(e.index)]
      const { scale } = e
      return (f) => plus(pointer(f), index(f), scale)
    }
    case 'distance': {
      const [left, right] = [made(e.left), made(e.right)]
      const { scale } = e
      return (f) => canonicalSigned(BigInt.asIntN(64, BigInt(left(f)) - BigInt(right(f))) / BigInt(scale))
    }
    default:
      return () => {
        throw new NoValue('nowhere', e)
      }
  }
}

/** The closure that computes where an expression lies. */
export function compileAddress(e: Expression, code: CompiledCode): Evaluate {
  switch (e.op) {
    case 'variable': {
      const { offset, storage } = e.variable
      return storage === 'local' ? (f) => f.fp + offset : (f) => f.data + offset
    }
    case 'dereference':
      return compileExpression(e.of, code)
    case 'member': {
      const of = compileAddress(e.of, code)
      const { offset } = e.member
      return (f) => plus(of(f), offset, 1)
    }
    case 'conditional':
    case 'comma':
      return compileExpression(e, code)
    case 'function': {
      const { symbol } = e
      const own = symbol.index >= 0 ? code.functions[symbol.index]?.addressOffset : undefined
      const offset = own ?? code.externals.find((external) => external.name === symbol.name)?.offset
      if (offset !== undefined) return (f) => f.data + offset
      break
    }
    default:
  }
  return () => {
    throw new NoValue('nowhere', e)
  }
}

function loadOf(e: Expression, code: CompiledCode): Evaluate {
  const address = compileAddress(e, code)
  if (e.type.kind === 'array' || e.type.kind === 'struct' || e.type.kind === 'function') return address
  const kind = kindOf(e.type)
  const size = sizeOfKind[kind] as AccessSize | 0
  if (size === 0)
    return () => {
      throw new NoValue('nowhere', e)
    }
  const load = (f: EvaluationFrame): Value => {
    const at = address(f)
    const word = f.process.glance(at, size)
    if (word === null) throw new NoValue('unreadable', e, at)
    return valueOfWord(kind, word)
  }
  const bits = e.op === 'member' ? e.member.bits : null
  if (!bits) return load
  const signed = e.type.kind === 'int' && e.type.signed
  return (f) => bitFieldValue(load(f), bits, signed)
}

/** The value of a bit-field, from that of its whole unit. */
export function bitFieldValue(
  unit: Value,
  bits: { readonly shift: number; readonly width: number },
  signed: boolean
): Value {
  const value = BigInt.asUintN(64, BigInt(unit)) >> BigInt(bits.shift)
  return signed
    ? canonicalSigned(BigInt.asIntN(bits.width, value))
    : canonicalUnsigned(BigInt.asUintN(bits.width, value))
}

function canonicalOf(type: CType, value: bigint): Value {
  return type.kind === 'int' && type.signed ? canonicalSigned(value) : canonicalUnsigned(value)
}

function plus(pointer: Value, index: Value, scale: number): Value {
  if (typeof pointer === 'number' && typeof index === 'number') {
    const sum = pointer + index * scale
    if (sum >= 0 && sum < 2 ** 53) return sum
  }
  return canonicalUnsigned(BigInt(pointer) + BigInt(index) * BigInt(scale))
}

function arithmetic(operator: BinaryOperator, type: CType, left: Evaluate, right: Evaluate): Evaluate {
  const kind = classOf(type)
  if (kind === 'F') {
    const single = type.kind === 'float' && type.size === 4
    return (f) => {
      const value = floatArithmetic(operator, Number(left(f)), Number(right(f)))
      return single ? Math.fround(value) : value
    }
  }
  const signed = kind === 'S32' || kind === 'S64'
  const name = operatorNames[operator]
  if (kind === 'S64' || kind === 'U64')
    return (f) => {
      const result = wide(name, signed, left(f), right(f))
      if (result === null) throw new NoValue('division')
      return result
    }
  const narrow = narrowArithmetic(operator, signed)
  return signed
    ? (f) => narrow(Number(left(f)), Number(right(f))) | 0
    : (f) => narrow(Number(left(f)), Number(right(f))) >>> 0
}

function floatArithmetic(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    default:
      return a / b
  }
}

function narrowArithmetic(operator: BinaryOperator, signed: boolean): (a: number, b: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b
    case '-':
      return (a, b) => a - b
    case '*':
      return Math.imul
    case '/':
    case '%':
      return (a, b) => {
        if (b === 0 || (signed && b === -1 && a === -0x80000000)) throw new NoValue('division')
        return operator === '/' ? Math.trunc(a / b) : a % b
      }
    case '&':
      return (a, b) => a & b
    case '|':
      return (a, b) => a | b
    case '^':
      return (a, b) => a ^ b
    case '<<':
      return (a, b) => a << b
    case '>>':
      return signed ? (a, b) => a >> b : (a, b) => a >>> b
  }
}

function comparison(
  operator: '==' | '!=' | '<' | '>' | '<=' | '>=',
  left: Evaluate,
  right: Evaluate
): Evaluate {
  switch (operator) {
    case '==':
      return (f) => (left(f) === right(f) ? 1 : 0)
    case '!=':
      return (f) => (left(f) === right(f) ? 0 : 1)
    case '<':
      return (f) => (left(f) < right(f) ? 1 : 0)
    case '>':
      return (f) => (left(f) > right(f) ? 1 : 0)
    case '<=':
      return (f) => (left(f) <= right(f) ? 1 : 0)
    case '>=':
      return (f) => (left(f) >= right(f) ? 1 : 0)
  }
}

function convertScalar(value: Value, from: CType, to: CType): Value {
  if (to.kind === 'void' || to.kind === 'struct') return value
  if (to.kind === 'float') return to.size === 4 ? Math.fround(Number(value)) : Number(value)
  if (to.kind === 'int' && to.rank === 0) return Number(value) === 0 ? 0 : 1
  const size = sizeOf(to) ?? 8
  const signed = to.kind === 'int' && to.signed
  if (from.kind === 'float') return integerOfDouble(Number(value), size * 8, signed)
  if (size === 8) {
    if (typeof value === 'number' && (signed || value >= 0)) return value
    return signed ? canonicalSigned(BigInt(value)) : canonicalUnsigned(BigInt(value))
  }
  const low = typeof value === 'number' ? value : Number(value & 0xffffffffn)
  if (size === 4) return signed ? low | 0 : low >>> 0
  if (size === 2) return signed ? (low << 16) >> 16 : low & 0xffff
  return signed ? (low << 24) >> 24 : low & 0xff
}

import type { Expression } from './ast'
import type { Place } from './diagnostics'
import type { ParserState } from './parser-state'
import {
  doubleType,
  intType,
  isArithmetic,
  isInteger,
  isPointer,
  isScalar,
  pointerTo,
  promoted,
  sameType,
  typeText,
  type CType,
  type FloatType,
  type IntType,
  type PointerType
} from './types'

/** A value as the integer type holds it: its low bits, signed or not. */
export function wrapTo(type: IntType, value: bigint): bigint {
  if (type.rank === 0) return value === 0n ? 0n : 1n
  return type.signed ? BigInt.asIntN(type.size * 8, value) : BigInt.asUintN(type.size * 8, value)
}

export function constant(value: bigint, type: CType, place: Place): Expression {
  return { op: 'constant', value, type, place }
}

/**
 * An expression as a value: arrays become pointers to their first element, functions their address, bit-fields whose
 * values all fit in an int become int (C11 6.3.1.1).
 */
export function valueOf(e: Expression): Expression {
  if (e.type.kind === 'array') return { op: 'decay', of: e, type: pointerTo(e.type.of), place: e.place }
  if (e.type.kind === 'function') return { op: 'address', of: e, type: pointerTo(e.type), place: e.place }
  if (e.op === 'member') {
    const type = valueTypeOf(e)
    if (type !== e.type) return castTo(e, type)
  }
  return e
}

/** The type that a place's value computes with: its own, but int for a narrow bit-field. */
export function valueTypeOf(e: Expression): CType {
  if (e.op !== 'member' || !e.member.bits || e.type.kind !== 'int') return e.type
  const { width } = e.member.bits
  return width < 32 || (width === 32 && e.type.signed) ? intType : e.type
}

/** The expression in another scalar type (or void), computed at once where it is constant. */
export function castTo(e: Expression, type: CType): Expression {
  const { place } = e
  if (e.op === 'constant') {
    if (isInteger(type)) return constant(wrapTo(type, e.value), type, place)
    if (isPointer(type)) return constant(BigInt.asUintN(64, e.value), type, place)
    if (type.kind === 'float') {
      const value = Number(e.value)
      return { op: 'float', value: type.size === 4 ? Math.fround(value) : value, type, place }
    }
  }
  if (e.op === 'float' && type.kind === 'float')
    return { op: 'float', value: type.size === 4 ? Math.fround(e.value) : e.value, type, place }
  if (e.op === 'float' && isInteger(type) && Number.isFinite(e.value) && Math.abs(e.value) < 2 ** 63)
    return constant(
      type.rank === 0 ? BigInt(e.value !== 0) : wrapTo(type, BigInt(Math.trunc(e.value))),
      type,
      place
    )
  return { op: 'cast', of: e, type, place }
}

export function isNullConstant(e: Expression): boolean {
  return (
    e.op === 'constant' &&
    e.value === 0n &&
    (isInteger(e.type) || (isPointer(e.type) && e.type.to.kind === 'void'))
  )
}

/** Default argument promotions: for arguments that no parameter describes (C11 6.5.2.2). */
export function promoteArgument(e: Expression): Expression {
  const value = valueOf(e)
  if (isInteger(value.type)) return castTo(value, promoted(value.type))
  if (value.type.kind === 'float') return castTo(value, doubleType)
  return value
}

/** What a message calls the target of a conversion: `the variable p`, `argument 2 of VirtualAlloc`. */
export type Target = string

/**
 * The value of `e` as C converts it silently to `type`: by assignment, as an argument, on return. What a C compiler
 * warns of is a warning; what it refuses is an error.
 */
export function convert(p: ParserState, e: Expression, type: CType, target: Target): Expression {
  const value = valueOf(e)
  const from = value.type
  const { reporter } = p
  if (type.kind === 'struct' || from.kind === 'struct') {
    if (!sameType(from, type))
      reporter.error(e.place, `${typeText(from)} does not fit ${target}, which is ${typeText(type)}.`)
    return value
  }
  if (from.kind === 'void') {
    reporter.error(e.place, `This has no value (its type is void), so it cannot become ${target}.`)
    return constant(0n, type, e.place)
  }
  if (type.kind === 'void') return castTo(value, type)
  if (isPointer(type)) {
    if (isPointer(from)) warnOfPointers(p, value, from, type, target)
    else if (from.kind === 'float')
      reporter.error(e.place, `A ${typeText(from)} cannot become a pointer, as ${target} is.`)
    else if (!isNullConstant(value))
      reporter.warning(
        e.place,
        `An integer (${typeText(from)}) becomes a pointer (${typeText(type)}) in ${target}: say so with a cast.`
      )
    return castTo(value, type)
  }
  if (isPointer(from)) {
    if (type.kind === 'float')
      reporter.error(e.place, `A pointer cannot become a ${typeText(type)}, as ${target} is.`)
    else if (isInteger(type) && type.size <= 2 && value.op === 'decay' && value.of.op === 'string')
      reporter.warning(
        e.place,
        `A text becomes a number (${typeText(type)}) in ${target}: a single character stands in single quotes, 'a'.`
      )
    else if (isInteger(type) && type.rank !== 0) {
      const loses = type.size < 8 ? ' and loses its upper half' : ''
      reporter.warning(
        e.place,
        `A pointer (${typeText(from)}) becomes an integer (${typeText(type)}) in ${target}${loses}: say so with a cast.`
      )
    }
    return castTo(value, type)
  }
  if (!isArithmetic(type)) reporter.error(e.place, `${target} cannot take a value of type ${typeText(from)}.`)
  return castTo(value, type)
}

function warnOfPointers(
  p: ParserState,
  value: Expression,
  from: PointerType,
  to: PointerType,
  target: Target
): void {
  if (from.to.kind === 'void' || to.to.kind === 'void') {
    if (from.to.constant && !to.to.constant && value.op !== 'decay')
      p.reporter.warning(
        value.place,
        `${target} may write through what was promised to be const (${typeText(from)}).`
      )
    return
  }
  if (isNullConstant(value)) return
  if (sameType(from.to, to.to)) {
    if (from.to.constant && !to.to.constant)
      p.reporter.warning(
        value.place,
        `${target} may write through what was promised to be const (${typeText(from)}).`
      )
    return
  }
  // char, signed char and unsigned char pointers are mixed everywhere; a compiler says nothing by default.
  const bothIntegers = isInteger(from.to) && isInteger(to.to) && from.to.size === to.to.size
  if (bothIntegers && from.to.rank === to.to.rank) return
  p.reporter.warning(
    value.place,
    `The types differ: ${typeText(from)} goes to ${target}, which is ${typeText(to)}.`
  )
}

/** The value as a condition; an error for what is neither number nor pointer. */
export function condition(p: ParserState, e: Expression): Expression {
  const value = valueOf(e)
  if (isScalar(value.type)) return value
  p.reporter.error(e.place, `A condition is a number or a pointer, not ${typeText(value.type)}.`)
  return constant(0n, intType, e.place)
}

/** Whether a value is known before the program runs: what C allows in the initialiser of a static (C11 6.6). */
export function isConstantExpression(e: Expression): boolean {
  switch (e.op) {
    case 'constant':
    case 'float':
    case 'string':
    case 'function':
      return true
    case 'address':
    case 'decay':
      return isStaticPlace(e.of)
    case 'cast':
    case 'negate':
    case 'complement':
    case 'not':
      return isConstantExpression(e.of)
    case 'offset':
      return isConstantExpression(e.pointer) && isConstantExpression(e.index)
    case 'binary':
    case 'compare':
    case 'and':
    case 'or':
    case 'distance':
      return isConstantExpression(e.left) && isConstantExpression(e.right)
    case 'conditional':
      return [e.condition, e.yes, e.no].every(isConstantExpression)
    case 'initialised':
      return e.variable.storage === 'static'
    default:
      return false
  }
}

function isStaticPlace(e: Expression): boolean {
  switch (e.op) {
    case 'variable':
    case 'initialised':
      return e.variable.storage === 'static'
    case 'string':
    case 'function':
      return true
    case 'member':
      return isStaticPlace(e.of)
    case 'dereference':
      return isConstantExpression(e.of)
    default:
      return false
  }
}

export type Arithmetic = IntType | FloatType

import type { BinaryOperator, Comparison, Expression } from './ast'
import {
  castTo,
  condition,
  constant,
  convert,
  isConstantExpression,
  isNullConstant,
  valueOf,
  valueTypeOf,
  wrapTo
} from './conversions'
import { suggestion, type Place } from './diagnostics'
import { span, type ParserState } from './parser-state'
import {
  commonType,
  differenceType,
  findMember,
  intType,
  isArithmetic,
  isInteger,
  isPointer,
  isScalar,
  memberNames,
  pointerTo,
  promoted,
  sameType,
  sizeOf,
  typeText,
  voidType,
  type CType,
  type FloatType,
  type IntType,
  type PointerType
} from './types'

/** Builders of typed expressions: each checks its operands as C11 6.5 says and makes the silent conversions visible. */

function badOperands(
  p: ParserState,
  operator: string,
  left: Expression,
  right: Expression,
  place: Place
): Expression {
  p.reporter.error(place, `${operator} does not work on ${typeText(left.type)} and ${typeText(right.type)}.`)
  return constant(0n, intType, span(left.place, right.place))
}

/** What stands for an expression that was wrong: nothing more is said of it. */
function poison(place: Place): Expression {
  const of = constant(0n, pointerTo(intType), place)
  return { op: 'dereference', of, type: intType, place }
}

/** What one element of a pointer's target takes; void counts as a byte, as gcc has it. */
function elementSize(p: ParserState, type: PointerType, place: Place): number {
  if (type.to.kind === 'void') {
    p.reporter.warning(
      place,
      'Arithmetic on a void * counts in bytes here; in standard C, cast to BYTE * first.'
    )
    return 1
  }
  const size = type.to.kind === 'function' ? 1 : sizeOf(type.to)
  if (size === null)
    p.reporter.error(
      place,
      `The size of ${typeText(type.to)} is not known, so ${typeText(type)} cannot be counted on.`
    )
  return size || 1
}

export function makeBinary(
  p: ParserState,
  operator: BinaryOperator,
  a: Expression,
  b: Expression,
  place: Place
): Expression {
  const left = valueOf(a)
  const right = valueOf(b)
  const whole = span(left.place, right.place)
  if (operator === '+' || operator === '-') {
    if (isPointer(left.type) && isInteger(right.type))
      return makeOffset(p, left, right, operator === '-', place, whole)
    if (operator === '+' && isInteger(left.type) && isPointer(right.type))
      return makeOffset(p, right, left, false, place, whole)
    if (operator === '-' && isPointer(left.type) && isPointer(right.type)) {
      if (!sameType(left.type.to, right.type.to))
        p.reporter.warning(
          place,
          `The pointers have different types: ${typeText(left.type)} and ${typeText(right.type)}.`
        )
      return {
        op: 'distance',
        left,
        right,
        scale: elementSize(p, left.type, place),
        type: differenceType,
        place: whole
      }
    }
  }
  if (!isArithmetic(left.type) || !isArithmetic(right.type))
    return badOperands(p, operator, left, right, place)
  if (operator === '<<' || operator === '>>') {
    if (!isInteger(left.type) || !isInteger(right.type)) return badOperands(p, operator, left, right, place)
    const type = promoted(left.type)
    if (right.op === 'constant' && (right.value < 0n || right.value >= BigInt(type.size * 8)))
      p.reporter.warning(
        place,
        `Shifting ${typeText(type)} by ${right.value} bits is undefined: it has ${type.size * 8}.`
      )
    return foldBinary(p, operator, castTo(left, type), castTo(right, promoted(right.type)), type, whole)
  }
  const type = commonType(left.type, right.type)
  if (type.kind === 'float' && ['%', '&', '|', '^'].includes(operator))
    return badOperands(p, operator, left, right, place)
  return foldBinary(p, operator, castTo(left, type), castTo(right, type), type, whole)
}

function makeOffset(
  p: ParserState,
  pointer: Expression,
  index: Expression,
  negative: boolean,
  place: Place,
  whole: Place
): Expression {
  const scale = elementSize(p, pointer.type as PointerType, place)
  const type = promoted(index.type as IntType)
  const wide = castTo(index, type)
  return {
    op: 'offset',
    pointer,
    index: wide,
    scale: negative ? -scale : scale,
    type: { ...pointer.type, constant: false } as CType,
    place: whole
  }
}

function foldBinary(
  p: ParserState,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  type: CType,
  place: Place
): Expression {
  if (left.op === 'constant' && right.op === 'constant' && isInteger(type)) {
    const value = computeBinary(operator, left.value, right.value, type)
    if (value !== null) return constant(value, type, place)
    p.reporter.warning(place, 'This divides by zero.')
  }
  if (left.op === 'float' && right.op === 'float') {
    const { value: x } = left
    const { value: y } = right
    const value = operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : x / y
    return castTo({ op: 'float', value, type, place }, type)
  }
  return { op: 'binary', operator, left, right, type, place }
}

/** Integer arithmetic in a type; null for a division by zero. */
function computeBinary(operator: BinaryOperator, a: bigint, b: bigint, type: IntType): bigint | null {
  const shift = b & BigInt(type.size * 8 - 1)
  switch (operator) {
    case '+':
      return wrapTo(type, a + b)
    case '-':
      return wrapTo(type, a - b)
    case '*':
      return wrapTo(type, a * b)
    case '/':
      return b === 0n ? null : wrapTo(type, a / b)
    case '%':
      return b === 0n ? null : wrapTo(type, a % b)
    case '&':
      return wrapTo(type, a & b)
    case '|':
      return wrapTo(type, a | b)
    case '^':
      return wrapTo(type, a ^ b)
    case '<<':
      return wrapTo(type, a << shift)
    case '>>':
      return wrapTo(type, a >> shift)
  }
}

export function makeComparison(
  p: ParserState,
  operator: Comparison,
  a: Expression,
  b: Expression,
  place: Place
): Expression {
  let left = valueOf(a)
  let right = valueOf(b)
  const whole = span(left.place, right.place)
  const isText = (e: Expression): boolean => e.op === 'decay' && e.of.op === 'string'
  if (isText(left) || isText(right))
    p.reporter.warning(place, `${operator} compares the addresses of texts: strcmp compares the texts.`)
  if (isPointer(left.type) || isPointer(right.type)) {
    if (
      !isScalar(left.type) ||
      !isScalar(right.type) ||
      left.type.kind === 'float' ||
      right.type.kind === 'float'
    )
      return badOperands(p, operator, left, right, place)
    if (isPointer(left.type) && isPointer(right.type)) {
      const untyped =
        left.type.to.kind === 'void' ||
        right.type.to.kind === 'void' ||
        isNullConstant(left) ||
        isNullConstant(right)
      if (!untyped && !sameType(left.type.to, right.type.to))
        p.reporter.warning(
          place,
          `The pointers compared have different types: ${typeText(left.type)} and ${typeText(right.type)}.`
        )
    } else if (!isNullConstant(left) && !isNullConstant(right))
      p.reporter.warning(
        place,
        `A pointer is compared with an integer (${typeText(left.type)} ${operator} ${typeText(right.type)}): say so with a cast.`
      )
    if (!isPointer(left.type)) left = castTo(left, right.type)
    if (!isPointer(right.type)) right = castTo(right, left.type)
  } else {
    if (!isArithmetic(left.type) || !isArithmetic(right.type))
      return badOperands(p, operator, left, right, place)
    const type = commonType(left.type, right.type)
    left = castTo(left, type)
    right = castTo(right, type)
  }
  if (left.op === 'constant' && right.op === 'constant') {
    const { value: x } = left
    const { value: y } = right
    const holds = { '==': x === y, '!=': x !== y, '<': x < y, '>': x > y, '<=': x <= y, '>=': x >= y }[
      operator
    ]
    return constant(holds ? 1n : 0n, intType, whole)
  }
  return { op: 'compare', operator, left, right, type: intType, place: whole }
}

export function makeLogical(p: ParserState, op: 'and' | 'or', a: Expression, b: Expression): Expression {
  const left = condition(p, a)
  const right = condition(p, b)
  const place = span(left.place, right.place)
  if (left.op === 'constant' && right.op === 'constant') {
    const holds =
      op === 'and' ? left.value !== 0n && right.value !== 0n : left.value !== 0n || right.value !== 0n
    return constant(holds ? 1n : 0n, intType, place)
  }
  return { op, left, right, type: intType, place }
}

export function makeUnary(
  p: ParserState,
  operator: '-' | '+' | '~' | '!',
  e: Expression,
  place: Place
): Expression {
  const value = valueOf(e)
  const whole = span(place, e.place)
  if (operator === '!') {
    const of = condition(p, value)
    return of.op === 'constant'
      ? constant(of.value === 0n ? 1n : 0n, intType, whole)
      : { op: 'not', of, type: intType, place: whole }
  }
  if (!isArithmetic(value.type) || (operator === '~' && !isInteger(value.type))) {
    p.reporter.error(place, `${operator} does not work on ${typeText(value.type)}.`)
    return constant(0n, intType, whole)
  }
  const type = isInteger(value.type) ? promoted(value.type) : value.type
  const of = castTo(value, type)
  if (operator === '+') return { ...of, place: whole }
  if (of.op === 'constant' && isInteger(type))
    return constant(wrapTo(type, operator === '-' ? -of.value : ~of.value), type, whole)
  if (of.op === 'float') return { ...of, value: -of.value, place: whole }
  return { op: operator === '-' ? 'negate' : 'complement', of, type, place: whole }
}

/** Whether an expression names an object in memory. */
export function isPlace(e: Expression): boolean {
  if (e.op === 'member') return isPlace(e.of)
  return e.op === 'variable' || e.op === 'dereference' || e.op === 'string' || e.op === 'initialised'
}

function checkAssignable(p: ParserState, e: Expression, what: string, place: Place): boolean {
  if (!isPlace(e) || e.op === 'string') {
    p.reporter.error(
      place,
      `${what} needs something that can be changed on its left: a variable, *p, p[i] or a member.`
    )
    return false
  }
  if (e.type.kind === 'array' || e.type.kind === 'function') {
    p.reporter.error(place, `An array cannot be assigned to as a whole: copy it with memcpy or strcpy.`)
    return false
  }
  if (e.type.constant) {
    p.reporter.error(place, `${p.textOf(e.place) || 'This'} is const: it cannot be changed.`)
    return false
  }
  return true
}

export function makeAssignment(p: ParserState, to: Expression, value: Expression, place: Place): Expression {
  if (!checkAssignable(p, to, '=', place)) return value
  const converted = convert(p, value, to.type, p.textOf(to.place) || 'this')
  return { op: 'assign', to, value: converted, type: to.type, place: span(to.place, value.place) }
}

/** `to op= value`, `++to`, `to++` ... */
export function makeUpdate(
  p: ParserState,
  operator: BinaryOperator,
  to: Expression,
  amount: Expression,
  old: boolean,
  place: Place
): Expression {
  const value = valueOf(amount)
  const whole = span(to.place, value.place)
  if (!checkAssignable(p, to, `${operator}=`, place)) return value
  const common = { op: 'update', to, operator, old, type: to.type, place: whole } as const
  if (isPointer(to.type)) {
    if (!['+', '-'].includes(operator) || !isInteger(value.type))
      return badOperands(p, `${operator}=`, to, value, place)
    return {
      ...common,
      value: castTo(value, promoted(value.type)),
      computation: to.type,
      scale: elementSize(p, to.type, place)
    }
  }
  const isShift = operator === '<<' || operator === '>>'
  if (!isArithmetic(to.type) || !isArithmetic(value.type))
    return badOperands(p, `${operator}=`, to, value, place)
  const own = valueTypeOf(to) as IntType | FloatType
  const computation = isShift && isInteger(own) ? promoted(own) : commonType(own, value.type)
  if (computation.kind === 'float' && ['%', '&', '|', '^', '<<', '>>'].includes(operator))
    return badOperands(p, `${operator}=`, to, value, place)
  const right = isShift ? castTo(value, intType) : castTo(value, computation)
  return { ...common, value: right, computation, scale: null }
}

export function makeDereference(p: ParserState, e: Expression, place: Place): Expression {
  const value = valueOf(e)
  const whole = span(place, e.place)
  if (!isPointer(value.type)) {
    p.reporter.error(place, `* needs a pointer, not ${typeText(value.type)}.`)
    return poison(whole)
  }
  if (value.type.to.kind === 'function') return { ...value, place: whole }
  return { op: 'dereference', of: value, type: value.type.to, place: whole }
}

export function makeIndex(
  p: ParserState,
  a: Expression,
  b: Expression,
  open: Place,
  close: Place
): Expression {
  const pointer = makeBinary(p, '+', a, b, open)
  const whole = span(a.place, close)
  if (!isPointer(pointer.type)) {
    p.reporter.error(open, `[ ] needs an array or a pointer, not ${typeText(a.type)}.`)
    return poison(whole)
  }
  if (pointer.type.to.kind === 'void')
    p.reporter.error(open, 'A void * has no elements: cast it to BYTE * or another pointer first.')
  return { op: 'dereference', of: pointer, type: pointer.type.to, place: whole }
}

export function makeAddress(p: ParserState, e: Expression, place: Place): Expression {
  const whole = span(place, e.place)
  if (e.op === 'function') return { ...valueOf(e), place: whole }
  if (!isPlace(e)) {
    p.reporter.error(place, '& needs something that lies in memory: a variable, an element or a member.')
    return constant(0n, pointerTo(e.type), whole)
  }
  if (e.op === 'member' && e.member.bits)
    p.reporter.error(place, `${e.member.name} is a bit-field: it has no address.`)
  return { op: 'address', of: e, type: pointerTo(e.type), place: whole }
}

export function makeMember(
  p: ParserState,
  e: Expression,
  name: string,
  arrow: boolean,
  place: Place
): Expression {
  const whole = span(e.place, place)
  let object = e
  if (arrow) {
    const value = valueOf(e)
    if (!isPointer(value.type)) {
      const hint = e.type.kind === 'struct' ? ': write . instead' : ''
      p.reporter.error(place, `-> needs a pointer on its left, not ${typeText(e.type)}${hint}.`)
      if (e.type.kind !== 'struct') return poison(whole)
    } else object = { op: 'dereference', of: value, type: value.type.to, place: e.place }
  }
  if (object.type.kind !== 'struct') {
    const pointsToStruct = isPointer(object.type) && object.type.to.kind === 'struct'
    const hint = pointsToStruct ? ': write -> instead' : ''
    p.reporter.error(
      place,
      `${arrow ? '->' : '.'} needs a struct on its left, not ${typeText(object.type)}${hint}.`
    )
    if (!pointsToStruct) return poison(whole)
    object = { op: 'dereference', of: object, type: (object.type as PointerType).to, place: e.place }
  }
  const { definition } = object.type as Extract<CType, { kind: 'struct' }>
  const member = findMember(definition, name)
  if (!member) {
    const more =
      definition.members === null
        ? ': its members are not known here.'
        : suggestion(name, memberNames(definition)) || '.'
    if (!p.unknownStructs.has(definition))
      p.reporter.error(place, `${typeText(object.type)} has no member ${name}${more}`)
    return poison(whole)
  }
  const type =
    object.type.constant && !member.type.constant ? { ...member.type, constant: true } : member.type
  return { op: 'member', of: object, member, type, place: whole }
}

export function makeConditional(
  p: ParserState,
  test: Expression,
  a: Expression,
  b: Expression,
  place: Place
): Expression {
  const chosen = condition(p, test)
  let yes = valueOf(a)
  let no = valueOf(b)
  const whole = span(test.place, no.place)
  let type: CType
  if (isArithmetic(yes.type) && isArithmetic(no.type)) type = commonType(yes.type, no.type)
  else if (yes.type.kind === 'void' || no.type.kind === 'void') type = voidType
  else if (isPointer(yes.type) || isPointer(no.type)) {
    if (isNullConstant(yes)) type = no.type
    else if (isNullConstant(no)) type = yes.type
    else if (!isPointer(yes.type) || !isPointer(no.type)) {
      p.reporter.warning(place, `The two results differ: ${typeText(yes.type)} and ${typeText(no.type)}.`)
      type = isPointer(yes.type) ? yes.type : no.type
    } else {
      type = yes.type.to.kind === 'void' ? yes.type : no.type.to.kind === 'void' ? no.type : yes.type
      if (!sameType(yes.type, no.type) && yes.type.to.kind !== 'void' && no.type.to.kind !== 'void')
        p.reporter.warning(place, `The two results differ: ${typeText(yes.type)} and ${typeText(no.type)}.`)
    }
  } else if (sameType(yes.type, no.type)) type = yes.type
  else return badOperands(p, '? :', yes, no, place)
  if (type.kind !== 'struct') {
    yes = castTo(yes, type)
    no = castTo(no, type)
  }
  if (chosen.op === 'constant' && isConstantExpression(yes) && isConstantExpression(no))
    return { ...(chosen.value !== 0n ? yes : no), place: whole }
  return { op: 'conditional', condition: chosen, yes, no, type, place: whole }
}

export function makeCast(p: ParserState, type: CType, e: Expression, place: Place): Expression {
  const value = valueOf(e)
  const whole = span(place, e.place)
  if (type.kind === 'void') return { op: 'cast', of: value, type, place: whole }
  const impossible =
    (!isScalar(type) && !(type.kind === 'struct' && sameType(type, value.type))) ||
    (type.kind !== 'struct' && !isScalar(value.type)) ||
    (isPointer(type) && value.type.kind === 'float') ||
    (isPointer(value.type) && type.kind === 'float')
  if (impossible) {
    p.reporter.error(place, `${typeText(value.type)} cannot be cast to ${typeText(type)}.`)
    return constant(0n, isScalar(type) ? type : intType, whole)
  }
  return { ...(type.kind === 'struct' ? value : castTo(value, type)), place: whole }
}

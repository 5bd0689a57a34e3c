import type { BinaryOperator, Comparison, Expression } from './ast'
import { constant, convert, promoteArgument, valueOf } from './conversions'
import { type Place } from './diagnostics'
import { checkFormat } from './check-format'
import { characterValue, literalUnits, parseNumber } from './literals'
import { spell } from './macro'
import {
  makeAddress,
  makeAssignment,
  makeBinary,
  makeCast,
  makeComparison,
  makeConditional,
  makeDereference,
  makeIndex,
  makeLogical,
  makeMember,
  makeUnary,
  makeUpdate
} from './operators'
import { parseInitialiser } from './parse-initialisers'
import { parseTypeName, startsType } from './parse-types'
import { named } from './parse-names'
import { makeAlloca } from './stack-memory'
import { behind, span, type ParserState } from './parser-state'
import * as T from './types'
import { binaryLevels } from './binary-levels'
import { alignmentOf, arrayOf, isPointer, sizeOf, typeText, type CType, type IntType } from './types'

const assignments = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='])

/** Operators in a row: beyond it no person wrote the text. */
const maximumChain = 1000
const tooLong = (p: ParserState): never =>
  p.reporter.fail(p.token, 'This expression is too long: cut it into several.')

/** An expression with commas. */
export function parseExpression(p: ParserState): Expression {
  let left = parseAssignment(p)
  for (let chain = 0; p.is(','); chain++) {
    if (chain > maximumChain) return tooLong(p)
    p.next()
    const right = valueOf(parseAssignment(p))
    left = { op: 'comma', left: valueOf(left), right, type: right.type, place: span(left.place, right.place) }
  }
  return left
}

export function parseAssignment(p: ParserState): Expression {
  return p.nested(() => {
    const left = parseConditional(p)
    const operator = p.token
    if (operator.kind !== 'punct' || !assignments.has(operator.text)) return left
    p.next()
    if (operator.text === '=' && p.is('>') && !p.token.spaceBefore)
      p.reporter.fail(span(operator, p.token), '=> is no operator of C: greater or equal is >=.')
    const right = parseAssignment(p)
    if (operator.text === '=') return makeAssignment(p, left, right, operator)
    return makeUpdate(p, operator.text.slice(0, -1) as BinaryOperator, left, right, false, operator)
  })
}

/** The value of a constant integer expression; an error where it is not one. */
export function parseConstant(
  p: ParserState,
  message = 'A constant is needed here: its value must be known before the program runs.'
): bigint {
  const start = p.token
  const e = parseConditional(p)
  if (e.op === 'constant' && T.isInteger(e.type)) return e.value
  p.reporter.error(e.place.start >= 0 ? e.place : start, message)
  return 1n
}

/** An expression without commas and assignments. */
export function parseConditional(p: ParserState): Expression {
  const test = parseBinary(p, 1)
  if (!p.is('?')) return test
  const question = p.next()
  return p.nested(() => {
    const yes = p.is(':') ? test : parseExpression(p)
    p.expect(':', 'of this ? :')
    const no = parseConditional(p)
    return makeConditional(p, test, yes, no, question)
  })
}

function parseBinary(p: ParserState, minimum: number): Expression {
  let left = parseUnary(p)
  let chain = 0
  for (;;) {
    const operator = p.token
    const level = operator.kind === 'punct' ? binaryLevels[operator.text] : undefined
    if (level === undefined || level < minimum) return left
    if (++chain > maximumChain) return tooLong(p)
    p.next()
    const right = parseBinary(p, level + 1)
    switch (operator.text) {
      case '&&':
        left = makeLogical(p, 'and', left, right)
        break
      case '||':
        left = makeLogical(p, 'or', left, right)
        break
      case '==':
      case '!=':
      case '<':
      case '>':
      case '<=':
      case '>=':
        left = makeComparison(p, operator.text as Comparison, left, right, operator)
        break
      default:
        left = makeBinary(p, operator.text as BinaryOperator, left, right, operator)
    }
  }
}

function parseUnary(p: ParserState): Expression {
  const token = p.token
  if (token.kind === 'punct') {
    switch (token.text) {
      case '-':
      case '+':
      case '~':
      case '!':
        p.next()
        return makeUnary(
          p,
          token.text,
          p.nested(() => parseUnary(p)),
          token
        )
      case '*':
        p.next()
        return makeDereference(
          p,
          p.nested(() => parseUnary(p)),
          token
        )
      case '&':
        p.next()
        return makeAddress(
          p,
          p.nested(() => parseUnary(p)),
          token
        )
      case '++':
      case '--': {
        p.next()
        const of = p.nested(() => parseUnary(p))
        return makeUpdate(
          p,
          token.text === '++' ? '+' : '-',
          of,
          constant(1n, T.intType, token),
          false,
          token
        )
      }
      case '(':
        if (startsType(p, 1)) return parseCast(p)
    }
  } else if (token.kind === 'name') {
    if (token.text === 'sizeof' || token.text === '_Alignof' || token.text === '__alignof__')
      return parseSizeof(p)
    if (token.text === '__extension__') {
      p.next()
      return parseUnary(p)
    }
  }
  return parsePostfix(p, parsePrimary(p))
}

function parseCast(p: ParserState): Expression {
  return p.nested(() => {
    const open = p.next()
    const type = parseTypeName(p)
    p.expect(')', 'behind this type')
    return p.is('{') ? compoundLiteral(p, type, open) : makeCast(p, type, parseUnary(p), open)
  })
}

/** From the { of a compound literal on; its type is read. */
function compoundLiteral(p: ParserState, type: CType, open: Place): Expression {
  const literal = parseInitialiser(p, type, p.function === null, open)
  const variable = p.temporary(literal.type, open)
  const place = span(open, p.previous)
  return parsePostfix(p, { op: 'initialised', variable, init: literal.init, type: literal.type, place })
}

function parseSizeof(p: ParserState): Expression {
  const word = p.next()
  let type: CType
  if (p.is('(') && startsType(p, 1)) {
    const open = p.next()
    type = parseTypeName(p)
    p.expect(')', `behind the type of ${word.text}`)
    // `sizeof (int[]){1, 2}` is the size of a compound literal (C11 6.5.2.5).
    if (p.is('{')) type = p.nested(() => compoundLiteral(p, type, open)).type
  } else {
    // The operand is only looked at, never evaluated: what it would add to the frame or the data does no harm.
    const operand = p.nested(() => parseUnary(p))
    if (operand.op === 'member' && operand.member.bits)
      p.reporter.error(operand.place, 'A bit-field has no size in bytes.')
    if (operand.op === 'variable' && operand.variable.bytes && word.text === 'sizeof')
      return { ...operand, variable: operand.variable.bytes, type: T.sizeType }
    type = operand.type
  }
  const place = span(word, p.previous)
  const size = word.text === 'sizeof' ? sizeOf(type) : alignmentOf(type)
  if (size === null && type.kind !== 'void')
    p.reporter.error(place, `The size of ${typeText(type)} is not known.`)
  return constant(BigInt(size ?? 1), T.sizeType, place)
}

function parsePostfix(p: ParserState, start: Expression): Expression {
  let e = start
  for (let chain = 0; ; chain++) {
    const token = p.token
    if (chain > maximumChain) return tooLong(p)
    if (token.kind !== 'punct') return e
    switch (token.text) {
      case '[': {
        p.next()
        const index = parseExpression(p)
        const close = p.expect(']', 'behind this index')
        e = makeIndex(p, e, index, token, close)
        break
      }
      case '(':
        e = parseCall(p, e)
        break
      case '.':
      case '->': {
        p.next()
        const name = p.next()
        if (name.kind !== 'name')
          return p.reporter.fail(name, `Here should be the name of a member, behind ${token.text}.`)
        e = makeMember(p, e, name.text, token.text === '->', name)
        break
      }
      case '++':
      case '--':
        p.next()
        e = makeUpdate(p, token.text === '++' ? '+' : '-', e, constant(1n, T.intType, token), true, token)
        e = { ...e, place: span(start.place, token) }
        break
      default:
        return e
    }
  }
}

function parseCall(p: ParserState, callee: Expression): Expression {
  const open = p.next()
  const args: Expression[] = []
  const texts: string[] = []
  while (!p.is(')')) {
    const from = p.at
    const arg = parseAssignment(p)
    args.push(arg)
    texts.push(argumentText(p, from, callee.place))
    if (p.accept(',')) continue
    if (!p.is(')') && p.token.kind !== 'punct' && p.token.kind !== 'end' && !p.token.lineStart)
      p.reporter.fail(behind(p.previous), 'A , or a ) is missing here, in the arguments of this call.')
    break
  }
  p.expect(')', 'behind the arguments of this call')
  const place = span(callee.place, p.previous)
  const called = valueOf(callee)
  const type = isPointer(called.type) ? called.type.to : called.type
  if (type.kind !== 'function') {
    p.reporter.error(
      callee.place,
      `${p.textOf(callee.place) || 'This'} is not a function: it cannot be called.`
    )
    return constant(0n, T.intType, place)
  }
  const name = callee.op === 'function' ? callee.symbol.name : 'this function'
  const { params } = type
  const wanted = params.length
  if (!type.unprototyped && (args.length < wanted || (args.length > wanted && !type.variadic))) {
    const names = params.map((param) => `${param.written} ${param.name ?? ''}`.trim()).join(', ')
    const least = type.variadic ? 'at least ' : ''
    const some = `${wanted} argument${wanted === 1 ? '' : 's'}`
    p.reporter.error(
      span(callee.place, open),
      `${name} takes ${least}${some} (${names || 'none'}), not ${args.length}.`
    )
  }
  if (args.length > 120) p.reporter.error(open, 'A call takes at most 120 arguments here.')
  const converted = args.map((arg, i) => {
    const param = params[i]
    if (!param) return promoteArgument(arg)
    return convert(p, arg, param.type, `argument ${i + 1} of ${name}${param.name ? ` (${param.name})` : ''}`)
  })
  if (callee.op === 'function') checkFormat(p, callee.symbol.name, converted)
  for (const arg of converted)
    if (arg.type.kind === 'void')
      p.reporter.error(arg.place, 'This has no value, so it cannot be an argument.')
  if (callee.op === 'function' && /^_?alloca$/.test(callee.symbol.name) && p.function && converted[0])
    return makeAlloca(p, converted[0], place)
  if (callee.op === 'function' && callee.symbol.name === '__lab_more_arguments')
    return { op: 'more-arguments', type: type.result, place }
  return {
    op: 'call',
    callee: callee.op === 'function' ? callee : called,
    args: converted,
    texts,
    type: type.result,
    place
  }
}

/** An argument's C text as written; the spelling of its tokens where a macro made the call. */
function argumentText(p: ParserState, from: number, call: Place): string {
  const first = p.tokens[from]!
  const last = p.previous
  const written = p.textOf(span(first, last))
  return first.start <= call.start || written === '' ? spell(p.tokens.slice(from, p.at)) : written
}

function parsePrimary(p: ParserState): Expression {
  const token = p.next()
  switch (token.kind) {
    case 'number':
      return numberLiteral(p)
    case 'char': {
      const { value, wide } = characterValue(token, p.reporter)
      return constant(BigInt(value), wide ? T.wideCharType : T.intType, token)
    }
    case 'string':
      return stringLiteral(p)
    case 'name':
      return named(p)
    case 'punct':
      if (token.text === '(') {
        if (p.is('{')) return refuseStatements(p, token)
        const inner = p.nested(() => parseExpression(p))
        const close = p.expect(')', 'to match the ( before')
        return { ...inner, place: span(token, close) }
      }
  }
  if (token.kind === 'end')
    return p.reporter.fail(p.previous, 'The file ends in the middle of an expression.')
  return p.reporter.fail(token, `Here should be a value, not ${token.text}.`)
}

/** `({ ... })` of GNU C: told and skipped. */
function refuseStatements(p: ParserState, open: Place): Expression {
  p.reporter.error(open, 'Statements inside an expression, ({ ... }), are not supported.')
  for (let depth = 1; depth > 0 && p.token.kind !== 'end'; p.next()) {
    if (p.is('(')) depth++
    if (p.is(')')) depth--
  }
  return constant(0n, T.intType, open)
}

function numberLiteral(p: ParserState): Expression {
  const token = p.previous
  const number = parseNumber(token, p.reporter)
  if (number.kind === 'float')
    return {
      op: 'float',
      value: number.size === 4 ? Math.fround(number.value) : number.value,
      type: number.size === 4 ? T.floatType : T.doubleType,
      place: token
    }
  // The first of these types that holds the value (C11 6.4.4.1).
  const candidates: IntType[] = [
    T.intType,
    T.unsignedIntType,
    T.longType,
    T.unsignedLongType,
    T.longLongType,
    T.unsignedLongLongType
  ]
  const { value, unsigned, long, decimal } = number
  const type =
    candidates.find((t) => {
      if (t.rank < 3 + long || (unsigned && t.signed) || (decimal && !unsigned && !t.signed)) return false
      return value < 1n << BigInt(t.size * 8 - (t.signed ? 1 : 0))
    }) ?? T.unsignedLongLongType
  return constant(value, type, token)
}

function stringLiteral(p: ParserState): Expression {
  const first = p.previous
  const parts = [literalUnits(first, p.reporter)]
  while (p.token.kind === 'string') parts.push(literalUnits(p.next(), p.reporter))
  const wide = parts.some((part) => part.wide)
  const units = parts.flatMap((part) => part.units)
  const type = arrayOf(wide ? T.wideCharType : T.charType, units.length + 1)
  return { op: 'string', offset: p.data.string(units, wide), units, type, place: span(first, p.previous) }
}

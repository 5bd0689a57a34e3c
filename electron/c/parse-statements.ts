import type { Expression, Initialisation, Statement, SwitchCase, Variable } from './ast'
import { castTo, condition, convert, valueOf, wrapTo } from './conversions'
import { SyntaxProblem, type Place } from './diagnostics'
import { parseConstant, parseExpression } from './parse-expressions'
import { parseDeclaration } from './parse-declarations'
import { startsType } from './parse-types'
import { isPunct, newScope, type ParserState } from './parser-state'
import { isInteger, promoted, typeText, type IntType, intType } from './types'

/** Statements from behind `{` to `}`. Errors inside are told and skipped, statement by statement. */
export function parseBlock(p: ParserState, open: Place): Extract<Statement, { op: 'block' }> {
  p.scopes.push(newScope())
  const firstLocal = p.function!.locals.length
  const body: Statement[] = []
  try {
    for (;;) {
      if (p.is('}')) break
      if (p.token.kind === 'end')
        p.reporter.fail(
          p.previous,
          `The file ends, but the { of line ${open.line} is still open: a } is missing.`
        )
      parseItem(p, body)
    }
    const end = p.next()
    return { op: 'block', place: open, end, body, variables: p.function!.locals.slice(firstLocal) }
  } finally {
    p.leaveScope()
  }
}

/** One declaration or statement of a block; after an error, goes on behind it. */
export function parseItem(p: ParserState, into: Statement[]): void {
  const before = p.at
  try {
    if (p.is('_Static_assert') || p.is('static_assert')) parseStaticAssert(p)
    else if (startsType(p) && !isLabel(p)) into.push(...parseDeclaration(p))
    else into.push(p.nested(() => parseStatement(p)))
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem
    recover(p, before)
  }
}

const isLabel = (p: ParserState): boolean => p.token.kind === 'name' && isPunct(p.peek(), ':')

/** Skips to behind the next `;`, or to the `}` that ends the block the error is in. */
function recover(p: ParserState, before: number): void {
  if (p.at === before && p.token.kind !== 'end' && !p.is('}')) p.next()
  let depth = 0
  for (let i = before; i < p.at; i++) {
    const token = p.tokens[i]!
    if (isPunct(token, '{')) depth++
    if (isPunct(token, '}')) depth--
  }
  depth = Math.max(0, depth)
  // What is missing was missed at the start of a line: that line is the next statement.
  if (p.at > before + 1 && depth === 0 && p.token.lineStart && p.token.kind === 'name') return
  while (p.token.kind !== 'end') {
    if (p.is('}')) {
      if (depth === 0) return
      p.next()
      if (--depth === 0) return
      continue
    }
    if (p.is('{')) depth++
    if (p.next().text === ';' && depth === 0 && isPunct(p.previous, ';')) return
    // A line that starts with a word of its own is likely a new statement behind a forgotten `;`.
    if (
      depth === 0 &&
      p.token.lineStart &&
      /^(if|for|while|do|return|switch|break|continue)$/.test(p.token.text)
    )
      return
  }
}

export function parseStaticAssert(p: ParserState): void {
  const word = p.next()
  p.expect('(', `behind ${word.text}`)
  const holds = parseConstant(p)
  let message = ''
  if (p.accept(',')) while (p.token.kind === 'string') message += p.next().text.slice(1, -1)
  p.expect(')', `of ${word.text}`)
  p.expect(';', `behind ${word.text}(...)`)
  if (holds === 0n) p.reporter.error(word, `Static assertion failed${message ? `: ${message}` : '.'}`)
}

function parseCondition(p: ParserState, word: string): Expression {
  p.expect('(', `behind ${word}`)
  const first = p.token
  const given = parseExpression(p)
  if (given.op === 'assign' && !isPunct(first, '('))
    p.reporter.warning(
      given.place,
      'This assigns; to compare, write ==. (Parentheses around it say that it is meant.)'
    )
  const test = condition(p, given)
  p.expect(')', `behind the condition of ${word}`)
  return test
}

function parseBody(p: ParserState): Statement {
  return p.nested(() => parseStatement(p))
}

function inLoop(p: ParserState): Statement {
  p.function!.loops++
  try {
    return parseBody(p)
  } finally {
    p.function!.loops--
  }
}

export function parseStatement(p: ParserState): Statement {
  const token = p.token
  const current = p.function!
  if (isPunct(token, '{')) return parseBlock(p, p.next())
  if (isPunct(token, ';')) return { op: 'empty', place: p.next() }
  if (token.kind !== 'name') return expressionStatement(p)
  if (isPunct(p.peek(), ':') && isPunct(p.peek(2), ':'))
    p.reporter.fail(token, p.known.hintFor(token.text) ?? `${token.text}:: is C++: this runs C.`)
  if (isPunct(p.peek(), ':') && token.text !== 'default') return parseLabel(p)
  switch (token.text) {
    case 'if': {
      p.next()
      const test = parseCondition(p, 'if')
      const yes = parseBody(p)
      if (yes.op === 'empty' && !p.is('else'))
        p.reporter.warning(
          yes.place,
          'This ; is all that the if decides on: what follows is run in any case.'
        )
      const no = p.accept('else') ? parseBody(p) : null
      return { op: 'if', place: token, condition: test, yes, no }
    }
    case 'while': {
      p.next()
      const test = parseCondition(p, 'while')
      return { op: 'while', place: token, condition: test, body: inLoop(p) }
    }
    case 'do': {
      p.next()
      const body = inLoop(p)
      const conditionPlace = p.token
      if (!p.accept('while'))
        p.reporter.fail(p.token, `The do of line ${token.line} needs its while (...) here.`)
      const test = parseCondition(p, 'while')
      p.expect(';', 'behind do ... while (...)')
      return { op: 'do', place: token, conditionPlace, condition: test, body }
    }
    case 'for':
      return parseFor(p)
    case 'switch':
      return parseSwitch(p)
    case 'case':
    case 'default':
      return parseCase(p)
    case 'goto': {
      p.next()
      const name = p.next()
      if (name.kind !== 'name') p.reporter.fail(name, 'goto needs the name of a label.')
      current.gotos.push(name)
      p.expect(';', 'behind goto')
      return { op: 'goto', place: token, name: name.text }
    }
    case 'break':
    case 'continue': {
      p.next()
      p.expect(';', `behind ${token.text}`)
      const allowed = current.loops > 0 || (token.text === 'break' && current.switches.length > 0)
      if (!allowed)
        p.reporter.error(
          token,
          `${token.text} stands outside of any loop${token.text === 'break' ? ' or switch' : ''}.`
        )
      return allowed ? { op: token.text, place: token } : { op: 'empty', place: token }
    }
    case 'return':
      return parseReturn(p)
    case 'else':
      return p.reporter.fail(token, 'This else has no if before it.')
    case '__try':
      return p.reporter.fail(
        token,
        '__try is not supported yet: test an access with probe_read, probe_write or probe_execute of lab.h.'
      )
    case 'asm':
    case '__asm':
    case '__asm__':
      return p.reporter.fail(token, 'Machine code in a program, asm, is not supported.')
    default:
      return expressionStatement(p)
  }
}

function expressionStatement(p: ParserState): Statement {
  const place = p.token
  const expression = parseExpression(p)
  p.expect(';', 'at the end of this statement')
  return { op: 'expression', place, expression }
}

function parseLabel(p: ParserState): Statement {
  const name = p.next()
  p.next()
  const { labels } = p.function!
  if (labels.has(name.text)) p.reporter.error(name, `There are two labels ${name.text} in this function.`)
  labels.set(name.text, name)
  const body: Statement = p.is('}')
    ? { op: 'empty', place: name }
    : startsType(p)
      ? blockOf(p, name)
      : parseBody(p)
  return { op: 'label', place: name, name: name.text, body }
}

/** A declaration right behind a label, which C23 and MSVC allow. */
function blockOf(p: ParserState, place: Place): Statement {
  const body = parseDeclaration(p)
  return { op: 'block', place, end: place, body, variables: [] }
}

function parseFor(p: ParserState): Statement {
  const place = p.next()
  p.expect('(', 'behind for')
  p.scopes.push(newScope())
  const firstLocal = p.function!.locals.length
  try {
    let init: Statement[] = []
    if (startsType(p)) init = parseDeclaration(p)
    else if (!p.accept(';')) {
      const first = p.token
      init = [{ op: 'expression', place: first, expression: parseExpression(p) }]
      p.expect(';', "behind the for's first part")
    }
    const test = p.is(';') ? null : condition(p, parseExpression(p))
    p.expect(';', "behind the for's condition")
    const step = p.is(')') ? null : valueOf(parseExpression(p))
    p.expect(')', 'behind the parts of this for')
    const body = inLoop(p)
    return {
      op: 'for',
      place,
      init,
      condition: test,
      step,
      body,
      variables: p.function!.locals.slice(firstLocal)
    }
  } finally {
    p.leaveScope()
  }
}

function parseSwitch(p: ParserState): Statement {
  const place = p.next()
  p.expect('(', 'behind switch')
  const value = valueOf(parseExpression(p))
  p.expect(')', 'behind the value of switch')
  let type: IntType = intType
  if (isInteger(value.type)) type = promoted(value.type)
  else p.reporter.error(value.place, `switch needs an integer, not ${typeText(value.type)}.`)
  const holder: Variable = p.temporary(type, place)
  const cases: SwitchCase[] = []
  p.function!.switches.push({ cases, type })
  try {
    const body = parseBody(p)
    return { op: 'switch', place, value: castTo(value, type), holder, cases, body }
  } finally {
    p.function!.switches.pop()
  }
}

function parseCase(p: ParserState): Statement {
  const word = p.next()
  const enclosing = p.function!.switches.at(-1)
  let value: bigint | null = null
  if (word.text === 'case') {
    value = parseConstant(p, 'A case needs a constant.')
    if (enclosing && isInteger(enclosing.type)) value = wrapTo(enclosing.type, value)
    if (p.is('...')) p.reporter.fail(p.token, 'Ranges of cases, a ... b, are not supported.')
  }
  p.expect(':', `behind this ${word.text}`)
  if (!enclosing) p.reporter.fail(word, `${word.text} stands outside of any switch.`)
  if (enclosing.cases.some((c) => c.value === value))
    p.reporter.error(
      word,
      value === null ? 'This switch has two defaults.' : `This switch has two cases ${value}.`
    )
  const entry: SwitchCase = { value }
  enclosing.cases.push(entry)
  const body: Statement = p.is('}')
    ? { op: 'empty', place: word }
    : startsType(p)
      ? blockOf(p, word)
      : parseBody(p)
  return { op: 'case', place: word, case: entry, body }
}

function parseReturn(p: ParserState): Statement {
  const place = p.next()
  const { type, name } = p.function!
  let value: Expression | null = null
  if (!p.is(';')) {
    const given = parseExpression(p)
    if (type.result.kind === 'void') {
      if (given.type.kind !== 'void')
        p.reporter.warning(given.place, `${name} returns nothing (void), but a value is returned here.`)
      value = castTo(valueOf(given), type.result)
    } else value = convert(p, given, { ...type.result, constant: false }, `the result of ${name}`)
  } else if (type.result.kind !== 'void')
    p.reporter.warning(place, `${name} returns ${typeText(type.result)}: a value is missing behind return.`)
  p.expect(';', 'behind return')
  return { op: 'return', place, value }
}

export type { Initialisation }

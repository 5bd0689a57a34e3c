import type { Expression, Variable } from './ast'
import { castTo, constant } from './conversions'
import { closestName } from '../../shared/contract/closest-name'
import { SyntaxProblem, type Place } from './diagnostics'
import { definitionOf } from './library-in-c'
import { exceptionWord } from './parse-exceptions'
import { parseGeneric } from './parse-generic'
import { keywords, loseNames, startsType, tagHint } from './parse-types'
import { isPunct, type ParserState } from './parser-state'
import * as T from './types'
import { arrayOf, type CType } from './types'

/** What the name that was just taken stands for. */
export function named(p: ParserState): Expression {
  const token = p.previous
  const { text } = token
  if (text === '__func__' || text === '__FUNCTION__' || text === '__PRETTY_FUNCTION__') {
    const units = [...(p.function?.name ?? '')].map((c) => c.charCodeAt(0))
    return {
      op: 'string',
      offset: p.data.string(units, false),
      units,
      type: arrayOf(T.charType, units.length + 1),
      place: token
    }
  }
  if (text === '_Generic') return parseGeneric(p, token)
  if (keywords.has(text)) {
    const what = text.startsWith('__')
      ? `${text} is not supported here.`
      : `Here should be a value, not the word ${text}.`
    return p.reporter.fail(token, what)
  }
  const symbol = p.find(text)
  switch (symbol?.kind) {
    case 'variable':
      symbol.used = true
      return { op: 'variable', variable: symbol, type: symbol.type, place: token }
    case 'constant':
      return constant(symbol.value, symbol.type, token)
    case 'function':
      warnOfMissingHeader(p, symbol.header, symbol.name, token)
      return { op: 'function', symbol, type: symbol.type, place: token }
    case 'typedef':
      return p.reporter.fail(token, `${text} is a type: a value should stand here.`)
    case undefined:
      return exceptionWord(p, token) ?? unknownName(p, token)
  }
}

/** Declares an unknown name with an error once, so that its later uses are not told again. */
function unknownName(p: ParserState, token: Place & { readonly text: string }): Expression {
  if (p.lost.has(token.text)) throw new SyntaxProblem()
  const isCall = isPunct(p.token, '(')
  const later = isCall ? definitionOf(p.tokens, token.text) : null
  const header = p.known.headerOf(token.text)
  const known = p.known.hintFor(token.text) ?? (isCall ? null : tagHint(p, token.text))
  if (known === null && header !== null && !p.included.has(header)) return missedMacro(p, token, header)
  const hint =
    known ??
    (later &&
      `${token.text} is defined further down, on line ${later.line}: declare it before this function.`)
  const isType =
    declaresPointer(p) ||
    (p.token.kind === 'name' && !p.token.lineStart && (!keywords.has(p.token.text) || startsType(p)))
  const what = isCall ? 'function' : isType ? 'type' : 'variable or constant'
  p.reporter.error(token, hint ?? `There is no ${what} ${token.text}${p.suggest(token.text) || ' here.'}`)
  if (isType) loseNames(p)
  const isCpp = hint !== null && hint.includes('C++') && !/^[),;}\]]$/.test(p.token.text)
  const isWord = /^(number|string|char)$/.test(p.token.kind) && !p.token.lineStart
  if (isType || isWord || isCpp) throw new SyntaxProblem()
  if (isCall && misspeltHead(p, token)) throw new SyntaxProblem()
  const variable: Variable = {
    kind: 'variable',
    name: token.text,
    type: T.intType,
    storage: 'static',
    place: token,
    offset: 0,
    owner: null,
    isDefined: true,
    used: true
  }
  if (!isCall) p.scope.symbols.set(token.text, variable)
  if (!isCall) return { op: 'variable', variable, type: T.intType, place: token }
  const type: CType = { kind: 'function', result: T.intType, params: [], variadic: false, unprototyped: true }
  return castTo(constant(0n, T.voidPointer, token), T.pointerTo(type))
}

/** Behind the unknown name of `Thing *p = ...;`, at the start of a statement. */
function declaresPointer(p: ParserState): boolean {
  const before = p.tokens[p.at - 2]
  const starts = before !== undefined && /^[;{}]$/.test(before.text)
  return starts && isPunct(p.token, '*') && p.peek().kind === 'name' && /^[=;]$/.test(p.peek(2).text)
}

/** `fro (...)`, `whlie (...)`: told as such already; its parentheses are skipped. */
function misspeltHead(p: ParserState, token: Place & { readonly text: string }): boolean {
  const words = ['for', 'while', 'switch', 'sizeof']
  if (closestName(token.text, words) === null) return false
  let depth = 0
  for (let n = 0; p.peek(n).kind !== 'end' && p.peek(n).line === token.line; n++) {
    if (isPunct(p.peek(n), '(')) depth++
    if (!isPunct(p.peek(n), ')') || --depth > 0) continue
    p.at += n + 1
    return true
  }
  return false
}

/** A constant of a header that is not included: one message a header. */
function missedMacro(p: ParserState, token: Place & { readonly text: string }, header: string): Expression {
  if (!p.missedMacros.has(header))
    p.reporter.error(
      token,
      `${token.text} is declared in ${fileOf(header)}: add #include <${fileOf(header)}>.`
    )
  p.missedMacros.add(header)
  return constant(0n, T.intType, token)
}

function fileOf(header: string): string {
  if (header === 'windows' || header === 'lab' || header === 'stdbool') return `${header}.h`
  return header
}

function warnOfMissingHeader(p: ParserState, header: string | null, name: string, place: Place): void {
  if (header === null || p.included.has(header) || p.isHeader) return
  // Microsoft's stdio.h, stdlib.h and string.h declare their wide functions, too.
  const also = /printf|put/.test(name) ? 'stdio.h' : /^wcsto/.test(name) ? 'stdlib.h' : 'string.h'
  if (header === 'wchar.h' && p.included.has(also)) return
  const file = fileOf(header)
  if (!p.missedHeaders.has(header))
    p.reporter.warning(place, `${name} is declared in ${file}: add #include <${file}>.`)
  p.missedHeaders.add(header)
}

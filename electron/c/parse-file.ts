import type { Statement } from './ast'
import { NextFunction, SyntaxProblem } from './diagnostics'
import { checkLabels, parseDeclaration } from './parse-declarations'
import { parseItem, parseStaticAssert } from './parse-statements'
import { hasOldParameters } from './parse-old-parameters'
import { keywords, startsType } from './parse-types'
import { isPunct, newScope, type CurrentFunction, type ParserState } from './parser-state'
import type { Token } from './token'
import { TryNesting } from './try-nesting'
import { intType, type FunctionType } from './types'

/** What kind of text a file is. */
export type FileShape =
  | 'program'
  /** Statements without any function around them: taken as the body of main. */
  | 'listing'

const statementWords = /^(if|for|while|do|switch|return|goto|__try)$/

/** Names of functions at which a program begins. */
export const entryNames = ['main', 'wmain', 'WinMain', 'wWinMain']

/** Tells a listing from a program: no main, and a statement at the top level. */
export function shapeOf(p: ParserState): FileShape {
  const hasMain = p.tokens.some(
    (t, i) => entryNames.includes(t.text) && t.kind === 'name' && isPunct(p.tokens[i + 1] ?? t, '(')
  )
  if (hasMain) return 'program'
  let depth = 0
  let fresh = true
  for (let i = 0; i < p.tokens.length - 1; i++) {
    const token = p.tokens[i]!
    if (token.kind === 'punct' && /^[{([]$/.test(token.text)) depth++
    if (token.kind === 'punct' && /^[})\]]$/.test(token.text)) depth--
    if (depth < 0) return 'program'
    if (depth > 0) continue
    if (fresh && startsStatement(p, token, p.tokens[i + 1]!)) return 'listing'
    fresh = token.kind === 'punct' && (token.text === ';' || token.text === '}')
  }
  return hasCallInDeclaration(p) ? 'listing' : 'program'
}

function startsStatement(p: ParserState, token: Token, behind: Token): boolean {
  if (token.kind !== 'name') return isPunct(token, '*') || isPunct(token, '++')
  if (statementWords.test(token.text)) return true
  const symbol = p.find(token.text)
  if (symbol?.kind === 'typedef') return false
  return (
    behind.kind === 'punct' &&
    (['=', '->', '.', '[', '++', '--', '+=', '-=', '|='].includes(behind.text) ||
      (behind.text === '(' && symbol?.kind === 'function'))
  )
}

/** `LPVOID p = VirtualAlloc(...)` at the top level. */
function hasCallInDeclaration(p: ParserState): boolean {
  let depth = 0
  let assigned = false
  for (let i = 0; i < p.tokens.length - 1; i++) {
    const token = p.tokens[i]!
    if (isPunct(token, '{')) depth++
    if (isPunct(token, '}')) depth--
    if (depth > 0) continue
    if (isPunct(token, '=')) assigned = true
    if (isPunct(token, ';')) assigned = false
    if (
      assigned &&
      token.kind === 'name' &&
      isPunct(p.tokens[i + 1]!, '(') &&
      p.find(token.text)?.kind === 'function'
    )
      return true
  }
  return false
}

/** Reads a whole file; every error in it is told. */
export function parseFile(p: ParserState): void {
  if (shapeOf(p) === 'listing') return parseListing(p)
  while (p.token.kind !== 'end') parseTopLevel(p)
}

function parseTopLevel(p: ParserState): void {
  const before = p.at
  const depth = p.scopes.length
  try {
    if (p.accept(';')) return
    if (p.is('_Static_assert') || p.is('static_assert')) return parseStaticAssert(p)
    if (isPunct(p.token, '}'))
      p.reporter.fail(p.token, 'This } closes nothing: is there one too many before it?')
    if (startsStatement(p, p.token, p.peek()) && !hasOldParameters(p, 1) && !isPunct(p.token, '*')) {
      p.reporter.error(
        p.token,
        'This statement stands outside of any function: is there a } too many before it?'
      )
      return skipToMargin(p)
    }
    if (startsImplicitInt(p)) {
      p.reporter.warning(p.token, `${p.token.text} has no result type: int is taken.`)
      return parseImplicitInt(p)
    }
    parseDeclaration(p)
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem) && !(problem instanceof NextFunction)) throw problem
    p.scopes.length = depth
    p.function = null
    if (problem instanceof SyntaxProblem) recoverTopLevel(p, before)
  }
}

/** Skips statements that no function holds, to the next declaration at the left margin. */
function skipToMargin(p: ParserState): void {
  do p.next()
  while (p.token.kind !== 'end' && !(p.token.lineStart && p.token.column === 1 && startsType(p)))
}

/** `main() { ... }`, as old texts have it. */
function startsImplicitInt(p: ParserState): boolean {
  if (p.token.kind !== 'name' || keywords.has(p.token.text) || !isPunct(p.peek(), '(') || startsType(p))
    return false
  if (hasOldParameters(p, 1)) return true
  let depth = 0
  for (let n = 1; ; n++) {
    const token = p.peek(n)
    if (token.kind === 'end') return false
    if (isPunct(token, '(')) depth++
    if (isPunct(token, ')') && --depth === 0) return isPunct(p.peek(n + 1), '{')
  }
}

function parseImplicitInt(p: ParserState): void {
  const name = p.token
  const word: Token = { ...name, kind: 'name', text: 'int' }
  // The missing word is read as if it stood there.
  const tokens = p.tokens as Token[]
  tokens.splice(p.at, 0, word)
  parseDeclaration(p)
}

function recoverTopLevel(p: ParserState, before: number): void {
  if (p.at === before) p.next()
  let depth = 0
  for (let i = before; i < p.at; i++) {
    if (isPunct(p.tokens[i]!, '{')) depth++
    if (isPunct(p.tokens[i]!, '}')) depth--
  }
  const behind = p.at
  while (p.token.kind !== 'end') {
    if (p.at === behind && behind > before + 1 && depth <= 0 && p.token.column === 1 && startsType(p)) return
    const token = p.next()
    if (isPunct(token, '{')) depth++
    if (isPunct(token, '}') && --depth <= 0) return void p.accept(';')
    if (isPunct(token, ';') && depth <= 0) return
    // The next definition most likely starts at the left margin.
    if (depth <= 0 && p.token.lineStart && p.token.column === 1 && startsType(p)) return
  }
}

/** Statements without a function: main around them, with a warning. Functions between them stay functions. */
function parseListing(p: ParserState): void {
  const place = p.token
  p.reporter.warning(
    place,
    'These statements stand outside of any function: they are run as the body of main.'
  )
  const type: FunctionType = {
    kind: 'function',
    result: intType,
    params: [],
    variadic: false,
    unprototyped: false
  }
  const symbol = {
    kind: 'function',
    name: 'main',
    type,
    place,
    index: p.functions.length,
    origin: 'program',
    header: null
  } as const
  p.functions.push(symbol)
  p.scopes[1]!.symbols.set('main', symbol)
  const current: CurrentFunction = {
    name: 'main',
    type,
    locals: [],
    frameSize: 0,
    resultHolder: null,
    labels: new Map(),
    gotos: [],
    loops: 0,
    tries: new TryNesting(),
    switches: []
  }
  const mainScope = newScope()
  const body: Statement[] = []
  while (p.token.kind !== 'end') {
    if (definesFunction(p)) {
      parseTopLevel(p)
      continue
    }
    p.function = current
    p.scopes.push(mainScope)
    if (isPunct(p.token, '}')) {
      p.reporter.error(p.token, 'This } closes nothing.')
      p.next()
    } else parseItem(p, body)
    p.scopes.pop()
    p.function = null
  }
  checkLabels(p, current)
  const end = p.previous
  const block = { op: 'block', place, end, body, variables: [...current.locals] } as const
  p.definitions.push({
    symbol,
    params: [],
    resultHolder: null,
    locals: current.locals,
    body: block,
    end,
    place
  })
}

/** Whether the next item is `type name(...) {`. */
function definesFunction(p: ParserState): boolean {
  if (!startsType(p)) return startsImplicitInt(p)
  for (let n = 0; ; n++) {
    const token = p.peek(n)
    if (token.kind === 'end' || isPunct(token, ';') || isPunct(token, '=')) return false
    if (isPunct(token, '{')) return isPunct(p.peek(n - 1), ')')
  }
}

import type { Expression, Statement, Variable } from './ast'
import { castTo, constant, valueOf } from './conversions'
import type { Place } from './diagnostics'
import { parseExpression } from './parse-expressions'
import { parseBlock } from './parse-statements'
import { span, type ParserState } from './parser-state'
import type { Token } from './token'
import { warnOfLeaving, type TryPart } from './try-nesting'
import * as T from './types'
import { isInteger, typeText, type CType } from './types'

/** `__try { } __except (filter) { }` or `__try { } __finally { }`: learn.microsoft.com, try-except and try-finally statement. */
export function parseTry(p: ParserState): Statement {
  const place = p.next()
  const { tries } = p.function!
  const body = partOf(p, 'body', place)
  const guarded = tries.inside(body, () => braces(p, '__try'))
  const word = p.token
  if (p.accept('__finally')) {
    body.isTermination = true
    const state = p.temporary(T.intType, word)
    const handler = tries.inside(partOf(p, 'finally', word, { state }), () => braces(p, '__finally'))
    refuseSecond(p, place)
    return { op: 'try-finally', place, body: guarded, handler, state }
  }
  if (!p.accept('__except'))
    return p.reporter.fail(
      p.token,
      `The __try of line ${place.line} needs an __except (...) { } or a __finally { } here.`
    )
  const code = p.temporary(typeNamed(p, 'DWORD', T.unsignedLongType), word)
  const pointers = p.temporary(typeNamed(p, 'LPEXCEPTION_POINTERS', T.voidPointer), word)
  p.expect('(', 'behind __except: its filter says whether it takes the exception')
  const filter = tries.inside(partOf(p, 'filter', word, { code, pointers }), () => parseFilter(p))
  p.expect(')', 'behind the filter of __except')
  const handler = tries.inside(partOf(p, 'except', word, { code }), () => braces(p, '__except (...)'))
  refuseSecond(p, place)
  return { op: 'try-except', place, body: guarded, filter, handler, code, pointers }
}

/** `__leave;`: to the end of the __try block around it. */
export function parseLeave(p: ParserState): Statement {
  const place = p.next()
  p.expect(';', 'behind __leave')
  const { tries } = p.function!
  if (!tries.innermost('body')) {
    p.reporter.error(place, '__leave stands outside of any __try block.')
    return { op: 'empty', place }
  }
  const left = tries.open.slice(tries.open.findLastIndex((part) => part.kind === 'body'))
  if (left.some((part) => part.kind === 'finally')) warnOfLeaving(p.reporter, place, '__leave')
  return { op: 'leave', place }
}

/** A __except or __finally that has no __try before it. */
export function refuseHandler(p: ParserState): never {
  return p.reporter.fail(
    p.token,
    `This ${p.token.text} has no __try block before it: is a } missing or one too many?`
  )
}

/** Warns where a return, break or continue that was just read leaves a __finally block. */
export function checkLeavesFinally(p: ParserState, word: Token): void {
  const current = p.function!
  const part = current.tries.innermost('finally')
  if (!part) return
  const stays =
    word.text === 'return'
      ? false
      : current.loops > part.loops || (word.text === 'break' && current.switches.length > part.switches)
  if (!stays) warnOfLeaving(p.reporter, word, word.text)
}

/** Refuses a case inside of a try statement that its switch is not in. */
export function checkCase(p: ParserState, word: Place): void {
  const part = p.function!.tries.open.at(-1)
  if (part && part.switches >= p.function!.switches.length)
    p.reporter.error(
      word,
      `The switch would jump into the ${part.kind === 'body' ? '__try' : `__${part.kind}`} block of line ${part.place.line}: only jumps out of one are allowed.`
    )
}

/**
 * GetExceptionCode, GetExceptionInformation and AbnormalTermination, which the compiler knows itself: the name that was
 * just taken and its parentheses. Null for any other name.
 */
export function exceptionWord(p: ParserState, token: Token): Expression | null {
  const word = exceptionWords[token.text]
  if (word === undefined || !p.is('(') || p.function === null) return null
  p.next()
  const close = p.expect(')', `behind ${token.text}(`)
  const place = span(token, close)
  const { tries } = p.function
  switch (word) {
    case 'code': {
      const code = tries.innermost('filter', 'except')?.code
      if (code) return valueOfHolder(code, place)
      p.reporter.error(
        token,
        `${token.text} can be called only in the filter or in the block of an __except: pass its value on from there.`
      )
      return constant(0n, T.unsignedLongType, place)
    }
    case 'information': {
      const pointers = tries.innermost('filter')?.pointers
      if (pointers) return valueOfHolder(pointers, place)
      p.reporter.error(
        token,
        `${token.text} can be called only in the filter of an __except, between its parentheses.`
      )
      return castTo(constant(0n, T.intType, place), typeNamed(p, 'LPEXCEPTION_POINTERS', T.voidPointer))
    }
    case 'termination': {
      const state = tries.innermost('finally')?.state
      if (state) {
        const left: Expression = { op: 'variable', variable: state, type: state.type, place }
        const right = constant(0n, T.intType, place)
        return { op: 'compare', operator: '!=', left, right, type: T.intType, place }
      }
      p.reporter.error(token, `${token.text} can be called only in a __finally block.`)
      return constant(0n, T.intType, place)
    }
  }
}

/** excpt.h's names of the three. */
const exceptionWords: Readonly<Partial<Record<string, 'code' | 'information' | 'termination'>>> = {
  GetExceptionCode: 'code',
  _exception_code: 'code',
  exception_code: 'code',
  GetExceptionInformation: 'information',
  _exception_info: 'information',
  exception_info: 'information',
  AbnormalTermination: 'termination',
  _abnormal_termination: 'termination',
  abnormal_termination: 'termination'
}

/** A value that cannot be assigned to. */
function valueOfHolder(variable: Variable, place: Place): Expression {
  return {
    op: 'cast',
    of: { op: 'variable', variable, type: variable.type, place },
    type: variable.type,
    place
  }
}

function parseFilter(p: ParserState): Expression {
  const filter = valueOf(parseExpression(p))
  if (!isInteger(filter.type))
    p.reporter.error(
      filter.place,
      `The filter of __except needs an integer: EXCEPTION_EXECUTE_HANDLER, EXCEPTION_CONTINUE_SEARCH or EXCEPTION_CONTINUE_EXECUTION, not ${typeText(filter.type)}.`
    )
  return isInteger(filter.type) ? castTo(filter, T.intType) : constant(0n, T.intType, filter.place)
}

function braces(p: ParserState, word: string): Statement {
  const open = p.expect('{', `behind ${word}`)
  return parseBlock(p, open)
}

function refuseSecond(p: ParserState, place: Place): void {
  if (p.is('__except') || p.is('__finally'))
    p.reporter.fail(
      p.token,
      `The __try of line ${place.line} has its handler already: for both an __except and a __finally, put one __try into another.`
    )
}

function typeNamed(p: ParserState, name: string, otherwise: CType): CType {
  const symbol = p.find(name)
  return symbol?.kind === 'typedef' ? symbol.type : otherwise
}

function partOf(
  p: ParserState,
  kind: TryPart['kind'],
  place: Place,
  holders: { code?: Variable; pointers?: Variable; state?: Variable } = {}
): TryPart {
  const { loops, switches } = p.function!
  return {
    kind,
    place,
    isTermination: false,
    code: holders.code ?? null,
    pointers: holders.pointers ?? null,
    state: holders.state ?? null,
    loops,
    switches: switches.length
  }
}

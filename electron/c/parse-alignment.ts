import { parseConstant } from './parse-expressions'
import { parseTypeName, startsType } from './parse-types'
import type { ParserState } from './parser-state'
import { alignmentOf } from './types'

/**
 * Reads `_Alignas(...)`, `__declspec(...)` or `__attribute__((...))` behind its word, and notes the alignment it asks
 * for. Everything else in them changes nothing here.
 */
export function parseAttribute(p: ParserState, word: string): void {
  if (!p.is('(')) return
  const open = p.next()
  if (word === '_Alignas' || word === 'alignas') {
    note(p, startsType(p) ? BigInt(alignmentOf(parseTypeName(p))) : parseConstant(p))
    p.expect(')', `of ${word}`)
    return
  }
  for (let depth = 1; depth > 0;) {
    const token = p.next()
    if (token.kind === 'end') p.reporter.fail(open, 'This ( is never closed.')
    if (/^(align|aligned|__aligned__)$/.test(token.text) && p.accept('(')) {
      note(p, parseConstant(p))
      p.expect(')', `of ${token.text}`)
      continue
    }
    if (token.text === '(' && token.kind === 'punct') depth++
    if (token.text === ')' && token.kind === 'punct') depth--
  }
}

function note(p: ParserState, value: bigint): void {
  if (value === 0n) return
  if (value < 0n || value > 8192n || (value & (value - 1n)) !== 0n)
    p.reporter.error(p.previous, `${value} is no alignment: it must be a power of two up to 8192.`)
  else p.askedAlignment = Math.max(p.askedAlignment, Number(value))
}

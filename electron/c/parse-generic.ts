import type { Expression } from './ast'
import { valueOf } from './conversions'
import type { Place } from './diagnostics'
import { parseAssignment } from './parse-expressions'
import { parseTypeName, startsType } from './parse-types'
import type { ParserState } from './parser-state'
import { sameType, typeText, type CType } from './types'

/** `_Generic(value, type: result, ..., default: result)` behind its word (C11 6.5.1.1). */
export function parseGeneric(p: ParserState, word: Place): Expression {
  p.expect('(', 'behind _Generic')
  const { type } = valueOf(parseAssignment(p))
  const chosenType: CType = { ...type, constant: false }
  let chosen: Expression | null = null
  let fallback: Expression | null = null
  while (p.accept(',')) {
    let matches = false
    let isDefault = false
    if (p.accept('default')) isDefault = true
    else if (startsType(p)) matches = sameType(parseTypeName(p), chosenType)
    else p.reporter.fail(p.token, `Here should be a type or default, not ${p.token.text}.`)
    p.expect(':', 'behind this type of _Generic')
    const result = parseAssignment(p)
    if (isDefault) fallback = result
    else if (matches) chosen ??= result
  }
  p.expect(')', 'behind the choices of _Generic')
  return (
    chosen ??
    fallback ??
    p.reporter.fail(word, `_Generic has no choice for ${typeText(type)}, and no default.`)
  )
}

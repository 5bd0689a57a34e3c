import { parseDeclarator, parseSpecifiers, spelled, startsType } from './parse-types'
import { isPunct, type ParserState } from './parser-state'
import { intType, type CType, type Parameter } from './types'

/**
 * Whether the ( that is `n` behind the current token opens parameters of the old kind, `f(a, b) int a; char *b; {`
 * (C11 6.9.1): names alone, whose declarations stand before the body.
 */
export function hasOldParameters(p: ParserState, n = 0): boolean {
  if (!isPunct(p.peek(n), '(')) return false
  let at = n + 1
  for (; ; at += 2) {
    if (p.peek(at).kind !== 'name' || startsType(p, at)) return false
    if (!isPunct(p.peek(at + 1), ',')) break
  }
  if (!isPunct(p.peek(at + 1), ')') || !startsType(p, at + 2)) return false
  for (let i = at + 2; ; i++) {
    const token = p.peek(i)
    if (isPunct(token, '{')) return isPunct(p.peek(i - 1), ';')
    if (token.kind === 'end' || isPunct(token, '}') || isPunct(token, '=')) return false
  }
}

/** Reads from behind the ( to before the body. A parameter without a declaration is an int. */
export function parseOldParameters(p: ParserState, adjusted: (type: CType) => CType): Parameter[] {
  const names: string[] = []
  while (!p.accept(')')) {
    names.push(p.next().text)
    p.accept(',')
  }
  const declared = new Map<string, Parameter>()
  while (!p.is('{')) {
    const from = p.at
    const { type } = parseSpecifiers(p)
    const base = spelled(p, from)
    do {
      const at = p.at
      const { name, type: full } = parseDeclarator(p, type)
      if (!name) return p.reporter.fail(p.token, 'Here should be the name of a parameter.')
      if (!names.includes(name.text))
        p.reporter.error(name, `${name.text} is not among the parameters between the parentheses.`)
      const written = `${base} ${spelled(p, at, name)}`.trim()
      declared.set(name.text, { name: name.text, type: adjusted(full), written })
    } while (p.accept(','))
    p.expect(';', 'behind the declaration of this parameter')
  }
  return names.map((name) => declared.get(name) ?? { name, type: intType, written: 'int' })
}

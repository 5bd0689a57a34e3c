/** A stretch of the expression's own text: offsets from its beginning. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Token extends Span {
  readonly kind: 'number' | 'name' | 'text' | 'c' | 'mark' | 'sign' | 'end'
  /** As written; of texts and C expressions what stands between the quotes, of marks the name behind @. */
  readonly text: string
}

/** Something that is wrong with an expression, and what to do. */
export interface ExpressionProblem extends Span {
  readonly message: string
}

/** Thrown while an expression is read, and caught by whoever began to read it. */
export class ExpressionError extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.message)
  }
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['text', /"((?:\\.|[^"\\])*)"/y],
  ['c', /`([^`]*)`/y],
  ['mark', /@([a-z][a-z0-9-]*)/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[<>+\-*/|(),.#!=&]/y]
]

/** The tokens of an expression. Throws `ExpressionError` at what no expression has. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; ;) {
    while (/\s/.test(text[at] ?? '')) at++
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
      return tokens
    }
    const token = tokenAt(text, at)
    if (token === null) throw new ExpressionError({ start: at, end: at + 1, message: strangerAt(text, at) })
    tokens.push(token)
    at = token.end
  }
}

function tokenAt(text: string, at: number): Token | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) continue
    const written = found[1] ?? found[0]
    const meant =
      kind === 'text' ? written.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)) : written
    return { kind, text: meant, start: at, end: at + found[0].length }
  }
  return null
}

function strangerAt(text: string, at: number): string {
  const c = text[at]!
  if (c === '"') return 'This text has no end: close it with ".'
  if (c === '`') return 'This C expression has no end: close it with `.'
  if (c === '@')
    return 'Behind @ stands the name of a mark: small letters, digits and hyphens, as in @reserve.'
  if (c === "'") return 'Texts stand in double quotes: "like this".'
  if (c === '[') return 'There are no [brackets] here. Elements of a C array stand in backticks: `a[2]`.'
  return `${c} has no meaning in an expression.`
}

import { tokenize } from './lexer'
import { Reporter } from './diagnostics'
import type { Token } from './token'

/** A macro: what stands for a name. */
export interface Macro {
  readonly name: string
  /** Null for an object-like macro. */
  readonly params: readonly string[] | null
  /** The last parameter takes all the rest (`...`). */
  readonly variadic: boolean
  readonly body: readonly Token[]
  /** Which built-in header brings it; null for the user's own. */
  readonly header: string | null
}

/** An object-like macro from its text. */
export function macroOfText(name: string, text: string, header: string): Macro {
  const body = tokenize(text, new Reporter(header), false).filter((token) => token.kind !== 'end')
  return { name, params: null, variadic: false, body, header }
}

/** Tokens as C's # operator writes them: one blank where there was white space. */
export function spell(tokens: readonly Token[]): string {
  let text = ''
  for (const token of tokens)
    text += (token.spaceBefore || token.lineStart) && text !== '' ? ` ${token.text}` : token.text
  return text
}

/** The string literal that # makes of an argument. */
export function stringize(tokens: readonly Token[]): string {
  const inner = tokens.map((token) =>
    token.kind === 'string' || token.kind === 'char'
      ? { ...token, text: token.text.replace(/["\\]/g, '\\$&') }
      : token
  )
  return `"${spell(inner)}"`
}

import type { Place } from './diagnostics'

export type TokenKind = 'name' | 'number' | 'char' | 'string' | 'punct' | 'end'

/** The macros whose expansion a token is part of: these are not expanded in it again. */
export interface HideSet {
  readonly name: string
  readonly rest: HideSet | null
}

/** One preprocessing token. Its place is where the user wrote it, or where they used the macro it came out of. */
export interface Token extends Place {
  readonly kind: TokenKind
  /** As written, quotes and prefixes included. */
  readonly text: string
  readonly spaceBefore: boolean
  readonly lineStart: boolean
  /** Part of a macro's replacement text, not of what the user wrote at this place. */
  readonly fromMacro: boolean
  readonly hidden: HideSet | null
}

export function isHidden(set: HideSet | null, name: string): boolean {
  for (let s = set; s !== null; s = s.rest) if (s.name === name) return true
  return false
}

export function isPunct(token: Token, text: string): boolean {
  return token.kind === 'punct' && token.text === text
}

import { blankedText, wordsOf } from '../editor/knowledge/blanked-text'
import type { StatementPlace } from './statement-place'

/** A text with an act's statements in it. */
export interface TextWithAct {
  readonly source: string
  /** What was put in, as changes of the old text. */
  readonly changes: readonly { readonly from: number; readonly insert: string }[]
  /** The first line of the statements in the new text, and how many there are. */
  readonly line: number
  readonly count: number
  /** How many lines came in before which line of the old text. */
  readonly inserted: readonly { readonly line: number; readonly count: number }[]
}

/** The text with statements put before a line, and with the headers they need. */
export function putIn(
  source: string,
  place: Pick<StatementPlace, 'line' | 'indent'>,
  statements: readonly string[],
  headers: readonly string[] = []
): TextWithAct {
  const lines = source.split('\n')
  const startOf = (line: number): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  const missing = missingHeaders(source, headers)
  const changes: { from: number; insert: string }[] = []
  const inserted: { line: number; count: number }[] = []
  if (missing.length > 0) {
    const line = headerLine(lines)
    changes.push({ from: startOf(line), insert: missing.map((name) => `#include <${name}>\n`).join('') })
    inserted.push({ line, count: missing.length })
  }
  changes.push({
    from: startOf(place.line),
    insert: statements.map((text) => `${place.indent}${text}\n`).join('')
  })
  inserted.push({ line: place.line, count: statements.length })
  let result = source
  for (const { from, insert } of [...changes].reverse())
    result = result.slice(0, from) + insert + result.slice(from)
  return {
    source: result,
    changes,
    line: place.line + missing.length,
    count: statements.length,
    inserted
  }
}

function missingHeaders(source: string, headers: readonly string[]): string[] {
  const included = new Set(
    [...source.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]/gm)].map((m) => m[1]!.toLowerCase())
  )
  const hasWindows = included.has('windows.h') || included.has('lab.h')
  return [...(hasWindows ? [] : ['windows.h']), ...headers.filter((name) => !included.has(name))]
}

/** Before the first include, or after the comments that a file begins with; other headers need windows.h before them. */
function headerLine(lines: readonly string[]): number {
  const includes = lines.flatMap((text, i) => (/^\s*#\s*include\b/.test(text) ? [i + 1] : []))
  const hasWindows = lines.some((text) => /^\s*#\s*include\s*[<"](windows|lab)\.h/.test(text))
  if (includes.length > 0) return hasWindows ? includes.at(-1)! + 1 : includes[0]!
  const blanked = blankedText(lines.join('\n')).split('\n')
  const first = blanked.findIndex((text) => text.trim() !== '')
  return Math.max(1, first + 1)
}

/** `region1`, or the first number that makes a name that the program does not have. */
export function freshName(source: string, stem: string): string {
  const taken = wordsOf(blankedText(source))
  let number = 1
  while (taken.has(`${stem}${number}`)) number++
  return `${stem}${number}`
}

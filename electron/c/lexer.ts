import { GiveUp, type Reporter } from './diagnostics'
import type { Token, TokenKind } from './token'

const punctuators = new Set(
  (
    '... <<= >>= -> ++ -- << >> <= >= == != && || *= /= %= += -= &= ^= |= ## ' +
    '[ ] ( ) { } . & * + - ~ ! / % < > ^ | ? : ; = , # @ \\'
  ).split(' ')
)
const whiteSpace = /[ \t\f\v\r\u00a0\u2007\u202f\u2009]/
const nameStart = /[A-Za-z_$]/
const namePart = /[A-Za-z0-9_$]/
const curlyQuotes = /[\u2018\u2019\u201c\u201d]/

/** Where a lexer stands in its text. */
interface Cursor {
  readonly text: string
  at: number
  line: number
  lineStartAt: number
}

/**
 * Cuts a text into preprocessing tokens, ending with one of kind `end`. Errors (an unterminated comment or string, a
 * character that C does not know) go to `reporter`; lexing goes on behind them. `own` is false for texts that are not
 * the user's: their tokens have no place.
 */
export function tokenize(text: string, reporter: Reporter, own: boolean): Token[] {
  const cursor: Cursor = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0, line: 1, lineStartAt: 0 }
  const tokens: Token[] = []
  let spaceBefore = false
  let lineStart = true
  const push = (kind: TokenKind, start: number, line: number, column: number, written?: string): void => {
    tokens.push({
      kind,
      text: (written ?? text.slice(start, cursor.at)).replace(/\\\r?\n/g, ''),
      line: own ? line : 0,
      column,
      start: own ? start : -1,
      end: own ? cursor.at : -1,
      spaceBefore,
      lineStart,
      fromMacro: !own,
      hidden: null
    })
    spaceBefore = false
    lineStart = false
  }
  for (;;) {
    const skipped = skipBlanks(cursor, reporter)
    if (skipped.space) spaceBefore = true
    if (skipped.newLine) lineStart = true
    const start = cursor.at
    const line = cursor.line
    const column = start - cursor.lineStartAt + 1
    if (start >= text.length) {
      push('end', start, line, column)
      return tokens
    }
    const c = text[start]!
    const next = text[start + 1] ?? ''
    if (c === '*' && next === '/' && !/[*/]/.test(text[start + 2] ?? '')) {
      reporter.error(
        { line, column, start, end: start + 2 },
        'This */ closes no comment: comments do not nest.'
      )
      cursor.at = start + 2
      continue
    }
    const literal = /^(?:u8|[LuU])?(["'])/.exec(text.slice(start, start + 3))
    if (literal) {
      cursor.at = start + literal[0].length
      const closed = skipQuoted(cursor, literal[1]!)
      if (!closed) {
        const what = literal[1] === '"' ? 'string' : 'character constant'
        reporter.error(
          { line, column, start, end: cursor.at },
          `This ${what} does not end on its line: close it with ${literal[1]}.`
        )
        // Most likely the quote is missing before the ) and ; at the end of the line.
        const rest = /[)\s]*;?\s*$/.exec(text.slice(start, cursor.at))!
        cursor.at = Math.max(start + literal[0].length, start + rest.index)
        push(
          literal[1] === '"' ? 'string' : 'char',
          start,
          line,
          column,
          `${text.slice(start, cursor.at)}${literal[1]}`
        )
        continue
      }
      push(literal[1] === '"' ? 'string' : 'char', start, line, column)
    } else if (curlyQuotes.test(c) && closingCurl(text, start) > 0) {
      cursor.at = closingCurl(text, start) + 1
      const quote = /[\u2018\u2019]/.test(c) ? "'" : '"'
      reporter.error({ line, column, start, end: cursor.at }, strangeCharacter(c))
      push(
        quote === '"' ? 'string' : 'char',
        start,
        line,
        column,
        `${quote}${text.slice(start + 1, cursor.at - 1)}${quote}`
      )
    } else if (nameStart.test(c)) {
      while (namePart.test(text[cursor.at] ?? '')) cursor.at++
      push('name', start, line, column)
    } else if (/[0-9]/.test(c) || (c === '.' && /[0-9]/.test(next))) {
      skipNumber(cursor)
      push('number', start, line, column)
    } else {
      const length = [3, 2, 1].find((n) => punctuators.has(text.slice(start, start + n)))
      if (length === undefined) {
        cursor.at += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
        reporter.error(
          { line, column, start, end: cursor.at },
          strangeCharacter(text.slice(start, cursor.at))
        )
      } else {
        cursor.at = start + length
        push('punct', start, line, column)
      }
    }
  }
}

/** Where a literal in typographic quotes ends; -1 when its line has no other quote. */
function closingCurl(text: string, start: number): number {
  const inside = /^[^\n"'\u2018\u2019\u201c\u201d]*[\u2018\u2019\u201c\u201d]/.exec(
    text.slice(start + 1, start + 400)
  )
  return inside ? start + inside[0].length : -1
}

function strangeCharacter(c: string): string {
  if (curlyQuotes.test(c))
    return `${c} is a typographic quote: C wants the straight one, ${/[\u2018\u2019]/.test(c) ? "'" : '"'}.`
  if (/[\u2010-\u2015\u2212]/.test(c)) return `${c} is a typographic dash: C wants the plain minus, -.`
  if (/[\u200b-\u200d\ufeff]/.test(c)) return 'There is an invisible character here: delete it.'
  const code = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return code < '0020'
    ? `There is a control character (U+${code}) here: C does not know it.`
    : `C does not know the character ${c} here.`
}

/** Skips white space, comments and line joints. */
function skipBlanks(cursor: Cursor, reporter: Reporter): { space: boolean; newLine: boolean } {
  const { text } = cursor
  let space = false
  let newLine = false
  for (;;) {
    const c = text[cursor.at]
    if (c === '\n') {
      cursor.at++
      nextLine(cursor)
      newLine = true
    } else if (c === '\\' && /^\\[ \t]*\r?\n/.test(text.slice(cursor.at, cursor.at + 80))) {
      cursor.at = text.indexOf('\n', cursor.at) + 1
      nextLine(cursor)
    } else if (c === '/' && text[cursor.at + 1] === '/') {
      skipLineComment(cursor)
    } else if (c === '/' && text[cursor.at + 1] === '*') {
      skipBlockComment(cursor, reporter)
    } else if (c !== undefined && whiteSpace.test(c)) {
      cursor.at++
    } else {
      return { space, newLine }
    }
    space = true
  }
}

function nextLine(cursor: Cursor): void {
  cursor.line++
  cursor.lineStartAt = cursor.at
}

function skipLineComment(cursor: Cursor): void {
  const { text } = cursor
  for (;;) {
    const end = text.indexOf('\n', cursor.at)
    if (end < 0) {
      cursor.at = text.length
      return
    }
    const joined = text[end - 1] === '\\' || (text[end - 1] === '\r' && text[end - 2] === '\\')
    if (!joined) {
      cursor.at = end
      return
    }
    cursor.at = end + 1
    nextLine(cursor)
  }
}

function skipBlockComment(cursor: Cursor, reporter: Reporter): void {
  const { text } = cursor
  const start = cursor.at
  const place = { line: cursor.line, column: start - cursor.lineStartAt + 1, start, end: start + 2 }
  const close = text.indexOf('*/', start + 2)
  const end = close < 0 ? text.length : close + 2
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    cursor.at = at + 1
    nextLine(cursor)
  }
  cursor.at = end
  if (close >= 0) return
  reporter.error(place, 'This comment never ends: close it with */.')
  // What it swallowed is not known: nothing more can be said.
  throw new GiveUp()
}

/** Moves behind the closing quote; false when the line ends first (the cursor then stands at its end). */
function skipQuoted(cursor: Cursor, quote: string): boolean {
  const { text } = cursor
  for (; cursor.at < text.length; cursor.at++) {
    const c = text[cursor.at]
    if (c === quote) {
      cursor.at++
      return true
    }
    if (c === '\n') return false
    if (c === '\\') {
      cursor.at++
      if (text[cursor.at] === '\r' && text[cursor.at + 1] === '\n') cursor.at++
      if (text[cursor.at] === '\n') {
        cursor.line++
        cursor.lineStartAt = cursor.at + 1
      }
    }
  }
  return false
}

function skipNumber(cursor: Cursor): void {
  const { text } = cursor
  for (; cursor.at < text.length; cursor.at++) {
    const c = text[cursor.at]!
    if (namePart.test(c) || c === '.') continue
    const before = text[cursor.at - 1]!
    const isHex = /^0[xX]/.test(
      text.slice(Math.max(0, cursor.at - 20), cursor.at).match(/[0-9][0-9A-Za-z_.]*$/)?.[0] ?? ''
    )
    if ((c === '+' || c === '-') && (isHex ? /[pP]/ : /[eEpP]/).test(before)) continue
    return
  }
}

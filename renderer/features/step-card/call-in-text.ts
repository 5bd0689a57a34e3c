import { blankedText } from '../editor/knowledge/blanked-text'

/** A part of a text. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A call as it stands in the program's text. */
export interface CallInText {
  /** From the name to the closing parenthesis. */
  readonly whole: Span
  readonly name: Span
  readonly args: readonly Span[]
  /** Where the line begins that the call begins in. */
  readonly lineStart: number
  readonly indent: string
}

/** More lines than these a call does not reach over. */
const mostLines = 12

/**
 * The call of a function that begins on a line, or on the nearest before it whose statement reaches there; null where
 * there is none, or more than one on the line, so that it is not certain which was meant.
 */
export function callInText(source: string, name: string, line: number): CallInText | null {
  const blanked = blankedText(source)
  const starts = [0]
  for (let at = blanked.indexOf('\n'); at >= 0; at = blanked.indexOf('\n', at + 1)) starts.push(at + 1)
  // CreateFileMapping in the text is CreateFileMappingA or W in the call.
  const names = [name, name.replace(/[AW]$/, '')].map((one) => one.replace(/[^\w]/g, ''))
  const pattern = new RegExp(`\\b(?:${[...new Set(names)].join('|')})\\s*\\(`, 'g')
  const start = starts[line - 1]
  if (start === undefined) return null
  pattern.lastIndex = start
  const end = starts[line - 1 + mostLines] ?? blanked.length
  const statementEnd = blanked.indexOf(';', start)
  const found: RegExpExecArray[] = []
  for (let match = pattern.exec(blanked); match !== null; match = pattern.exec(blanked)) {
    if (match.index > (statementEnd < 0 ? end : Math.min(end, statementEnd))) break
    found.push(match)
  }
  const only = found[0]
  if (only === undefined || found.length > 1) return null
  const open = only.index + only[0].length
  const spans = argumentSpans(blanked, source, open)
  if (spans === null) return null
  const lineStart = source.lastIndexOf('\n', only.index) + 1
  const nameText = /^\w+/.exec(only[0])![0]
  const statementStart = starts[line - 1]!
  return {
    whole: { from: only.index, to: spans.end, text: source.slice(only.index, spans.end) },
    name: { from: only.index, to: only.index + nameText.length, text: nameText },
    args: spans.args,
    lineStart: statementStart,
    indent: /^[ \t]*/.exec(source.slice(Math.min(lineStart, statementStart)))?.[0] ?? ''
  }
}

function argumentSpans(
  blanked: string,
  source: string,
  open: number
): { readonly args: Span[]; readonly end: number } | null {
  const args: Span[] = []
  let depth = 0
  let from = open
  const close = (to: number): void => {
    const text = source.slice(from, to)
    const lead = /^\s*/.exec(text)![0].length
    const trimmed = text.trim()
    if (trimmed !== '' || args.length > 0)
      args.push({ from: from + lead, to: from + lead + trimmed.length, text: trimmed })
  }
  for (let at = open; at < blanked.length; at++) {
    const character = blanked[at]!
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) {
      if (depth === 0) {
        close(at)
        return { args, end: at + 1 }
      }
      depth--
    } else if (character === ',' && depth === 0) {
      close(at)
      from = at + 1
    } else if (character === ';') return null
  }
  return null
}

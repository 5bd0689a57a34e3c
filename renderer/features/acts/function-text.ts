import { blankedText } from '../editor/knowledge/blanked-text'

/** One line of a program as far as statements can be put before it. */
export interface TextLine {
  /** From 1. */
  readonly number: number
  /** Spaces and tabs it begins with. */
  readonly indent: string
  /** Its text without comments, strings and directives. */
  readonly code: string
  /** How many blocks are open where it begins; 0 outside of functions. */
  readonly depth: number
  /** A statement can be put before it: what stands before is complete, and it goes on with nothing. */
  readonly begins: boolean
  /** One of the blocks it lies in is a loop's. */
  readonly inLoop: boolean
}

/** A function's definition: its lines from the one after the opening brace to the one with the closing brace. */
export interface FunctionText {
  readonly name: string
  readonly lines: readonly TextLine[]
}

interface Block {
  /** Not a block of statements: an initialiser, a structure, an enumeration. */
  readonly list: boolean
  readonly loop: boolean
  /** The function whose body it is. */
  readonly of: string | null
}

/** The functions that a program defines, in the order of the text. */
export function functionsOf(source: string): FunctionText[] {
  const code = blankedText(source).replace(/^[ \t]*#(?:.*\\\n)*.*/gm, (found) => found.replace(/[^\n]/g, ' '))
  const found: { name: string; lines: TextLine[] }[] = []
  const blocks: Block[] = []
  let parentheses = 0
  /** What has been read since the last complete statement. */
  let open = ''
  code.split('\n').forEach((text, index) => {
    const trimmed = text.trim()
    const of = blocks[0]?.of ?? null
    const body = of === null ? undefined : found.at(-1)
    body?.lines.push({
      number: index + 1,
      indent: /^[ \t]*/.exec(source.split('\n', index + 1)[index] ?? '')?.[0] ?? '',
      code: trimmed,
      depth: blocks.length,
      begins:
        parentheses === 0 &&
        open.trim() === '' &&
        trimmed !== '' &&
        !blocks.some(({ list }) => list) &&
        !/^(else|case|default)\b/.test(trimmed),
      inLoop: blocks.some(({ loop }) => loop)
    })
    for (const character of text) {
      if (character === '(') parentheses++
      if (character === ')') parentheses = Math.max(0, parentheses - 1)
      if (character === '{') {
        blocks.push(blockAfter(open, blocks))
        const name = blocks.length === 1 ? blocks[0]!.of : null
        if (name !== null) found.push({ name, lines: [] })
        open = ''
      } else if (character === '}') {
        const closed = blocks.pop()
        // After a list its declaration goes on.
        open = closed?.list === true ? '}' : ''
      } else if (character === ';' && parentheses === 0) open = ''
      else open += character
    }
    if (/^\s*(case\b[^?]*|default\s*|[A-Za-z_]\w*\s*):\s*$/.test(open)) open = ''
    else open += '\n'
  })
  return found
}

function blockAfter(open: string, blocks: readonly Block[]): Block {
  const before = open.trim()
  const nothing = { list: false, loop: false, of: null }
  if (blocks.length > 0) {
    const isStatement =
      before === '' || /^(if|for|while|switch|else|do|__try|__except|__finally)\b/.test(before)
    if (!isStatement || blocks.some(({ list }) => list)) return { ...nothing, list: true }
    return { ...nothing, loop: /\b(for|while)\s*\(|\bdo$/.test(before) }
  }
  // The name before the first parenthesis is the function's.
  const name =
    before.endsWith(')') && !before.includes('=') ? /([A-Za-z_]\w*)\s*\(/.exec(before)?.[1] : undefined
  return name === undefined ? { ...nothing, list: true } : { ...nothing, of: name }
}

import type { ProcessLetter } from '../../../shared/contract/observation'
import type { Frame } from '../../../shared/contract/step'
import { functionsOf, type FunctionText, type TextLine } from './function-text'

/** Where a process stands in the text that is run. */
export interface Standing {
  readonly letter: ProcessLetter
  /** The functions being executed, innermost first; empty when the process has ended or was not there yet. */
  readonly frames: readonly Frame[]
  /** The innermost statement has begun already. */
  readonly underWay: boolean
  /** Lines that were executed in this run before. */
  readonly executed: ReadonlySet<number>
}

/** Where a statement goes in. */
export interface StatementPlace {
  /** The line it is put before. */
  readonly line: number
  readonly indent: string
  /** It is the very place where the process stands. */
  readonly exact: boolean
  /** The function being executed that it lies in, as an index into the frames; null at the end of a process that is over. */
  readonly frame: number | null
  /** What a person should know of the place; empty where there is nothing to say. */
  readonly note: string
}

const entryNames: Readonly<Record<ProcessLetter, string>> = { A: 'main', B: 'process_b', C: 'process_c' }

/**
 * Where a statement can be put so that it is executed next and nothing that has happened becomes another: before the line
 * the process stands at; where that was executed before in this run, at the nearest later place that was not. Or why there
 * is none, in a sentence.
 */
export function placeForStatement(source: string, standing: Standing): StatementPlace | string {
  const functions = functionsOf(source)
  const { frames, letter } = standing
  if (frames.length === 0) return endOfEntry(functions, letter)
  for (const [index, frame] of frames.entries()) {
    const text = functions.find(({ lines }) => lines.some(({ number }) => number === frame.line))
    if (text === undefined) continue
    const at = text.lines.find(({ number }) => number === frame.line)!
    const isFree = index === 0 && !standing.underWay && !standing.executed.has(frame.line)
    if (isFree && at.begins)
      return {
        ...{ line: at.number, indent: indentAt(at), exact: true, frame: index },
        note: at.inLoop ? 'It goes into a loop: each later round will execute it again.' : ''
      }
    const later = laterPlace(text, at, standing.executed, index === frames.length - 1)
    if (later === null) continue
    const why = isFree
      ? `A statement cannot be put before line ${frame.line}.`
      : `Line ${frame.line} was executed already in this run, and a statement put before it would change what has happened.`
    return {
      ...{ line: later.number, indent: indentAt(later), exact: false, frame: index },
      note: `${why} It goes before line ${later.number}, and the run goes there.`
    }
  }
  return 'Every later line of the program was executed already in this run. A statement put in would change what has happened. Restart (Ctrl+Shift+F5) and act before the loop or the call.'
}

/** The end of a process's function, before it returns. */
function endOfEntry(functions: readonly FunctionText[], letter: ProcessLetter): StatementPlace | string {
  const name = entryNames[letter]
  const entry =
    functions.find((one) => one.name === name) ??
    (letter === 'A' ? functions.find((one) => /^(w?main|w?WinMain)$/.test(one.name)) : undefined)
  if (entry === undefined)
    return letter === 'A'
      ? 'The program has no main. File, New program gives an empty one.'
      : `The program has no process ${letter}: it defines no function ${name}.`
  const outermost = entry.lines.filter(({ depth, begins }) => depth === 1 && begins)
  const end =
    outermost.findLast(({ code }) => /^return\b/.test(code)) ??
    outermost.findLast(({ code }) => code.startsWith('}'))
  if (end === undefined) return `The end of ${name} was not found in the text.`
  return {
    ...{ line: end.number, indent: indentAt(end), exact: false, frame: null },
    note: `It goes to the end of ${entry.name}, and the run goes there.`
  }
}

function laterPlace(
  text: FunctionText,
  at: TextLine,
  executed: ReadonlySet<number>,
  isOutermost: boolean
): TextLine | null {
  let depth = at.depth
  for (const line of text.lines) {
    if (line.number <= at.number || line.code === '') continue
    depth = Math.min(depth, line.depth - (line.code.startsWith('}') ? 1 : 0))
    const isEnd = line.code.startsWith('}')
    // Whether the end of a block was come to before is not known, but for the end of a function that is called once.
    if (isEnd ? !(isOutermost && line.depth === 1) : line.depth > depth) continue
    if (!line.begins || executed.has(line.number) || isBareDeclaration(line.code)) continue
    return line
  }
  return null
}

/** A declaration that executes nothing: whether it was passed cannot be seen. */
function isBareDeclaration(code: string): boolean {
  return (
    /^(static|typedef|extern|enum)\b/.test(code) ||
    /^(?:(?:const|volatile|unsigned|signed|long|short|struct|union)\s+)*[A-Za-z_]\w*[\s*]+[A-Za-z_][\w\s,*[\]]*;$/.test(
      code
    )
  )
}

/** A statement's indentation: that of its neighbour, or one step more before a closing brace. */
function indentAt(line: TextLine): string {
  if (!line.code.startsWith('}')) return line.indent
  return line.indent.includes('\t') ? `${line.indent}\t` : `${line.indent}    `
}

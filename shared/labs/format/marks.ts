/** A mark's comment: `// @reserve`, alone on its line or behind a statement. */
const markComment = /\/\/\s*@([a-z][a-z0-9-]*)\b/
const bareLine = /^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/

/** Where a mark is in a text; lines count from 1. */
export interface MarkPlace {
  /** The line its comment stands on. */
  readonly commentLine: number
  /** The line it stands for: its own, or the next that has a statement where the comment is alone. */
  readonly line: number
}

/** A mark that a text has more than once. */
export interface RepeatedMark {
  readonly name: string
  readonly line: number
  readonly column: number
}

/** The marks of a C text: `// @name` names its line, or the next one with a statement where it stands alone. */
export function readMarks(source: string): {
  readonly marks: ReadonlyMap<string, MarkPlace>
  readonly repeated: readonly RepeatedMark[]
} {
  const lines = source.split(/\r?\n/)
  const marks = new Map<string, MarkPlace>()
  const repeated: RepeatedMark[] = []
  for (const [i, text] of lines.entries()) {
    const found = markComment.exec(text)
    if (found === null) continue
    const name = found[1]!
    if (marks.has(name)) {
      repeated.push({ name, line: i + 1, column: found.index + found[0].indexOf('@') + 1 })
      continue
    }
    let line = i
    if (bareLine.test(text)) while (line < lines.length - 1 && bareLine.test(lines[line]!)) line++
    marks.set(name, { commentLine: i + 1, line: line + 1 })
  }
  return { marks, repeated }
}

/** The lines that marks stand for. */
export function markedLines(source: string): ReadonlyMap<string, number> {
  return new Map([...readMarks(source).marks].map(([name, { line }]) => [name, line]))
}

import type { Diagnostic } from '../../contract/diagnostic'
import { closestName } from '../../contract/closest-name'
import { readFrontMatter, splitHead, type FrontMatter } from './front-matter'
import type { Lab, LabShow } from './lab'
import { LabReader, type ReadExpression, type ScopeOf } from './lab-reader'
import { readMarks } from './marks'
import { programText, type ProgramText } from './program-text'
import { StepReader } from './read-step'
import { TextReader, tokensOfMarkdown } from './read-text'

/** A lab, or everything that is wrong with it, in the order of the file. */
export type LabReading =
  { readonly ok: true; readonly lab: Lab } | { readonly ok: false; readonly problems: readonly Diagnostic[] }

/** A lab's folder as text. */
export interface LabFolder {
  /** Its name. */
  readonly id: string
  /** What lab.md is called in messages. */
  readonly labFile: string
  readonly text: string
  /** The C files by name. */
  readonly programs: ReadonlyMap<string, string>
}

/** How long a lab's text may be, in characters. */
export const longestLab = 200_000

/** Reads a lab and checks all of it: nothing has to be run to know that it fits together. */
export function readLab(folder: LabFolder, scopeOf: ScopeOf): LabReading {
  const reader = new LabReader(folder.labFile, scopeOf)
  const problems = (): LabReading => ({ ok: false, problems: inOrder(reader.problems, folder.labFile) })
  if (folder.text.length > longestLab) {
    reader.problem(
      1,
      1,
      `A lab has at most ${longestLab} characters; this has ${folder.text.length}. Make two of it.`
    )
    return problems()
  }
  const text = folder.text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const split = splitHead(text)
  if (split === null) {
    reader.problem(
      1,
      1,
      'A lab begins with its head: a line ---, then title:, goal:, minutes: and needs:, and a line --- again.'
    )
    return problems()
  }
  const head = readFrontMatter(split.head, reader)
  reader.needs = head.needs
  const programs = new Map(
    [...folder.programs].map(([name, source]) => [name, source.replace(/\r\n?/g, '\n')])
  )
  for (const [name, source] of programs)
    for (const repeated of readMarks(source).repeated)
      reader.problem(
        repeated.line,
        repeated.column,
        `@${repeated.name} marks another line above already. Give each line its own name.`,
        repeated.name.length + 1,
        name
      )

  const lines = text.split('\n')
  const opened = new Map<string, ProgramText>()
  const shows: (LabShow | null)[] = []
  const waiting: { readonly read: ReadExpression | null; readonly index: number }[] = []
  let current: string | null = null
  const now = (): ProgramText | null => (current === null ? null : opened.get(current)!)
  const textReader = new TextReader(reader, lines, {
    program: (fileName, mark, line, column) => {
      const source = programs.get(fileName)
      if (source === undefined) {
        const near = closestName(fileName, [...programs.keys()])
        reader.problem(
          line,
          column,
          `There is no ${fileName} in this folder.${near === null ? '' : ` Did you mean ${near}?`}`,
          fileName.length
        )
        return
      }
      current = fileName
      if (!opened.has(fileName)) opened.set(fileName, programText(fileName, source))
      if (mark !== null) requireMark(mark, line, column)
    },
    run: (mark, line, column) => {
      if (current === null)
        reader.problem(line, column, 'No program is open here. Link to one before: [the program](name.c).')
      else if (mark !== null) requireMark(mark, line, column)
    },
    show: (expression, line, column) => {
      const index = shows.push(null) - 1
      waiting.push({ read: reader.expression(expression, line, column, { when: 'end' }), index })
      return index
    }
  })
  const requireMark = (mark: string, line: number, column: number): void => {
    const marks = [...readMarks(now()!.source).marks.keys()]
    if (marks.includes(mark)) return
    const near = closestName(mark, marks)
    reader.problem(
      line,
      column,
      `${current!} has no line marked @${mark}. ${near === null ? `End the line with // @${mark}.` : `Did you mean @${near}?`}`,
      mark.length + 1
    )
  }
  /** What was to be shown up to here is checked against the program as it is now. */
  const settleShows = (): void => {
    for (const { read, index } of waiting.splice(0)) {
      const wanted = {
        kinds: ['region', 'page', 'address'],
        says: 'What is shown is a region, a page or an address.'
      }
      const program = now()
      const expression = reader.typed(read, program, wanted)
      shows[index] = expression && program && { ...expression, program }
    }
  }

  const steps = new StepReader(reader, textReader, programs, {
    program: now,
    replace: (program) => opened.set(program.fileName, program),
    settle: settleShows
  })
  const read = steps.read(tokensOfMarkdown(split.body))
  settleShows()
  if (!/^Sources?:\s/m.test(split.body))
    reader.problem(
      lines.length,
      1,
      'This lab names no source. Each fact has one: a paragraph that begins with "Source: " and links to it.'
    )
  if (reader.problems.length > 0) return problems()
  return {
    ok: true,
    lab: { id: folder.id, ...head, ...read, shows: shows.flatMap((show) => show ?? []), programs }
  }
}

function inOrder(problems: readonly Diagnostic[], labFile: string): Diagnostic[] {
  const own = (d: Diagnostic): number => (d.file === labFile ? 0 : 1)
  return [...problems].sort((a, b) => own(a) - own(b) || a.line - b.line || a.column - b.column)
}

/** A lab's head alone, and how many things it asks: for lists, which need no more. `problem`: the first that is wrong with it. */
export function readHead(text: string): {
  readonly head: FrontMatter
  readonly items: number
  readonly problem: string
} {
  const reader = new LabReader('lab.md', null)
  const split = splitHead(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const head = readFrontMatter(split?.head ?? '', reader)
  const [first] = reader.problems
  const items = split?.body.match(/^```(?:predict|check|explain|myth)\b/gm)?.length ?? 0
  return {
    head,
    items,
    problem: first === undefined ? '' : `lab.md:${first.line}:${first.column}: ${first.message}`
  }
}

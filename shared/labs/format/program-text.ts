import { readMarks } from './marks'

/** Where a line of a program comes from. */
export interface LineOrigin {
  readonly file: string
  readonly line: number
}

/** A program as it is at a place of the lab: with the solutions up to there. */
export interface ProgramText {
  readonly fileName: string
  readonly source: string
  /** Of each line. */
  readonly origins: readonly LineOrigin[]
}

/** A file as it lies in the lab's folder. */
export function programText(fileName: string, source: string): ProgramText {
  const origins = source.split('\n').map((_, i) => ({ file: fileName, line: i + 1 }))
  return { fileName, source, origins }
}

/** A model solution: lines that come behind a mark's line or in its place, or a whole program. */
export interface Solution {
  readonly how: { readonly kind: 'after' | 'replaces'; readonly mark: string } | { readonly kind: 'whole' }
  readonly text: string
  /** Where its first line stands. */
  readonly origin: LineOrigin
}

/** A program with a solution in it; null where its mark is not there. */
export function withSolution(program: ProgramText, solution: Solution): ProgramText | null {
  const lines = solution.text.replace(/\n$/, '').split('\n')
  const { file, line } = solution.origin
  const origins = lines.map((_, i) => ({ file, line: line + i }))
  const { how } = solution
  if (how.kind === 'whole')
    return {
      fileName: program.fileName,
      source: `${lines.join('\n')}\n`,
      origins: [...origins, { file, line: line + lines.length }]
    }
  const place = readMarks(program.source).marks.get(how.mark)
  if (place === undefined) return null
  const old = program.source.split('\n')
  const from = how.kind === 'after' ? place.commentLine : place.commentLine - 1
  return {
    fileName: program.fileName,
    source: [...old.slice(0, from), ...lines, ...old.slice(place.commentLine)].join('\n'),
    origins: [...program.origins.slice(0, from), ...origins, ...program.origins.slice(place.commentLine)]
  }
}

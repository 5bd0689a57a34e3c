import { extname } from 'node:path'
import type { RequestFailure } from '../../../shared/contract/requests'
import { refusal, saveProblem, saveSource } from '../documents'
import { htmlReport } from './html-report'
import { markdownReport } from './markdown-report'
import type { Work } from '../works'
import { reportVersion, type ReportData, type ReportedComparison, type ReportedRefusal } from './report-data'

export { collectComparison } from './collect-report'
export type { ReportData, ReportedComparison, ReportedRefusal } from './report-data'
export { totalCounts } from './html-report'

const writers: Readonly<Record<string, (data: ReportData) => Iterable<string>>> = {
  '.html': htmlReport,
  '.htm': htmlReport,
  '.md': markdownReport,
  '.json': jsonReport
}

/** A report of programs, made now. */
export function reportOf(
  vadlab: string,
  programs: readonly ReportedComparison[],
  refused: readonly ReportedRefusal[] = []
): ReportData {
  const date = new Date().toISOString()
  return { format: 'vadlab-comparison', version: reportVersion, vadlab, date, programs, refused }
}

/** Why a report cannot have this name, in a sentence; null when it can. */
export function reportNameProblem(path: string): string | null {
  const extension = extname(path).toLowerCase()
  if (writers[extension] !== undefined) return null
  const ending = extension === '' ? 'has no extension' : `ends in ${extension}`
  return `${path} ${ending}. The extension decides the format: .html, .md or .json.`
}

/** Why no report can be written there, as far as that is known before it is made; null when it can. */
export async function reportProblem(path: string, overwrite: boolean): Promise<RequestFailure | null> {
  const problem = reportNameProblem(path)
  return problem === null ? saveProblem(path, overwrite) : refusal(problem)
}

/** The report in the format that a path's extension says; the path has passed `reportNameProblem`. */
export async function reportText(path: string, data: ReportData, work: Work | null = null): Promise<string> {
  const pieces: string[] = []
  for (const piece of writers[extname(path).toLowerCase()]!(data)) {
    pieces.push(piece)
    work?.report(Math.min(1, pieces.length / (data.programs.length + 2)))
    await work?.breathe()
  }
  return pieces.join('')
}

/** Writes a report; atomic: whole or, cancelled or failed, not at all. Null, or why it was not written. */
export async function writeReport(
  path: string,
  data: ReportData,
  overwrite: boolean,
  work: Work | null = null
): Promise<RequestFailure | null> {
  const problem = reportNameProblem(path)
  if (problem !== null) return refusal(problem)
  return saveSource(path, await reportText(path, data, work), overwrite)
}

/** The whole of it, for programs to read; the text of a program after the other. */
function* jsonReport(data: ReportData): Generator<string> {
  const [head, tail] = JSON.stringify({ ...data, programs: [] }, null, 2).split('"programs": []') as [
    string,
    string
  ]
  yield `${head}"programs": [`
  for (const [i, program] of data.programs.entries())
    yield `${i === 0 ? '' : ','}\n    ${JSON.stringify(program, null, 2).replaceAll('\n', '\n    ')}`
  yield `${data.programs.length === 0 ? '' : '\n  '}]${tail}\n`
}

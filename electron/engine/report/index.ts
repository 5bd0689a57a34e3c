import { extname } from 'node:path'
import type { RequestFailure } from '../../../shared/contract/requests'
import { refusal, saveSource } from '../documents'
import { htmlReport } from './html-report'
import { markdownReport } from './markdown-report'
import type { ReportData } from './report-data'

export { collectComparison, type ReportProgress } from './collect-report'
export { reportVersion, type ReportData, type ReportedComparison, type ReportedRefusal } from './report-data'
export { totalCounts } from './html-report'

const writers: Readonly<Record<string, (data: ReportData) => string>> = {
  '.html': htmlReport,
  '.htm': htmlReport,
  '.md': markdownReport,
  '.json': (data) => `${JSON.stringify(data, null, 2)}\n`
}

/** Why a report cannot have this name, in a sentence; null when it can. */
export function reportNameProblem(path: string): string | null {
  const extension = extname(path).toLowerCase()
  if (writers[extension] !== undefined) return null
  const ending = extension === '' ? 'has no extension' : `ends in ${extension}`
  return `${path} ${ending}. The extension decides the format: .html, .md or .json.`
}

/** The report in the format that a path's extension says; the path has passed `reportNameProblem`. */
export function reportText(path: string, data: ReportData): string {
  return writers[extname(path).toLowerCase()]!(data)
}

/** Writes a report; atomic. Null, or why it was not written. */
export async function writeReport(
  path: string,
  data: ReportData,
  overwrite: boolean
): Promise<RequestFailure | null> {
  const problem = reportNameProblem(path)
  if (problem !== null) return refusal(problem)
  return saveSource(path, reportText(path, data), overwrite)
}

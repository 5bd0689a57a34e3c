import { extname } from 'node:path'
import type { LabReport } from '../../../shared/contract/lab-progress'
import { labReportHtml } from './lab-report-html'

const writers: Readonly<Record<string, (report: LabReport) => string>> = {
  '.html': labReportHtml,
  '.htm': labReportHtml,
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`
}

/** Why a report cannot have this name, in a sentence; null when it can. */
export function labReportNameProblem(path: string): string | null {
  const extension = extname(path).toLowerCase()
  if (writers[extension] !== undefined) return null
  const ending = extension === '' ? 'has no extension' : `ends in ${extension}`
  return `${path} ${ending}. The extension decides the format: .html to read, .json to verify.`
}

/** The report in the format that a path's extension says; the path has passed `labReportNameProblem`. */
export function labReportText(path: string, report: LabReport): string {
  return writers[extname(path).toLowerCase()]!(report)
}

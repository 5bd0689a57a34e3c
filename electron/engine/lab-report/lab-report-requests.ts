import { basename } from 'node:path'
import type { LabReportRequestName } from '../../../shared/contract/lab-report-requests'
import { saveProblem, saveSource } from '../documents'
import type { ProgressStore } from '../labs/progress-store'
import { done, refused, type Handlers } from '../serve'
import type { Works } from '../works'
import { labReportNameProblem, labReportText } from './report-file'
import { tellReport, type ReportSource } from './tell-report'

/** The handlers of handing in. */
export function labReportHandlers(
  source: ReportSource & { readonly progress: ProgressStore; readonly works: Works }
): Pick<Handlers, LabReportRequestName> {
  const { progress, works } = source
  return {
    'labs/save-report': async ({ profile, lab, path, overwrite }) => {
      const problem = labReportNameProblem(path)
      if (problem !== null) return refused(problem)
      const inTheWay = await saveProblem(path, overwrite)
      if (inTheWay !== null) return { ok: false, failure: inTheWay }
      const kept = await progress.read(profile)
      const isBegun = lab === null ? Object.keys(kept.labs).length > 0 : kept.labs[lab] !== undefined
      if (!isBegun)
        return refused(
          `${profile} has not begun ${lab === null ? 'a lab' : 'this lab'} yet: there is nothing to report.`
        )
      const written = await works.during(`Writing ${basename(path)}`, async (work, signal) => {
        const report = await tellReport(source, kept, lab, work, signal)
        return { failure: await saveSource(path, labReportText(path, report), overwrite) }
      })
      if (written === null) return refused('Cancelled: no report was written.')
      return written.failure === null ? done({ path }) : { ok: false, failure: written.failure }
    }
  }
}

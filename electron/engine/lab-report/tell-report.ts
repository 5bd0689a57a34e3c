import { labReportSchema, type LabReport, type Progress } from '../../../shared/contract/lab-progress'
import type { ToldLab } from '../../../shared/contract/lab-told'
import { LabJudge } from '../labs/lab-judge'
import type { LabLibrary, VersionedLab } from '../labs/lab-library'
import { makeReport, reportDigest } from '../labs/lab-report'
import type { Machine } from '../process-host'
import type { Work } from '../works'
import { partsOf, tellLab, tellUnknownLab } from './tell-lab'

/** What a report is made from. */
export interface ReportSource {
  readonly library: Pick<LabLibrary, 'list' | 'lab'>
  readonly machines: readonly Machine[]
  readonly version: string
}

/** A report of one lab or of all that were begun, with everything in words. Breathes between runs, and is cancelled there. */
export async function tellReport(
  { library, machines, version }: ReportSource,
  progress: Progress,
  lab: string | null,
  work: Work,
  signal: AbortSignal
): Promise<LabReport> {
  const report = makeReport(progress, lab, version, new Date())
  const courseOrder = (await library.list()).map(({ id }) => id)
  const order = (id: string): number =>
    courseOrder.includes(id) ? courseOrder.indexOf(id) : courseOrder.length
  const begun = Object.entries(report.labs).sort(([a], [b]) => order(a) - order(b))
  const found = new Map<string, VersionedLab | null>()
  let parts = 0
  for (const [id, record] of begun) {
    const reading = await library.lab(id)
    const value = reading !== null && reading.ok ? reading.value : null
    found.set(id, value)
    parts += value === null ? 0 : partsOf(value.lab, record)
    await work.breathe()
  }
  let done = 0
  const onPart = async (): Promise<void> => {
    done++
    work.report(parts === 0 ? null : done / parts)
    await work.breathe()
  }
  const judge = new LabJudge(machines)
  const labs: ToldLab[] = []
  for (const [id, record] of begun) {
    const value = found.get(id) ?? null
    work.report(parts === 0 ? null : done / parts, `Report: ${record.title}`)
    labs.push(
      value === null
        ? tellUnknownLab(id, record, 'This app has no such lab that it can read, so it is not told.')
        : await tellLab(value, record, { judge, machines, onPart, signal })
    )
  }
  const told = { ...report, told: { courseLabs: courseOrder.length, labs } }
  // In the order of the schema, as whoever reads it again has it: the same report makes the same page.
  return labReportSchema.parse({ ...told, digest: reportDigest(told) })
}

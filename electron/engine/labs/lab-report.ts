import {
  labReportSchema,
  type LabAttempt,
  type LabRecord,
  type LabReport,
  type Progress
} from '../../../shared/contract/lab-progress'
import { machineNames } from '../../../shared/contract/observation'
import type { Lab, LabItem } from '../../../shared/labs/format'
import { reportJsonIn } from '../lab-report/report-in'
import type { Machine } from '../process-host'
import { digestOfData } from './digest'
import { LabJudge } from './lab-judge'
import type { LabLibrary } from './lab-library'

/** What a learner hands in: all labs, or one. */
export function makeReport(progress: Progress, lab: string | null, app: string, now: Date): LabReport {
  const labs = Object.fromEntries(Object.entries(progress.labs).filter(([id]) => lab === null || id === lab))
  const report = {
    ...({ format: 'vadlab-lab-report', version: 1, app, madeAt: now.toISOString() } as const),
    ...{ profile: progress.profile, labs }
  }
  return { ...report, digest: reportDigest(report) }
}

/** The digest of a report, which is not a part of what it is worked out from. */
export function reportDigest(report: Omit<LabReport, 'digest'>): string {
  const { format, version, app, madeAt, profile, labs, told } = report
  return digestOfData({
    format,
    version,
    app,
    madeAt,
    profile,
    labs,
    ...(told === undefined ? {} : { told })
  })
}

/** One thing that a report says and how it came out when it was done again. */
export interface ReplayedItem {
  readonly lab: string
  readonly item: string
  /** `differs`: it was done, they say, but is not; `unknown`: it could not be done again. */
  readonly verdict: 'reproduced' | 'differs' | 'unknown'
  readonly why: string
}

/** A report that was looked at. */
export type VerifiedReport =
  | { readonly ok: false; readonly reason: string }
  | {
      readonly ok: true
      readonly report: LabReport
      /** Whether its digest is that of what it says. */
      readonly intact: boolean
      /** Labs that have changed since. */
      readonly changedLabs: readonly string[]
      readonly items: readonly ReplayedItem[]
    }

/** Reads a report and does everything in it again: each right answer has to be right again, each passed check to pass. */
export async function verifyReport(
  text: string,
  library: LabLibrary,
  machines: readonly Machine[],
  onItem: (item: string) => void = () => undefined
): Promise<VerifiedReport> {
  let data: unknown
  try {
    data = JSON.parse(reportJsonIn(text))
  } catch {
    return { ok: false, reason: 'It is not JSON. A report is what the course exports as .json.' }
  }
  const read = labReportSchema.safeParse(data)
  if (!read.success) {
    const [issue] = read.error.issues
    return {
      ok: false,
      reason: `It is no report of VadLab: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
    }
  }
  const report = read.data
  const judge = new LabJudge(machines)
  const items: ReplayedItem[] = []
  const changedLabs: string[] = []
  for (const [id, record] of Object.entries(report.labs)) {
    const found = await library.lab(id)
    if (found === null || !found.ok) {
      items.push({
        lab: id,
        item: '',
        verdict: 'unknown',
        why: found === null ? 'There is no such lab here.' : 'The lab is broken here.'
      })
      continue
    }
    if (found.value.version !== record.version) changedLabs.push(id)
    for (const [item, { doneAt, attempts }] of Object.entries(record.items)) {
      const attempt = attempts.find(({ right }) => right)
      if (doneAt === null) continue
      onItem(`${id} ${item}`)
      const outcome =
        attempt === undefined
          ? { verdict: 'differs' as const, why: 'It counts as done, but no attempt was right.' }
          : await replay(judge, found.value.lab, item, attempt, record)
      items.push({ lab: id, item, ...outcome })
    }
  }
  return { ok: true, report, intact: reportDigest(report) === report.digest, changedLabs, items }
}

async function replay(
  judge: LabJudge,
  lab: Lab,
  id: string,
  attempt: LabAttempt,
  record: LabRecord
): Promise<Pick<ReplayedItem, 'verdict' | 'why'>> {
  const item = lab.steps.flatMap(({ items }) => items).find((one) => one.kind !== 'text' && one.id === id)
  if (item === undefined || item.kind === 'text')
    return { verdict: 'unknown', why: 'The lab has no such item here.' }
  if (item.kind === 'explain') return { verdict: 'reproduced', why: '' }
  const program = attempt.program === undefined ? undefined : record.programs[attempt.program]
  if (program === undefined) return { verdict: 'differs', why: 'The program it was done with is missing.' }
  const judged = await again(judge, lab, item, attempt, program)
  if (judged === null) return { verdict: 'differs', why: 'There is no answer in it.' }
  if (!judged.judged) return { verdict: 'unknown', why: judged.reason }
  const right = 'passed' in judged ? judged.passed : judged.right
  if (right) return { verdict: 'reproduced', why: '' }
  const says = 'passed' in judged ? (judged.conditions.find(({ holds }) => !holds)?.says ?? '') : judged.says
  return { verdict: 'differs', why: says === '' ? 'The answer is not right.' : says }
}

async function again(
  judge: LabJudge,
  lab: Lab,
  item: Exclude<LabItem, { kind: 'text' | 'explain' }>,
  { answer, machines }: LabAttempt,
  program: { readonly fileName: string; readonly source: string }
): Promise<Awaited<ReturnType<LabJudge['predict'] | LabJudge['check']>> | null> {
  const on = machines.length > 0 ? machines : machineNames.slice(0, 1)
  if (item.kind === 'check') return judge.check(lab, item, program, on)
  if (answer === undefined) return null
  return item.kind === 'predict'
    ? judge.predict(lab, item, answer, program, on)
    : judge.myth(lab, item, answer, program, on)
}

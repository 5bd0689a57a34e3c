import { stat } from 'node:fs/promises'
import { basename, isAbsolute, relative } from 'node:path'
import type { FolderComparison, FolderProgram, VerdictCounts } from '../../shared/contract/comparison'
import type { RequestAnswer, RequestFailure, RequestInput } from '../../shared/contract/requests'
import { compareFile, limitOfSeveral, whyNotCompared } from './comparison'
import { readFailure } from './documents'
import type { Machine } from './process-host'
import { programFiles } from './program-files'
import {
  collectComparison,
  reportProblem,
  reportOf,
  writeReport,
  type ReportedComparison,
  type ReportedRefusal
} from './report'
import { done, refused } from './serve'
import { Cancelled, type Work, type Works } from './works'

type Answer = RequestAnswer<'comparison/folder'>

/** Compares the programs of a folder for a window. What is wrong with the folder or the report is said before anything runs. */
export async function compareFolder(
  bench: { readonly machines: readonly Machine[]; readonly version: string; readonly works: Works },
  input: RequestInput<'comparison/folder'>
): Promise<Answer> {
  const { folder, report } = input
  if (!isAbsolute(folder)) return refused(`${folder} is not a whole path. Begin with the disk or with /.`)
  try {
    if (!(await stat(folder)).isDirectory())
      return refused(`${folder} is a file. Name the folder that its programs are in.`)
  } catch (error) {
    return refused(readFailure(folder, error))
  }
  const problem = report === null ? null : await reportProblem(report, input.overwrite)
  if (problem !== null) return ofReport(problem)
  const machines = ['simulator', 'windows'].map((wanted) =>
    bench.machines.find(({ name }) => name === wanted)
  ) as [Machine, Machine]
  for (const machine of machines) {
    const description = await machine.describe()
    if (!description.available) return refused(description.reason)
  }
  const answer = await bench.works.during(`Comparing ${basename(folder)}`, (work, signal) =>
    compareAll(bench.version, machines, input, work, signal)
  )
  return answer ?? refused('Cancelled: nothing was written.')
}

async function compareAll(
  version: string,
  machines: readonly [Machine, Machine],
  { folder, report, overwrite, settings, insist }: RequestInput<'comparison/folder'>,
  work: Work,
  signal: AbortSignal
): Promise<Answer> {
  const found = await programFiles([folder], work)
  if (!found.ok) return refused(found.reason)
  const { files, unread } = found
  const on = { machines, settings, given: insist ? settings : {}, version }
  const programs: FolderProgram[] = []
  const compared: ReportedComparison[] = []
  const reportedRefusals: ReportedRefusal[] = []
  const counts: Record<keyof VerdictCounts, number> = { same: 0, expected: 0, differs: 0 }
  let ofWine = 0
  const leaveOut = (path: string, reason: string): void => {
    const name = relative(folder, path)
    programs.push({ path, name, counts: null, reason })
    reportedRefusals.push({ fileName: name, reason })
  }
  for (const { path, reason } of unread) leaveOut(path, reason)
  for (const [i, path] of files.entries()) {
    const name = relative(folder, path)
    work.report(i / files.length, `Comparing ${basename(folder)}: ${i + 1} of ${files.length}, ${name}`)
    const one = await compareFile(path, on, AbortSignal.any([signal, AbortSignal.timeout(limitOfSeveral)]))
    if (signal.aborted) throw new Cancelled()
    await work.breathe()
    const { comparison } = one
    if (comparison === null) {
      leaveOut(path, whyNotCompared(one))
      continue
    }
    const sum = comparison.sum()
    for (const verdict of ['same', 'expected', 'differs'] as const) counts[verdict] += sum[verdict]
    ofWine += comparison.ofWine
    programs.push({ path, name, counts: sum, reason: '' })
    if (report !== null)
      compared.push(
        await collectComparison(comparison, { fileName: name, source: one.source }, quietly(work))
      )
  }
  if (report !== null) {
    work.report(null, `Writing ${basename(report)}`)
    const data = reportOf(version, compared, reportedRefusals)
    const failure = await writeReport(report, data, overwrite, quietly(work))
    if (failure !== null) return ofReport(failure)
  }
  return done<FolderComparison>({ folder, report, programs, counts, ofWine })
}

/** Which of the two paths it is about. */
const ofReport = ({ kind, message }: RequestFailure): Answer => ({
  ok: false,
  failure: { kind, message: `The report cannot be written: ${message}` }
})

/** Part of something longer: it breathes, and how far it is says nothing of the whole. */
const quietly = (work: Work): Work => ({ ...work, report: () => undefined })

import { resolve } from 'node:path'
import type { ComparisonRow, VerdictCounts } from '../../shared/contract/comparison'
import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import { regionsOf, type RegionTree } from '../../shared/contract/region-tree'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import { appVersion } from '../engine/app-files'
import {
  compareFile,
  Comparison,
  limitOfSeveral,
  whyNotCompared,
  type ComparedFile
} from '../engine/comparison'
import type { Machine } from '../engine/process-host'
import {
  collectComparison,
  reportOf,
  reportProblem,
  writeReport,
  type ReportedComparison,
  type ReportedRefusal
} from '../engine/report'
import type { RunRecord } from '../engine/run-record'
import { Cancelled, workWithout } from '../engine/works'
import { exitCodes } from './exit-codes'
import { diagnosticText, printError, printable } from './print'
import { programsIn } from './programs-in'
import { ProgressLine } from './progress-line'

/** How `vadlab compare` runs its programs. */
export interface CompareOptions {
  /** The settings of the command line: they come over what a program wishes. */
  readonly given: Partial<MachineSettings>
  /** Files that get a report, the format by the extension. */
  readonly reports: readonly string[]
  /** Whether a report replaces a file that is there. */
  readonly force: boolean
  /** Whether what Wine is known to do otherwise than Windows counts as a difference. */
  readonly strict: boolean
}

/** Reasons that say only that a machine chooses its own numbers. */
const byChoice: ReadonlySet<string> = new Set(['address', 'handle', 'process-id', 'surroundings'])

/** Rows that are read at once. */
const pageSize = 500

/** Rows by verdict, and how many of the expected ones are Wine's. */
interface Sum extends VerdictCounts {
  readonly ofWine: number
}

/**
 * `vadlab compare FILE|DIR...`: one program: each call with both answers, then both region tables; several: a line each and
 * a summary. 0: nothing differs that is not explained; 1: something does; 130: cancelled, and no report is written.
 */
export async function compareCommand(
  paths: readonly string[],
  machines: readonly [Machine, Machine],
  options: CompareOptions
): Promise<number> {
  const reports = options.reports.map((path) => resolve(path))
  if (!(await reportsCanBe(reports, options.force))) return exitCodes.notRun
  const files = await programsIn(paths)
  if (files === null) return exitCodes.notRun
  for (const machine of machines) {
    const description = await machine.describe()
    if (description.available) continue
    printError(`The ${machine.name} machine is not available: ${description.reason}`)
    return exitCodes.noWindows
  }
  const cancel = new AbortController()
  const stop = (): void => cancel.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const progress = new ProgressLine(process.stderr)
  try {
    return await compareAll(files, machines, reports, options, cancel.signal, progress)
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    progress.clear()
    printError(reports.length === 0 ? 'Cancelled.' : 'Cancelled: no report was written.')
    return exitCodes.cancelled
  } finally {
    progress.clear()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

async function compareAll(
  files: readonly string[],
  machines: readonly [Machine, Machine],
  reports: readonly string[],
  options: CompareOptions,
  signal: AbortSignal,
  progress: ProgressLine
): Promise<number> {
  const on = { machines, settings: defaultMachineSettings, given: options.given, version: appVersion() }
  const work = workWithout(signal)
  const several = files.length > 1
  const programs: ReportedComparison[] = []
  const refused: ReportedRefusal[] = []
  let sum: Sum = { same: 0, expected: 0, differs: 0, ofWine: 0 }
  let done = 0
  for (const file of files) {
    progress.show(done + refused.length, files.length, file)
    const limit = several ? [AbortSignal.timeout(limitOfSeveral)] : []
    const compared = await compareFile(file, on, AbortSignal.any([signal, ...limit]))
    progress.clear()
    // What was interrupted half way says nothing.
    if (signal.aborted) {
      if (several)
        process.stdout.write(`Cancelled after ${done} of ${files.length} programs: ${sumText(sum)}\n`)
      throw new Cancelled()
    }
    printSaid(compared)
    const { comparison } = compared
    if (comparison === null) {
      refused.push({ fileName: file, reason: whyNotCompared(compared) })
      if (several) process.stdout.write(`—  ${file}  not compared\n`)
      continue
    }
    done++
    const counts = { ...comparison.sum(), ofWine: comparison.ofWine }
    sum = added(sum, counts)
    const sign = isFine(counts, options) ? '✓' : '✗'
    if (several) process.stdout.write(`${sign}  ${file}  ${sumText(counts)}\n`)
    else printComparison(comparison, counts)
    if (reports.length > 0)
      programs.push(await collectComparison(comparison, { fileName: file, source: compared.source }, work))
  }
  if (several) {
    const not = refused.length === 0 ? '' : `, ${refused.length} not`
    process.stdout.write(`${done} ${done === 1 ? 'program' : 'programs'} compared${not}: ${sumText(sum)}\n`)
  }
  const data = reportOf(appVersion(), programs, refused)
  for (const path of reports) {
    const failure = await writeReport(path, data, options.force, work)
    if (failure !== null) {
      printError(failure.message)
      return exitCodes.notRun
    }
    printError(`${path}: the report.`)
  }
  if (refused.length > 0) return exitCodes.notRun
  return isFine(sum, options) ? exitCodes.fine : exitCodes.wrong
}

const isFine = (sum: Sum, { strict }: CompareOptions): boolean =>
  sum.differs === 0 && !(strict && sum.ofWine > 0)

const added = (a: Sum, b: Sum): Sum => ({
  same: a.same + b.same,
  expected: a.expected + b.expected,
  differs: a.differs + b.differs,
  ofWine: a.ofWine + b.ofWine
})

/** `✓ 12 same, ≈ 3 as expected (1 by Wine), ✗ 0 differences`. */
function sumText({ same, expected, differs, ofWine }: Sum): string {
  const wine = ofWine === 0 ? '' : ` (${ofWine} by Wine)`
  return `✓ ${same} same, ≈ ${expected} as expected${wine}, ✗ ${differs} ${differs === 1 ? 'difference' : 'differences'}`
}

/** What the compiler and the machines said of a program, and once what a machine cannot have of its settings. */
function printSaid({ said, source, problem, comparison }: ComparedFile): void {
  for (const { machine, diagnostic } of said) {
    if (machine !== null) printError(`On the ${machine} machine:`)
    printError(diagnosticText(diagnostic, source))
  }
  if (problem !== '') printError(problem)
  if (comparison === null) return
  for (const notice of new Set([comparison.simulator.settingsNotice, comparison.windows.settingsNotice]))
    if (notice !== '') printError(notice)
}

/** What would be in the way of the reports is said before anything runs. */
async function reportsCanBe(paths: readonly string[], force: boolean): Promise<boolean> {
  for (const path of paths) {
    const problem = await reportProblem(path, force)
    if (problem === null) continue
    printError(problem.kind === 'exists' ? `${path} exists already: --force replaces it.` : problem.message)
    return false
  }
  return true
}

function printComparison(comparison: Comparison, counts: Sum): void {
  const out: string[] = []
  let explained = 0
  for (const row of rowsOf(comparison, 'calls')) {
    out.push(...rowText(row))
    if (row.parts.some(({ reason }) => reason !== null && !byChoice.has(reason))) explained++
  }
  const rest = [...rowsOf(comparison, 'regions'), ...rowsOf(comparison, 'output')].filter(
    (row) => row.verdict === 'differs'
  )
  if (rest.length > 0) out.push('')
  for (const row of rest) out.push(...rowText(row))
  for (const run of [comparison.simulator, comparison.windows]) {
    const { machineName, statusText, checks } = run
    out.push('', `${machineName}: ${statusText} ${checks.passed} passed, ${checks.failed} failed.`)
  }
  for (const run of [comparison.simulator, comparison.windows]) out.push('', ...regionTable(run))
  for (const notice of comparison.at(null, { only: 'all', sections: [] }).notices) out.push('', notice)
  const verdict =
    counts.differs > 0 ? '' : explained > 0 ? 'Nothing differs that is not explained. ' : 'Nothing differs. '
  out.push('', `${verdict}${sumText(counts)}.`)
  process.stdout.write(`${out.map(printable).join('\n')}\n`)
}

function* rowsOf(comparison: Comparison, section: 'calls' | 'regions' | 'output'): Generator<ComparisonRow> {
  for (let offset = 0; ; offset += pageSize) {
    const wanted = { only: 'all', sections: [{ section, offset, count: pageSize }] } as const
    const { rows, total } = comparison.at(null, wanted).sections[0]!
    yield* rows
    if (offset + rows.length >= total) return
  }
}

/** One line where both machines show the same; the parts that differ, with why, below it. */
function rowText(row: ComparisonRow): string[] {
  const sign = { same: ' ', expected: '≈', differs: '✗' }[row.verdict]
  const letter = row.process === 'A' ? '' : `${row.process} `
  const line = row.line === null ? '' : String(row.line)
  const head = `${sign} ${letter}${line.padStart(4)}  ${row.title}`
  const names = [...new Set(row.parts.map(({ name }) => name))].join(', ')
  const [x, y] = [row.simulator?.text ?? 'did not come here', row.windows?.text ?? 'did not come here']
  if (row.verdict === 'same') return [row.kind === 'check' ? `${head}: ok` : `${head} = ${x}`]
  const place = row.parts.every(({ reason }) => reason === 'address' || reason === 'handle')
  if (row.verdict === 'expected' && place) return [`${head} = ${x} | ${y}`]
  return [
    `${head}   [${names}]`,
    `        simulator  ${x}`,
    `        windows    ${y}`,
    ...whyLines(row).map((why) => `        why        ${why}`)
  ]
}

function whyLines(row: ComparisonRow): string[] {
  const lines = row.parts.map(({ name, reason, note }) => {
    if (reason === null) return `${name}: not explained; please report it`
    const known = Comparison.reason(reason)
    return [known?.sentence ?? reason, note].filter((part) => part !== '').join(' ')
  })
  return [...new Set(lines)]
}

/** The regions the program made, as they are at the end; those the process had before are one line. */
function regionTable(run: RunRecord): string[] {
  const lines: string[] = []
  for (const [letter, process] of run.history.moments.at(-1)?.processes ?? [])
    lines.push(...processTable(run.machineName, letter, process.regions))
  return lines
}

function processTable(machine: string, letter: string, tree: RegionTree): string[] {
  const own = [...regionsOf(tree)].filter((region) => region.owner === 'program')
  const before = (tree?.count ?? 0) - own.length
  return [
    `${machine}, process ${letter}: ${own.length} regions of the program, ${before} from before`,
    ...own.map((region) =>
      [
        `  ${region.base.toString(16).padStart(12, '0')}`,
        `${(region.size / 1024).toLocaleString('en-US')} K`.padStart(12),
        stateText(region.state).padEnd(11),
        typeText(region.type).padEnd(11),
        (region.protect === 0 ? '' : protectionText(region.protect)).padEnd(24),
        `was ${protectionText(region.allocationProtect)}`.padEnd(28),
        region.madeByLine === null ? '' : `line ${region.madeByLine}`
      ]
        .join(' ')
        .trimEnd()
    )
  ]
}

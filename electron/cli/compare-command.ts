import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ComparisonRow, VerdictCounts } from '../../shared/contract/comparison'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import { regionsOf, type RegionTree } from '../../shared/contract/region-tree'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import { appVersion } from '../engine/app-files'
import { Comparison, runBoth } from '../engine/comparison'
import type { Machine } from '../engine/process-host'
import {
  collectComparison,
  reportNameProblem,
  reportVersion,
  writeReport,
  type ReportData,
  type ReportedComparison,
  type ReportedRefusal
} from '../engine/report'
import type { RunRecord } from '../engine/run-record'
import { exitCodes } from './exit-codes'
import { loadProgram } from './load-program'
import { diagnosticText, printError, printable } from './print'
import { programsIn } from './programs-in'

/** How `vadlab compare` runs its programs. */
export interface CompareOptions {
  /** The settings of the command line: they come over what a program wishes. */
  readonly given: Partial<MachineSettings>
  /** Files that get a report, the format by the extension. */
  readonly reports: readonly string[]
  /** Whether a report replaces a file that is there. */
  readonly force: boolean
}

/** How long one program of several may take before it is stopped on both machines. */
const limitMs = 60_000

/** Reasons that say only that a machine chooses its own numbers. */
const byChoice: ReadonlySet<string> = new Set(['address', 'handle', 'process-id', 'surroundings'])

/** Rows that are read at once. */
const pageSize = 500

/**
 * `vadlab compare FILE|DIR...`: one program: each call with both answers, then both region tables; several: a line each and
 * a summary.
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
  const interrupt = new AbortController()
  const stop = (): void => interrupt.abort(new Error('interrupted'))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const programs: ReportedComparison[] = []
  const refused: ReportedRefusal[] = []
  const sum = { same: 0, expected: 0, differs: 0 }
  const several = files.length > 1
  let done = 0
  for (const file of files) {
    if (interrupt.signal.aborted) break
    const compared = await compareOne(file, machines, options.given, several, interrupt.signal)
    if (compared === null) {
      refused.push({ fileName: file, reason: 'VadLab does not take it; see what is said of it above.' })
      if (several) process.stdout.write(`—  ${file}  not compared\n`)
      continue
    }
    // What was interrupted half way says nothing.
    if (several && interrupt.signal.aborted) break
    done++
    const counts = countsOf(compared.comparison)
    for (const verdict of ['same', 'expected', 'differs'] as const) sum[verdict] += counts[verdict]
    if (several) process.stdout.write(`${counts.differs === 0 ? '✓' : '✗'}  ${file}  ${countsText(counts)}\n`)
    else printComparison(compared.comparison, counts)
    if (reports.length > 0)
      programs.push(await collectComparison(compared.comparison, compared.program, { signal: undefined }))
  }
  if (several)
    process.stdout.write(
      `${done} programs compared${refused.length === 0 ? '' : `, ${refused.length} not`}: ${countsText(sum)}\n`
    )
  const data: ReportData = {
    format: 'vadlab-comparison',
    version: reportVersion,
    vadlab: appVersion(),
    date: new Date().toISOString(),
    programs,
    refused
  }
  for (const path of reports) {
    const failure = await writeReport(path, data, options.force)
    if (failure !== null) {
      printError(failure.message)
      return exitCodes.notRun
    }
    printError(`${path}: the report.`)
  }
  if (refused.length > 0) return exitCodes.notRun
  return sum.differs === 0 && !interrupt.signal.aborted ? exitCodes.fine : exitCodes.wrong
}

/** What would be in the way of the reports is said before anything runs. */
async function reportsCanBe(paths: readonly string[], force: boolean): Promise<boolean> {
  for (const path of paths) {
    const problem = reportNameProblem(path)
    const exists = await access(path).then(
      () => true,
      () => false
    )
    if (problem === null && (force || !exists)) continue
    printError(problem ?? `${path} exists already: --force replaces it.`)
    return false
  }
  return true
}

async function compareOne(
  file: string,
  machines: readonly [Machine, Machine],
  given: Partial<MachineSettings>,
  several: boolean,
  interrupt: AbortSignal
): Promise<{
  readonly comparison: Comparison
  readonly program: { readonly fileName: string; readonly source: string }
} | null> {
  const program = await loadProgram(file, given)
  if (program === null) return null
  const signal = several ? AbortSignal.any([interrupt, AbortSignal.timeout(limitMs)]) : interrupt
  const both = await runBoth(program, machines, appVersion(), signal)
  if (both.comparison !== null) {
    const notices = new Set([
      both.comparison.simulator.settingsNotice,
      both.comparison.windows.settingsNotice
    ])
    for (const notice of notices) if (notice !== '' && !several) printError(notice)
    return { comparison: both.comparison, program: { fileName: file, source: program.source } }
  }
  for (const { machine, diagnostics } of both.refused) {
    printError(`On the ${machine} machine:`)
    for (const diagnostic of diagnostics) printError(diagnosticText(diagnostic, program.source))
  }
  return null
}

function countsOf(comparison: Comparison): VerdictCounts {
  const { counts } = comparison.at(null, { only: 'all', sections: [] })
  const sum = { same: 0, expected: 0, differs: 0 }
  for (const section of Object.values(counts))
    for (const verdict of ['same', 'expected', 'differs'] as const) sum[verdict] += section[verdict]
  return sum
}

const countsText = ({ same, expected, differs }: VerdictCounts): string =>
  `✓ ${same} same, ≈ ${expected} as expected, ✗ ${differs} ${differs === 1 ? 'difference' : 'differences'}`

function printComparison(comparison: Comparison, counts: VerdictCounts): void {
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
  out.push('', `${verdict}${countsText(counts)}.`)
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
  const sign = { same: ' ', expected: '≈', differs: '≠' }[row.verdict]
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

import { basename, join, relative } from 'node:path'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineName } from '../../shared/contract/observation'
import type { Lab } from '../../shared/labs/format'
import { readFile } from 'node:fs/promises'
import { checkLab, type LabVerdict } from '../engine/labs/check-lab'
import { appFolder } from '../engine/app-files'
import { readFailure } from '../engine/documents'
import { LabLibrary } from '../engine/labs/lab-library'
import { verifyReport, type ReplayedItem } from '../engine/labs/lab-report'
import { labFoldersIn, loadLab } from '../engine/labs/load-labs'
import type { Machine } from '../engine/process-host'
import { exitCodes } from './exit-codes'
import { diagnosticText, printable, printError } from './print'
import { whyUnavailable } from './run-command'

/** Where labs are to be checked: where they need it, or there. */
export type LabCheckOn = 'needed' | MachineName | 'both'

/** `vadlab lab check DIR`: a line a lab, and what is wrong with it at its file and line. */
export async function labCheckCommand(
  paths: readonly string[],
  machines: Readonly<Record<MachineName, Machine>>,
  { on, answers = false }: { readonly on: LabCheckOn; readonly answers?: boolean }
): Promise<number> {
  const folders: string[] = []
  for (const path of paths) {
    const found = await labFoldersIn(path)
    if (found === null || found.length === 0) {
      printError(
        found === null ? `${path} is no folder. Name one that has labs.` : `There is no lab.md in ${path}.`
      )
      return exitCodes.notRun
    }
    folders.push(...found)
  }
  const width = Math.max(...folders.map((folder) => basename(folder).length))
  const cancelled = new AbortController()
  const cancel = (): void => cancelled.abort()
  process.once('SIGINT', cancel).once('SIGTERM', cancel)
  let wrong = 0
  let done = 0
  for (const [index, folder] of folders.entries()) {
    showProgress(index, folders.length, basename(folder))
    const reading = await loadLab(folder)
    const chosen = reading.ok ? machinesFor(reading.lab, on) : []
    for (const name of chosen) {
      const why = await whyUnavailable(machines[name])
      if (why === null) continue
      clearProgress()
      printError(why)
      return exitCodes.noWindows
    }
    const extra =
      reading.ok && reading.lab.needs === 'simulator' ? chosen.filter((name) => name === 'windows') : []
    const verdict: LabVerdict = reading.ok
      ? await checkLab(
          reading.lab,
          { machines: chosen.map((name) => machines[name]), extra },
          (file) => (file.endsWith('.c') ? join(folder, file) : file),
          cancelled.signal
        )
      : { problems: reading.problems, otherwise: 0, checks: 0, predictions: 0, myths: 0, answers: [] }
    clearProgress()
    if (cancelled.signal.aborted) break
    done++
    if (verdict.problems.length > 0) wrong++
    const fine = verdict.problems.length === 0
    const summary = reading.ok ? summaryOf(reading.lab, verdict, chosen) : 'not read'
    process.stdout.write(`${fine ? 'ok  ' : 'FAIL'} ${basename(folder).padEnd(width)}  ${summary}\n`)
    if (answers)
      for (const { place, item, machine, words } of verdict.answers)
        process.stdout.write(`     ${place.line}: ${item} on ${machineWords(machine)}: ${printable(words)}\n`)
    for (const problem of verdict.problems) process.stdout.write(`${indented(await problemText(problem))}\n`)
  }
  process.off('SIGINT', cancel).off('SIGTERM', cancel)
  const of = done < folders.length ? `Cancelled after ${done} of ` : ''
  process.stdout.write(
    `${of}${folders.length} ${folders.length === 1 ? 'lab' : 'labs'}: ${done - wrong} fine, ${wrong} not\n`
  )
  if (done < folders.length) return exitCodes.cancelled
  return wrong === 0 ? exitCodes.fine : exitCodes.wrong
}

/** A lab for the simulator runs on Windows only when that is asked for; one for Windows, there alone. */
function machinesFor({ needs }: Lab, on: LabCheckOn): MachineName[] {
  if (needs === 'windows') return ['windows']
  if (on === 'simulator') return ['simulator']
  if (needs === 'both') return on === 'windows' ? ['windows'] : ['simulator', 'windows']
  return on === 'needed' ? ['simulator'] : ['simulator', 'windows']
}

function summaryOf(lab: Lab, verdict: LabVerdict, machines: readonly MachineName[]): string {
  const count = (number: number, one: string): string[] =>
    number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`]
  const parts = [
    ...count(lab.steps.length, 'step'),
    ...count(verdict.predictions, 'prediction'),
    ...count(verdict.checks, 'check'),
    ...count(verdict.myths, 'myth')
  ]
  const where = machines.map(machineWords).join(' and ')
  const otherwise = verdict.otherwise === 0 ? '' : `; ${verdict.otherwise} otherwise on this Windows`
  const wrong = verdict.problems.length === 0 ? '' : `: ${verdict.problems.length} wrong`
  return `${parts.join(', ')} on ${where}${otherwise}${wrong}`
}

const machineWords = (name: MachineName): string => (name === 'windows' ? 'Windows' : 'the simulator')

async function problemText(problem: Diagnostic): Promise<string> {
  const source = await readFile(problem.file, 'utf8').catch(() => '')
  return diagnosticText({ ...problem, file: relative(process.cwd(), problem.file) || problem.file }, source)
}

const indented = (text: string): string => text.replace(/^/gm, '     ')

/** `vadlab lab verify REPORT`: a line for everything in it that does not come out as it says, and a summary. */
export async function labVerifyCommand(
  path: string,
  labs: string | null,
  machines: readonly Machine[]
): Promise<number> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => error as Error)
  if (typeof text !== 'string') {
    printError(readFailure(path, text))
    return exitCodes.notRun
  }
  const library = new LabLibrary(labs ?? join(appFolder(), 'labs'))
  const verified = await verifyReport(text, library, machines, (item) => showProgress(0, 0, item))
  clearProgress()
  if (!verified.ok) {
    printError(`${path}: ${verified.reason}`)
    return exitCodes.notRun
  }
  const { report, intact, changedLabs, items } = verified
  const count = (verdict: ReplayedItem['verdict']): number =>
    items.filter((one) => one.verdict === verdict).length
  if (!intact)
    process.stdout.write('FAIL the digest is not that of the report: it was changed after it was made\n')
  for (const id of changedLabs)
    process.stdout.write(`note ${id} has changed since; its answers were tried with the lab as it is\n`)
  for (const { lab, item, verdict, why } of items)
    if (verdict !== 'reproduced')
      process.stdout.write(`${verdict === 'differs' ? 'FAIL' : '?   '} ${lab} ${item}: ${printable(why)}\n`)
  process.stdout.write(
    `${printable(report.profile)}, ${report.madeAt.slice(0, 10)}: ${count('reproduced')} reproduced, ${count('differs')} not, ${count('unknown')} could not be tried\n`
  )
  return intact && count('differs') + count('unknown') === 0 ? exitCodes.fine : exitCodes.wrong
}

function showProgress(done: number, all: number, name: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${all === 0 ? '' : `${done}/${all} `}${name}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
}

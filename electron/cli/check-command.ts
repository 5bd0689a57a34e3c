import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import type { Machine } from '../engine/process-host'
import { maximumOutputLength } from '../engine/history'
import { Run } from '../engine/run'
import { compile } from '../c'
import { readSource } from '../engine/documents'
import { chooseSettings, readMachineWish } from '../engine/machine-wish'
import { exitCodes } from './exit-codes'
import { diagnosticText, printError } from './print'
import { programsIn } from './programs-in'
import { ProgressLine } from './progress-line'

/** How long one program may take before it is stopped and counted as failed. */
const limitMs = 60_000

interface Verdict {
  readonly fine: boolean
  readonly passed: number
  readonly failed: number
  readonly text: string
  readonly output: string
}

/** How `vadlab check` runs its programs. */
export interface CheckOptions {
  /** The settings of the command line: they come over what a program wishes. */
  readonly given: Partial<MachineSettings>
  /** Where each program's whole output goes; null: nowhere. Made when it is not there. */
  readonly outputs: string | null
}

/** `vadlab check DIR|FILE...`: a line a program, a summary. */
export async function checkCommand(
  paths: readonly string[],
  machine: Machine,
  options: CheckOptions
): Promise<number> {
  const description = await machine.describe()
  if (!description.available) {
    printError(description.reason)
    return exitCodes.noWindows
  }
  const files = await programsIn(paths)
  if (files === null) return exitCodes.notRun
  const width = Math.max(...files.map((file) => basename(file).length))
  let passed = 0
  let failed = 0
  let wrong = 0
  const cancelled = new AbortController()
  const cancel = (): void => cancelled.abort()
  process.once('SIGINT', cancel).once('SIGTERM', cancel)
  const progress = new ProgressLine(process.stdout)
  let done = 0
  for (const [index, file] of files.entries()) {
    if (cancelled.signal.aborted) break
    const shownName = basename(file)
    progress.show(index, files.length, shownName)
    const verdict = await checkOne(file, machine, options.given, cancelled.signal)
    progress.clear()
    if (cancelled.signal.aborted) break
    done++
    if (options.outputs !== null) {
      const problem = await keepOutput(outputPath(options.outputs, file), verdict.output)
      if (problem !== null) {
        printError(problem)
        return exitCodes.notRun
      }
    }
    passed += verdict.passed
    failed += verdict.failed
    if (!verdict.fine) wrong++
    process.stdout.write(`${verdict.fine ? 'ok  ' : 'FAIL'} ${shownName.padEnd(width)}  ${verdict.text}\n`)
  }
  process.off('SIGINT', cancel).off('SIGTERM', cancel)
  const of = done < files.length ? `Cancelled after ${done} of ` : ''
  process.stdout.write(
    `${of}${files.length} programs on ${description.title}: ${done - wrong} fine, ${wrong} not; ${passed} checks passed, ${failed} failed\n`
  )
  if (done < files.length) return exitCodes.cancelled
  return wrong === 0 ? exitCodes.fine : exitCodes.wrong
}

/** The place of a program's output: as the program lies from here, or by its bare name when it lies elsewhere. */
function outputPath(folder: string, file: string): string {
  const fromHere = relative(process.cwd(), file)
  const name = fromHere.startsWith('..') || isAbsolute(fromHere) ? basename(file) : fromHere
  return join(folder, name.replace(/\.c$/, '.txt'))
}

/** Writes what a program printed; the answer says why that cannot be. */
async function keepOutput(path: string, output: string): Promise<string | null> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, output)
    return null
  } catch (error) {
    return `The output cannot be kept in ${path}: ${(error as Error).message}`
  }
}

async function checkOne(
  file: string,
  machine: Machine,
  given: Partial<MachineSettings>,
  cancelled: AbortSignal
): Promise<Verdict> {
  const no = (text: string): Verdict => ({ fine: false, passed: 0, failed: 0, text, output: '' })
  const read = await readSource(file)
  if (!read.ok) return no(read.reason)
  const compiled = compile(read.source, file)
  if (!compiled.ok) return no(compiled.diagnostics.map((d) => diagnosticText(d, read.source)).join('\n'))
  const wish = readMachineWish(read.source, file)
  for (const warning of wish.warnings) printError(diagnosticText(warning, read.source))
  const chosen = chooseSettings(defaultMachineSettings, wish, given)
  if (!chosen.ok)
    return no(chosen.diagnostic ? diagnosticText(chosen.diagnostic, read.source) : chosen.problem)
  const failures: string[] = []
  let output = ''
  const run = new Run(machine, {
    source: read.source,
    fileName: file,
    processes: compiled.program.processes,
    settings: chosen.settings,
    recording: 'output',
    breakpoints: [],
    onStep: (_process, step) => {
      if (output.length < maximumOutputLength) output += step.output
      for (const check of step.checks) if (check.verdict === 'FAIL') failures.push(check.text)
    }
  })
  const stop = (): void => void run.stop()
  const timer = setTimeout(stop, limitMs)
  cancelled.addEventListener('abort', stop, { once: true })
  const begun = await run.begin()
  if (begun === null) await run.move('continue')
  clearTimeout(timer)
  cancelled.removeEventListener('abort', stop)
  if (begun !== null) return no(begun.refused.map((d) => diagnosticText(d, read.source)).join('\n'))
  const { passed, failed, todo } = run.checks
  const ended = run.status === 'ended'
  const how = run.status === 'stopped' ? `stopped after ${limitMs / 1000} s` : run.statusText
  const counts = `${passed} passed, ${failed} failed${todo > 0 ? `, ${todo} todo` : ''}`
  return {
    fine: ended && failed === 0,
    passed,
    failed,
    output,
    text: [counts, ...(ended ? [] : [how]), ...failures.slice(0, 5).map((line) => `\n       ${line}`)].join(
      ended ? '' : '. '
    )
  }
}

import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { MachineName } from '../../shared/contract/observation'
import type { Rule } from '../../shared/contract/rule'
import type { Machine } from '../engine/process-host'
import { appVersion } from '../engine/app-files'
import { Run } from '../engine/run'
import { saveRun } from '../engine/run-file'
import { runFileExtension } from '../engine/run-file/file-format'
import { exitCodes } from './exit-codes'
import type { FileProgram } from '../engine/load-program'
import { loadProgram } from './load-program'
import { countsText, diagnosticText, printError, printOut } from './print'

/** Where a run is saved. */
export interface SaveWish {
  readonly path: string
  readonly overwrite: boolean
}

/** `vadlab run FILE.c`: the program's output on standard output, the counts at the end of standard error. */
export async function runCommand(
  path: string,
  machine: Machine,
  given: Partial<MachineSettings>,
  save: SaveWish | null = null
): Promise<number> {
  if (save !== null && !save.overwrite && existsSync(runFilePath(save.path))) {
    printError(`${runFilePath(save.path)} exists already: --force replaces it.`)
    return exitCodes.notRun
  }
  const program = await loadProgram(path, given)
  if (program === null) return exitCodes.notRun
  const unavailable = await whyUnavailable(machine)
  if (unavailable !== null) {
    printError(unavailable)
    return exitCodes.notRun
  }
  const notice = machine.settingsNotice(program.settings)
  if (notice !== '') printError(notice)
  if (program.meantFor === 'windows' && machine.name === 'simulator')
    printError('It was shared to be run on Windows: --on windows does that.')
  let printing = Promise.resolve()
  const run = new Run(machine, {
    ...program,
    recording: save === null ? 'output' : 'steps',
    breakpoints: [],
    onStep: (_process, step) => {
      if (step.errorOutput !== '') process.stderr.write(step.errorOutput)
      for (const warning of step.warnings ?? []) printError(diagnosticText(warning, program.source))
      printing = printing.then(() => printOut(step.output))
    },
    beforeSlice: () => printing
  })
  const stop = (): void => void run.stop()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const begun = await run.begin()
  if (begun !== null) {
    for (const diagnostic of begun.refused) printError(diagnosticText(diagnostic, program.source))
    return exitCodes.notRun
  }
  await run.move('continue')
  await printing
  const code = closing(run, program)
  // A program whose threads wait for each other has not ended.
  if (!run.isOver) await run.stop()
  if (save === null) return code
  const contents = { source: program.source, fileName: basename(program.fileName), lanes: [run.contents] }
  const saved = await saveRun(runFilePath(save.path), contents, appVersion(), save.overwrite)
  if (!saved.ok) {
    printError(saved.failure.message)
    return exitCodes.notRun
  }
  printError(`${saved.path}: ${run.history.moments.length - 1} steps, ${saved.bytes} bytes`)
  return code
}

const runFilePath = (path: string): string =>
  resolve(path.endsWith(runFileExtension) ? path : `${path}${runFileExtension}`)

/** `Rule: Microsoft, Creating Guard Pages` and the page's address. */
function ruleText({ source, url }: Rule): string {
  return `Rule: ${source}${url === null ? '' : ` (${url})`}`
}

/** Why the machine cannot run anything; null when it can. */
export async function whyUnavailable(machine: Machine): Promise<string | null> {
  const description = await machine.describe()
  return description.available
    ? null
    : `${machineTitle(machine.name)} is not available: ${description.reason}`
}

function machineTitle(name: MachineName): string {
  return name === 'windows' ? 'The Windows machine' : 'The simulator'
}

/** Says how the run ended and answers the exit code. */
function closing(run: Run, program: FileProgram): number {
  if (run.status === 'died' && run.exception !== null && run.died !== null) {
    const { exception, died } = run
    const where = exception.where === '' ? '' : `: ${exception.where}`
    printError(
      diagnosticText(
        {
          severity: 'error',
          file: program.fileName,
          line: died.line,
          column: 1,
          length: 1,
          message: `in ${died.functionName}, process ${died.process}: ${exception.name} (0x${exception.code.toString(16)})${where}`
        },
        program.source
      )
    )
    if (exception.why !== null) printError(exception.why)
    if (exception.rule !== null) printError(ruleText(exception.rule))
  } else if (run.status !== 'ended' || (run.exitCode ?? 0) !== 0) printError(run.statusText)
  printError(countsText(run.checks))
  return run.status === 'ended' && run.checks.failed === 0 ? exitCodes.fine : exitCodes.wrong
}

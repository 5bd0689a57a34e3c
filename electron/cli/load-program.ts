import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import { readSource } from '../engine/documents'
import { chooseSettings, readMachineWish } from '../engine/machine-wish'
import { diagnosticText, printError } from './print'
import type { ProcessLetter } from '../../shared/contract/observation'

/** A program that may run. */
export interface LoadedSource {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
  /** The machine to run it on. */
  readonly settings: MachineSettings
}

/**
 * Reads and checks a program; says on standard error what is wrong and answers null. Warnings are said and do not stop.
 * `given` are the settings of the command line: they come over what the program wishes.
 */
export async function loadProgram(
  path: string,
  given: Partial<MachineSettings>
): Promise<LoadedSource | null> {
  const read = await readSource(path)
  if (!read.ok) {
    printError(read.reason)
    return null
  }
  const { source } = read
  const compiled = compile(source, path)
  const said = compiled.ok ? compiled.warnings : compiled.diagnostics
  const wish = readMachineWish(source, path)
  for (const diagnostic of [...said, ...wish.warnings]) printError(diagnosticText(diagnostic, source))
  if (!compiled.ok) return null
  const chosen = chooseSettings(defaultMachineSettings, wish, given)
  if (!chosen.ok) {
    printError(chosen.diagnostic ? diagnosticText(chosen.diagnostic, source) : chosen.problem)
    return null
  }
  return { fileName: path, source, processes: compiled.program.processes, settings: chosen.settings }
}

import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import { readSource, type Read } from '../engine/documents'
import { chooseSettings, readMachineWish } from '../engine/machine-wish'
import { decodeShared } from '../engine/share/decode-shared'
import { readShared } from '../engine/share/save-shared'
import { sharedFileExtension, type SharedProgram } from '../../shared/contract/shared-program'
import { diagnosticText, printError } from './print'
import type { ProcessLetter } from '../../shared/contract/observation'

/** A program that may run. */
export interface LoadedSource {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
  /** The machine to run it on. */
  readonly settings: MachineSettings
  /** Where a shared program is meant to run; null for one that says nothing of it. */
  readonly meantFor: SharedProgram['machines'] | null
}

/** Whether an argument names a shared program: a link, or a .vadlab file. */
export function namesShared(argument: string): boolean {
  return /^vadlab:/i.test(argument) || argument.toLowerCase().endsWith(sharedFileExtension)
}

/** A program's text and name; of a shared one all that came with it. */
export type ReadProgram =
  | {
      readonly ok: true
      readonly source: string
      readonly fileName: string
      readonly shared: SharedProgram | null
    }
  | Extract<Read, { ok: false }>

/** Reads a C file, a .vadlab file, or a link. A program that is named on the command line is meant. */
export async function readProgram(argument: string): Promise<ReadProgram> {
  if (!namesShared(argument)) {
    const read = await readSource(argument)
    return read.ok ? { ...read, fileName: argument, shared: null } : read
  }
  const decoded = /^vadlab:/i.test(argument) ? decodeShared(argument) : await readShared(argument)
  if (!decoded.ok) return decoded
  const { source, fileName } = decoded.program
  return { ok: true, source, fileName, shared: decoded.program }
}

/**
 * Reads and checks a program; says on standard error what is wrong and answers null. Warnings are said and do not stop.
 * `given` are the settings of the command line: they come over what the program wishes, and over the machine that a
 * shared program brings along.
 */
export async function loadProgram(
  path: string,
  given: Partial<MachineSettings>
): Promise<LoadedSource | null> {
  const read = await readProgram(path)
  if (!read.ok) {
    printError(read.reason)
    return null
  }
  const { source, fileName, shared } = read
  const compiled = compile(source, fileName)
  const said = compiled.ok ? compiled.warnings : compiled.diagnostics
  const wish = readMachineWish(source, fileName)
  for (const diagnostic of [...said, ...wish.warnings]) printError(diagnosticText(diagnostic, source))
  if (!compiled.ok) return null
  const insisted = shared?.insist ? { ...shared.settings, ...given } : given
  const chosen = chooseSettings(shared?.settings ?? defaultMachineSettings, wish, insisted)
  if (!chosen.ok) {
    printError(chosen.diagnostic ? diagnosticText(chosen.diagnostic, source) : chosen.problem)
    return null
  }
  return {
    fileName,
    source,
    processes: compiled.program.processes,
    settings: chosen.settings,
    meantFor: shared?.machines ?? null
  }
}

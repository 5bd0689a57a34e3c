import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { SharedProgram } from '../../shared/contract/shared-program'
import { compile } from '../c'
import { chooseSettings, readMachineWish } from './machine-wish'
import { readProgram } from './share/read-program'

/** A program of a file that may run. */
export interface FileProgram {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
  /** The machine to run it on. */
  readonly settings: MachineSettings
  /** Where a shared program is meant to run; null for one that says nothing of it. */
  readonly meantFor: SharedProgram['machines'] | null
}

/** What became of reading and checking a file. */
export interface LoadedFile {
  /** Null: it cannot run, and what was said has why. */
  readonly program: FileProgram | null
  /** The text as far as it could be read. */
  readonly source: string
  /** Errors and warnings with their places. */
  readonly said: readonly Diagnostic[]
  /** What is wrong and has no place in the text; empty where nothing is. */
  readonly problem: string
}

/**
 * Reads and checks a program, a shared one as well. `settings` give way to what it wishes itself, and to the machine that
 * a shared one brings along; `given` come over that.
 */
export async function loadFile(
  path: string,
  settings: MachineSettings,
  given: Partial<MachineSettings>
): Promise<LoadedFile> {
  const read = await readProgram(path)
  if (!read.ok) return { program: null, source: '', said: [], problem: read.reason }
  const { source, fileName, shared } = read
  const compiled = compile(source, fileName)
  const wish = readMachineWish(source, fileName)
  const said = [...(compiled.ok ? compiled.warnings : compiled.diagnostics), ...wish.warnings]
  if (!compiled.ok) return { program: null, source, said, problem: '' }
  const insisted = shared?.insist ? { ...shared.settings, ...given } : given
  const chosen = chooseSettings(shared?.settings ?? settings, wish, insisted)
  if (!chosen.ok) {
    const also = chosen.diagnostic ? [...said, chosen.diagnostic] : said
    return { program: null, source, said: also, problem: chosen.diagnostic ? '' : chosen.problem }
  }
  const { processes } = compiled.program
  return {
    program: { fileName, source, processes, settings: chosen.settings, meantFor: shared?.machines ?? null },
    source,
    said,
    problem: ''
  }
}

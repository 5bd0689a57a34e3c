import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import { compile } from '../c'
import { readSource } from './documents'
import { chooseSettings, readMachineWish } from './machine-wish'

/** A program of a file that may run. */
export interface FileProgram {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
  /** The machine to run it on. */
  readonly settings: MachineSettings
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

/** Reads and checks a program. `settings` give way to what it wishes itself, `given` come over that. */
export async function loadFile(
  path: string,
  settings: MachineSettings,
  given: Partial<MachineSettings>
): Promise<LoadedFile> {
  const read = await readSource(path)
  if (!read.ok) return { program: null, source: '', said: [], problem: read.reason }
  const { source } = read
  const compiled = compile(source, path)
  const wish = readMachineWish(source, path)
  const said = [...(compiled.ok ? compiled.warnings : compiled.diagnostics), ...wish.warnings]
  if (!compiled.ok) return { program: null, source, said, problem: '' }
  const chosen = chooseSettings(settings, wish, given)
  if (!chosen.ok) {
    const also = chosen.diagnostic ? [...said, chosen.diagnostic] : said
    return { program: null, source, said: also, problem: chosen.diagnostic ? '' : chosen.problem }
  }
  const { processes } = compiled.program
  return {
    program: { fileName: path, source, processes, settings: chosen.settings },
    source,
    said,
    problem: ''
  }
}

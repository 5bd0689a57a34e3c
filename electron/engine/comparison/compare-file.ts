import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { MachineName } from '../../../shared/contract/observation'
import { loadFile } from '../load-program'
import type { Machine } from '../process-host'
import type { Comparison } from './machine-comparison'
import { runBoth } from './run-both'

/** How long one program of several may take before it is stopped on both machines. */
export const limitOfSeveral = 60_000

/** On what programs are compared. */
export interface ComparedOn {
  readonly machines: readonly [Machine, Machine]
  /** The usual simulated machine; a program's wish comes over it, and what is given over that. */
  readonly settings: MachineSettings
  readonly given: Partial<MachineSettings>
  readonly version: string
}

/** A file that was compared, or why it was not. */
export interface ComparedFile {
  readonly fileName: string
  readonly source: string
  /** Null: it was not compared. */
  readonly comparison: Comparison | null
  /** What the compiler, or a machine, said of it. */
  readonly said: readonly { readonly machine: MachineName | null; readonly diagnostic: Diagnostic }[]
  /** What is wrong and has no place in the text; empty where nothing is. */
  readonly problem: string
}

/** Runs the program of a file to its end on both machines and compares. An aborted signal stops it; the comparison then says so. */
export async function compareFile(
  fileName: string,
  { machines, settings, given, version }: ComparedOn,
  signal: AbortSignal
): Promise<ComparedFile> {
  const { program, source, said: ofText, problem } = await loadFile(fileName, settings, given)
  const said = ofText.map((diagnostic) => ({ machine: null, diagnostic }))
  if (program === null) return { fileName, source, comparison: null, said, problem }
  const { comparison, refused } = await runBoth(program, machines, version, signal)
  const ofMachines = (refused ?? []).flatMap(({ machine, diagnostics }) =>
    diagnostics.map((diagnostic) => ({ machine, diagnostic }))
  )
  return { fileName, source, comparison, said: [...said, ...ofMachines], problem: '' }
}

/** Why a file was not compared, in a sentence. */
export function whyNotCompared({ said, problem }: ComparedFile): string {
  if (problem !== '') return problem
  const first = said.find(({ diagnostic }) => diagnostic.severity === 'error') ?? said[0]
  if (first === undefined) return 'VadLab does not take it.'
  const { file, line, column, message } = first.diagnostic
  const where = `${file}:${line}:${column}: ${message}`
  return first.machine === null ? where : `On the ${first.machine} machine: ${where}`
}

import { compile } from '../c'
import { readSource } from '../engine/documents'
import { diagnosticText, printError } from './print'
import type { ProcessLetter } from '../../shared/contract/observation'

/** A program that may run. */
export interface LoadedSource {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
}

/** Reads and checks a program; says on standard error what is wrong and answers null. Warnings are said and do not stop. */
export async function loadProgram(path: string): Promise<LoadedSource | null> {
  const read = await readSource(path)
  if (!read.ok) {
    printError(read.reason)
    return null
  }
  const compiled = compile(read.source, path)
  const said = compiled.ok ? compiled.warnings : compiled.diagnostics
  for (const diagnostic of said) printError(diagnosticText(diagnostic, read.source))
  return compiled.ok ? { fileName: path, source: read.source, processes: compiled.program.processes } : null
}

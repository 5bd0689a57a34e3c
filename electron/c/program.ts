import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { CompiledCode } from './compiled-code'

/** A text that compiled: what an `Execution` runs. Immutable; any number of executions may share it. */
export interface Program {
  readonly fileName: string
  readonly source: string
  /** Lines at which a statement begins, ascending: where execution can pause. */
  readonly statementLines: readonly number[]
  /** A, and B and C where `process_b` and `process_c` are defined. */
  readonly processes: readonly ProcessLetter[]
  readonly code: CompiledCode
}

export type CompileResult =
  | { readonly ok: true; readonly program: Program; readonly warnings: Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: Diagnostic[] }

/** A Win32 function that a program calls, with the place of its first call. */
export interface FunctionUse {
  readonly name: string
  readonly line: number
  readonly column: number
  readonly length: number
}

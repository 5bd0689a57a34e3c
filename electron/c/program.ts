import type { Expression } from './ast'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { CompiledCode } from './compiled-code'
import type { Macro } from './macro'
import type { Scope } from './parser-state'

/** What the names of a program mean, for expressions that are read after it. */
export interface ProgramNames {
  /** Of the built-in headers. */
  readonly headers: Scope
  /** Of the file itself. */
  readonly file: Scope
  /** Types and constants that blocks declared, by function. */
  readonly inner: ReadonlyMap<string, Scope>
  macro(name: string): Macro | undefined
  macroNames(): Iterable<string>
}

/** A place in a program where the text assigns: what it names has a new value behind it. */
export interface Assignment {
  readonly line: number
  /** As written: `total`, `info.Protect`, `p[i]`. */
  readonly text: string
  readonly target: Expression
}

/** A text that compiled: what an `Execution` runs. Immutable; any number of executions may share it. */
export interface Program {
  readonly fileName: string
  readonly source: string
  /** Lines at which a statement begins, ascending: where execution can pause. */
  readonly statementLines: readonly number[]
  /** The instruction that the first statement of such a line begins with. */
  readonly statementPlaces: ReadonlyMap<number, number>
  /** A, and B and C where `process_b` and `process_c` are defined. */
  readonly processes: readonly ProcessLetter[]
  readonly code: CompiledCode
  readonly names: ProgramNames
  /** By the name of the function. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>
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

import type { ProcessLetter } from '../../contract/observation'

/** What a C expression is, as far as the check language cares; or why it is none. */
export type CMeaning =
  | { readonly kind: 'integer' | 'pointer' | 'text' | 'real' }
  | { readonly kind: 'problem'; readonly message: string }

/** What a program's text says to someone who checks an expression against it. */
export interface ProgramScope {
  /** Which processes it has functions for. */
  readonly processes: readonly ProcessLetter[]
  /** The lines it marks: those that a mark stands on or, alone on its line, before. */
  readonly marks: ReadonlyMap<string, number>
  /** What a C expression is in a process. */
  meaningOf(expression: string, process: ProcessLetter | null): CMeaning
}

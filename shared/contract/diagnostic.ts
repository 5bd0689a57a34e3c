/** Something said about a place in the source. Lines and columns count from 1. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many characters it concerns, at least 1. */
  readonly length: number
  /** What is wrong and what to do, in one or two sentences. */
  readonly message: string
}

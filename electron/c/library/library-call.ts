import type { ExceptionRecord, MachineProcess } from '../../machine/machine-process'
import type { Place } from '../diagnostics'
import type { ValueKind } from '../compiled-code'
import type { HandlerRegistry } from '../exception-handlers'
import type { LabWords } from '../execution-contract'
import type { ThreadCalls } from '../thread-calls'
import type { VmState } from '../vm-state'
import type { Value } from '../vm-words'
import type { ProcessLetter } from '../../../shared/contract/observation'

/** What library functions remember between calls, per running program. */
export interface LibraryState {
  random: number
  /** What clock answers next. */
  clock: number
  heap: Value | null
  /** Where strtok goes on. */
  token: Value
  readonly handlers: HandlerRegistry
}

/** One call of a library function. Arguments are as their parameters' types hold them: pointers unsigned. */
export interface LibraryCall {
  /** The function's name, and where the call stands in the text. */
  readonly name: string
  readonly place: Place
  readonly vm: VmState
  readonly process: MachineProcess
  readonly args: readonly Value[]
  readonly kinds: readonly ValueKind[]
  readonly line: number
  readonly state: LibraryState
  readonly lab: LabWords
  /** Bytes of stdout, one character a byte. */
  output(bytes: string): void
  errorOutput(bytes: string): void
  check(verdict: 'ok' | 'FAIL' | 'todo', text: string, line: number): void
  /** Tells of the exception that a probe met. */
  probed(record: ExceptionRecord): void
  readonly threads: ThreadCalls
  /** Ends the program behind this call. */
  exit(code: number): void
  /** Hands the turn to another process behind this call. */
  switchTo(letter: ProcessLetter): void
}

/** Runs one call; undefined when it raised (the record is in `vm.exception`). Functions without a result answer 0. */
export type LibraryFunction = (c: LibraryCall) => Value | undefined

export function raised(c: LibraryCall): undefined {
  c.vm.raised()
  return undefined
}

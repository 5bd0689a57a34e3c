import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { ExceptionRecord } from '../machine/machine-process'
import type { Word } from '../machine/word'

/** What the words of lab.h that reach beyond one process need from the one who runs it. */
export interface LabWords {
  /** The turn goes to that process. Only noted: the execution pauses with reason `switch`. */
  switchTo(letter: ProcessLetter): void
  /** What is in mailbox slot 0..15, unsigned. */
  fetch(slot: number): bigint
  post(slot: number, value: bigint): void
  /** The process id of a process that has started. */
  processId(letter: ProcessLetter): number | undefined
}

/** One argument of a Win32 call as it was passed. */
export interface ExecutedArgument {
  /** The parameter's name as Microsoft writes it. */
  readonly name: string
  /** The parameter's type as the header writes it: `LPVOID`, `DWORD`. */
  readonly type: string
  /** The 64-bit word passed; 32-bit values are zero-extended. */
  readonly value: Word
  /** The argument's C text as written, macros unexpanded, blanks collapsed: `&info`, `base`, `MEM_COMMIT | MEM_RESERVE`. */
  readonly symbol: string | null
}

export interface ExecutedCall {
  readonly line: number
  readonly name: string
  readonly args: readonly ExecutedArgument[]
  /** As the header writes it: `LPVOID`, `BOOL`, `void`. */
  readonly resultType: string
  /** Cut to the result type, unsigned; undefined when the call raised `process.exception`. */
  readonly result: Word | undefined
}

/** A thread of the program. */
export interface ProgramThreadState {
  readonly threadId: number
  /** The innermost function it is in; the start function's before and after it ran. */
  readonly functionName: string
  /** The line it is at; null when it has ended. */
  readonly line: number | null
  readonly state: 'current' | 'ready' | 'waiting' | 'suspended' | 'ended'
}

/** What an execution tells while it runs. */
export interface ExecutionEvents {
  output(text: string): void
  call(call: ExecutedCall): void
  /** A CHECK; `text` is the whole line as printed. The line also goes to `output`. */
  check(line: number, verdict: 'ok' | 'FAIL' | 'todo', text: string): void
  /** An exception was raised on that line, and whose word decided what becomes of it; nobody's is `unhandled`. */
  exception?(record: ExceptionRecord, line: number, handled: 'vectored' | 'frame' | 'unhandled'): void
  /** A probe function touched what cannot be touched; lab.h's own handler took the exception. */
  probe?(record: ExceptionRecord): void
  /** What went to stderr. */
  error?(text: string): void
  /** Undefined behaviour that was executed: each place once. The program goes on as the machine would. */
  warning?(warning: Diagnostic): void
}

/** Why `run` came back. All but `ended` and `died` can be resumed. */
export type Pause =
  | { readonly reason: 'step' | 'breakpoint' | 'call' | 'slice' }
  | { readonly reason: 'switch'; readonly to: ProcessLetter }
  /** Every thread waits for ever; the text says which in what. Resuming looks again. */
  | { readonly reason: 'deadlock'; readonly text: string }
  | { readonly reason: 'ended'; readonly exitCode: number }
  | {
      readonly reason: 'died'
      readonly exception: ExceptionRecord
      readonly line: number
      readonly functionName: string
      /** The C text of the access that raised it, where there is one: `p[0]`, `*start`. */
      readonly symbol: string | null
    }

export interface RunLimits {
  /** `into`, `over` and `out` pause at the next statement; `continue` does not. */
  readonly mode: 'into' | 'over' | 'out' | 'continue'
  /** Source lines; one without a statement means the next that has one. */
  readonly breakpoints: ReadonlySet<number>
  /** Whether a breakpoint's line is really stopped at; without it always. */
  readonly stopsAt?: (line: number) => boolean
  /** Pauses with `slice` after about that many. */
  readonly maximumInstructions: number
  /** Pauses with `call` after each Win32 call. */
  readonly stopAfterCall: boolean
}

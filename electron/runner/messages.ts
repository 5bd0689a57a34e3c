import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { RegionColumns } from '../../shared/contract/run-update'
import type {
  CallRecord,
  CheckRecord,
  Frame,
  ShownException,
  ShownVariable
} from '../../shared/contract/step'

/** How much of a run is written down: nothing but its output, each call, or each step with the regions after it. */
export type Recording = 'output' | 'calls' | 'steps'

/** What an engine asks of a process that runs a program. */
export type RunnerRequest =
  | {
      readonly kind: 'load'
      readonly source: string
      readonly fileName: string
      readonly letter: ProcessLetter
      readonly recording: Recording
    }
  | {
      readonly kind: 'resume'
      readonly mode: 'into' | 'over' | 'out' | 'continue'
      readonly breakpoints: readonly number[]
      /** The reply comes after about this long at the latest. */
      readonly sliceMs: number
      /** The 16 mailbox slots, decimal. */
      readonly mailbox: readonly string[]
      readonly processIds: Readonly<Partial<Record<ProcessLetter, number>>>
      /** At most this many steps are recorded call by call in this slice; what follows is one step. */
      readonly maximumSteps: number
    }
  | { readonly kind: 'peek'; readonly address: number; readonly length: number }

/** Why the program does not go on by itself. */
export type Pausing =
  | { readonly reason: 'step' | 'breakpoint' | 'slice' }
  | { readonly reason: 'switch'; readonly to: ProcessLetter }
  /** `byExit`: the process ended itself, it did not return from its function. */
  | { readonly reason: 'ended'; readonly exitCode: number; readonly byExit?: boolean }
  | {
      readonly reason: 'died'
      readonly exception: ShownException
      readonly line: number
      readonly functionName: string
    }

/** A step as the process that made it tells it: with the regions as a difference to the last told. */
export interface RunnerStep {
  readonly line: number
  /** The line to be executed next. */
  readonly nextLine: number
  readonly calls: readonly CallRecord[]
  readonly checks: readonly CheckRecord[]
  readonly output: string
  readonly errorOutput: string
  readonly removed: readonly number[]
  readonly set: RegionColumns
  readonly frames: readonly Frame[]
  readonly variables: readonly ShownVariable[]
}

export type RunnerReply =
  | {
      readonly kind: 'loaded'
      readonly processId: number
      readonly line: number
      readonly frames: readonly Frame[]
      readonly variables: readonly ShownVariable[]
      readonly set: RegionColumns
      readonly warnings: readonly Diagnostic[]
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'paused'
      readonly pausing: Pausing
      readonly line: number
      readonly steps: readonly RunnerStep[]
      readonly mailbox: readonly string[]
    }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] | null }
  | { readonly kind: 'broken'; readonly message: string }

import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { RegionColumns } from '../../shared/contract/run-update'
import type {
  CallRecord,
  CheckRecord,
  FaultCounts,
  Frame,
  LineValue,
  ShownException,
  ShownMemory,
  ShownThread,
  ShownVariable,
  ShownWatch
} from '../../shared/contract/step'
import type { MemoryUsage, PageRange } from '../machine/working-set-block'

/** How much of a run is written down: nothing but its output, each call, or each step with the regions after it. */
export type Recording = 'output' | 'calls' | 'steps'

/** A line to stop before, always or when the condition is not 0. */
export interface Breakpoint {
  readonly line: number
  readonly condition: string | null
}

/** Bytes of the process that are looked at: `length` of them from the expression's value plus `offset` on. */
export interface LookedMemory {
  readonly id: string
  readonly address: string
  readonly offset: number
  readonly length: number
}

/** What is looked at in a process besides the variables in scope. */
export interface RunnerLook {
  readonly watches: readonly string[]
  readonly expanded: readonly string[]
  readonly memory: readonly LookedMemory[]
}

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
      readonly breakpoints: readonly Breakpoint[]
      /** The reply comes after about this long at the latest. */
      readonly sliceMs: number
      /** The 16 mailbox slots, decimal. */
      readonly mailbox: readonly string[]
      readonly processIds: Readonly<Partial<Record<ProcessLetter, number>>>
      /** At most this many steps are recorded call by call in this slice; what follows is one step. */
      readonly maximumSteps: number
      /** Nobody has paused since the program was loaded: a breakpoint on its first statement counts. */
      readonly begins?: boolean
    }
  /**
   * From now on that is looked at, after each step; the answer tells it as it is now, of that frame. `afterStep`: another
   * process has made a step, and what is seen now is what the next is compared with.
   */
  | {
      readonly kind: 'look'
      readonly look: RunnerLook
      readonly frame: number
      readonly afterStep: boolean
    }
  | { readonly kind: 'peek'; readonly address: number; readonly length: number }
  /** What QueryWorkingSetEx says of pages, on a machine that has no other way to tell. */
  | { readonly kind: 'working-set'; readonly ranges: readonly PageRange[] }
  | { readonly kind: 'memory-usage' }

/** Why the program does not go on by itself. */
export type Pausing =
  | { readonly reason: 'step' | 'slice' }
  /** `problem`: why the condition could not be evaluated; the program stops all the same. */
  | { readonly reason: 'breakpoint'; readonly problem?: string }
  | { readonly reason: 'switch'; readonly to: ProcessLetter }
  /** Every thread of the process waits for ever; told in a sentence. */
  | { readonly reason: 'deadlock'; readonly text: string }
  /** `byExit`: the process ended itself, it did not return from its function. */
  | { readonly reason: 'ended'; readonly exitCode: number; readonly byExit?: boolean }
  | {
      readonly reason: 'died'
      readonly exception: ShownException
      readonly line: number
      readonly functionName: string
    }

/** Where a process stands and what is seen there. */
export interface RunnerPlace {
  readonly frames: readonly Frame[]
  readonly frame: number
  /** A number: the variable of that index of the last place that a step or the loading told, unchanged. */
  readonly variables: readonly (ShownVariable | number)[]
  readonly watches: readonly ShownWatch[]
  readonly memory: readonly ShownMemory[]
  readonly lineValues: readonly LineValue[]
  readonly threads: readonly ShownThread[]
}

/** A step as the process that made it tells it: with the regions as a difference to the last told. */
export interface RunnerStep {
  readonly line: number
  /** The line to be executed next. */
  readonly nextLine: number
  /** The latest; a step of a program that runs freely can have any number. */
  readonly calls: readonly CallRecord[]
  /** How many there were before these; none when left out. */
  readonly earlierCalls?: number
  readonly checks: readonly CheckRecord[]
  readonly output: string
  readonly errorOutput: string
  /** Undefined behaviour that was executed, each place once in a process; none when left out. */
  readonly warnings?: readonly Diagnostic[]
  readonly faults?: FaultCounts | null
  /** Exceptions that the program's own handlers took, the first of them; none when left out. */
  readonly handled?: readonly ShownException[]
  /** Exceptions that probe functions met, the first of them; none when left out. */
  readonly probed?: readonly ShownException[]
  readonly removed: readonly number[]
  readonly set: RegionColumns
  /** Null where steps are not recorded. */
  readonly place: RunnerPlace | null
  /** Lines executed for the first time in it; left out where steps are not recorded. */
  readonly executed?: readonly number[]
  /** The number under which the machine keeps its state after this step; none where it cannot or steps are not recorded. */
  readonly kept?: number
}

export type RunnerReply =
  | {
      readonly kind: 'loaded'
      readonly processId: number
      readonly line: number
      readonly place: RunnerPlace | null
      readonly set: RegionColumns
      readonly warnings: readonly Diagnostic[]
      /** As in a step. */
      readonly kept?: number
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'paused'
      readonly pausing: Pausing
      readonly line: number
      readonly steps: readonly RunnerStep[]
      readonly mailbox: readonly string[]
      /** Where it waits, when it gives the turn away in the middle of a step that is recorded. */
      readonly place?: RunnerPlace
    }
  | { readonly kind: 'place'; readonly place: RunnerPlace }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] | null }
  /** As `MachineProcess.workingSet` answers; null where the machine has no such function. */
  | { readonly kind: 'working-set'; readonly runs: readonly number[] | null }
  | { readonly kind: 'memory-usage'; readonly usage: MemoryUsage | null }
  | { readonly kind: 'broken'; readonly message: string }

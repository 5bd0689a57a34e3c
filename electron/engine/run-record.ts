import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { RunStatus } from '../../shared/contract/run-update'
import type { CheckCounts, ShownException } from '../../shared/contract/step'
import type { SimulatorSnapshot } from '../simulator'
import type { Breakpoint, RunnerReply, RunnerRequest } from '../runner/messages'
import type { Moment, PlaceMoment } from './history'
import type { Look } from './look'
import type { MadeMove, MoveMode } from './run'
import type { LaneContents } from './run-file/run-contents'

/** What can be looked at of a run, whether it is on its way, is over, or came from a file. */
export interface RunRecord {
  readonly id: string
  readonly machineName: MachineName
  /** What the machine is like, or was wanted to be. */
  readonly settings: MachineSettings
  /** Which of the settings the machine does not have, in a sentence. */
  readonly settingsNotice: string
  readonly status: RunStatus
  readonly statusText: string
  readonly isOver: boolean
  readonly exception: ShownException | null
  /** Where and in which process the program died; absent in a record. */
  readonly died?: { readonly process: ProcessLetter; readonly line: number } | null
  readonly exitCode: number | null
  readonly checks: CheckCounts
  readonly warnings: readonly Diagnostic[]
  /** All that a file keeps of it. */
  readonly contents: LaneContents
  readonly history: { readonly moments: readonly Moment[]; readonly output: string }
  /** What is seen of other frames than the innermost, by process, while the run stands in the present. */
  readonly otherFrames: ReadonlyMap<ProcessLetter, PlaceMoment>
  /** The file it came from; null when it was run here. */
  readonly loadedFrom: string | null
  /** The whole simulated machine as it was at a position of the history; null on the Windows machine and where there is none. */
  momentState(position: number): SimulatorSnapshot | null
  /** Asks a process about its memory as it is now; null where it is not there, or moves. Absent in a record. */
  inquire?(letter: ProcessLetter, request: RunnerRequest): Promise<RunnerReply | null>
}

/** A run as the bench handles it; one from a file hears and does nothing: it is a record. */
export interface BenchRun extends RunRecord {
  breakpoints: readonly Breakpoint[]
  /** Every move so far. */
  readonly moves: readonly MadeMove[]
  /** The lines of a process that had been executed at a position; null where that was not kept. */
  executedLines(letter: ProcessLetter, position: number): readonly number[] | null
  /** `process`: whose step it is to be; the one whose turn it is, unless said. */
  move(mode: MoveMode, line?: number, process?: ProcessLetter): Promise<void>
  look(look: Look): Promise<void>
  pause(): void
  /** Ends it; `why` is what its status says then. */
  stop(why?: string): Promise<void>
}

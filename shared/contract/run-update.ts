import type { Diagnostic } from './diagnostic'
import type { MachineSettings } from './machine-settings'
import type { MachineName, ProcessLetter, RegionChange } from './observation'
import type { CheckCounts, ProcessPlace, ShownException, StepRecord } from './step'

/**
 * What a run is doing. `paused`, `running` and `starting` are alive; the rest are over:
 * `ended` by itself, `died` of an exception or because its process went away, `stopped` by the person,
 * `failed` because the machine could not run it, `loaded` a record from a file that had not ended when it was saved.
 */
export type RunStatus = 'starting' | 'running' | 'paused' | 'ended' | 'died' | 'stopped' | 'failed' | 'loaded'

/** Regions column by column: one array an attribute, all of the same length. Text goes through `strings`. */
export interface RegionColumns {
  readonly base: readonly number[]
  readonly size: readonly number[]
  readonly state: readonly number[]
  readonly type: readonly number[]
  readonly protect: readonly number[]
  readonly allocationBase: readonly number[]
  readonly allocationProtect: readonly number[]
  /** 0 before, 1 program. */
  readonly owner: readonly number[]
  /** 0 where nothing is known. */
  readonly madeByLine: readonly number[]
  /** Index into `strings`. */
  readonly use: readonly number[]
  readonly strings: readonly string[]
}

/** How the picture of one process changes from what the renderer has. */
export interface ProcessUpdate {
  readonly letter: ProcessLetter
  readonly processId: number
  /** True: forget the regions you have, `set` is all of them. */
  readonly reset: boolean
  /** Base addresses of regions that are no longer there. */
  readonly removed: readonly number[]
  /** Regions that are new or differ, by base address. */
  readonly set: RegionColumns
  /** What the shown step changed in this process; replaces the former list. */
  readonly changes: readonly RegionChange[]
}

/** Everything a renderer needs to go from the picture it has to the next. Only what changed travels. */
export interface RunUpdate {
  readonly runId: string
  readonly machine: MachineName
  /** What the run was started with. */
  readonly settings: MachineSettings
  /** Which of the settings this machine does not have, in a sentence; empty when it has them all. */
  readonly settingsNotice: string
  readonly status: RunStatus
  /** One sentence on the status: why it failed or died, how it ended. */
  readonly statusText: string
  /** The file whose record this is; left out when it was run here. */
  readonly loadedFrom?: string
  /** The step shown: 0 is before the first. */
  readonly position: number
  /** How many steps are recorded; `position === stepCount` shows the present. */
  readonly stepCount: number
  /** Whose turn it is. */
  readonly turn: ProcessLetter
  /** The line to be executed next; null when the run is over. */
  readonly line: number | null
  /** Where every process stands at the shown position, in the order of their letters. */
  readonly places: readonly ProcessPlace[]
  /** The step that led to the shown position; null at position 0. */
  readonly step: StepRecord | null
  readonly exception: ShownException | null
  /** In which process and line the exception ended the program, where that is what is shown and known. */
  readonly died?: { readonly process: ProcessLetter; readonly line: number }
  /** Every process there is at the shown position; one that is not mentioned is not there (yet). */
  readonly processes: readonly ProcessUpdate[]
  /** Everything printed up to the shown position is the old text (or nothing, when `reset`) plus `append`. */
  readonly output: { readonly reset: boolean; readonly append: string }
  readonly checks: CheckCounts
  readonly warnings: readonly Diagnostic[]
}

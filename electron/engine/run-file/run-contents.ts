import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { MachineName } from '../../../shared/contract/observation'
import type { RunStatus } from '../../../shared/contract/run-update'
import type { CheckCounts, ShownException } from '../../../shared/contract/step'
import type { Moment } from '../history'

/** What one machine's run was. */
export interface LaneContents {
  readonly machine: MachineName
  readonly settings: MachineSettings
  readonly settingsNotice: string
  readonly status: RunStatus
  readonly statusText: string
  readonly exception: ShownException | null
  readonly exitCode: number | null
  readonly checks: CheckCounts
  readonly warnings: readonly Diagnostic[]
  readonly output: string
  readonly moments: readonly Moment[]
}

/** Everything that a run file keeps of a run. */
export interface RunContents {
  readonly source: string
  readonly fileName: string
  readonly lanes: readonly LaneContents[]
}

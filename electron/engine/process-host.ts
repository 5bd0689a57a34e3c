import type { MachineDescription } from '../../shared/contract/requests'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { RunnerReply, RunnerRequest } from '../runner/messages'
import type { SimulatorSnapshot } from '../simulator'

/** The process went away before it answered; the message says how, in a sentence. */
export interface Gone {
  readonly kind: 'gone'
  readonly message: string
}

/** A process on a machine that runs one program; near or far, the same messages. */
export interface ProcessHost {
  /** Never rejects. One request at a time. */
  request(request: RunnerRequest): Promise<RunnerReply | Gone>
  /** Ends the process, whatever it is doing; answers when it is gone. A request under way is answered `gone`. */
  end(): Promise<void>
}

/** The processes of one run on one machine. */
export interface MachineRun {
  start(letter: ProcessLetter): Promise<ProcessHost | Gone>
  /**
   * Hands out, once, the state that a step's `kept` names. Absent on the Windows machine: real memory does not go back,
   * its record does.
   */
  takeKept?(kept: number): SimulatorSnapshot | null
  /** Ends every process that was started. */
  end(): Promise<void>
}

/** A machine as the engine sees it. */
export interface Machine {
  readonly name: MachineName
  describe(): Promise<MachineDescription>
  /** A new, empty machine state for a run. The settings are ones that `machineSettingsProblem` has nothing against. */
  prepare(settings: MachineSettings): MachineRun
  /** Which of the settings this machine cannot have, in a sentence; empty when there are none. */
  settingsNotice(settings: MachineSettings): string
  /** Gets ready for a first run, where that takes time; answers at once where it does not. */
  warm(): Promise<void>
  /** Ends what the machine keeps ready. */
  close(): Promise<void>
}

import { memoryHandlers, type MomentSource } from '../../../../electron/engine/memory-requests'
import { Simulator, type SimulatorSnapshot } from '../../../../electron/simulator'
import type { SimulatedProcess } from '../../../../electron/simulator'
import { defaultMachineSettings, type MachineSettings } from '../../../../shared/contract/machine-settings'
import { memoryRequestSchemas, type MemoryRequestName } from '../../../../shared/contract/memory-requests'
import type { MachineName, ObservedRegion } from '../../../../shared/contract/observation'
import { regionTree } from '../../../../shared/contract/region-tree'
import type { Door, RequestAnswer, RequestInput, RequestName } from '../../../../shared/contract/requests'

/** A simulated machine whose moments are kept one by one, with process A ready to run. */
export class RecordedMachine {
  readonly simulator: Simulator
  readonly process: SimulatedProcess
  /** Some room on the stack. */
  readonly scratch: number
  readonly moments: SimulatorSnapshot[] = []
  readonly settings: MachineSettings

  constructor(settings: Partial<MachineSettings> = {}) {
    this.settings = { ...defaultMachineSettings, ...settings }
    this.simulator = new Simulator(this.settings)
    this.process = this.simulator.createProcess('A')
    const { stackTop } = this.process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
    this.scratch = stackTop - 0x800
  }
  /** Keeps the machine as it is now; the position it has. */
  keep(): number {
    this.moments.push(this.simulator.snapshot())
    return this.moments.length - 1
  }
}

/** A door that answers `memory/*` from recorded machines, as the engine does, and nothing else. */
export class MemoryDoor implements Door {
  readonly calls: { readonly name: RequestName; readonly input: unknown }[] = []
  /** Answers wait until these are called, for as long as `held` is not null. */
  held: (() => void)[] | null = null
  private readonly handlers = memoryHandlers((_, machine) => this.sources[machine])
  private readonly sources: Partial<Record<MachineName, MomentSource>>

  /** `windows`: what VirtualQuery says of process A on the other machine. */
  constructor(machine: RecordedMachine, windows: readonly ObservedRegion[] = []) {
    const processes = new Map([['A' as const, { processId: 4, regions: regionTree(windows) }]])
    this.sources = {
      simulator: {
        ...{ machineName: 'simulator', settings: machine.settings },
        history: { moments: machine.moments.map(() => ({ step: null, processes })) },
        momentState: (position) => machine.moments[position] ?? null
      },
      windows: {
        ...{ machineName: 'windows', settings: null, momentState: () => null },
        history: { moments: machine.moments.map(() => ({ step: null, processes })) }
      }
    }
  }

  async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    this.calls.push({ name, input })
    const { held } = this
    await (held === null ? Promise.resolve() : new Promise<void>((go) => held.push(go)))
    if (!(name in memoryRequestSchemas))
      return { ok: false, failure: { kind: 'refused', message: 'There is no engine.' } }
    const memory = name as MemoryRequestName
    memoryRequestSchemas[memory].parse(input)
    return (await this.handlers[memory](input as never)) as RequestAnswer<N>
  }
  subscribe(): () => void {
    return () => undefined
  }
}

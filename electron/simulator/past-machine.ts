import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import { Kernel } from './kernel'
import { ProcessMemory } from './process-memory'
import type { SimulatorSnapshot } from './simulator'

/**
 * Looks into moments of one simulated machine without bringing them back: nothing is restored, nothing is touched, and
 * the moments stay as they are. One moment at a time; going to another is O(1).
 */
export class PastMachine {
  private readonly kernel: Kernel
  private readonly memories = new Map<ProcessLetter, ProcessMemory>()
  private current: SimulatorSnapshot | null = null

  constructor(settings: MachineSettings) {
    this.kernel = new Kernel(settings)
    // What a moment holds belongs to its own epoch: whatever wrote here by mistake would write a copy.
    this.kernel.epoch.current = Number.MAX_SAFE_INTEGER
  }

  /** The memory of a process at a moment, for looking; null when there is no such process. Valid until the next call. */
  memory(moment: SimulatorSnapshot, letter: ProcessLetter): ProcessMemory | null {
    if (moment !== this.current) this.goTo(moment)
    return moment.processes.has(letter) ? (this.memories.get(letter) ?? null) : null
  }

  private goTo(moment: SimulatorSnapshot): void {
    this.current = moment
    Object.assign(this.kernel.system, moment.system)
    this.kernel.frames.state = { ...moment.frames }
    for (const [letter, state] of moment.processes) {
      const memory = this.memories.get(letter)
      if (memory === undefined) this.memories.set(letter, new ProcessMemory(this.kernel, { ...state }))
      else memory.adopt({ ...state })
    }
  }
}

/** Bytes of a process at a moment, looked at without touching; null where any of them cannot be looked at. */
export function peekIn(
  moment: SimulatorSnapshot,
  settings: MachineSettings,
  letter: ProcessLetter,
  address: number,
  length: number
): Uint8Array | null {
  return new PastMachine(settings).memory(moment, letter)?.peek(address, length) ?? null
}

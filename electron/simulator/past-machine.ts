import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import { Kernel } from './kernel'
import { ProcessMemory } from './process-memory'
import type { ProcessState } from './process-state'
import type { SimulatorSnapshot } from './simulator'

/** A process's memory at a moment, as far as it can be looked at without touching anything. */
export type PastMemory = Pick<ProcessMemory, 'peek' | 'vadAt' | 'kernel'> & {
  readonly state: Readonly<ProcessState>
}

/**
 * Looks into moments of one simulated machine without bringing them back: nothing is restored, nothing is touched, and
 * the moments stay as they are. One moment at a time; going to another is O(1).
 */
export class PastMachine {
  private readonly kernel: Kernel
  private readonly memories = new Map<ProcessLetter, ProcessMemory>()
  private current: SimulatorSnapshot | null = null

  constructor(settings: MachineSettings) {
    this.kernel = kernelForLooking(settings)
  }

  /** The memory of a process at a moment; null when there is no such process. Valid until the next call. */
  memory(moment: SimulatorSnapshot, letter: ProcessLetter): PastMemory | null {
    this.goTo(moment)
    const state = moment.processes.get(letter)
    if (state === undefined) return null
    const memory = this.memories.get(letter)
    if (memory === undefined) {
      const first = new ProcessMemory(this.kernel, state)
      this.memories.set(letter, first)
      return first
    }
    // Looking does not use what `adopt` would forget.
    memory.state = state
    return memory
  }

  /** How many physical pages were on each list at a moment, and how many were in use. */
  frameCounts(moment: SimulatorSnapshot): Readonly<Record<string, number>> {
    this.goTo(moment)
    const { frames } = this.kernel
    return {
      used: frames.used(),
      zeroed: frames.count('zeroed'),
      free: frames.count('free'),
      standby: frames.count('standby'),
      modified: frames.count('modified')
    }
  }

  private goTo(moment: SimulatorSnapshot): void {
    if (moment === this.current) return
    this.current = moment
    putMoment(this.kernel, moment)
  }
}

/** A kernel for looking at kept moments. */
export function kernelForLooking(settings: MachineSettings): Kernel {
  const kernel = new Kernel(settings)
  // What a moment holds belongs to its own epoch: whatever wrote here by mistake would write a copy.
  kernel.epoch.current = Number.MAX_SAFE_INTEGER
  return kernel
}

/** Puts a moment's physical memory, objects and files under a kernel for looking. The moment stays as it is. */
export function putMoment(kernel: Kernel, moment: SimulatorSnapshot): void {
  Object.assign(kernel.system, moment.system)
  kernel.frames.state = { ...moment.frames }
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

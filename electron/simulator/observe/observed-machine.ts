import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../../shared/contract/observation'
import type { ControlArea } from '../control-area'
import type { FileRecord } from '../file-store'
import type { Kernel } from '../kernel'
import type { PageNode } from '../page-table'
import { kernelForLooking, putMoment } from '../past-machine'
import { find, values } from '../persistent-tree'
import { ProcessMemory } from '../process-memory'
import type { ProcessState } from '../process-state'
import type { SimulatorSnapshot } from '../simulator'
import { vadsIn, type Vad } from '../vad'

/**
 * A machine at one moment, to be looked at. What is read here goes through the simulator's own code, over the kept
 * moment; nothing is ever written.
 */
export class ObservedMachine {
  /** A kernel with the moment's physical memory, objects and files. */
  readonly kernel: Kernel
  private readonly memories = new Map<ProcessLetter, ProcessMemory>()

  constructor(
    readonly snapshot: SimulatorSnapshot,
    readonly settings: MachineSettings
  ) {
    this.kernel = kernelForLooking(settings)
    putMoment(this.kernel, snapshot)
    for (const [letter, state] of snapshot.processes) {
      const memory = new ProcessMemory(this.kernel, { ...state })
      this.memories.set(letter, memory)
      this.kernel.processes.set(letter, memory)
    }
  }

  /** The processes there are, by letter. */
  get processes(): readonly ProcessState[] {
    return [...this.snapshot.processes.values()]
  }

  /** A process's memory, as the simulator's own functions take it; undefined where there is no such process. */
  memory(letter: ProcessLetter): ProcessMemory | undefined {
    return this.memories.get(letter)
  }

  area(id: number): ControlArea {
    return this.kernel.controlArea(id)
  }

  areas(): Iterable<ControlArea> {
    return values(this.snapshot.system.controlAreas)
  }

  file(id: number): FileRecord | undefined {
    return find(this.snapshot.system.files, id)
  }

  /** The path of a control area's file; null where it has none. */
  pathOf(area: ControlArea): string | null {
    return this.file(area.file)?.path ?? null
  }

  /** A control area's prototype PTEs: those of a file's data are the file's. */
  prototypesOf(area: ControlArea): PageNode {
    return (area.kind === 'data' ? this.file(area.file)?.pages : undefined) ?? area.pages
  }

  /** The VADs of a process, ascending. */
  vadsOf(process: Pick<ProcessState, 'vads'>): Iterable<Vad> {
    return vadsIn(process.vads)
  }
}

/** The part of a list that was asked for, and how long it is. */
export function partOf<T>(
  all: readonly T[],
  offset: number,
  count: number
): { readonly offset: number; readonly total: number; readonly entries: readonly T[] } {
  return { offset, total: all.length, entries: all.slice(offset, offset + count) }
}

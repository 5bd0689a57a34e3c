import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { MemoryRequestName } from '../../shared/contract/memory-requests'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { RegionTree } from '../../shared/contract/region-tree'
import {
  controlAreas,
  fileList,
  frameRecords,
  handleTable,
  heapList,
  heapParts,
  machineCounters,
  modulesOf,
  ObservedMachine,
  pagesOfRange,
  processCounters,
  prototypes,
  stacksOf,
  structuresOf,
  translate,
  vadTree,
  workingSet,
  type SimulatorSnapshot
} from '../simulator'
import { publicTranslation } from './public-translation'
import { done, refused, type Handlers } from './serve'

/** Where the pictures of a run come from. */
export interface MomentSource {
  readonly machineName: MachineName
  /** Null on the Windows machine. */
  readonly settings: MachineSettings | null
  readonly history: { readonly moments: readonly RecordedMoment[] }
  /** The whole simulated machine at a position of the history; null where it is not kept. */
  momentState(position: number): SimulatorSnapshot | null
}

interface RecordedMoment {
  readonly processes: ReadonlyMap<ProcessLetter, { readonly regions: RegionTree }>
}

type Moment = { readonly runId: string; readonly machine: MachineName; readonly position: number | null }
type OfProcess = Moment & { readonly process: ProcessLetter }
type ProcessState = ObservedMachine['processes'][number]

const kernelOnly =
  'Windows shows its page tables, its PFN database and what sections share to a kernel debugger alone. Look at them on the simulator.'

/** The handlers of `memory/*`. `find` knows the run of an id on a machine; undefined where it is over or runs elsewhere. */
export function memoryHandlers(
  find: (runId: string, machine: MachineName) => MomentSource | undefined
): Pick<Handlers, MemoryRequestName> {
  const pictures = new LastMachine()

  function at<T>(input: Moment, see: (machine: ObservedMachine) => T | string): Answer<T> {
    const source = find(input.runId, input.machine)
    if (source === undefined) return refused('That run is over. Start a new one.')
    const { settings } = source
    if (source.machineName === 'windows' || settings === null) return refused(kernelOnly)
    const present = source.history.moments.length - 1
    const position = input.position ?? present
    const snapshot = source.momentState(position)
    if (snapshot === null)
      return refused(`The machine is not kept at step ${position}; the present is step ${present}.`)
    const seen = see(pictures.of(snapshot, settings))
    return typeof seen === 'string' ? refused(seen) : done(seen)
  }

  function of<T>(
    input: OfProcess,
    see: (machine: ObservedMachine, process: ProcessState) => T | string
  ): Answer<T> {
    return at(input, (machine) => {
      const process = machine.snapshot.processes.get(input.process)
      return process === undefined ? noProcess(input.process) : see(machine, process)
    })
  }

  return {
    'memory/translate': (input) => {
      const source = find(input.runId, input.machine)
      const { process, position, length } = input
      const address = BigInt(input.address)
      if (source?.machineName !== 'windows')
        return at(input, (machine) => translate(machine, process, address, length) ?? noProcess(process))
      const regions = source.history.moments.at(position ?? -1)?.processes.get(process)?.regions
      return regions !== undefined
        ? done(publicTranslation(process, address, regions))
        : refused(noProcess(process))
    },
    'memory/vads': (input) =>
      of(input, (machine, process) => vadTree(machine, process, input.offset, input.count)),
    'memory/pages': (input) =>
      of(input, (machine, process) => pagesOfRange(machine, process, input.page, input.count)),
    'memory/working-set': (input) =>
      of(input, (machine, process) => workingSet(machine, process, input.offset, input.count)),
    'memory/counters': (input) =>
      at(input, (machine) => ({
        machine: machineCounters(machine),
        processes: machine.processes.map((process) => processCounters(machine, process))
      })),
    'memory/frames': (input) => at(input, (machine) => frameRecords(machine, input)),
    'memory/sections': (input) => at(input, (machine) => controlAreas(machine, input.images)),
    'memory/prototypes': (input) =>
      at(
        input,
        (machine) =>
          prototypes(machine, input.controlArea, input.offset, input.count) ??
          `There is no control area ${input.controlArea}.`
      ),
    'memory/handles': (input) =>
      of(input, (machine, process) => handleTable(machine, process, input.offset, input.count)),
    'memory/files': (input) => at(input, (machine) => fileList(machine, input.offset, input.count)),
    'memory/heaps': (input) => of(input, (_machine, process) => heapList(process)),
    'memory/heap-parts': (input) =>
      of(
        input,
        (machine, process) =>
          heapParts(machine, process, input.heap, input.offset, input.count) ??
          `Process ${input.process} has no heap at 0x${input.heap.toString(16)}.`
      ),
    'memory/modules': (input) => of(input, modulesOf),
    'memory/stacks': (input) => of(input, (_machine, process) => stacksOf(process)),
    'memory/structures': (input) => of(input, structuresOf)
  }
}

type Answer<T> = { readonly ok: true; readonly value: T } | ReturnType<typeof refused>

const noProcess = (letter: ProcessLetter): string => `There is no process ${letter} at this moment.`

/** Views ask for several pictures of the same moment: what was worked out for the last one is kept. */
class LastMachine {
  private last: ObservedMachine | null = null

  of(snapshot: SimulatorSnapshot, settings: MachineSettings): ObservedMachine {
    if (this.last?.snapshot !== snapshot) this.last = new ObservedMachine(snapshot, settings)
    return this.last
  }
}

import type { MemoryRequestName } from '../../shared/contract/memory-requests'
import type { MachineName, ObservedRegion, ProcessLetter } from '../../shared/contract/observation'
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
  workingSet
} from '../simulator'
import type { KeptMachine } from './process-host'
import { publicTranslation } from './public-translation'
import { done, refused, type Handlers } from './serve'

/** Where the pictures of a run come from. */
export interface MomentSource {
  readonly machineName: MachineName
  /** The machine at a position of the record, null for the present; or a sentence: why it is not there. */
  keptAt(position: number | null): KeptMachine | string
  /** The regions of a process then; undefined where there is no such process. */
  regionsAt(letter: ProcessLetter, position: number | null): readonly ObservedRegion[] | undefined
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
    if (source.machineName === 'windows') return refused(kernelOnly)
    const kept = source.keptAt(input.position)
    if (typeof kept === 'string') return refused(kept)
    const seen = see(pictures.of(kept))
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
      const regions = source.regionsAt(process, position)
      return regions ? done(publicTranslation(process, address, regions)) : refused(noProcess(process))
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

  of({ snapshot, settings }: KeptMachine): ObservedMachine {
    if (this.last?.snapshot !== snapshot) this.last = new ObservedMachine(snapshot, settings)
    return this.last
  }
}

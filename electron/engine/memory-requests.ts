import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ShownControlArea } from '../../shared/contract/memory-machine'
import type { MemoryRequestName } from '../../shared/contract/memory-requests'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { RegionTree } from '../../shared/contract/region-tree'
import type { StepRecord } from '../../shared/contract/step'
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
  pageRuns,
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
import { sectionsByCalls } from './sections-by-calls'
import { done, refused, type Handlers } from './serve'
import {
  windowsCounters,
  windowsPageRuns,
  windowsPages,
  windowsWorkingSet,
  type Inquire,
  type RealProcess
} from './windows-memory'

/** Where the pictures of a run come from. */
export interface MomentSource {
  readonly machineName: MachineName
  /** Null on the Windows machine. */
  readonly settings: MachineSettings | null
  readonly history: { readonly moments: readonly RecordedMoment[] }
  /** The whole simulated machine at a position of the history; null where it is not kept. */
  momentState(position: number): SimulatorSnapshot | null
  /** Asks a process of the Windows machine; absent where there is none to ask. */
  readonly inquire?: Inquire
}

interface RecordedMoment {
  readonly step: StepRecord | null
  readonly processes: ReadonlyMap<ProcessLetter, { readonly processId: number; readonly regions: RegionTree }>
}

type Moment = { readonly runId: string; readonly machine: MachineName; readonly position: number | null }
type OfProcess = Moment & { readonly process: ProcessLetter }
type ProcessState = ObservedMachine['processes'][number]

const kernelOnly =
  'Windows shows its page tables, its PFN database and its lists of pages to a kernel debugger alone. Look at them on the simulator.'

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

  /** What the processes of the Windows machine say in the present, or why they cannot be asked. */
  async function real<T>(
    input: Moment,
    ask: (inquire: Inquire, moment: RecordedMoment, source: MomentSource) => Promise<T | null | string>
  ): Promise<Answer<T>> {
    const source = find(input.runId, input.machine)
    if (source === undefined) return refused('That run is over. Start a new one.')
    const { moments } = source.history
    const moment = moments.at(-1)
    if (input.position !== null && input.position !== moments.length - 1)
      return refused(notRecorded(input.position, moments.length - 1))
    if (moment === undefined || source.inquire === undefined) return refused(nobodyThere)
    const said = await ask(source.inquire.bind(source), moment, source)
    return typeof said === 'string' ? refused(said) : said === null ? refused(nobodyThere) : done(said)
  }

  function realOf<T>(
    input: OfProcess,
    ask: (inquire: Inquire, process: RealProcess, source: MomentSource) => Promise<T | null>
  ): Promise<Answer<T>> {
    return real(input, async (inquire, moment, source) => {
      const process = moment.processes.get(input.process)
      return process === undefined
        ? noProcess(input.process)
        : ask(inquire, { letter: input.process, ...process }, source)
    })
  }

  const onWindows = (input: Moment): boolean => find(input.runId, input.machine)?.machineName === 'windows'

  return {
    'memory/translate': async (input) => {
      const source = find(input.runId, input.machine)
      const { process, position, length } = input
      const address = BigInt(input.address)
      if (source?.machineName !== 'windows')
        return at(input, (machine) => translate(machine, process, address, length) ?? noProcess(process))
      const regions = source.history.moments.at(position ?? -1)?.processes.get(process)?.regions
      if (regions === undefined) return refused(noProcess(process))
      const page = Number(address >> 12n)
      const seen = await realOf(input, (inquire, one) =>
        page < 2 ** 35 ? windowsPages(inquire, one, page, 1) : Promise.resolve(null)
      )
      return done(publicTranslation(process, address, regions, seen.ok ? seen.value : null))
    },
    'memory/vads': (input) =>
      of(input, (machine, process) => vadTree(machine, process, input.offset, input.count)),
    'memory/pages': (input) =>
      onWindows(input)
        ? realOf(input, (inquire, process) => windowsPages(inquire, process, input.page, input.count))
        : of(input, (machine, process) => pagesOfRange(machine, process, input.page, input.count)),
    'memory/page-runs': (input) =>
      onWindows(input)
        ? realOf(input, (inquire, process, source) =>
            windowsPageRuns(inquire, process, sectionsOf(source, null), input.page, input.count)
          )
        : of(input, (machine, process) => pageRuns(machine, process, input.page, input.count)),
    'memory/working-set': (input) =>
      onWindows(input)
        ? realOf(input, (inquire, process) => windowsWorkingSet(inquire, process, input.offset, input.count))
        : of(input, (machine, process) => workingSet(machine, process, input.offset, input.count)),
    'memory/counters': (input) =>
      onWindows(input)
        ? real(input, (inquire, moment, source) =>
            windowsCounters(
              inquire,
              [...moment.processes].map(([letter, process]) => ({ letter, ...process })),
              sectionsOf(source, null),
              input.machineOnly === true
            )
          )
        : at(input, (machine) => ({
            machine: machineCounters(machine),
            processes:
              input.machineOnly === true
                ? []
                : machine.processes.map((process) => processCounters(machine, process))
          })),
    'memory/frames': (input) => at(input, (machine) => frameRecords(machine, input)),
    'memory/sections': (input) => {
      const source = find(input.runId, input.machine)
      return source?.machineName === 'windows'
        ? done(sectionsOf(source, input.position))
        : at(input, (machine) => controlAreas(machine, input.images))
    },
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

const notRecorded = (position: number, present: number): string =>
  `Windows tells which pages are in memory for the present alone; step ${position} has no record of it. Go to the last step, ${present}.`

const nobodyThere =
  'The processes of this run are gone or on their way: Windows tells of pages only while they stand. Pause the program before its end.'

/** What the program's own calls say of sections up to a moment; null is the present. */
const sectionsOf = (source: MomentSource, position: number | null): ShownControlArea[] =>
  sectionsByCalls(source.history.moments.slice(0, (position ?? source.history.moments.length) + 1))

const noProcess = (letter: ProcessLetter): string => `There is no process ${letter} at this moment.`

/** Views ask for several pictures of the same moment: what was worked out for the last one is kept. */
class LastMachine {
  private last: ObservedMachine | null = null

  of(snapshot: SimulatorSnapshot, settings: MachineSettings): ObservedMachine {
    if (this.last?.snapshot !== snapshot) this.last = new ObservedMachine(snapshot, settings)
    return this.last
  }
}

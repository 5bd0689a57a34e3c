import type { MachineCounters } from '../../../shared/contract/memory-machine'
import type { ProcessCounters } from '../../../shared/contract/memory-process'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { regionList, regionOf, regionsOf } from '../../../shared/contract/region-tree'
import type { ShownException, ShownValue, ShownVariable, ShownWatch } from '../../../shared/contract/step'
import {
  momentWords,
  neverThere,
  NoValue,
  type CallFacts,
  type FaultFacts,
  type Figures,
  type LabMoment,
  type LabState,
  type LabType,
  type MomentWish,
  type PageFacts,
  type RegionFacts,
  type SectionFacts
} from '../../../shared/labs/language'
import { namedConstants as k } from '../../../shared/win32/constants'
import {
  machineCounters,
  ObservedMachine,
  pagesOfRange,
  processCounters,
  type SimulatorSnapshot
} from '../../simulator'
import type { Moment } from '../history'
import type { RunRecord } from '../run-record'
import { sectionsByCalls } from '../sections-by-calls'
import type { LabRun, Stand } from './lab-run'
import { pageFacts, rowOf, type LiveSample } from './live-sample'
import { watchOf } from './wanted'

const pageSize = 4096
const mostPages = 65_536

/** What of a run expressions are evaluated on. */
export interface ObservedRun {
  readonly run: Pick<
    RunRecord,
    | 'machineName'
    | 'settings'
    | 'status'
    | 'statusText'
    | 'history'
    | 'exception'
    | 'exitCode'
    | 'checks'
    | 'momentState'
  > & { readonly died?: { readonly process: ProcessLetter } | null }
  readonly lines: LabRun['lines']
  readonly visits: LabRun['visits']
  readonly end: Stand | null
}

/** A window's run at the moment it shows: every moment that an expression names is this one. */
export function shownState(run: ObservedRun['run'], position: number): LabState {
  const stand = standAt(run, position)
  const observed = { run, lines: new Map(), visits: new Map(), end: stand }
  const kept: KeptMachines = new Map()
  return {
    machine: run.machineName,
    lineOf: (mark) => {
      throw new NoValue(`What @${mark} called is not known here.`)
    },
    at: (wish) => new MomentOfRun(observed, kept, stand, wish, false)
  }
}

/** A lab's run as expressions ask it. */
export function labState(labRun: ObservedRun): LabState {
  const { run } = labRun
  const kept: KeptMachines = new Map()
  return {
    machine: run.machineName,
    lineOf: (mark) => {
      const line = labRun.lines.get(mark)
      if (line === undefined) throw new NoValue(missingMark(mark))
      return line
    },
    at: (wish) => {
      if (wish.when === 'end')
        return new MomentOfRun(
          labRun,
          kept,
          labRun.end ?? standAt(run, run.history.moments.length - 1),
          wish,
          true
        )
      if (!labRun.lines.has(wish.mark)) throw new NoValue(missingMark(wish.mark))
      const visit = labRun.visits.get(wish.mark)?.[wish.visit - 1]
      if (visit === undefined) throw neverThere(wish, howItEnded(labRun))
      return new MomentOfRun(labRun, kept, visit[wish.when], wish, false)
    }
  }
}

/** Machines that states of the simulator were made into, to be asked again. */
type KeptMachines = Map<SimulatorSnapshot, ObservedMachine>

function standAt(run: ObservedRun['run'], position: number): Stand {
  const moment = run.history.moments[position]
  if (moment === undefined) throw new NoValue('The program did not begin.')
  return { position, moment, sample: null }
}

const missingMark = (mark: string): string =>
  `Your program has no line marked @${mark} any more. Put the comment // @${mark} back where it was.`

function howItEnded({ run }: ObservedRun): string {
  return run.status === 'ended' ? '' : run.statusText.replace(/^./, (c) => c.toLowerCase()).replace(/\.$/, '')
}

class MomentOfRun implements LabMoment {
  readonly process: ProcessLetter
  private readonly moment: Moment
  private readonly position: number

  constructor(
    private readonly labRun: ObservedRun,
    private readonly kept: KeptMachines,
    private readonly stand: Stand,
    private readonly wish: MomentWish,
    private readonly isEnd: boolean
  ) {
    this.moment = stand.moment
    this.position = stand.position
    this.process = isEnd ? 'A' : this.turnOf(wish)
  }

  private get run(): ObservedRun['run'] {
    return this.labRun.run
  }

  /** Who executes the marked line: before it the process whose turn it is, after it the same. */
  private turnOf(wish: MomentWish): ProcessLetter {
    if (wish.when === 'end') return 'A'
    return this.labRun.visits.get(wish.mark)?.[wish.visit - 1]?.process ?? 'A'
  }

  private regionTree(process: ProcessLetter): NonNullable<ReturnType<Moment['processes']['get']>>['regions'] {
    const found = this.moment.processes.get(process)
    if (found === undefined) throw new NoValue(`Process ${process} has not begun ${momentWords(this.wish)}.`)
    return found.regions
  }

  regionAt(process: ProcessLetter, address: number): RegionFacts {
    const tree = this.regionTree(process)
    const found = regionOf(tree, address)
    if (found !== undefined) return found
    const base = Math.floor(address / pageSize) * pageSize
    const next = regionsOf(tree, base).next().value
    // VirtualQuery of a free address: PAGE_NOACCESS, and neither type nor allocation (learn, MEMORY_BASIC_INFORMATION).
    return {
      ...{ base, size: (next?.base ?? 0x7ffffffe0000) - base, state: k.MEM_FREE, protect: k.PAGE_NOACCESS },
      ...{ type: 0, allocationBase: 0, allocationProtect: 0, use: '' }
    }
  }

  regions(process: ProcessLetter): readonly ObservedRegion[] {
    return regionList(this.regionTree(process))
  }

  pages(process: ProcessLetter, address: number, size: number): readonly PageFacts[] {
    const first = Math.floor(address / pageSize)
    const count = Math.ceil((address + Math.max(1, size)) / pageSize) - first
    if (count > mostPages) throw new NoValue(`${count} pages are too many to look at; at most ${mostPages}.`)
    this.regionTree(process)
    if (this.run.machineName === 'windows') return this.livePages(process, first, count)
    const machine = this.machineState()
    const state = machine.snapshot.processes.get(process)
    if (state === undefined) throw new NoValue(`Process ${process} is gone ${momentWords(this.wish)}.`)
    const columns = pagesOfRange(machine, state, first, count)
    return columns.page.map((page, i) => pageFacts(page * pageSize, rowOf(columns, i), false))
  }

  private livePages(process: ProcessLetter, first: number, count: number): PageFacts[] {
    const runs = this.sample().pages.get(process)
    if (runs === undefined) throw new NoValue(`Windows did not tell of the pages of process ${process}.`)
    const found: PageFacts[] = []
    let next = 0
    for (let page = first; page < first + count; page++) {
      while (next < runs.page.length && runs.page[next]! + runs.count[next]! <= page) next++
      const inside = next < runs.page.length && runs.page[next]! <= page
      if (!inside && runs.next !== null && page >= runs.next)
        throw new NoValue('Windows told only of some of the pages in time. Judge it once more.')
      found.push(pageFacts(page * pageSize, inside ? rowOf(runs, next) : this.otherPage(process, page), true))
    }
    return found
  }

  /** A page that the program did not allocate: of an image, of a stack, or free. */
  private otherPage(process: ProcessLetter, page: number): ReturnType<typeof rowOf> {
    for (const columns of this.sample().others.get(process) ?? []) {
      const i = page - (columns.page[0] ?? Infinity)
      if (i >= 0 && i < columns.page.length) return rowOf(columns, i)
    }
    if (regionOf(this.regionTree(process), page * pageSize) !== undefined)
      throw new NoValue(
        'On Windows, pages of what the process had before the program began are not looked at.'
      )
    return { state: 0, prototype: 0, protect: 0, frame: 0, shares: 0, priority: 0, flags: 0 }
  }

  private sample(): LiveSample {
    const { sample } = this.stand
    if (sample === null)
      throw new NoValue(
        this.isEnd
          ? 'The process is gone at its end. Let main end with return, or say when to look.'
          : `Windows could not be asked ${momentWords(this.wish)}.`
      )
    return sample
  }

  private machineState(): ObservedMachine {
    const snapshot = this.moment.state ?? this.run.momentState(this.position)
    if (snapshot === null) throw new NoValue(`The machine is not kept ${momentWords(this.wish)}.`)
    const known = this.kept.get(snapshot)
    if (known !== undefined) return known
    const machine = new ObservedMachine(snapshot, this.run.settings)
    this.kept.set(snapshot, machine)
    return machine
  }

  counters(process: ProcessLetter): Figures {
    this.regionTree(process)
    if (this.run.machineName === 'windows') {
      const found = this.sample().counters.find((one) => one.process === process)
      if (found === undefined) throw new NoValue(`Windows did not tell of process ${process}.`)
      return counterFigures(found)
    }
    const machine = this.machineState()
    const state = machine.snapshot.processes.get(process)
    if (state === undefined) throw new NoValue(`Process ${process} is gone ${momentWords(this.wish)}.`)
    return counterFigures(processCounters(machine, state))
  }

  machine(): Figures {
    const isReal = this.run.machineName === 'windows'
    return machineFigures(isReal ? this.sample().machine : machineCounters(this.machineState()))
  }

  calls(process: ProcessLetter): readonly CallFacts[] {
    const found: CallFacts[] = []
    for (const { step } of this.momentsSoFar())
      if (step?.process === process)
        for (const call of step.calls)
          found.push({
            ...{ name: call.name, line: call.line, process, failed: call.failed, lastError: call.lastError },
            result: numberOf(call.result),
            args: Object.fromEntries(call.args.map((arg) => [arg.name, numberOf(arg)]))
          })
    return found
  }

  faults(): readonly FaultFacts[] {
    const found: FaultFacts[] = []
    for (const { step } of this.momentsSoFar())
      for (const exception of [...(step?.probed ?? []), ...(step?.handled ?? [])])
        found.push(faultOf(step!.process, exception))
    const { exception, died } = this.run
    if (exception !== null && (this.isEnd || this.atLast))
      found.push(faultOf(died?.process ?? 'A', exception))
    return found
  }

  sections(): readonly SectionFacts[] {
    return sectionsByCalls(this.momentsSoFar()).flatMap((area) =>
      area.sections.map((section) => ({
        name: section.name ?? '',
        size: section.size,
        views: area.views.length,
        handles: section.handles.length,
        kind: area.kind
      }))
    )
  }

  private momentsSoFar(): readonly Moment[] {
    return [...this.run.history.moments.slice(0, this.position), this.moment]
  }

  private get atLast(): boolean {
    return this.position === this.run.history.moments.length - 1
  }

  get output(): string {
    const { output } = this.run.history
    return this.isEnd ? output : output.slice(0, this.moment.outputLength)
  }

  get checks(): { readonly passed: number; readonly failed: number } {
    return this.isEnd ? this.run.checks : this.moment.checks
  }

  get died(): boolean {
    return this.run.status === 'died' && (this.isEnd || this.atLast)
  }

  get exitCode(): number {
    return this.isEnd ? (this.run.exitCode ?? -1) : -1
  }

  /** The value there; where the expression is out of scope, the last that it had before. */
  c(process: ProcessLetter, text: string, type: LabType): number | string {
    const isText = type.kind === 'text'
    const wanted = watchOf(text, isText)
    let problem = ''
    for (let at = this.position; at >= 0; at--) {
      const moment = at === this.position ? this.moment : this.run.history.moments[at]!
      const place = moment.places.get(process)
      if (place === undefined) break
      const watch =
        place.watches.find(({ expression }) => expression === wanted) ?? variableNamed(place.variables, text)
      if (watch === undefined) continue
      if ('variable' in watch)
        return isText ? textOf(watch.variable.value) : wholeNumber(watch.variable.value)
      problem ||= watch.problem
      if (!/not in scope|no variable or constant/.test(watch.problem)) break
    }
    const why = problem === '' ? `Process ${process} has not begun.` : problem
    throw new NoValue(`${text} has no value ${momentWords(this.wish)}: ${why}`)
  }
}

const bytesOf = (pages: number): number => (pages < 0 ? -1 : pages * pageSize)

function counterFigures({ commit, workingSet, faults, total }: ProcessCounters): Figures {
  return {
    commit: bytesOf(commit),
    workingSet: bytesOf(workingSet),
    privateWorkingSet: bytesOf(total.privateWorkingSet),
    sharedWorkingSet: bytesOf(total.sharedWorkingSet),
    lockedWorkingSet: bytesOf(total.lockedWorkingSet),
    pageFaults: faults.total,
    demandZeroFaults: faults.demandZero,
    softFaults: faults.soft,
    hardFaults: faults.hard,
    copyOnWriteFaults: faults.copyOnWrite
  }
}

function machineFigures(machine: MachineCounters): Figures {
  return {
    commit: bytesOf(machine.commit.total),
    commitLimit: bytesOf(machine.commit.limit),
    available: bytesOf(machine.available),
    standby: bytesOf(machine.standby),
    modified: bytesOf(machine.modified),
    zeroed: bytesOf(machine.zeroed),
    free: bytesOf(machine.free),
    pageFileUsed: bytesOf(machine.pageFile.used)
  }
}

function faultOf(process: ProcessLetter, { code, where }: ShownException): FaultFacts {
  const touch = /^(read|write|execute)\w*\s.*?(0x[0-9a-fA-F]+)/.exec(where)
  return { process, code, access: touch?.[1] ?? '', address: Number(touch?.[2] ?? 0) }
}

function numberOf({ raw }: ShownValue): number {
  if (/^-?\d+$/.test(raw)) return signed(BigInt(raw))
  return /^0x[0-9a-fA-F]+$/.test(raw) ? signed(BigInt(raw)) : 0
}

/** Values beyond the numbers that JavaScript has are handles and -1: they count as signed. */
const signed = (value: bigint): number => Number(value > 2n ** 63n ? BigInt.asIntN(64, value) : value)

/** A variable in sight, as a watch of its name would tell it. */
function variableNamed(variables: readonly ShownVariable[], expression: string): ShownWatch | undefined {
  const variable = variables.find((one) => one.expression === expression)
  return variable && { expression, variable }
}

/** `1567870681088 (0x16d0c600000)`, `-5`, `0x16d0c600000`, `NULL`. */
function wholeNumber(shown: string): number {
  if (shown.startsWith('NULL')) return 0
  const digits = /^(?:0x[0-9a-fA-F]+|-?\d+)/.exec(shown)?.[0]
  if (digits === undefined) throw new NoValue(`There is no number: ${shown}.`)
  return Number(digits)
}

/** `"hello"`, `0x7ff0 "hello"`. */
function textOf(shown: string): string {
  const quoted = /"((?:\\.|[^"\\])*)"/.exec(shown)?.[1]
  if (quoted === undefined) throw new NoValue(`There is no text: ${shown}.`)
  return quoted.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c))
}

import type { ProcessLetter } from '../../shared/contract/observation'
import { columnsToRegions } from '../../shared/contract/region-columns'
import { changeRegions, regionTree, type RegionTree } from '../../shared/contract/region-tree'
import type { CheckCounts, ShownVariable, StepRecord } from '../../shared/contract/step'
import type { RunnerPlace, RunnerReply, RunnerStep } from '../runner/messages'
import { regionChanges } from '../runner/region-changes'
import type { SimulatorSnapshot } from '../simulator'

/** One process at one moment. */
export interface ProcessMoment {
  readonly processId: number
  readonly regions: RegionTree
}

/** Where one process stood at one moment, and what was seen there. */
export interface PlaceMoment extends Omit<RunnerPlace, 'variables'> {
  /** Null when the process's function has returned. */
  readonly line: number | null
  readonly variables: readonly ShownVariable[]
}

/** What a run looked like after a step. Moments share everything that did not change. */
export interface Moment {
  /** The step that led here; null at the beginning. */
  readonly step: StepRecord | null
  readonly turn: ProcessLetter
  readonly line: number
  readonly places: ReadonlyMap<ProcessLetter, PlaceMoment>
  /** The run stopped here, at a breakpoint or after a step; it was not only recorded on the way. */
  readonly halted: boolean
  readonly processes: ReadonlyMap<ProcessLetter, ProcessMoment>
  /** How much of the output was there. */
  readonly outputLength: number
  readonly checks: CheckCounts
  /** The whole simulated machine after the step; null on the Windows machine. */
  readonly state: SimulatorSnapshot | null
}

/** The text that is kept of a program's output, in UTF-16 units: a program that prints for ever must not fill the memory. */
export const maximumOutputLength = 1_000_000

/** Changes of regions that are listed of one step. */
const mostChangesOfStep = 500

/** Hexadecimal digits of looked-at memory that are kept over all moments; the oldest go first. */
const mostMemoryDigits = 64_000_000

const nothingSeen: RunnerPlace = {
  frames: [],
  frame: 0,
  variables: [],
  watches: [],
  memory: [],
  lineValues: [],
  threads: []
}

const cutNotice = '\n[The output is cut here: VadLab keeps the first million characters.]\n'

/** Everything a run was, step by step. */
export class History {
  readonly moments: Moment[] = []
  output = ''
  /** The variables that the last step of a process told: what indices in the next refer to. */
  private readonly told = new Map<ProcessLetter, readonly ShownVariable[]>()
  private readonly firstExecuted = new Map<ProcessLetter, Map<number, number>>()
  private memoryDigits = 0
  private firstWithMemory = 0

  constructor(private readonly maximumMemoryDigits = mostMemoryDigits) {}

  get last(): Moment | undefined {
    return this.moments.at(-1)
  }

  /** A process came in: the first makes the beginning, a later one joins the present. */
  begin(
    letter: ProcessLetter,
    loaded: Extract<RunnerReply, { kind: 'loaded' }>,
    state: SimulatorSnapshot | null = null
  ): void {
    const process = { processId: loaded.processId, regions: regionTree(columnsToRegions(loaded.set)) }
    const last = this.moments.pop()
    this.moments.push({
      step: last?.step ?? null,
      turn: letter,
      line: loaded.line,
      places: this.placesWith(last, letter, loaded.line, loaded.place),
      halted: last?.halted ?? true,
      processes: new Map(last?.processes).set(letter, process),
      outputLength: this.output.length,
      checks: last?.checks ?? { passed: 0, failed: 0, todo: 0 },
      state: state ?? last?.state ?? null
    })
  }

  add(letter: ProcessLetter, step: RunnerStep, state: SimulatorSnapshot | null = null): void {
    const last = this.last
    const old = last?.processes.get(letter)
    if (last === undefined || old === undefined) return
    this.append(step.output)
    const regions = changeRegions(old.regions, { removed: step.removed, set: columnsToRegions(step.set) })
    const processes =
      regions === old.regions ? last.processes : new Map(last.processes).set(letter, { ...old, regions })
    const changes = regions === old.regions ? [] : regionChanges(old.regions, regions)
    const omitted = {
      calls: step.earlierCalls ?? 0,
      changes: Math.max(0, changes.length - mostChangesOfStep)
    }
    this.moments.push({
      step: {
        process: letter,
        line: step.line,
        calls: step.calls,
        checks: step.checks,
        output: step.output.slice(0, 4096),
        changes: changes.slice(0, mostChangesOfStep),
        faults: step.faults ?? null,
        ...(step.handled ? { handled: step.handled } : {}),
        ...(step.probed ? { probed: step.probed } : {}),
        ...(omitted.calls + omitted.changes > 0 ? { omitted } : {})
      },
      turn: letter,
      line: step.nextLine,
      places: this.placesWith(last, letter, step.nextLine, step.place),
      halted: false,
      processes,
      outputLength: this.output.length,
      checks: countChecks(last.checks, step),
      state: state ?? last.state
    })
    const first = this.firstExecuted.get(letter) ?? new Map<number, number>()
    this.firstExecuted.set(letter, first)
    for (const line of step.executed ?? []) if (!first.has(line)) first.set(line, this.moments.length - 1)
  }

  /** The lines of a process that had been executed when the run stood at a position. */
  executedLines(letter: ProcessLetter, position: number): number[] {
    return [...(this.firstExecuted.get(letter) ?? [])]
      .filter(([, at]) => at <= position)
      .map(([line]) => line)
  }

  /** The run stands where the last moment is. */
  halt(): void {
    const last = this.moments.pop()
    if (last) this.moments.push({ ...last, halted: true })
  }

  /** What is seen of a process now is a part of the last moment, too. `isStep`: its next place is told against this one. */
  look(letter: ProcessLetter, place: RunnerPlace, isStep: boolean): void {
    const old = this.last?.places.get(letter)
    if (!old) return
    const whole = this.whole(letter, place)
    if (isStep) this.told.set(letter, whole.variables)
    this.replacePlace(
      letter,
      this.sharing(old, { line: old.line && (place.frames[0]?.line ?? old.line), ...whole })
    )
  }

  /** The function of a process has returned. */
  end(letter: ProcessLetter): void {
    const old = this.last?.places.get(letter)
    if (old) this.replacePlace(letter, { ...old, line: null })
  }

  private replacePlace(letter: ProcessLetter, place: PlaceMoment): void {
    const last = this.moments.pop()
    if (last) this.moments.push({ ...last, places: new Map(last.places).set(letter, place) })
  }

  /** A place with its variables in full. */
  whole(letter: ProcessLetter, place: RunnerPlace): Omit<PlaceMoment, 'line'> {
    const told = this.told.get(letter) ?? []
    return {
      ...place,
      variables: place.variables.flatMap((v) => (typeof v === 'number' ? (told[v] ?? []) : v))
    }
  }

  private placesWith(
    last: Moment | undefined,
    letter: ProcessLetter,
    line: number,
    told: RunnerPlace | null
  ): ReadonlyMap<ProcessLetter, PlaceMoment> {
    const whole = this.whole(letter, told ?? nothingSeen)
    this.told.set(letter, whole.variables)
    return new Map(last?.places).set(letter, this.sharing(last?.places.get(letter), { line, ...whole }))
  }

  /** The place with the parts of the one before it that are the same; memory beyond the limit goes, the oldest first. */
  private sharing(old: PlaceMoment | undefined, place: PlaceMoment): PlaceMoment {
    const memory = place.memory.map((view) => {
      const same = old?.memory.find(
        (o) => o.id === view.id && o.address === view.address && o.hex === view.hex
      )
      if (same && same.changed.length === view.changed.length && same.region === view.region) return same
      this.memoryDigits += view.hex.length
      return view
    })
    while (this.memoryDigits > this.maximumMemoryDigits && this.firstWithMemory < this.moments.length - 1)
      this.dropMemory(this.firstWithMemory++)
    const shares = <T>(a: T | undefined, b: T): T => (a !== undefined && sameText(a, b) ? a : b)
    return {
      ...place,
      memory,
      frames: shares(old?.frames, place.frames),
      watches: shares(old?.watches, place.watches),
      lineValues: shares(old?.lineValues, place.lineValues)
    }
  }

  private dropMemory(index: number): void {
    const moment = this.moments[index]!
    const places = new Map(moment.places)
    for (const [letter, place] of places) {
      for (const view of place.memory)
        if (!this.moments[index + 1]?.places.get(letter)?.memory.includes(view))
          this.memoryDigits -= view.hex.length
      places.set(letter, { ...place, memory: [] })
    }
    this.moments[index] = { ...moment, places }
  }

  /** Text that no step of the program made: what the lab itself has to say in the program's place. */
  append(text: string): void {
    if (this.output.length >= maximumOutputLength) return
    this.output += text
    if (this.output.length >= maximumOutputLength)
      this.output = this.output.slice(0, maximumOutputLength) + cutNotice
  }
}

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The counts after a step's checks; a `todo` that does not hold is neither passed nor failed. */
export function countChecks(counts: CheckCounts, step: Pick<RunnerStep, 'checks'>): CheckCounts {
  if (step.checks.length === 0) return counts
  const count = (verdict: string): number => step.checks.filter((check) => check.verdict === verdict).length
  return {
    passed: counts.passed + count('ok'),
    failed: counts.failed + count('FAIL'),
    todo: counts.todo + count('todo')
  }
}

import { randomUUID } from 'node:crypto'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { RunStatus } from '../../shared/contract/run-update'
import type { SimulatorSnapshot } from '../simulator'
import type { PlaceMoment } from './history'
import type { Breakpoint } from '../runner/messages'
import type { BenchRun, RunRecord } from './run-record'
import type { LaneContents } from './run-file/run-contents'

const overStatuses: ReadonlySet<RunStatus> = new Set(['ended', 'died', 'stopped', 'failed'])

/** One machine's run from a file: a record to look at. It does not go on; running its program again is a new run. */
export class LoadedRun implements BenchRun {
  readonly id = randomUUID()
  readonly status: RunStatus
  readonly statusText: string
  breakpoints: readonly Breakpoint[] = []
  readonly otherFrames: ReadonlyMap<ProcessLetter, PlaceMoment> = new Map()

  constructor(
    private readonly lane: LaneContents,
    readonly loadedFrom: string
  ) {
    const record = `This is the record that ${loadedFrom} keeps; starting runs the program anew.`
    this.status = overStatuses.has(lane.status) ? lane.status : 'loaded'
    this.statusText = lane.statusText || record
  }

  get machineName(): LaneContents['machine'] {
    return this.lane.machine
  }

  get settings(): LaneContents['settings'] {
    return this.lane.settings
  }

  get settingsNotice(): string {
    return this.lane.settingsNotice
  }

  get exception(): LaneContents['exception'] {
    return this.lane.exception
  }

  get exitCode(): number | null {
    return this.lane.exitCode
  }

  get checks(): LaneContents['checks'] {
    return this.lane.checks
  }

  get warnings(): LaneContents['warnings'] {
    return this.lane.warnings
  }

  get history(): RunRecord['history'] {
    return this.lane
  }

  get isOver(): boolean {
    return this.status !== 'loaded'
  }

  momentState(position: number): SimulatorSnapshot | null {
    return this.lane.moments[position]?.state ?? null
  }

  /** As the file has it, so that saving gives the same file. */
  get contents(): LaneContents {
    return this.lane
  }

  get moves(): readonly [] {
    return []
  }

  executedLines(): null {
    return null
  }

  async move(): Promise<void> {
    // The end of a record is its end.
  }

  async look(): Promise<void> {
    // Nothing is there that could be asked.
  }

  pause(): void {
    // It does not run.
  }

  async stop(): Promise<void> {
    // It does not run.
  }
}

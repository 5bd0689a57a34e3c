import type { ProcessLetter } from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import { regionDifference, type RegionTree } from '../../shared/contract/region-tree'
import type { ProcessUpdate, RunUpdate } from '../../shared/contract/run-update'
import type { ProcessPlace, ShownMemory } from '../../shared/contract/step'
import type { LookedMemory } from '../runner/messages'
import { pastView } from './time/past-memory'
import { nothingLookedAt, shownPlace, type Look } from './look'
import type { RunRecord } from './run-record'

/** What a window shows of one run, so that only the difference travels. */
export class Shown {
  /** The moment shown; follows the present until the person steps back. */
  position = 0
  /** What the window looks at. */
  look: Look = nothingLookedAt
  private readonly regions = new Map<ProcessLetter, RegionTree>()
  private outputLength = 0

  constructor(private readonly run: RunRecord) {}

  get atPresent(): boolean {
    return this.position >= this.run.history.moments.length - 1
  }

  /** Takes the window to a moment (cut to what there is) and tells what that changes in its picture. */
  updateTo(position: number): RunUpdate {
    const { history } = this.run
    const lastIndex = Math.max(0, history.moments.length - 1)
    this.position = Math.min(Math.max(0, position), lastIndex)
    const moment = history.moments[this.position]
    const present = this.position === lastIndex
    const outputEnd = present ? history.output.length : (moment?.outputLength ?? 0)
    const reset = outputEnd < this.outputLength
    const append = history.output.slice(reset ? 0 : this.outputLength, outputEnd)
    this.outputLength = outputEnd
    const processes: ProcessUpdate[] = []
    for (const [letter, process] of moment?.processes ?? []) {
      const had = this.regions.get(letter)
      const delta = regionDifference(had ?? null, process.regions)
      this.regions.set(letter, process.regions)
      processes.push({
        letter,
        processId: process.processId,
        reset: had === undefined,
        removed: delta.removed,
        set: regionsToColumns(delta.set),
        changes: moment?.step?.process === letter ? moment.step.changes : []
      })
    }
    for (const letter of this.regions.keys())
      if (!moment?.processes.has(letter)) {
        this.regions.delete(letter)
      }
    const over = this.run.isOver && present
    return {
      runId: this.run.id,
      machine: this.run.machineName,
      settings: this.run.settings,
      settingsNotice: this.run.settingsNotice,
      status: this.run.status,
      statusText: this.run.statusText,
      ...(this.run.loadedFrom === null ? {} : { loadedFrom: this.run.loadedFrom }),
      position: this.position,
      stepCount: lastIndex,
      turn: moment?.turn ?? 'A',
      line: moment === undefined || over ? null : moment.line,
      places: this.places(present),
      step: moment?.step ?? null,
      exception: present ? this.run.exception : null,
      ...(present && this.run.died ? { died: this.run.died } : {}),
      processes,
      output: { reset, append },
      checks: moment?.checks ?? { passed: 0, failed: 0, todo: 0 },
      warnings: this.run.warnings
    }
  }

  /** A place that nobody looked at when the step was recorded. The states of a file may not hold together. */
  private recall(letter: ProcessLetter, view: LookedMemory): ShownMemory | null {
    try {
      return pastView(this.run, this.position, letter, view)
    } catch (error) {
      if (this.run.loadedFrom === null) throw error
      return null
    }
  }

  private places(present: boolean): ProcessPlace[] {
    const { run, look } = this
    const recorded = run.history.moments[this.position]?.places ?? []
    return [...recorded]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([letter, place]) => {
        const seen = (present ? run.otherFrames.get(letter) : undefined) ?? place
        const shown = shownPlace(letter, seen, look, run.machineName, (view) => this.recall(letter, view))
        return run.isOver && present ? { ...shown, line: null } : shown
      })
  }
}

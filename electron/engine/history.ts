import type { ObservedRegion, ProcessLetter } from '../../shared/contract/observation'
import { applyRegionDelta, columnsToRegions } from '../../shared/contract/region-columns'
import type { CheckCounts, Frame, ShownVariable, StepRecord } from '../../shared/contract/step'
import type { RunnerReply, RunnerStep } from '../runner/messages'
import { regionChanges } from '../runner/region-changes'

/** One process at one moment. */
export interface ProcessMoment {
  readonly processId: number
  readonly regions: readonly ObservedRegion[]
}

/** What a run looked like after a step. Moments share everything that did not change. */
export interface Moment {
  /** The step that led here; null at the beginning. */
  readonly step: StepRecord | null
  readonly turn: ProcessLetter
  readonly line: number
  readonly frames: readonly Frame[]
  readonly variables: readonly ShownVariable[]
  readonly processes: ReadonlyMap<ProcessLetter, ProcessMoment>
  /** How much of the output was there. */
  readonly outputLength: number
  readonly checks: CheckCounts
}

/** The text that is kept of a program's output, in UTF-16 units: a program that prints for ever must not fill the memory. */
export const maximumOutputLength = 1_000_000

const cutNotice = '\n[The output is cut here: VadLab keeps the first million characters.]\n'

/** Everything a run was, step by step. */
export class History {
  readonly moments: Moment[] = []
  output = ''

  get last(): Moment | undefined {
    return this.moments.at(-1)
  }

  /** A process came in: the first makes the beginning, a later one joins the present. */
  begin(letter: ProcessLetter, loaded: Extract<RunnerReply, { kind: 'loaded' }>): void {
    const process = { processId: loaded.processId, regions: columnsToRegions(loaded.set) }
    const last = this.moments.pop()
    this.moments.push({
      step: last?.step ?? null,
      turn: letter,
      line: loaded.line,
      frames: loaded.frames,
      variables: loaded.variables,
      processes: new Map(last?.processes).set(letter, process),
      outputLength: this.output.length,
      checks: last?.checks ?? { passed: 0, failed: 0, todo: 0 }
    })
  }

  add(letter: ProcessLetter, step: RunnerStep): void {
    const last = this.last
    const old = last?.processes.get(letter)
    if (last === undefined || old === undefined) return
    this.append(step.output)
    const regions = applyRegionDelta(old.regions, { removed: step.removed, set: columnsToRegions(step.set) })
    const processes =
      regions === old.regions ? last.processes : new Map(last.processes).set(letter, { ...old, regions })
    this.moments.push({
      step: {
        process: letter,
        line: step.line,
        calls: step.calls,
        checks: step.checks,
        output: step.output.slice(0, 4096),
        changes: regions === old.regions ? [] : regionChanges(old.regions, regions)
      },
      turn: letter,
      line: step.nextLine,
      frames: step.frames,
      variables: step.variables,
      processes,
      outputLength: this.output.length,
      checks: countChecks(last.checks, step)
    })
  }

  /** Text that no step of the program made: what the lab itself has to say in the program's place. */
  append(text: string): void {
    if (this.output.length >= maximumOutputLength) return
    this.output += text
    if (this.output.length >= maximumOutputLength)
      this.output = this.output.slice(0, maximumOutputLength) + cutNotice
  }
}

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

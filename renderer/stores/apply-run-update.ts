import type { ProcessLetter, RegionChange } from '../../shared/contract/observation'
import { columnsToRegions } from '../../shared/contract/region-columns'
import { changeRegions, type RegionTree } from '../../shared/contract/region-tree'
import type { ProcessUpdate, RunUpdate } from '../../shared/contract/run-update'

/** The picture of one process that the bench shows. */
export interface ProcessView {
  readonly letter: ProcessLetter
  readonly processId: number
  readonly regions: RegionTree
  /** What the shown step changed. */
  readonly changes: readonly RegionChange[]
}

/** The picture of one machine's run: a run update with everything that did not have to travel. */
export interface RunView extends Omit<RunUpdate, 'processes' | 'output'> {
  /** By letter; only processes that exist at the shown position. */
  readonly processes: readonly ProcessView[]
  readonly output: string
}

/** The picture after an update. Neither argument changes; regions that do not differ are shared. */
export function applyRunUpdate(former: RunView | undefined, update: RunUpdate): RunView {
  const old = former?.runId === update.runId ? former : undefined
  const { processes, output, ...rest } = update
  return {
    ...rest,
    processes: processes
      .map((process) =>
        applyProcess(
          old?.processes.find(({ letter }) => letter === process.letter),
          process
        )
      )
      .sort((a, b) => (a.letter < b.letter ? -1 : 1)),
    output: output.reset ? output.append : (old?.output ?? '') + output.append
  }
}

function applyProcess(old: ProcessView | undefined, update: ProcessUpdate): ProcessView {
  const before = update.reset ? null : (old?.regions ?? null)
  return {
    letter: update.letter,
    processId: update.processId,
    regions: changeRegions(before, { removed: update.removed, set: columnsToRegions(update.set) }),
    changes: update.changes
  }
}

import { basename } from 'node:path'
import type { MachineName } from '../../shared/contract/observation'
import type { RequestInput } from '../../shared/contract/requests'
import { Comparison } from './comparison'
import type { Machine } from './process-host'
import { compareFolder } from './compare-folder'
import { collectComparison, reportNameProblem, reportOf, writeReport } from './report'
import type { RunRecord } from './run-record'
import { done, refused, type Handlers } from './serve'
import type { Works } from './works'

/** What the comparison of a window's run is made from. */
export interface ComparedBench {
  readonly machines: readonly Machine[]
  readonly version: string
  readonly works: Works
  holds(runId: string): boolean
  runOn(runId: string, machine: MachineName): RunRecord | undefined
  document(): { readonly source: string; readonly fileName: string }
}

const onlyOne =
  'This run is on one machine. Choose Both at the top and start it again: then both are compared row by row.'

/** The handlers of comparing both machines. */
export function comparisonHandlers(
  bench: ComparedBench
): Pick<Handlers, 'run/compare-machines' | 'comparison/report' | 'comparison/folder'> {
  let last: Comparison | null = null

  /** The comparison of the run, kept from question to question; or why there is none. */
  async function comparisonOf(runId: string): Promise<Comparison | string> {
    if (!bench.holds(runId)) return 'That run is over. Start a new one.'
    const simulator = bench.runOn(runId, 'simulator')
    const windows = bench.runOn(runId, 'windows')
    if (simulator === undefined || windows === undefined) return onlyOne
    if (simulator.history.moments.length === 0 || windows.history.moments.length === 0) {
      const failed = [simulator, windows].find(({ status }) => status === 'failed')
      return failed?.statusText || 'The run has not begun yet.'
    }
    if (last?.simulator !== simulator || last.windows !== windows) {
      const descriptions = await Promise.all(bench.machines.map((machine) => machine.describe()))
      const titleOf = (run: RunRecord): string =>
        run.loadedFrom !== null
          ? `from ${run.loadedFrom}`
          : (descriptions.find(({ name }) => name === run.machineName)?.title ?? '')
      const titles = { simulator: titleOf(simulator), windows: titleOf(windows) }
      last = new Comparison(simulator, windows, { titles, version: bench.version })
    }
    return last
  }

  return {
    'run/compare-machines': async ({ runId, position, ...wanted }) => {
      const comparison = await comparisonOf(runId)
      if (typeof comparison === 'string') return refused(comparison)
      return done({ ...comparison.at(position ?? null, wanted), runId })
    },
    'comparison/report': async ({ runId, path, overwrite }: RequestInput<'comparison/report'>) => {
      const problem = reportNameProblem(path)
      if (problem !== null) return refused(problem)
      const comparison = await comparisonOf(runId)
      if (typeof comparison === 'string') return refused(comparison)
      const failure = await bench.works.during(`Writing ${basename(path)}`, async (work) => {
        const program = await collectComparison(comparison, bench.document(), work)
        return { of: await writeReport(path, reportOf(bench.version, [program]), overwrite, work) }
      })
      if (failure === null) return refused('Cancelled: no report was written.')
      return failure.of === null ? done({ path }) : { ok: false, failure: failure.of }
    },
    'comparison/folder': (input) => compareFolder(bench, input)
  }
}

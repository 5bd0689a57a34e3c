import {
  pageFlags,
  pageStates,
  type PageColumns,
  type PageRuns,
  type ProcessCounters
} from '../../../shared/contract/memory-process'
import type { MachineCounters } from '../../../shared/contract/memory-machine'
import type { ProcessLetter } from '../../../shared/contract/observation'
import type { PageFacts } from '../../../shared/labs/language'
import type { Run } from '../run'
import { windowsCounters, windowsPageRuns } from '../windows-memory'

/** What real Windows said of its processes while they stood. */
export interface LiveSample {
  readonly counters: readonly ProcessCounters[]
  readonly machine: MachineCounters
  /** Pages of what the program allocated, as one run a page or more. */
  readonly pages: ReadonlyMap<ProcessLetter, PageRuns>
}

/** Runs of pages of one answer. */
const mostRuns = 16_384

/** Asks the processes of a run about their memory as it is now; null on the simulator, whose states are kept. */
export async function sampleOf(run: Run): Promise<LiveSample | null> {
  if (run.machineName !== 'windows') return null
  const processes = [...(run.history.last?.processes ?? [])].map(([letter, process]) => ({
    letter,
    ...process
  }))
  const inquire = run.inquire.bind(run)
  const counters = await windowsCounters(inquire, processes, [], false)
  if (counters === null || typeof counters === 'string') return null
  const pages = new Map<ProcessLetter, PageRuns>()
  for (const process of processes) {
    const runs = await windowsPageRuns(inquire, process, [], 0, mostRuns)
    if (runs !== null) pages.set(process.letter, runs)
  }
  return { counters: counters.processes, machine: counters.machine, pages }
}

type PageRow = { readonly [K in Exclude<keyof PageColumns, 'process' | 'page'>]: number }

/** A page in the words of the check language. */
export function pageFacts(address: number, row: PageRow, onWindows: boolean): PageFacts {
  const state = pageStates[row.state] ?? 'free'
  const resident = state === 'valid'
  const has = (flag: number): boolean => (row.flags & flag) !== 0
  return {
    address,
    resident,
    state,
    protect: row.protect,
    private: resident && (onWindows ? !has(pageFlags.shareable) : row.prototype === 0),
    copied: has(pageFlags.copied),
    shares: row.shares,
    locked: has(pageFlags.locked),
    frame: row.frame,
    dirty: has(pageFlags.dirty)
  }
}

/** One row of columns. */
export function rowOf(columns: Omit<PageColumns, 'process' | 'page'>, i: number): PageRow {
  const { state, prototype, protect, frame, shares, priority, flags } = columns
  return {
    state: state[i]!,
    prototype: prototype[i]!,
    protect: protect[i]!,
    frame: frame[i]!,
    shares: shares[i]!,
    priority: priority[i]!,
    flags: flags[i]!
  }
}

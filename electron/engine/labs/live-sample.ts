import {
  pageFlags,
  pageStates,
  type PageColumns,
  type PageRuns,
  type ProcessCounters
} from '../../../shared/contract/memory-process'
import type { MachineCounters } from '../../../shared/contract/memory-machine'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { regionsOf } from '../../../shared/contract/region-tree'
import { namedConstants as k } from '../../../shared/win32/constants'
import type { PageFacts } from '../../../shared/labs/language'
import type { Run } from '../run'
import { windowsCounters, windowsPageRuns, windowsPages, type Inquire } from '../windows-memory'

/** What real Windows said of its processes while they stood. */
export interface LiveSample {
  readonly counters: readonly ProcessCounters[]
  readonly machine: MachineCounters
  /** Pages of what the program allocated, as one run a page or more. */
  readonly pages: ReadonlyMap<ProcessLetter, PageRuns>
  /** Pages of images and stacks, each stretch without a gap. */
  readonly others: ReadonlyMap<ProcessLetter, readonly PageColumns[]>
}

const pageSize = 4096
/** Runs of pages of one answer. */
const mostRuns = 16_384
/** An answer takes about 300 ms at most: on a machine that has much to do, it takes several to know all pages. */
const mostAnswers = 40

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
  const others = new Map<ProcessLetter, readonly PageColumns[]>()
  for (const process of processes) {
    const runs = await allPageRuns(inquire, process)
    if (runs !== null) pages.set(process.letter, runs)
    const stretches: PageColumns[] = []
    for (const [from, to] of imagesAndStacks(regionsOf(process.regions))) {
      const columns = await windowsPages(inquire, process, from / pageSize, (to - from) / pageSize)
      if (columns !== null) stretches.push(columns)
    }
    others.set(process.letter, stretches)
  }
  return { counters: counters.processes, machine: counters.machine, pages, others }
}

/** The pages of what the program allocated, asked on until all are known or too much was asked. */
async function allPageRuns(
  inquire: Inquire,
  process: Parameters<typeof windowsPageRuns>[1]
): Promise<PageRuns | null> {
  let known = await windowsPageRuns(inquire, process, [], 0, mostRuns)
  for (let answers = 1; known?.next != null && answers < mostAnswers; answers++) {
    const more = await windowsPageRuns(inquire, process, [], known.next, mostRuns)
    if (more === null) return null
    known = joined(known, more)
  }
  return known
}
function joined(a: PageRuns, b: PageRuns): PageRuns {
  return {
    ...{ process: a.process, source: a.source, next: b.next },
    ...{ page: [...a.page, ...b.page], count: [...a.count, ...b.count] },
    ...{ allocation: [...a.allocation, ...b.allocation], state: [...a.state, ...b.state] },
    ...{ prototype: [...a.prototype, ...b.prototype], protect: [...a.protect, ...b.protect] },
    ...{ frame: [...a.frame, ...b.frame], scattered: [...a.scattered, ...b.scattered] },
    ...{ shares: [...a.shares, ...b.shares], priority: [...a.priority, ...b.priority] },
    ...{ flags: [...a.flags, ...b.flags], area: [...a.area, ...b.area] },
    areaPage: [...a.areaPage, ...b.areaPage]
  }
}

/** Stretches of images and stacks: neighbours become one. */
function imagesAndStacks(regions: Iterable<ObservedRegion>): (readonly [number, number])[] {
  const found: [number, number][] = []
  for (const { base, size, type, use, state } of regions) {
    if (state !== k.MEM_COMMIT || (type !== k.MEM_IMAGE && !/stack/i.test(use))) continue
    const last = found.at(-1)
    if (last?.[1] === base) last[1] = base + size
    else found.push([base, base + size])
  }
  return found
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

import {
  pageFlags,
  pageStates,
  type MemoryTotals,
  type MemoryTypeName,
  type PageColumns,
  type PageRuns,
  type PageState,
  type ProcessCounters,
  type WorkingSet
} from '../../shared/contract/memory-process'
import type { MachineCounters, ShownControlArea } from '../../shared/contract/memory-machine'
import type { ObservedRegion, ProcessLetter } from '../../shared/contract/observation'
import { regionOf, regionsOf, type RegionTree } from '../../shared/contract/region-tree'
import { namedConstants as k } from '../../shared/win32/constants'
import {
  workingSetBlock,
  type MemoryUsage,
  type PageRange,
  type WorkingSetBlock
} from '../machine/working-set-block'
import type { RunnerReply, RunnerRequest } from '../runner/messages'
import { PageFolder, type AreaOf } from '../machine/fold-pages'

/** Asks a process of the Windows machine about its memory as it is now; null where it cannot be asked. */
export type Inquire = (letter: ProcessLetter, request: RunnerRequest) => Promise<RunnerReply | null>

/** One process as the moment has it. */
export interface RealProcess {
  readonly letter: ProcessLetter
  readonly processId: number
  readonly regions: RegionTree
}

const pageSize = 4096
/** Pages that one question is about at most: the target answers the next step in between. */
const pagesOfQuestion = 65_536

/** Of one answer: a question of it is short, so that a step does not wait, and all of them take about so long. */
const pagesOfShortQuestion = 1024
const msOfAnswer = 300
/** Pages of the user's half of the address space. */
const userPages = 2 ** 35

/** The regions that have pages of a range. */
function* regionsAt(tree: RegionTree, from: number, to: number): Generator<ObservedRegion> {
  yield* regionsOf(tree, regionOf(tree, from * pageSize)?.base ?? from * pageSize, to * pageSize)
}

/** Pages of one region, with what QueryWorkingSetEx says of each of them. */
interface KnownRun {
  readonly region: ObservedRegion
  readonly page: number
  readonly count: number
  readonly block: WorkingSetBlock
}

/** The committed pages of regions, cut to a range, run by run; null where the process cannot be asked. */
async function askPages(
  inquire: Inquire,
  letter: ProcessLetter,
  regions: Iterable<ObservedRegion>,
  from: number,
  to: number
): Promise<KnownRun[] | null> {
  const pieces: { readonly region: ObservedRegion; readonly range: PageRange }[] = []
  for (const region of regions) {
    if (region.state !== k.MEM_COMMIT) continue
    const end = Math.min((region.base + region.size) / pageSize, to)
    for (let page = Math.max(region.base / pageSize, from); page < end; page += pagesOfQuestion)
      pieces.push({ region, range: [page, Math.min(pagesOfQuestion, end - page)] })
  }
  const known: KnownRun[] = []
  for (let at = 0; at < pieces.length;) {
    const asked = [pieces[at]!]
    let pages = pieces[at++]!.range[1]
    for (; at < pieces.length && pages + pieces[at]!.range[1] <= pagesOfQuestion; at++) {
      pages += pieces[at]!.range[1]
      asked.push(pieces[at]!)
    }
    const reply = await inquire(letter, { kind: 'working-set', ranges: asked.map(({ range }) => range) })
    if (reply?.kind !== 'working-set' || reply.runs === null) return null
    let next = 0
    for (const { region, range } of asked) {
      for (let done = 0; done < range[1];) {
        const bits = reply.runs[next]
        const count = reply.runs[next + 1]
        next += 2
        if (bits === undefined || count === undefined || !(count > 0)) return null
        known.push({ region, page: range[0] + done, count, block: workingSetBlock(bits) })
        done += count
      }
    }
  }
  return known
}

/**
 * What a committed page is. A page that is not valid and whose contents are nowhere was never touched, where it is
 * private (Windows Internals 7, ch. 5, Page faults: demand zero); of a view nobody but the kernel knows where it is.
 */
export function stateOf(region: Pick<ObservedRegion, 'type'>, block: WorkingSetBlock): PageState {
  if (block.valid) return 'valid'
  if (region.type !== k.MEM_PRIVATE) return 'prototype'
  if (block.location === 'resident') return 'transition'
  return block.location === 'page-file' ? 'page-file' : 'demand-zero'
}

function flagsOf(region: ObservedRegion, block: WorkingSetBlock): number {
  const isView = region.type !== k.MEM_PRIVATE
  return (
    (block.locked ? pageFlags.locked : 0) |
    (region.protect & k.PAGE_GUARD ? pageFlags.guard : 0) |
    // A page of a view that nobody can share is one that was copied at a write.
    (isView && block.valid && !block.shared ? pageFlags.copied : 0) |
    (isView && region.protect & (k.PAGE_WRITECOPY | k.PAGE_EXECUTE_WRITECOPY) ? pageFlags.copyOnWrite : 0) |
    (block.shared ? pageFlags.shareable : 0) |
    (block.largePage ? pageFlags.largePage : 0) |
    (block.bad ? pageFlags.bad : 0)
  )
}

type Columns = { [K in Exclude<keyof PageColumns, 'process'>]: number[] }

const noColumns = (): Columns => ({
  ...{ page: [], state: [], prototype: [], protect: [], frame: [], shares: [], priority: [], flags: [] }
})

function pushPages(columns: Columns, { region, page, count, block }: KnownRun): void {
  const state = stateOf(region, block)
  const inMemory = state === 'valid' || state === 'transition'
  for (let i = 0; i < count; i++) {
    columns.page.push(page + i)
    columns.state.push(pageStates.indexOf(state))
    columns.prototype.push(state === 'prototype' ? -1 : 0)
    columns.protect.push(block.protect || region.protect)
    columns.frame.push(inMemory ? -1 : 0)
    columns.shares.push(block.shareCount)
    columns.priority.push(inMemory ? -1 : 0)
    columns.flags.push(flagsOf(region, block))
  }
}

function pushBare(columns: Columns, page: number, count: number, state: PageState): void {
  for (let i = 0; i < count; i++) {
    columns.page.push(page + i)
    columns.state.push(pageStates.indexOf(state))
    for (const key of ['prototype', 'protect', 'frame', 'shares', 'priority', 'flags'] as const)
      columns[key].push(0)
  }
}

/** Pages of a range; null where the process cannot be asked. */
export async function windowsPages(
  inquire: Inquire,
  process: RealProcess,
  from: number,
  count: number
): Promise<PageColumns | null> {
  const to = Math.min(from + count, userPages)
  const regions = [...regionsAt(process.regions, from, to)]
  const known = await askPages(inquire, process.letter, regions, from, to)
  if (known === null) return null
  const columns = noColumns()
  let next = 0
  let page = from
  for (const region of regions) {
    const start = Math.max(region.base / pageSize, from)
    const end = Math.min((region.base + region.size) / pageSize, to)
    pushBare(columns, page, start - page, 'free')
    if (region.state === k.MEM_COMMIT)
      while (next < known.length && known[next]!.page < end) pushPages(columns, known[next++]!)
    else pushBare(columns, start, end - start, 'reserved')
    page = end
  }
  pushBare(columns, page, to - page, 'free')
  return { process: process.letter, ...columns }
}

/** Runs of pages alike of what the program allocated; null where the process cannot be asked. */
export async function windowsPageRuns(
  inquire: Inquire,
  process: RealProcess,
  areas: readonly ShownControlArea[],
  from: number,
  count: number
): Promise<PageRuns | null> {
  const folder = new PageFolder(count)
  const areaOf = areaOfViews(areas, process.letter)
  const deadline = Date.now() + msOfAnswer
  for (const region of regionsAt(process.regions, from, userPages)) {
    if (region.owner !== 'program') continue
    const start = Math.max(region.base / pageSize, from)
    const end = (region.base + region.size) / pageSize
    const allocation = region.allocationBase / pageSize
    if (region.state !== k.MEM_COMMIT) {
      folder.addReserved(start, end - start, allocation)
      continue
    }
    for (let page = start; page < end; page += pagesOfShortQuestion) {
      const to = Math.min(page + pagesOfShortQuestion, end)
      const known = await askPages(inquire, process.letter, [region], page, to)
      if (known === null) return null
      const columns = noColumns()
      for (const run of known) pushPages(columns, run)
      const hasRoom = folder.add({ process: process.letter, ...columns }, allocation, areaOf)
      if (hasRoom && Date.now() > deadline) folder.stop(to)
      if (!hasRoom || Date.now() > deadline) return folder.result(process.letter, 'QueryWorkingSetEx')
    }
  }
  return folder.result(process.letter, 'QueryWorkingSetEx')
}

/** Where the pages of a process's views lie in their control areas. */
export function areaOfViews(areas: readonly ShownControlArea[], letter: ProcessLetter): AreaOf {
  const views = areas.flatMap(({ id, views }) =>
    views
      .filter(({ process }) => process === letter)
      .map(({ start, ...view }) => ({ id, ...view, start: start / pageSize }))
  )
  return (page) => {
    const view = views.find(({ start, pages }) => page >= start && page < start + pages)
    return view === undefined ? null : { area: view.id, page: page - view.start + view.offset / pageSize }
  }
}

/** The valid pages of a process; null where it cannot be asked. */
export async function windowsWorkingSet(
  inquire: Inquire,
  process: RealProcess,
  offset: number,
  count: number
): Promise<WorkingSet | null> {
  const known = await askPages(inquire, process.letter, regionsOf(process.regions), 0, Infinity)
  const usage = await usageOf(inquire, process.letter)
  if (known === null || usage === null) return null
  const columns = noColumns()
  let seen = 0
  for (const run of known) {
    if (!run.block.valid) continue
    const first = Math.max(0, offset - seen)
    const last = Math.min(run.count, offset + count - seen)
    if (first < last) pushPages(columns, { ...run, page: run.page + first, count: last - first })
    seen += run.count
  }
  return {
    ...{ offset, total: seen, pages: { process: process.letter, ...columns } },
    minimumPages: Math.floor(usage.process.minimumWorkingSetSize / pageSize),
    maximumPages: Math.floor(usage.process.maximumWorkingSetSize / pageSize),
    peakPages: Math.floor(usage.process.peakWorkingSetSize / pageSize)
  }
}

async function usageOf(inquire: Inquire, letter: ProcessLetter): Promise<MemoryUsage | null> {
  const reply = await inquire(letter, { kind: 'memory-usage' })
  return reply?.kind === 'memory-usage' ? reply.usage : null
}

/** The machine and its processes in numbers; null where they cannot be asked. What Windows tells no program is -1. */
export async function windowsCounters(
  inquire: Inquire,
  processes: readonly RealProcess[],
  areas: readonly ShownControlArea[],
  machineOnly: boolean
): Promise<{ machine: MachineCounters; processes: ProcessCounters[] } | null> {
  const counters: ProcessCounters[] = []
  let machine: MemoryUsage['machine'] | null = null
  for (const process of processes) {
    const usage = await usageOf(inquire, process.letter)
    machine = usage?.machine ?? machine
    if (machineOnly) continue
    const known = await askPages(inquire, process.letter, regionsOf(process.regions), 0, Infinity)
    if (usage === null || known === null) return null
    counters.push(processCounters(process, usage.process, known, areas))
  }
  if (machine === null) return null
  return {
    processes: counters,
    machine: {
      ...{ ram: machine.physicalTotal, available: machine.physicalAvailable },
      ...{ system: -1, active: -1, modified: -1, free: -1, zeroed: -1, standby: -1, standbyByPriority: [] },
      commit: { total: machine.commitTotal, limit: machine.commitLimit, system: -1, sections: -1 },
      pageFile: { size: -1, used: -1, peak: -1 },
      paging: {
        ...{ reads: -1, pagesRead: -1, pageFileWrites: -1, pageFilePages: -1, fileWrites: -1, filePages: -1 },
        ...{ trimmedPages: -1, repurposedPages: -1 }
      },
      cache: { files: -1, pages: answered(machine.systemCache), dirty: -1 },
      processes: processes.map(({ letter }) => letter)
    }
  }
}

/** Nothing of this is ever 0 in a process that runs: Wine 8.0 leaves some of it 0, which means that it does not say. */
const answered = (figure: number): number => figure || -1

type Totals = { -readonly [K in keyof MemoryTotals]: number }

const nothing = (): Totals => ({
  ...{ size: 0, committed: 0, private: 0, workingSet: 0, privateWorkingSet: 0, shareableWorkingSet: 0 },
  ...{ sharedWorkingSet: 0, lockedWorkingSet: 0, blocks: 0, largest: 0 }
})

function processCounters(
  process: RealProcess,
  usage: MemoryUsage['process'],
  known: readonly KnownRun[],
  areas: readonly ShownControlArea[]
): ProcessCounters {
  const types = new Map<MemoryTypeName, Totals>(
    (['Image', 'Mapped File', 'Shareable', 'Heap', 'Stack', 'Private Data'] as const).map((name) => [
      name,
      nothing()
    ])
  )
  const files = new Set(
    areas.filter(({ path }) => path !== null).flatMap(({ views }) => views.map(({ start }) => start))
  )
  const totalsOf = (region: ObservedRegion): Totals => types.get(typeOf(region, files))!
  let block = { base: -1, size: 0 }
  for (const region of regionsOf(process.regions)) {
    const totals = totalsOf(region)
    const pages = region.size / pageSize
    totals.size += pages
    if (region.state === k.MEM_COMMIT) totals.committed += pages
    if (region.state === k.MEM_COMMIT && region.type === k.MEM_PRIVATE) totals.private += pages
    if (region.allocationBase === block.base) block.size += pages
    else {
      block = { base: region.allocationBase, size: pages }
      totals.blocks++
    }
    totals.largest = Math.max(totals.largest, block.size)
  }
  for (const { region, count, block: page } of known) {
    if (!page.valid) continue
    const totals = totalsOf(region)
    totals.workingSet += count
    if (page.shared) totals.shareableWorkingSet += count
    else totals.privateWorkingSet += count
    if (page.shared && page.shareCount > 1) totals.sharedWorkingSet += count
    if (page.locked) totals.lockedWorkingSet += count
  }
  const total = nothing()
  for (const one of types.values())
    for (const key of Object.keys(total) as (keyof Totals)[])
      total[key] = key === 'largest' ? Math.max(total[key], one[key]) : total[key] + one[key]
  const inPages = (bytes: number): number => answered(Math.round(bytes / pageSize))
  return {
    ...{ process: process.letter, processId: process.processId },
    ...{ commit: inPages(usage.privateUsage), peakCommit: inPages(usage.peakPagefileUsage) },
    ...{ workingSet: inPages(usage.workingSetSize), peakWorkingSet: inPages(usage.peakWorkingSetSize) },
    locked: total.lockedWorkingSet,
    faults: { total: answered(usage.pageFaultCount), demandZero: -1, soft: -1, copyOnWrite: -1, hard: -1 },
    total,
    types: [...types].map(([name, totals]) => ({ name, ...totals }))
  }
}

function typeOf(region: ObservedRegion, files: ReadonlySet<number>): MemoryTypeName {
  if (region.type === k.MEM_IMAGE) return 'Image'
  if (region.type === k.MEM_MAPPED) return files.has(region.allocationBase) ? 'Mapped File' : 'Shareable'
  if (/^heap\b/i.test(region.use)) return 'Heap'
  return /^(thread )?stack\b/i.test(region.use) ? 'Stack' : 'Private Data'
}

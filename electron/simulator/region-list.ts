import type { Region } from '../../shared/contract/observation'
import type { PageRange } from './address-range'
import { PAGE_SIZE } from './frames'
import type { ProcessMemory } from './process-memory'
import { regionsOf } from './query'
import { vadAbove } from './vad'

/** Changes that are remembered one by one; with more, working out everything anew is cheaper. */
const MOST_CHANGES = 10_000

/** All regions of a process, kept up to date: only allocations that changed are looked at again. */
export class RegionList {
  private regions: readonly Region[] | null = null
  private sectionRevision = -1
  private changed: PageRange[] = []

  /** To be called when allocations came, went or look different in the pages [start, end). */
  note(start: number, end: number): void {
    if (this.regions === null) return
    if (this.changed.length < MOST_CHANGES) this.changed.push({ start, end })
    else this.forget()
  }

  /** To be called when anything may have changed. */
  forget(): void {
    this.regions = null
    this.changed = []
  }

  /** Every region that is not free, ascending; a new array. */
  list(process: ProcessMemory): Region[] {
    const { sectionRevision } = process.kernel.system
    if (this.regions === null || this.sectionRevision !== sectionRevision) {
      this.regions = regionsBetween(process, 0, Infinity)
    } else if (this.changed.length > 0) this.regions = this.renewed(process, this.regions)
    this.changed = []
    this.sectionRevision = sectionRevision
    return this.regions.slice()
  }

  private renewed(process: ProcessMemory, old: readonly Region[]): readonly Region[] {
    const regions: Region[] = []
    let kept = 0
    for (const { start, end } of disjoint(this.changed)) {
      const from = indexAt(old, start * PAGE_SIZE)
      for (let i = kept; i < from; i++) regions.push(old[i]!)
      for (const region of regionsBetween(process, start, end)) regions.push(region)
      kept = indexAt(old, end * PAGE_SIZE)
    }
    for (let i = kept; i < old.length; i++) regions.push(old[i]!)
    return regions
  }
}

/** The same pages in ranges that do not overlap, ascending. */
function disjoint(ranges: readonly PageRange[]): PageRange[] {
  const result: PageRange[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result[result.length - 1]
    if (last === undefined || range.start >= last.end) result.push(range)
    else if (range.end > last.end) result[result.length - 1] = { start: last.start, end: range.end }
  }
  return result
}

/** Regions of the allocations that start in the pages [start, end). */
function regionsBetween(process: ProcessMemory, start: number, end: number): Region[] {
  const regions: Region[] = []
  for (let vad = vadAbove(process.state.vads, start); vad !== undefined && vad.start < end;) {
    for (const region of regionsOf(process, vad)) regions.push(region)
    vad = vadAbove(process.state.vads, vad.end)
  }
  return regions
}

/** How many regions start below the address. */
function indexAt(regions: readonly Region[], address: number): number {
  let low = 0
  let high = regions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (regions[middle]!.base < address) low = middle + 1
    else high = middle
  }
  return low
}

import type { Region } from '../../shared/contract/observation'
import {
  changeRegions,
  regionDifference,
  regionList,
  regionsOf,
  regionTree,
  type RegionTree
} from '../../shared/contract/region-tree'
import type { PageRange } from './address-range'
import { PAGE_SIZE } from './frames'
import type { ProcessMemory } from './process-memory'
import { regionsOf as regionsOfVad } from './query'
import { vadAbove } from './vad'

/** Changes that are remembered one by one; with more, working out everything anew is cheaper. */
const MOST_CHANGES = 10_000

/** All regions of a process, kept up to date: only allocations that changed are looked at again. */
export class RegionList {
  private regions: RegionTree<Region> | undefined
  private sectionRevision = -1
  private changed: PageRange[] = []

  /** To be called when allocations came, went or look different in the pages [start, end). */
  note(start: number, end: number): void {
    if (this.regions === undefined) return
    if (this.changed.length < MOST_CHANGES) this.changed.push({ start, end })
    else this.forget()
  }

  /** To be called when anything may have changed. */
  forget(): void {
    this.regions = undefined
    this.changed = []
  }

  /** Every region that is not free, ascending; a new array. */
  list(process: ProcessMemory): Region[] {
    return regionList(this.tree(process))
  }

  /** Every region that is not free; shares with the tree before what did not change. */
  tree(process: ProcessMemory): RegionTree<Region> {
    const { sectionRevision } = process.kernel.system
    let { regions } = this
    if (regions === undefined || this.sectionRevision !== sectionRevision) {
      const now = regionTree(regionsBetween(process, 0, Infinity))
      regions = regions === undefined ? now : changeRegions(regions, regionDifference(regions, now))
    } else if (this.changed.length > 0) regions = this.renewed(process, regions)
    this.changed = []
    this.sectionRevision = sectionRevision
    this.regions = regions
    return regions
  }

  private renewed(process: ProcessMemory, old: RegionTree<Region>): RegionTree<Region> {
    const removed: number[] = []
    const set: Region[] = []
    for (const { start, end } of disjoint(this.changed)) {
      for (const { base } of regionsOf(old, start * PAGE_SIZE, end * PAGE_SIZE)) removed.push(base)
      for (const region of regionsBetween(process, start, end)) set.push(region)
    }
    return changeRegions(old, { removed, set })
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
    for (const region of regionsOfVad(process, vad)) regions.push(region)
    vad = vadAbove(process.state.vads, vad.end)
  }
  return regions
}

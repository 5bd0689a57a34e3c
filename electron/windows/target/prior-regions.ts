import type { Region } from '../../../shared/contract/observation'
import { regionAt } from '../../runner/region-at'
import { walkedRegion, type RegionWalk } from './region-walk'

const pageSize = 0x1000

/** The allocations whose records differ between two walks, by base: what happened between them touched these. */
export function allocationsBetween(before: RegionWalk, after: RegionWalk): Set<number> {
  const touched = new Set<number>()
  let i = 0
  let j = 0
  while (i < before.count || j < after.count) {
    if (i < before.count && j < after.count && isSameRecord(before, i, after, j)) {
      i++
      j++
      continue
    }
    const old = i < before.count ? walkedRegion(before, i) : null
    const now = j < after.count ? walkedRegion(after, j) : null
    if (old !== null && (now === null || old.base <= now.base)) {
      touched.add(old.allocationBase)
      i++
    }
    if (now !== null && (old === null || now.base <= old.base)) {
      touched.add(now.allocationBase)
      j++
    }
  }
  return touched
}

function isSameRecord(a: RegionWalk, i: number, b: RegionWalk, j: number): boolean {
  const x = i * 12
  const y = j * 12
  for (let word = 0; word < 12; word++) if (a.records[x + word] !== b.records[y + word]) return false
  return true
}

/**
 * What the process had before the program began, as the program left it. Node's runtime shares the process and goes on
 * allocating, committing and protecting its own memory; a person who watches the program must not take that for the
 * program's doing. So these allocations stay as they were told first, but for those that the program touched.
 */
export class PriorRegions {
  private told: ReadonlyMap<number, readonly Region[]> | null = null
  private readonly touched = new Set<number>()
  private readonly touchedPages = new Set<number>()

  /** From the next telling on, only what the program touches changes. */
  settle(): void {
    this.told ??= new Map()
  }

  noteAllocations(bases: Iterable<number>): void {
    for (const base of bases) this.touched.add(base)
  }

  /** The program wrote here, or raised an exception: a guard may be gone, a page copied. */
  notePage(address: number): void {
    this.touchedPages.add(Math.floor(address / pageSize))
  }

  /** The regions to tell, ascending, of all that are there now. */
  tell(live: readonly Region[]): Region[] {
    for (const page of this.touchedPages) {
      const region = regionAt(live, page * pageSize)
      if (region !== undefined) this.touched.add(region.allocationBase)
    }
    this.touchedPages.clear()
    const allocations = byAllocation(live.filter((region) => region.owner === 'before'))
    const own = live.filter((region) => region.owner === 'program')
    const first = this.told === null || this.told.size === 0
    const kept = first ? allocations : this.keep(allocations, own)
    if (this.told !== null) this.told = kept
    this.touched.clear()
    return [...own, ...[...kept.values()].flat()].sort((a, b) => a.base - b.base)
  }

  private keep(
    now: ReadonlyMap<number, readonly Region[]>,
    own: readonly Region[]
  ): ReadonlyMap<number, readonly Region[]> {
    const kept = new Map<number, readonly Region[]>()
    for (const [base, regions] of this.told ?? []) {
      const current = this.touched.has(base) ? now.get(base) : regions
      // A place that the runtime gave back and the program took is the program's.
      if (current !== undefined && !own.some((region) => meets(region, current))) kept.set(base, current)
    }
    return kept
  }
}

function byAllocation(regions: readonly Region[]): Map<number, Region[]> {
  const allocations = new Map<number, Region[]>()
  for (const region of regions) {
    const list = allocations.get(region.allocationBase)
    if (list) list.push(region)
    else allocations.set(region.allocationBase, [region])
  }
  return allocations
}

function meets(region: Region, others: readonly Region[]): boolean {
  return others.some(
    (other) => region.base < other.base + other.size && other.base < region.base + region.size
  )
}

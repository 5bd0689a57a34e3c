import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  nthRegion,
  regionBelow,
  regionDifference,
  regionsOf,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { gapAt } from './gaps'
import {
  allocationRow,
  gapRow,
  goneRow,
  regionRow,
  rowBase,
  type RegionRow,
  type RegionRows
} from './region-row'

/** Rows that are listed: what one step changed, or an order that was asked for. */
export class ListedRows implements RegionRows {
  readonly count: number
  private places: Map<string, number> | null = null

  constructor(private readonly rows: readonly RegionRow[]) {
    this.count = rows.length
  }
  at(index: number): RegionRow {
    return this.rows[index]!
  }
  indexOf(key: string): number {
    this.places ??= new Map(this.rows.map((row, i) => [row.key, i]))
    return this.places.get(key) ?? -1
  }
  indexAt(address: number): number {
    return this.rows.findIndex((row) => {
      const base = rowBase(row)
      const size = row.kind === 'region' ? row.region.size : row.kind === 'gap' ? row.gap.size : 0
      return base !== null && address >= base && address < base + size
    })
  }
}

/** Regions and ghosts by address, grouped by allocation. */
export function groupedRows(
  regions: readonly ObservedRegion[],
  ghosts: ReadonlySet<ObservedRegion>
): readonly RegionRow[] {
  const all = [...regions, ...ghosts].sort((a, b) => a.base - b.base)
  const rows: RegionRow[] = []
  for (let start = 0; start < all.length;) {
    const first = all[start]!
    let end = start + 1
    while (end < all.length && all[end]!.allocationBase === first.allocationBase) end++
    const several = end - start > 1
    if (several) rows.push(allocationRow(first, false))
    for (const region of all.slice(start, end))
      rows.push(ghosts.has(region) ? goneRow(region, several) : regionRow(region, several))
    start = end
  }
  return rows
}

/** An order of rows that was asked for at one moment: later steps do not make rows jump. */
export interface RowOrder {
  readonly tree: RegionTree
  readonly rows: readonly RegionRow[]
}

/**
 * The rows of an order as they are now: what is gone since then is marked where it was, what is new stands at the end.
 * Costs what changed since.
 */
export function orderedRows(
  order: RowOrder,
  now: RegionTree,
  matches: (region: ObservedRegion) => boolean
): readonly RegionRow[] {
  if (now === order.tree) return order.rows
  const { removed, set } = regionDifference(order.tree, now)
  if (removed.length + set.length === 0) return order.rows
  const gone = new Set(removed)
  const changed = new Map(set.map((region) => [region.base, region]))
  const listed = new Set<number>()
  const rows = order.rows.map((row) => {
    if (row.kind === 'gap') {
      const gap = gapAt(now, row.gap.base)
      return gap?.base === row.gap.base ? gapRow(gap) : row
    }
    if (row.kind !== 'region') return row
    const { base } = row.region
    const region = changed.get(base)
    if (region !== undefined) {
      listed.add(base)
      return regionRow(region, false)
    }
    return gone.has(base) ? goneRow(row.region, false) : row
  })
  for (const region of set)
    if (!listed.has(region.base) && matches(region)) rows.push(regionRow(region, false))
  return rows
}

/** All regions, and the gaps between them where a rule wants them, that an order is made of. */
export function* unorderedRows(
  tree: RegionTree,
  matches: (region: ObservedRegion) => boolean,
  gapsBetweenThem: (from: number, to: number) => readonly RegionRow[],
  from: number,
  to: number
): Generator<RegionRow> {
  let end = from
  for (const region of regionsOf(tree)) {
    if (region.base > end) yield* gapsBetweenThem(end, region.base)
    end = region.base + region.size
    if (matches(region)) yield regionRow(region, false)
  }
  if (to > end) yield* gapsBetweenThem(end, to)
}

/** The regions at the places of changes that are there now. */
export function regionsAt(tree: RegionTree, bases: Iterable<number>): readonly ObservedRegion[] {
  const found = new Set<ObservedRegion>()
  for (const base of bases) {
    const region = regionBelow(tree, base) ?? nthRegion(tree, 0)
    if (region?.base === base) found.add(region)
  }
  return [...found]
}

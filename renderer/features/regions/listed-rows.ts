import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  nthRegion,
  regionBelow,
  regionDifference,
  regionList,
  regionOf,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { gapAt, type Gap } from './gaps'
import {
  allocationRow,
  gapRow,
  goneRow,
  regionRow,
  rowBase,
  type RegionRow,
  type RegionRows
} from './region-row'

/** Rows that are listed: what one step changed. */
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

/** A region or a stretch without one, as an order has it. */
export type OrderedItem = ObservedRegion | Gap

/** An order that was asked for at one moment: later steps do not make rows jump. */
export interface RowOrder {
  readonly tree: RegionTree
  readonly items: readonly OrderedItem[]
}

const isGap = (item: OrderedItem): item is Gap => 'kind' in item
/** Places by what begins there; gaps beside regions. */
const placesOf = new WeakMap<RowOrder, Map<number, number>>()

/**
 * The rows of an order as they are now: what is gone since then is marked where it was, what is new stands at the end.
 * Making them costs what changed since.
 */
export class OrderedRows implements RegionRows {
  readonly count: number
  private readonly gone: ReadonlySet<number>
  private readonly changed: ReadonlyMap<number, ObservedRegion>
  private readonly behind: readonly RegionRow[]

  constructor(
    private readonly order: RowOrder,
    private readonly now: RegionTree,
    matches: (region: ObservedRegion) => boolean,
    last: readonly RegionRow[]
  ) {
    const { removed, set } = regionDifference(order.tree, now)
    this.gone = new Set(removed)
    this.changed = new Map(set.map((region) => [region.base, region]))
    const added = set.filter((region) => matches(region) && this.placeOf(region.base) === undefined)
    this.behind = [...added.map((region) => regionRow(region, false)), ...last]
    this.count = order.items.length + this.behind.length
  }

  at(index: number): RegionRow {
    const item = this.order.items[index]
    if (item === undefined) return this.behind[index - this.order.items.length]!
    if (isGap(item)) {
      const gap = gapAt(this.now, item.base)
      return gapRow(gap?.base === item.base ? gap : item)
    }
    const region = this.changed.get(item.base)
    if (region !== undefined) return regionRow(region, false)
    return this.gone.has(item.base) ? goneRow(item, false) : regionRow(item, false)
  }
  indexOf(key: string): number {
    const place = this.placeOf(Number(key.split(' ')[1]))
    if (place !== undefined) return this.at(place).key === key ? place : -1
    const behind = this.behind.findIndex((row) => row.key === key)
    return behind < 0 ? -1 : this.order.items.length + behind
  }
  indexAt(address: number): number {
    const region = regionOf(this.now, address) ?? gapAt(this.now, address)
    if (region === undefined) return -1
    return this.indexOf(isGap(region) ? gapRow(region).key : `region ${region.base}`)
  }
  private placeOf(base: number): number | undefined {
    let places = placesOf.get(this.order)
    if (places === undefined) {
      places = new Map()
      for (const [i, item] of this.order.items.entries()) places.set(item.base, i)
      placesOf.set(this.order, places)
    }
    return places.get(base)
  }
}

/** All regions, and the gaps between them where a rule wants them, that an order is made of. */
export function unorderedItems(
  tree: RegionTree,
  matches: (region: ObservedRegion) => boolean,
  gapsBetweenThem: (from: number, to: number) => readonly Gap[],
  from: number,
  to: number
): OrderedItem[] {
  const items: OrderedItem[] = []
  let end = from
  for (const region of regionList(tree)) {
    if (region.base > end) items.push(...gapsBetweenThem(end, region.base))
    end = region.base + region.size
    if (matches(region)) items.push(region)
  }
  if (to > end) items.push(...gapsBetweenThem(end, to))
  return items
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

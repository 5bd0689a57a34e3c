import type { ObservedRegion } from './observation'
import type { RegionColumns } from './run-update'

/** Regions as columns: what travels between processes and windows. */
export function regionsToColumns(regions: readonly ObservedRegion[]): RegionColumns {
  const strings: string[] = []
  const indexOf = new Map<string, number>()
  const use = regions.map((region) => {
    let index = indexOf.get(region.use)
    if (index === undefined) {
      index = strings.push(region.use) - 1
      indexOf.set(region.use, index)
    }
    return index
  })
  return {
    base: regions.map((r) => r.base),
    size: regions.map((r) => r.size),
    state: regions.map((r) => r.state),
    type: regions.map((r) => r.type),
    protect: regions.map((r) => r.protect),
    allocationBase: regions.map((r) => r.allocationBase),
    allocationProtect: regions.map((r) => r.allocationProtect),
    owner: regions.map((r) => (r.owner === 'program' ? 1 : 0)),
    madeByLine: regions.map((r) => r.madeByLine ?? 0),
    use,
    strings
  }
}

/** The regions that columns hold, in their order. */
export function columnsToRegions(columns: RegionColumns): ObservedRegion[] {
  return columns.base.map((base, i) => ({
    base,
    size: columns.size[i]!,
    state: columns.state[i]!,
    type: columns.type[i]!,
    protect: columns.protect[i]!,
    allocationBase: columns.allocationBase[i]!,
    allocationProtect: columns.allocationProtect[i]!,
    owner: columns.owner[i] === 1 ? 'program' : 'before',
    use: columns.strings[columns.use[i]!] ?? '',
    madeByLine: columns.madeByLine[i] === 0 ? null : columns.madeByLine[i]!
  }))
}

/** How one list of regions becomes another. */
export interface RegionDelta {
  /** Base addresses of regions that are gone. */
  readonly removed: readonly number[]
  /** Regions that are new or differ. */
  readonly set: readonly ObservedRegion[]
}

/** Whether two regions say the same of the same place. */
export function sameRegion(a: ObservedRegion, b: ObservedRegion): boolean {
  return (
    a === b ||
    (a.base === b.base &&
      a.size === b.size &&
      a.state === b.state &&
      a.type === b.type &&
      a.protect === b.protect &&
      a.allocationBase === b.allocationBase &&
      a.allocationProtect === b.allocationProtect &&
      a.owner === b.owner &&
      a.use === b.use &&
      a.madeByLine === b.madeByLine)
  )
}

/** What makes `before` into `after`; both ascending by base. */
export function regionDelta(
  before: readonly ObservedRegion[],
  after: readonly ObservedRegion[]
): RegionDelta {
  const removed: number[] = []
  const set: ObservedRegion[] = []
  let i = 0
  for (const region of after) {
    while (i < before.length && before[i]!.base < region.base) removed.push(before[i++]!.base)
    const old = before[i]
    if (old?.base === region.base) {
      if (!sameRegion(old, region)) set.push(region)
      i++
    } else set.push(region)
  }
  while (i < before.length) removed.push(before[i++]!.base)
  return { removed, set }
}

/** The list after a delta; ascending by base. The former list stays as it is. */
export function applyRegionDelta(
  before: readonly ObservedRegion[],
  delta: RegionDelta
): readonly ObservedRegion[] {
  if (delta.removed.length === 0 && delta.set.length === 0) return before
  const gone = new Set(delta.removed)
  const set = new Map(delta.set.map((region) => [region.base, region]))
  const kept = before.filter((region) => !gone.has(region.base) && !set.has(region.base))
  return [...kept, ...delta.set].sort((a, b) => a.base - b.base)
}

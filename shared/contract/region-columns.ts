import type { ObservedRegion, Region } from './observation'
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

type MaybeObserved = Region & Partial<Pick<ObservedRegion, 'madeByLine'>>

/** Whether two regions say the same of the same place. */
export function sameRegion(a: MaybeObserved, b: MaybeObserved): boolean {
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

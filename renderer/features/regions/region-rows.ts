import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { changePlace, changeSign, type ChangeSign } from './change-sign'

/** A row of the region table. */
export type RegionRow =
  | {
      readonly kind: 'region'
      readonly key: string
      readonly region: ObservedRegion
      readonly sign: ChangeSign | null
      /** The region is not there any more: the shown step removed it. */
      readonly gone: boolean
      /** One of several regions of its allocation, which has a row of its own. */
      readonly indented: boolean
    }
  | {
      readonly kind: 'allocation'
      readonly key: string
      /** The first of the allocation's regions, which says its base, type and initial protection. */
      readonly first: ObservedRegion
      /** From the first region's start to the last one's end. */
      readonly size: number
      readonly count: number
    }
  | {
      readonly kind: 'fold'
      readonly key: 'fold'
      readonly count: number
      readonly committed: number
      readonly open: boolean
    }

/**
 * The rows of a process: what the program made or changed, by address and grouped by allocation; then everything the
 * process had before, folded into one row unless `open`.
 */
export function regionRows(
  regions: readonly ObservedRegion[],
  changes: readonly RegionChange[],
  open: boolean
): RegionRow[] {
  const signs = new Map<number, ChangeSign>()
  const gone: ObservedRegion[] = []
  for (const change of changes) {
    if (change.kind === 'removed') gone.push(change.before)
    signs.set(changePlace(change).base, changeSign(change))
  }
  const touched = new Set(changes.map((change) => changePlace(change).allocationBase))
  const shown: ObservedRegion[] = []
  const folded: ObservedRegion[] = []
  for (const region of regions)
    if (region.owner === 'program' || touched.has(region.allocationBase)) shown.push(region)
    else folded.push(region)
  const present = new Set(regions.map((region) => region.base))
  const ghosts = new Set(gone.filter((region) => !present.has(region.base)))
  const rows = grouped(
    [...shown, ...ghosts].sort((a, b) => a.base - b.base),
    signs,
    ghosts
  )
  if (folded.length > 0) {
    rows.push({ kind: 'fold', key: 'fold', count: folded.length, committed: committedBytes(folded), open })
    if (open) rows.push(...grouped(folded, signs, ghosts))
  }
  return rows
}

function grouped(
  regions: readonly ObservedRegion[],
  signs: ReadonlyMap<number, ChangeSign>,
  ghosts: ReadonlySet<ObservedRegion>
): RegionRow[] {
  const rows: RegionRow[] = []
  for (let start = 0; start < regions.length;) {
    const first = regions[start]!
    let end = start + 1
    while (end < regions.length && regions[end]!.allocationBase === first.allocationBase) end++
    const last = regions[end - 1]!
    const indented = end - start > 1
    if (indented)
      rows.push({
        kind: 'allocation',
        key: `allocation ${first.allocationBase}`,
        first,
        size: last.base + last.size - first.base,
        count: end - start
      })
    for (const region of regions.slice(start, end)) {
      const isGone = ghosts.has(region)
      rows.push({
        kind: 'region',
        key: `${isGone ? 'gone' : 'region'} ${region.base}`,
        region,
        sign: signs.get(region.base) ?? null,
        gone: isGone,
        indented
      })
    }
    start = end
  }
  return rows
}

/** How many bytes of the regions are committed. */
export function committedBytes(regions: readonly ObservedRegion[]): number {
  return regions.reduce(
    (sum, region) => sum + (region.state === memoryConstants.MEM_COMMIT ? region.size : 0),
    0
  )
}

/** How many bytes of the regions are reserved and not committed. */
export function reservedBytes(regions: readonly ObservedRegion[]): number {
  return regions.reduce(
    (sum, region) => sum + (region.state === memoryConstants.MEM_RESERVE ? region.size : 0),
    0
  )
}

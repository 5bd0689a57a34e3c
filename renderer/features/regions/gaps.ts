import { nthRegion, regionBelow, regionOf, type RegionTree } from '../../../shared/contract/region-tree'

/** A stretch of address space without a region. */
export interface Gap {
  readonly kind: 'unusable' | 'free'
  readonly base: number
  readonly size: number
}

/** Where the address space of a 64-bit process begins and ends. GetSystemInfo (lpMinimumApplicationAddress, lpMaximumApplicationAddress). */
export const lowestAddress = 0x10000
export const highestEnd = 0x7fffffff0000

const granule = 0x10000
/**
 * How much at the start of a gap no allocation can begin in, because they begin at multiples of dwAllocationGranularity.
 * VMMap, Help (Unusable).
 */
export function unusableSize(from: number, to: number): number {
  return Math.max(0, Math.min(Math.ceil(from / granule) * granule, to) - from)
}

/** The unusable rest of a granule and the free block behind it, as far as they are there. */
export function gapsBetween(from: number, to: number): readonly Gap[] {
  const unusable = unusableSize(from, to)
  const gaps: Gap[] = []
  if (unusable > 0) gaps.push({ kind: 'unusable', base: from, size: unusable })
  if (to > from + unusable) gaps.push({ kind: 'free', base: from + unusable, size: to - from - unusable })
  return gaps
}

/** The gap that an address lies in; undefined where a region is. */
export function gapAt(tree: RegionTree, address: number): Gap | undefined {
  if (regionOf(tree, address) !== undefined) return undefined
  const before = regionBelow(tree, address)
  const from = before === undefined ? lowestAddress : before.base + before.size
  const next = nextRegionBase(tree, address)
  return gapsBetween(from, next).find(({ base, size }) => address >= base && address < base + size)
}

function nextRegionBase(tree: RegionTree, address: number): number {
  let low = 0
  let high = tree?.count ?? 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (nthRegion(tree, middle)!.base <= address) low = middle + 1
    else high = middle
  }
  return nthRegion(tree, low)?.base ?? highestEnd
}

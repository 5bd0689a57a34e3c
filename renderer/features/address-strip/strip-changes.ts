import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { changeRegions, regionBelow, regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { changePlace, changeSign, type ChangeSign } from '../regions/change-sign'

/** A changed region and its sign. */
export interface StripMark {
  readonly sign: ChangeSign
  readonly change: RegionChange
}
const markOf = (change: RegionChange): StripMark => ({ sign: changeSign(change), change })
const baseOf = (change: RegionChange): number => changePlace(change).base

/** What the strip draws of a process at a step. */
export interface MarkedRegions {
  /** The regions, with those that the step removed as MEM_FREE ghosts, and what it touched never in a fold. */
  readonly tree: RegionTree
  /** What the step changed, in the order of addresses. */
  readonly marks: readonly RegionChange[]
}

/** Whether a region is only there to show that it is gone. */
export const isGhost = (region: ObservedRegion): boolean => region.state === memoryConstants.MEM_FREE

/** The regions of a process with the marks of a step: costs what the step changed. */
export function markedRegions(tree: RegionTree, changes: readonly RegionChange[]): MarkedRegions {
  if (changes.length === 0) return { tree, marks: [] }
  const inOrder = changes.every((change, i) => i === 0 || baseOf(changes[i - 1]!) <= baseOf(change))
  const marks = inOrder ? changes : changes.toSorted((a, b) => baseOf(a) - baseOf(b))
  const shown: ObservedRegion[] = []
  let end = 0
  for (const change of marks) {
    const place = changePlace(change)
    if (change.kind === 'removed') {
      // What took the place of a gone region, or a part of it, is shown instead; ghosts do not overlap each other either.
      const below = regionBelow(tree, place.base + place.size - 1)
      const covered = below !== undefined && below.base + below.size > place.base
      if (!covered && place.base >= end) {
        shown.push({ ...place, state: memoryConstants.MEM_FREE, owner: 'program' })
        end = place.base + place.size
      }
    } else if (place.owner === 'before' && regionOf(tree, place.base)?.base === place.base)
      shown.push({ ...place, owner: 'program' })
  }
  return { tree: changeRegions(tree, { removed: [], set: shown }), marks }
}

/** The first mark at or above an address: its index, or how many there are. */
export function firstMarkFrom(marks: readonly RegionChange[], address: number): number {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (baseOf(marks[middle]!) < address) low = middle + 1
    else high = middle
  }
  return low
}
/** The mark of the region at a base. */
export function markAt(marks: readonly RegionChange[], base: number): StripMark | null {
  return markWithin(marks, base, base + 1)
}
/** The first mark of a range of addresses. */
export function markWithin(marks: readonly RegionChange[], from: number, to: number): StripMark | null {
  const found = marks[firstMarkFrom(marks, from)]
  return found !== undefined && baseOf(found) < to ? markOf(found) : null
}

import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import {
  regionBelow,
  regionDifference,
  regionOf,
  regionsOf,
  type RegionTree
} from '../../shared/contract/region-tree'

/**
 * What a person should see of the way from some regions to others: an allocation that came or went is one change; a
 * region that split, joined or got another state or protection is `changed`, before → after. Costs what changed.
 */
export function regionChanges(before: RegionTree, after: RegionTree): RegionChange[] {
  const { removed, set } = regionDifference(before, after)
  const changes: RegionChange[] = []
  const gone = [...removed]
  for (const region of set) {
    const was = regionOf(before, region.base)
    if (
      was === undefined ||
      !hasAllocation(before, region.allocationBase) ||
      was.allocationBase !== region.allocationBase
    )
      changes.push({ kind: 'added', after: region })
    else {
      if (pagesDiffer(was, region)) changes.push({ kind: 'changed', before: was, after: region })
      // Where regions became one, those that the first swallowed may have been another.
      for (const part of regionsOf(before, region.base + 1, region.base + region.size))
        if (part.allocationBase === region.allocationBase && pagesDiffer(part, region))
          changes.push({ kind: 'changed', before: part, after: region })
    }
    gone.push(region.base)
  }
  for (const base of gone.sort((a, b) => a - b)) {
    const old = regionBelow(before, base)
    if (old?.base === base && !hasAllocation(after, old.allocationBase))
      changes.push({ kind: 'removed', before: old })
  }
  return changes
}

/** The first region of an allocation begins where the allocation does. */
function hasAllocation(tree: RegionTree, allocationBase: number): boolean {
  return regionBelow(tree, allocationBase)?.allocationBase === allocationBase
}

/** Whether the pages themselves changed; a region that only got shorter or longer beside a change did not. */
function pagesDiffer(was: ObservedRegion, is: ObservedRegion): boolean {
  return was.state !== is.state || was.protect !== is.protect || was.type !== is.type
}

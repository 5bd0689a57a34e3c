import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import { regionAt } from './region-at'

/**
 * What a person should see of the way from one list of regions to another: an allocation that came or went is one
 * change; a region that split, joined or got another state or protection is `changed`, before → after.
 */
export function regionChanges(
  before: readonly ObservedRegion[],
  after: readonly ObservedRegion[]
): RegionChange[] {
  const changes: RegionChange[] = []
  const old = new Map(before.map((region) => [region.base, region]))
  const oldAllocations = new Set(before.map((region) => region.allocationBase))
  const newAllocations = new Set(after.map((region) => region.allocationBase))
  for (const region of after) {
    const was = old.get(region.base) ?? regionAt(before, region.base)
    if (
      was === undefined ||
      !oldAllocations.has(region.allocationBase) ||
      was.allocationBase !== region.allocationBase
    )
      changes.push({ kind: 'added', after: region })
    else if (pagesDiffer(was, region)) changes.push({ kind: 'changed', before: was, after: region })
  }
  for (const region of before)
    if (!newAllocations.has(region.allocationBase)) changes.push({ kind: 'removed', before: region })
  return changes
}

/** Whether the pages themselves changed; a region that only got shorter or longer beside a change did not. */
function pagesDiffer(was: ObservedRegion, is: ObservedRegion): boolean {
  return was.state !== is.state || was.protect !== is.protect || was.type !== is.type
}

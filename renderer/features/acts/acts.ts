import type { ProcessView } from '../../stores/apply-run-update'
import type { MachineName, ObservedRegion } from '../../../shared/contract/observation'
import { regionOf, regionsOf } from '../../../shared/contract/region-tree'
import { accessActs } from './access-acts'
import type { ActKind, ActTarget } from './act-kind'
import { memoryActs } from './memory-acts'

/** Everything that can be done to memory without writing code, in the order of a menu. */
export const actKinds: readonly ActKind[] = [...memoryActs, ...accessActs]

const groups: readonly ActKind['group'][] = ['state', 'protection', 'access', 'residence', 'new']

/** The acts that make sense at a place, group by group. */
export function actsFor(target: ActTarget): readonly (readonly ActKind[])[] {
  return groups
    .map((group) => actKinds.filter((kind) => kind.group === group && kind.fits(target)))
    .filter((kinds) => kinds.length > 0)
}

/** The target that an address in a process's picture stands for. */
export function targetAt(
  machine: MachineName,
  process: Pick<ProcessView, 'letter' | 'regions'>,
  address: number | null,
  extent: ActTarget['extent']
): ActTarget {
  const region = address === null ? null : (regionOf(process.regions, address) ?? null)
  return {
    ...{ machine, letter: process.letter, address, extent, region },
    allocation: region === null ? null : allocationOf(process, region)
  }
}

/** From where to where the allocation of a region goes. */
function allocationOf(
  { regions }: Pick<ProcessView, 'regions'>,
  region: ObservedRegion
): { readonly from: number; readonly to: number } {
  const from = region.allocationBase
  let to = region.base + region.size
  for (const next of regionsOf(regions, to, Number.MAX_SAFE_INTEGER)) {
    if (next.allocationBase !== from) break
    to = next.base + next.size
  }
  return { from, to }
}

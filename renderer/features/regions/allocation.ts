import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  countBelow,
  measuredWithin,
  nthRegion,
  type RegionMeasure,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'

/** What the regions of an allocation come to. `mixed`: not all have the same. */
export interface AllocationFigures {
  readonly count: number
  readonly size: number
  readonly committed: number
  readonly protect: number | 'mixed'
  readonly state: number | 'mixed'
}

const nothing: AllocationFigures = { count: 0, size: 0, committed: 0, protect: 'mixed', state: 'mixed' }
const measure: RegionMeasure<AllocationFigures> = {
  nothing,
  of: ({ size, state, protect }) => ({
    count: 1,
    size,
    committed: state === memoryConstants.MEM_COMMIT ? size : 0,
    protect,
    state
  }),
  join: (a, b) => {
    if (a.count === 0) return b
    if (b.count === 0) return a
    return {
      count: a.count + b.count,
      size: a.size + b.size,
      committed: a.committed + b.committed,
      protect: a.protect === b.protect ? a.protect : 'mixed',
      state: a.state === b.state ? a.state : 'mixed'
    }
  },
  known: new WeakMap()
}

/** Where an allocation ends; its base where there is none. Its regions follow each other. */
export function allocationEnd(tree: RegionTree, base: number): number {
  let low = countBelow(tree, base)
  let high = tree?.count ?? 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (nthRegion(tree, middle)!.allocationBase <= base) low = middle + 1
    else high = middle
  }
  const last = low === 0 ? undefined : nthRegion(tree, low - 1)
  return last?.allocationBase === base ? last.base + last.size : base
}

/** The first region of the allocation at a base. */
export function firstOfAllocation(tree: RegionTree, base: number): ObservedRegion | undefined {
  const region = nthRegion(tree, countBelow(tree, base))
  return region?.allocationBase === base ? region : undefined
}

/** An allocation's figures. */
export function allocationFigures(tree: RegionTree, base: number): AllocationFigures {
  return measuredWithin(tree, measure, base, allocationEnd(tree, base))
}

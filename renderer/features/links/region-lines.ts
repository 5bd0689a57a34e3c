import type { ObservedRegion } from '../../../shared/contract/observation'
import { measured, type RegionMeasure, type RegionTree } from '../../../shared/contract/region-tree'

type Lines = ReadonlyMap<number, number>

/** Which line made which region: for each line the first of its regions; known node by node, so a step costs what it changes. */
const madeByLines: RegionMeasure<Lines> = {
  nothing: new Map(),
  of: ({ madeByLine, base }) => (madeByLine === null ? madeByLines.nothing : new Map([[madeByLine, base]])),
  join(first, second) {
    if (first.size === 0) return second
    if ([...second.keys()].every((line) => first.has(line))) return first
    return new Map([...second, ...first])
  },
  known: new WeakMap()
}

/** The base of the first region that a line's call made; undefined where it made none that is still there. */
export function regionMadeBy(regions: RegionTree<ObservedRegion>, line: number): number | undefined {
  return measured(regions, madeByLines).get(line)
}

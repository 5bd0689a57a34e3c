import type { ObservedRegion, Region } from '../../shared/contract/observation'
import {
  changeRegions,
  measured,
  regionDifference,
  regionTree,
  type RegionMeasure,
  type RegionTree,
  type TreeDelta
} from '../../shared/contract/region-tree'
import { win32Constants } from '../../shared/win32/constants'
import type { MachineProcess } from '../machine/machine-process'

/** What is watched of a process. */
export type WatchedProcess = Pick<MachineProcess, 'regions' | 'regionTree'>

/** The regions of a process now: shared with what it answered before where the machine can do that. */
export function regionsNow(process: WatchedProcess): RegionTree<Region> {
  return process.regionTree?.() ?? regionTree(process.regions())
}

const imagesOf: RegionMeasure<readonly Region[], Region> = {
  nothing: [],
  of: (region) => (region.type === win32Constants.MEM_IMAGE ? [region] : []),
  join: (a, b) => (b.length === 0 ? a : a.length === 0 ? b : [...a, ...b]),
  known: new WeakMap()
}

/** The regions of images. */
export const imageRegions = (process: WatchedProcess): readonly Region[] =>
  measured(regionsNow(process), imagesOf)

/** Follows the regions of a process from step to step: what each step changed, and which line made an allocation. */
export class RegionWatch {
  /** The regions as they were told last. */
  told: RegionTree = null
  private seen: RegionTree<Region> = null
  private readonly madeByLine = new Map<number, number>()

  constructor(private readonly process: WatchedProcess) {}

  /** What changed since the last look; allocations that are new were made by this line. Costs what changed. */
  look(line: number): TreeDelta {
    const now = regionsNow(this.process)
    const changed = regionDifference(this.seen, now)
    // A machine that answers a list of all of them has nothing in common with the tree before.
    this.seen = this.process.regionTree === undefined ? changeRegions(this.seen, changed) : now
    for (const base of changed.removed) this.madeByLine.delete(base)
    const delta = { removed: changed.removed, set: changed.set.map((region) => this.observed(region, line)) }
    this.told = changeRegions(this.told, delta)
    return delta
  }

  private observed(region: Region, line: number): ObservedRegion {
    if (region.owner === 'before') return { ...region, madeByLine: null }
    const { allocationBase } = region
    const madeByLine = this.madeByLine.get(allocationBase) ?? line
    this.madeByLine.set(allocationBase, madeByLine)
    return { ...region, madeByLine }
  }
}

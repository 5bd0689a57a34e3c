import type { ObservedRegion } from '../../../shared/contract/observation'
import type { RegionMeasure } from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { gapsBetween, unusableSize, type Gap } from './gaps'

/** Whose rows: the program's come first, then what the process had before. */
export type Section = 'program' | 'before'

/** What the regions of a section come to in a run of regions. Only regions that the filter lets through count. */
export interface SectionSum {
  count: number
  size: number
  committed: number
  /** Rows of free and unusable stretches. */
  gaps: number
  /** Rows of regions, and of allocations that have several of them. */
  rows: number
  /** Allocations: the rows there are when all are folded. */
  allocations: number
  /** The allocations at the edges, with how many of their regions there are: 1, or 2 for several. -1 for none. */
  firstAllocation: number
  firstRun: number
  lastAllocation: number
  lastRun: number
}

/** The rows of a run of regions, section by section. */
export interface RowSum extends Readonly<Record<Section, SectionSum>> {
  /** Regions of any kind. */
  all: number
  /** Where the first region begins and the last one ends, and whose they are. */
  base: number
  firstSection: Section
  end: number
  lastSection: Section
}

const noSection = (): SectionSum => ({
  count: 0,
  size: 0,
  committed: 0,
  gaps: 0,
  rows: 0,
  allocations: 0,
  firstAllocation: -1,
  firstRun: 0,
  lastAllocation: -1,
  lastRun: 0
})
const noRows = (): RowSum => ({
  program: noSection(),
  before: noSection(),
  all: 0,
  base: 0,
  firstSection: 'before',
  end: 0,
  lastSection: 'before'
})

/** What decides about rows, but for what is folded. */
export interface RowRule {
  readonly matches: (region: ObservedRegion) => boolean
  readonly gaps: { readonly free: boolean; readonly unusable: boolean }
}

/** Whose the gap between two regions is: the program's, where it has one of the two. */
export const gapSection = (before: Section, after: Section): Section =>
  before === 'program' || after === 'program' ? 'program' : 'before'

/** The rows of what lies between two regions. */
export function shownGaps(rule: RowRule, from: number, to: number): readonly Gap[] {
  return from < to ? gapsBetween(from, to).filter(({ kind }) => rule.gaps[kind]) : []
}

/** Counts rows, so that the row at any place is found without making the others. */
export function rowMeasure(rule: RowRule): RegionMeasure<RowSum> {
  const { free, unusable } = rule.gaps
  const noGaps = !free && !unusable

  function gapCount(from: number, to: number): number {
    if (noGaps || from >= to) return 0
    const rest = unusableSize(from, to)
    return Number(unusable && rest > 0) + Number(free && to > from + rest)
  }
  function append(sum: RowSum, region: ObservedRegion): void {
    const { base, size, owner } = region
    if (sum.all === 0) {
      sum.base = base
      sum.firstSection = owner
    } else if (!noGaps) sum[gapSection(sum.lastSection, owner)].gaps += gapCount(sum.end, base)
    sum.all++
    sum.end = base + size
    sum.lastSection = owner
    if (!rule.matches(region)) return
    const section = sum[owner]
    section.count++
    section.size += size
    if (region.state === memoryConstants.MEM_COMMIT) section.committed += size
    if (section.lastAllocation === region.allocationBase) {
      // The second region of an allocation brings the allocation's own row along.
      section.rows += section.lastRun === 1 ? 2 : 1
      if (section.allocations === 1) section.firstRun = 2
      section.lastRun = 2
      return
    }
    section.rows++
    section.allocations++
    section.lastAllocation = region.allocationBase
    section.lastRun = 1
    if (section.allocations === 1) {
      section.firstAllocation = region.allocationBase
      section.firstRun = 1
    }
  }
  function joinSections(a: SectionSum, b: SectionSum): SectionSum {
    if (b.count === 0) return b.gaps === 0 ? { ...a } : { ...a, gaps: a.gaps + b.gaps }
    if (a.count === 0) return { ...b, gaps: a.gaps + b.gaps }
    const sum: SectionSum = {
      count: a.count + b.count,
      size: a.size + b.size,
      committed: a.committed + b.committed,
      gaps: a.gaps + b.gaps,
      rows: a.rows + b.rows,
      allocations: a.allocations + b.allocations,
      firstAllocation: a.firstAllocation,
      firstRun: a.firstRun,
      lastAllocation: b.lastAllocation,
      lastRun: b.lastRun
    }
    if (a.lastAllocation !== b.firstAllocation) return sum
    // One allocation on both sides: it has one row, whichever side counted it.
    sum.allocations--
    sum.rows += 1 - Number(a.lastRun > 1) - Number(b.firstRun > 1)
    if (a.allocations === 1) sum.firstRun = 2
    if (b.allocations === 1) sum.lastRun = 2
    return sum
  }

  const measure: RegionMeasure<RowSum> = {
    nothing: noRows(),
    of: (region) => {
      const sum = noRows()
      append(sum, region)
      return sum
    },
    ofAll: (regions) => {
      const sum = noRows()
      for (const region of regions) append(sum, region)
      return sum
    },
    join: (a, b) => {
      if (a.all === 0) return b
      if (b.all === 0) return a
      const sum: RowSum = {
        program: joinSections(a.program, b.program),
        before: joinSections(a.before, b.before),
        all: a.all + b.all,
        base: a.base,
        firstSection: a.firstSection,
        end: b.end,
        lastSection: b.lastSection
      }
      if (!noGaps) sum[gapSection(a.lastSection, b.firstSection)].gaps += gapCount(a.end, b.base)
      return sum
    },
    known: new WeakMap()
  }
  return measure
}

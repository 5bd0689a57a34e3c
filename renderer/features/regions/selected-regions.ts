import type { ObservedRegion } from '../../../shared/contract/observation'
import { measuredWithin, regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import { allocationEnd } from './allocation'
import type { RegionRow, RegionRows } from './region-row'
import type { RowRule, RowSum, Section } from './row-measure'
import type { RegionMeasure } from '../../../shared/contract/region-tree'

/** Addresses [from, to). */
type Interval = readonly [from: number, to: number]

/** The selected rows: the regions of a section that begin in its intervals. Two million rows take no more room than two. */
export type SelectedRegions = Readonly<Record<Section, readonly Interval[]>>

export const nothingSelected: SelectedRegions = { program: [], before: [] }
export const allSelected: SelectedRegions = { program: [[0, Infinity]], before: [[0, Infinity]] }

/** What a row selects; nothing for free stretches, folds and what is gone. */
export function rowSelection(row: RegionRow, tree: RegionTree): SelectedRegions {
  if (row.kind === 'region' && !row.gone) {
    const { base, size, owner } = row.region
    return { ...nothingSelected, [owner]: [[base, base + size]] }
  }
  if (row.kind === 'allocation') {
    const base = row.first.allocationBase
    return { ...nothingSelected, [row.first.owner]: [[base, allocationEnd(tree, base)]] }
  }
  return nothingSelected
}

/** Everything that two selections select. */
export function united(a: SelectedRegions, b: SelectedRegions): SelectedRegions {
  const unite = (section: Section): readonly Interval[] => {
    if (a[section].length === 0) return b[section]
    if (b[section].length === 0) return a[section]
    return merged([...a[section], ...b[section]])
  }
  return { program: unite('program'), before: unite('before') }
}

function merged(intervals: Interval[]): readonly Interval[] {
  intervals.sort((x, y) => x[0] - y[0])
  const result: [number, number][] = []
  for (const [from, to] of intervals) {
    const last = result.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** What the first selects without what the second does. */
export function without(a: SelectedRegions, b: SelectedRegions): SelectedRegions {
  const cut = (section: Section): readonly Interval[] =>
    b[section].reduce<readonly Interval[]>(
      (rest, [from, to]) =>
        rest.flatMap((interval) =>
          (
            [
              [interval[0], Math.min(interval[1], from)],
              [Math.max(interval[0], to), interval[1]]
            ] as const
          ).filter(([start, end]) => start < end)
        ),
      a[section]
    )
  return { program: cut('program'), before: cut('before') }
}

/** The rows between two places; `byAddress` where the rows of a section follow each other by address. */
export function rangeSelection(
  rows: RegionRows,
  from: number,
  to: number,
  tree: RegionTree,
  byAddress: boolean
): SelectedRegions {
  const [first, last] = from < to ? [from, to] : [to, from]
  const each = (start: number, end: number): SelectedRegions => {
    const intervals: Record<Section, Interval[]> = { program: [], before: [] }
    for (let i = start; i <= end; i++) {
      const selected = rowSelection(rows.at(i), tree)
      intervals.program.push(...selected.program)
      intervals.before.push(...selected.before)
    }
    return { program: merged(intervals.program), before: merged(intervals.before) }
  }
  const few = 500
  if (!byAddress || last - first < few) return each(first, last)
  // Long ranges by their ends: one interval for each section.
  const fold = rows.indexOf('fold')
  const parts: SelectedRegions[] = []
  const part = (start: number, end: number, section: Section): void => {
    if (start > end) return
    const edges = united(each(start, Math.min(end, start + few)), each(Math.max(start, end - few), end))
    const mine = edges[section]
    if (mine.length > 0) parts.push({ ...edges, [section]: [[mine[0]![0], mine.at(-1)![1]]] })
  }
  const split = fold < 0 ? last + 1 : fold
  part(first, Math.min(last, split - 1), 'program')
  part(Math.max(first, split + 1), last, 'before')
  return parts.reduce(united, nothingSelected)
}

/** Whether a row is selected. */
export function isSelected(selected: SelectedRegions, row: RegionRow, tree: RegionTree): boolean {
  const own = rowSelection(row, tree)
  return (['program', 'before'] as const).some((section) =>
    own[section].some(([from, to]) => {
      const interval = selected[section][begunAt(selected[section], from) - 1]
      return interval !== undefined && from >= interval[0] && to <= interval[1]
    })
  )
}
function begunAt(intervals: readonly Interval[], address: number): number {
  let low = 0
  let high = intervals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (intervals[middle]![0] <= address) low = middle + 1
    else high = middle
  }
  return low
}

/** What the selected regions come to. */
export function selectionSum(
  selected: SelectedRegions,
  tree: RegionTree,
  measure: RegionMeasure<RowSum>,
  sections: readonly Section[]
): { readonly count: number; readonly size: number; readonly committed: number } {
  const sum = { count: 0, size: 0, committed: 0 }
  for (const section of sections)
    for (const [from, to] of selected[section]) {
      const { count, size, committed } = measuredWithin(tree, measure, from, to)[section]
      sum.count += count
      sum.size += size
      sum.committed += committed
    }
  return sum
}

/** The first selected regions by address. */
export function selectedRegions(
  selected: SelectedRegions,
  tree: RegionTree,
  rule: RowRule,
  most: number
): readonly ObservedRegion[] {
  const found: ObservedRegion[] = []
  for (const section of ['program', 'before'] as const) {
    let count = 0
    for (const [from, to] of selected[section])
      for (const region of regionsOf(tree, from, to)) {
        if (count >= most) break
        if (region.owner !== section || !rule.matches(region)) continue
        found.push(region)
        count++
      }
  }
  return found.sort((a, b) => a.base - b.base).slice(0, most)
}

import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { gapsShown, isFiltering, regionMatcher, type RegionFilter } from '../regions/region-filter'
import { fills, type FillIndex } from './strip-fills'
import { markWithin } from './strip-changes'
import type { Painted } from './strip-layout'

/** What the filter of the region tables leaves out of a strip: its place stays, as an empty outline. */
export interface StripFilter {
  readonly leavesOut: (item: Pick<Painted, 'kind' | 'from' | 'to' | 'region' | 'fill'>) => boolean
  readonly leavesOutRegion: (region: ObservedRegion) => boolean
}

/** The strip's part of a filter; null for one that leaves nothing out. */
export function stripFilter(filter: RegionFilter, marks: readonly RegionChange[]): StripFilter | null {
  if (!isFiltering(filter)) return null
  const matches = regionMatcher(filter)
  const gaps = gapsShown(filter, true)
  const { kinds, signs } = filter
  const isMarked = (from: number, to: number): boolean => {
    if (!filter.changed && signs.length === 0) return true
    const mark = markWithin(marks, from, to)
    return mark !== null && (signs.length === 0 || signs.includes(mark.sign.kind))
  }
  const leavesOutRegion = (region: ObservedRegion): boolean =>
    !matches(region) || !isMarked(region.base, region.base + region.size)
  /** Of several regions in a pixel only the type of the one that is drawn is known. */
  const leavesOutFill = (fill: FillIndex): boolean =>
    kinds.length > 0 && !kinds.some((letter) => letter === fills[fill]?.letter)
  return {
    leavesOutRegion,
    leavesOut: ({ kind, from, to, region, fill }) => {
      if (kind === 'free' || kind === 'fold') return false
      if (region !== null) return leavesOutRegion(region)
      return kind === 'many' ? leavesOutFill(fill) || !isMarked(from, to) : !gaps.unusable
    }
  }
}

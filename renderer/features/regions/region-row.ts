import type { ObservedRegion } from '../../../shared/contract/observation'
import type { Gap } from './gaps'

/** A row of the region table. Keys name rows across steps: `region 4096`, `allocation 65536`, `free 131072`. */
export type RegionRow =
  | {
      readonly kind: 'region'
      readonly key: string
      readonly region: ObservedRegion
      /** The region is not there any more. */
      readonly gone: boolean
      /** One of several regions of its allocation, which has a row of its own. */
      readonly indented: boolean
    }
  | {
      readonly kind: 'allocation'
      readonly key: string
      /** The first of the allocation's regions, which says its base, type and initial protection. */
      readonly first: ObservedRegion
      readonly folded: boolean
    }
  | { readonly kind: 'gap'; readonly key: string; readonly gap: Gap }
  | {
      readonly kind: 'fold'
      readonly key: 'fold'
      readonly count: number
      readonly committed: number
      readonly open: boolean
    }

export const regionRow = (region: ObservedRegion, indented: boolean): RegionRow => ({
  kind: 'region',
  key: `region ${region.base}`,
  region,
  gone: false,
  indented
})
export const goneRow = (region: ObservedRegion, indented: boolean): RegionRow => ({
  kind: 'region',
  key: `gone ${region.base}`,
  region,
  gone: true,
  indented
})
export const allocationRow = (first: ObservedRegion, folded: boolean): RegionRow => ({
  kind: 'allocation',
  key: `allocation ${first.allocationBase}`,
  first,
  folded
})
export const gapRow = (gap: Gap): RegionRow => ({ kind: 'gap', key: `${gap.kind} ${gap.base}`, gap })

/** The first address a row stands for; null for the fold. */
export function rowBase(row: RegionRow): number | null {
  if (row.kind === 'fold') return null
  if (row.kind === 'gap') return row.gap.base
  return row.kind === 'region' ? row.region.base : row.first.allocationBase
}

/** Rows in an order, made when they are asked for. */
export interface RegionRows {
  readonly count: number
  at(index: number): RegionRow
  /** Where a row is; -1 when it is not among them. */
  indexOf(key: string): number
  /** The row that an address is in: its region's, that of a folded allocation or of a gap; -1 where none is shown. */
  indexAt(address: number): number
}

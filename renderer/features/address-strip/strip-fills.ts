import type { Region } from '../../../shared/contract/observation'
import { regionKind, type RegionKind } from '../regions/region-kind'

/** What segments are filled with, in VMMap's order; the tokens are `--type-…`. */
export const fills = [
  { token: 'image', letter: 'I', name: 'Image', pattern: 'solid' },
  { token: 'mapped', letter: 'M', name: 'Mapped File', pattern: 'rows' },
  { token: 'shareable', letter: 'S', name: 'Shareable', pattern: 'dots' },
  { token: 'heap', letter: 'H', name: 'Heap', pattern: 'grid' },
  { token: 'stack', letter: 'T', name: 'Stack', pattern: 'rising' },
  { token: 'private', letter: 'P', name: 'Private Data', pattern: 'falling' },
  { token: 'page-table', letter: 'G', name: 'Page Table', pattern: 'columns' },
  { token: 'unusable', letter: 'U', name: 'Unusable', pattern: 'crossed' }
] as const

/** An index into `fills`. */
export type FillIndex = number
export type FillPattern = (typeof fills)[number]['pattern']
export const unusableFill: FillIndex = fills.findIndex(({ token }) => token === 'unusable')

const ofKind = new Map<RegionKind, FillIndex>()
/** By type and then use: a process of a million regions has few uses. */
const known = new Map<number, Map<string, FillIndex>>()
const mostUses = 10_000

/** The fill of a region. */
export function fillOf(region: Pick<Region, 'type' | 'use'>): FillIndex {
  let uses = known.get(region.type)
  if (uses === undefined) known.set(region.type, (uses = new Map()))
  let fill = uses.get(region.use)
  if (fill === undefined) {
    const kind = regionKind(region)
    fill = ofKind.get(kind) ?? fills.findIndex(({ token }) => token === kind.token)
    ofKind.set(kind, fill)
    if (uses.size >= mostUses) uses.clear()
    uses.set(region.use, fill)
  }
  return fill
}

import type { Region } from '../../shared/contract/observation'
import type { Epoch } from './page-table'
import { childrenOf, partAtOrBelow, vadAtOrBelow, type VadNode, type VadTree } from './vad-tree'

/** What a view was mapped for: how far its pages may be protected. */
export interface ViewAccess {
  readonly kind: 'none' | 'read' | 'copy' | 'write'
  readonly execute: boolean
}

/** The view of a section, or null in a VAD of private memory. */
export interface View {
  /** The control area whose prototype PTEs the view shows. */
  readonly controlArea: number
  /** Prototype PTE of the view's first page. */
  readonly firstPrototype: number
  readonly access: ViewAccess
}

/** A Virtual Address Descriptor: one allocation. Never changed (but for its cache); a change puts another in its place. */
export interface Vad {
  /** First page number. */
  readonly start: number
  /** Page number behind the last. */
  readonly end: number
  /** MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE. */
  readonly type: number
  /** AllocationProtect. */
  readonly protect: number
  readonly view: View | null
  /** Reserved by MEM_RESERVE_PLACEHOLDER. */
  readonly placeholder: boolean
  /** Took the place of a placeholder, and can become one again. */
  readonly replacedPlaceholder: boolean
  readonly writeWatch: boolean
  /** MEM_LARGE_PAGES, or a view of large pages; left out for small ones. */
  readonly largePages?: boolean
  /** MEM_PHYSICAL: address windowing, never committed. */
  readonly physical: boolean
  readonly owner: Region['owner']
  /** See Region.use. */
  readonly use: string
  /** The epoch that made it: moments that were kept before do not have this very object. */
  readonly epoch: number
  /** The regions that were last worked out, and for which revision of the section. */
  cache: { readonly revision: number; readonly regions: readonly Region[] } | null
}

/** What makes an allocation; the rest follows from when it is made. */
export type NewVad = Omit<Vad, 'owner' | 'epoch' | 'cache'>

/** A VAD that no kept moment has. */
export function newVad(from: NewVad, owner: Vad['owner'], epoch: Epoch): Vad {
  // Field by field, so that all VADs are laid out alike whatever they were made from.
  return {
    start: from.start,
    end: from.end,
    type: from.type,
    protect: from.protect,
    view: from.view,
    placeholder: from.placeholder,
    replacedPlaceholder: from.replacedPlaceholder,
    writeWatch: from.writeWatch,
    physical: from.physical,
    largePages: from.largePages === true,
    owner,
    use: from.use,
    epoch: epoch.current,
    cache: null
  }
}

export { insertVad, removeVad, vadAbove, vadsIn, type VadTree } from './vad-tree'

const alignDown = (page: number, alignment: number): number => Math.floor(page / alignment) * alignment

/** The VAD that the page belongs to. O(log n). */
export function vadAt(tree: VadTree, page: number): Vad | undefined {
  const vad = vadAtOrBelow(tree, page)
  return vad !== undefined && page < vad.end ? vad : undefined
}

/** Whether no VAD has a page of [start, end). O(log n). */
export function isFree(tree: VadTree, start: number, end: number): boolean {
  const vad = vadAtOrBelow(tree, end - 1)
  return vad === undefined || vad.end <= start
}

/** Where a free range is wanted, in pages. */
export interface GapWish {
  readonly pageCount: number
  /** The range stays within [low, high). */
  readonly low: number
  readonly high: number
  /** The range starts at a multiple of this; at least the granularity. */
  readonly alignment: number
}

/** The lowest free range that fits; null when there is none. O(log n) at the granularity's alignment. */
export function lowestGap(tree: VadTree, wish: GapWish): number | null {
  if (tree === null) return lowestStart(0, Infinity, wish)
  return lowestStart(0, tree.start, wish) ?? lowestWithin(tree, wish) ?? lowestStart(tree.end, Infinity, wish)
}

/** Where a range starts at the lowest that lies in the free pages [from, to). */
function lowestStart(from: number, to: number, { pageCount, low, high, alignment }: GapWish): number | null {
  const first = from > low ? from : low
  const over = first % alignment
  const start = over === 0 ? first : first + alignment - over
  return start + pageCount <= to && start + pageCount <= high ? start : null
}

/** The lowest free range between VADs of a part of the tree. */
function lowestWithin(node: VadNode, wish: GapWish): number | null {
  const { pageCount, low, high } = wish
  if (node.gap < pageCount || node.end <= low || node.start >= high) return null
  const { level, parts, starts } = node
  const at = partAtOrBelow(node, low)
  for (let i = at < 0 ? 0 : at; i < parts.length; i++) {
    const part = parts[i]!
    if (level > 0 && (part as VadNode).gap >= pageCount) {
      const found = lowestWithin(part as VadNode, wish)
      if (found !== null) return found
    }
    const { end } = part
    if (i + 1 === parts.length || end >= high) return null
    if (starts[i + 1]! - end < pageCount) continue
    const start = lowestStart(end, starts[i + 1]!, wish)
    if (start !== null) return start
  }
  return null
}

/** The highest free range that fits; null when there is none. O(log n) at the granularity's alignment. */
export function highestGap(tree: VadTree, wish: GapWish): number | null {
  const { pageCount, low, high, alignment } = wish
  const between = (from: number, to: number): number | null => {
    const start = alignDown(Math.min(to, high) - pageCount, alignment)
    return start >= Math.max(from, low) ? start : null
  }
  const within = (node: VadNode): number | null => {
    if (node.gap < pageCount || node.end <= low || node.start >= high) return null
    const { level, parts } = node
    for (let i = partAtOrBelow(node, high); i >= 0; i--) {
      if (i + 1 < parts.length) {
        const start = between(parts[i]!.end, node.starts[i + 1]!)
        if (start !== null) return start
      }
      const found = level > 0 ? within(childrenOf(node)[i]!) : null
      if (found !== null) return found
      if (node.starts[i]! <= low) return null
    }
    return null
  }
  if (tree === null) return between(0, Infinity)
  return between(tree.end, Infinity) ?? within(tree) ?? between(0, tree.start)
}

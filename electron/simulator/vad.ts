import type { Region } from '../../shared/contract/observation'
import { GRANULARITY_PAGES } from './frames'
import { findAtOrAbove, findAtOrBelow, TreeShape, type Tree } from './persistent-tree'

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

/** A Virtual Address Descriptor: one allocation. Never changed; a change puts another in its place. */
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
  /** The regions that were last worked out, and for which revision of the section. */
  cache: { readonly revision: number; readonly regions: readonly Region[] } | null
}

interface VadMeasure {
  readonly first: number
  readonly last: number
  /** The longest stretch between two VADs of the subtree that starts on a 64 KiB boundary, in pages. */
  readonly gap: number
}

export type VadTree = Tree<Vad, VadMeasure>

const alignUp = (page: number, alignment: number): number => Math.ceil(page / alignment) * alignment
const alignDown = (page: number, alignment: number): number => Math.floor(page / alignment) * alignment
const gapBetween = (from: number, to: number): number => to - alignUp(from, GRANULARITY_PAGES)

const shape = new TreeShape<Vad, VadMeasure>((vad, left, right) => ({
  first: left?.first ?? vad.start,
  last: right?.last ?? vad.end,
  gap: Math.max(
    left === undefined ? 0 : Math.max(left.gap, gapBetween(left.last, vad.start)),
    right === undefined ? 0 : Math.max(right.gap, gapBetween(vad.end, right.first)),
    0
  )
}))

export const insertVad = (tree: VadTree, vad: Vad): VadTree => shape.insert(tree, vad.start, vad)
export const removeVad = (tree: VadTree, vad: Vad): VadTree => shape.remove(tree, vad.start)

/** The VAD that the page belongs to. O(log n). */
export function vadAt(tree: VadTree, page: number): Vad | undefined {
  const vad = findAtOrBelow(tree, page)
  return vad !== undefined && page < vad.end ? vad : undefined
}

/** The first VAD that starts at the page or above it. O(log n). */
export const vadAbove = (tree: VadTree, page: number): Vad | undefined => findAtOrAbove(tree, page)

/** Whether no VAD has a page of [start, end). O(log n). */
export function isFree(tree: VadTree, start: number, end: number): boolean {
  const vad = findAtOrBelow(tree, end - 1)
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
  const search = (node: VadTree, from: number, to: number): number | null => {
    if (to <= wish.low || from >= wish.high) return null
    if (node === null) {
      const start = alignUp(Math.max(from, wish.low), wish.alignment)
      return start + wish.pageCount <= Math.min(to, wish.high) ? start : null
    }
    if (cannotHold(node, from, to, wish.pageCount)) return null
    return search(node.left, from, node.value.start) ?? search(node.right, node.value.end, to)
  }
  return search(tree, 0, Infinity)
}

/** The highest free range that fits; null when there is none. O(log n) at the granularity's alignment. */
export function highestGap(tree: VadTree, wish: GapWish): number | null {
  const search = (node: VadTree, from: number, to: number): number | null => {
    if (to <= wish.low || from >= wish.high) return null
    if (node === null) {
      const start = alignDown(Math.min(to, wish.high) - wish.pageCount, wish.alignment)
      return start >= Math.max(from, wish.low) ? start : null
    }
    if (cannotHold(node, from, to, wish.pageCount)) return null
    return search(node.right, node.value.end, to) ?? search(node.left, from, node.value.start)
  }
  return search(tree, 0, Infinity)
}

function cannotHold(node: NonNullable<VadTree>, from: number, to: number, pageCount: number): boolean {
  const { first, last, gap } = node.measure
  return gap < pageCount && gapBetween(from, first) < pageCount && gapBetween(last, to) < pageCount
}

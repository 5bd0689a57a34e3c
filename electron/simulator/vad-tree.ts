import type { Epoch } from './page-table'
import type { Vad } from './vad'

/**
 * A part of the tree of VADs: a B+ tree, because a look-up among a million of them then reads a few small arrays instead
 * of twenty objects far from each other. Nodes of the epoch that is given are changed in place, others are copied: what
 * was kept before the epoch began stays.
 */
export interface VadNode {
  readonly epoch: number
  /** 0: the parts are VADs; above: nodes of the level below. */
  readonly level: number
  /** Ascending; at least one. */
  readonly parts: (Vad | VadNode)[]
  /** First pages of the parts. */
  readonly starts: number[]
  /**
   * At level 0, three numbers for each VAD: the page behind its last, where its pages begin to look different, and how
   * they look before and behind that, by `packLooks`; or UNKNOWN, or MANIFOLD. A query of most allocations reads no more.
   */
  readonly looks: number[]
  /** First page, and the page behind the last, of all below. */
  start: number
  end: number
  /** The longest stretch between two VADs below that starts on a 64 KiB boundary, in pages. */
  gap: number
}

/** VADs by their first page; null has none. */
export type VadTree = VadNode | null

/** Parts of a node at the most; one that has fewer than FEW joins a neighbour. */
const MOST = 16
const FEW = 5
/** The epoch of nodes that are never changed. */
const NO_EPOCH = 0
const GRANULARITY_PAGES = 16

/** Nobody has asked yet how the pages of a VAD look. */
export const UNKNOWN = -1
/** They look in more than two ways, or as a section says. */
export const MANIFOLD = -2

/** Pages between two VADs that an allocation could have: it starts at a multiple of 64 KiB. */
const gapBetween = (from: number, to: number): number => {
  const over = from & (GRANULARITY_PAGES - 1)
  return over === 0 ? to - from : to - from - GRANULARITY_PAGES + over
}

/** The nodes that are the parts of one above level 0. */
export const childrenOf = (node: VadNode): readonly VadNode[] => node.parts as VadNode[]
const vadsOf = (node: VadNode): readonly Vad[] => node.parts as Vad[]

/** Which part has the page or lies next below it; -1 when all lie above. */
export function partAtOrBelow({ starts }: VadNode, page: number): number {
  let low = -1
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= page) low = middle
    else high = middle - 1
  }
  return low
}

/** What was looked up last: one allocation is asked for again and again. Changes forget it, or know what is there now. */
let lastTree: VadTree = null
let lastVad: Vad | undefined

/** The VAD that starts at the page, or the next one below. O(log n). */
export function vadAtOrBelow(tree: VadTree, page: number): Vad | undefined {
  if (tree === lastTree && lastVad !== undefined && page >= lastVad.start && page < lastVad.end)
    return lastVad
  let node = tree
  while (node !== null) {
    const part = node.parts[partAtOrBelow(node, page)]
    if (node.level === 0 || part === undefined) {
      lastTree = tree
      return (lastVad = part as Vad | undefined)
    }
    node = part as VadNode
  }
  return undefined
}

/** The first VAD that starts at the page or above it. O(log n). */
export function vadAbove(tree: VadTree, page: number): Vad | undefined {
  if (tree === null) return undefined
  const at = partAtOrBelow(tree, page)
  if (tree.level === 0) return tree.starts[at] === page ? vadsOf(tree)[at] : vadsOf(tree)[at + 1]
  const below = at < 0 ? undefined : vadAbove(childrenOf(tree)[at]!, page)
  if (below !== undefined) return below
  const next = childrenOf(tree)[at + 1]
  return next && vadAbove(next, next.start)
}

/** All VADs, ascending. */
export function* vadsIn(tree: VadTree): Generator<Vad, void, undefined> {
  if (tree === null) return
  if (tree.level === 0) yield* vadsOf(tree)
  else for (const child of childrenOf(tree)) yield* vadsIn(child)
}

/** The tree with that VAD; one that started at the same page is replaced. Without an epoch every tree stays as it is. O(log n). */
export function insertVad(tree: VadTree, vad: Vad, epoch?: Epoch): VadNode {
  const now = epoch?.current ?? NO_EPOCH
  if (tree === null) return nodeOf(now, 0, [vad])
  let root = inserted(tree, vad, now)
  if (root.parts.length > MOST) root = nodeOf(now, root.level + 1, [root, split(root, vad)])
  lastTree = root
  lastVad = vad
  return root
}

/** The tree without that VAD; the same tree when it is not there. O(log n). */
export function removeVad(tree: VadTree, vad: Vad, epoch?: Epoch): VadTree {
  if (vadAtOrBelow(tree, vad.start)?.start !== vad.start) return tree
  lastVad = undefined
  let root = removed(tree!, vad.start, epoch?.current ?? NO_EPOCH)
  while (root !== null && root.level > 0 && root.parts.length === 1) root = childrenOf(root)[0]!
  return root
}

function nodeOf(epoch: number, level: number, parts: (Vad | VadNode)[]): VadNode {
  const starts = parts.map(({ start }) => start)
  const looks = level === 0 ? parts.flatMap(({ end }) => [end, 0, UNKNOWN]) : []
  const node = { epoch, level, parts, starts, looks, start: 0, end: 0, gap: 0 }
  measure(node)
  return node
}

/** The node of level 0 that has the VAD of the page or the next one below; null in an empty tree. O(log n). */
export function leafAt(tree: VadTree, page: number): VadNode | null {
  let node = tree
  while (node !== null && node.level > 0) {
    const at = partAtOrBelow(node, page)
    if (at < 0) return null
    node = node.parts[at] as VadNode
  }
  return node
}

/** To be called when pages of a VAD that the epoch has made look different now. */
export function forgetLooks(tree: VadTree, vad: Vad): void {
  const leaf = leafAt(tree, vad.start)
  if (leaf !== null) leaf.looks[partAtOrBelow(leaf, vad.start) * 3 + 2] = UNKNOWN
}

function editable(node: VadNode, now: number): VadNode {
  if (now !== NO_EPOCH && node.epoch === now) return node
  return {
    epoch: now,
    level: node.level,
    parts: node.parts.slice(),
    starts: node.starts.slice(),
    looks: node.level === 0 ? node.looks.slice() : node.looks,
    start: node.start,
    end: node.end,
    gap: node.gap
  }
}

function measure(node: VadNode): void {
  const { level, parts, starts } = node
  let gap = 0
  let { end } = parts[0]!
  if (level > 0) gap = (parts[0] as VadNode).gap
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i]!
    const before = gapBetween(end, starts[i]!)
    if (before > gap) gap = before
    if (level > 0 && (part as VadNode).gap > gap) ({ gap } = part as VadNode)
    end = part.end
  }
  node.start = starts[0]!
  node.end = end
  node.gap = gap
}

/** May have one part too many. */
function inserted(node: VadNode, vad: Vad, now: number): VadNode {
  const own = editable(node, now)
  const { parts, starts } = own
  const at = partAtOrBelow(own, vad.start)
  if (own.level === 0) {
    if (starts[at] === vad.start) {
      parts[at] = vad
      own.looks.splice(at * 3, 3, vad.end, 0, UNKNOWN)
    } else {
      const next = parts[at + 1]
      parts.splice(at + 1, 0, vad)
      starts.splice(at + 1, 0, vad.start)
      own.looks.splice(at * 3 + 3, 0, vad.end, 0, UNKNOWN)
      // Between two others, in what was not the longest stretch: the node measures what it did.
      if (at >= 0 && next !== undefined && gapBetween(parts[at]!.end, next.start) < own.gap) return own
    }
  } else {
    const place = at < 0 ? 0 : at
    const before = childrenOf(own)[place]!
    const { start, end, gap } = before
    const child = inserted(before, vad, now)
    parts[place] = child
    if (child.parts.length > MOST) {
      const right = split(child, vad)
      parts.splice(place + 1, 0, right)
      starts.splice(place + 1, 0, right.start)
    } else if (child.start === start && child.end === end && child.gap === gap) return own
    starts[place] = child.start
  }
  measure(own)
  return own
}

/** Takes the upper parts of a node that was just made or changed; they become a node of their own. */
function split(node: VadNode, vad: Vad): VadNode {
  const { parts, starts } = node
  // Addresses are mostly given away upwards: nodes behind which one follows the other stay full.
  const isLast = vad.start >= starts[starts.length - 1]!
  const from = isLast ? parts.length - 1 : parts.length >> 1
  const right = nodeOf(node.epoch, node.level, parts.splice(from))
  starts.length = from
  node.looks.length = node.level === 0 ? from * 3 : 0
  measure(node)
  return right
}

/** Null when nothing is left. */
function removed(node: VadNode, start: number, now: number): VadTree {
  const own = editable(node, now)
  const { parts, starts } = own
  const at = partAtOrBelow(own, start)
  if (own.level === 0) {
    parts.splice(at, 1)
    starts.splice(at, 1)
    own.looks.splice(at * 3, 3)
    if (parts.length === 0) return null
    if (at > 0 && at < parts.length) {
      // Two stretches and what was between them are one now.
      const gap = gapBetween(parts[at - 1]!.end, starts[at]!)
      if (gap > own.gap) own.gap = gap
      return own
    }
  } else {
    const before = childrenOf(own)[at]!
    const { start: first, end, gap } = before
    const child = removed(before, start, now)
    if (child === null) {
      parts.splice(at, 1)
      starts.splice(at, 1)
      if (parts.length === 0) return null
    } else {
      parts[at] = child
      starts[at] = child.start
      if (child.parts.length < FEW) joinNeighbour(own, at, now)
      else if (child.start === first && child.end === end && child.gap === gap) return own
    }
  }
  measure(own)
  return own
}

/** Makes one of a child and the one beside it, where both have room in one. */
function joinNeighbour({ parts, starts }: VadNode, at: number, now: number): void {
  const from = at > 0 ? at - 1 : at
  const left = parts[from] as VadNode
  const right = parts[from + 1] as VadNode | undefined
  if (right === undefined || left.parts.length + right.parts.length > MOST) return
  const joined = editable(left, now)
  joined.parts.push(...right.parts)
  joined.starts.push(...right.starts)
  joined.looks.push(...right.looks)
  measure(joined)
  parts[from] = joined
  starts[from] = joined.start
  parts.splice(from + 1, 1)
  starts.splice(from + 1, 1)
}

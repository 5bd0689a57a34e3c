import type { ObservedRegion, Region } from './observation'
import { sameRegion } from './region-columns'

/**
 * Regions in ascending order of their bases, kept as a tree that never changes: a changed one shares all but the way to
 * what changed, so a step costs what it changes, and two moments are compared by what they do not share. Plain data.
 */
export type RegionTree<R extends Region = ObservedRegion> = RegionNode<R> | null

interface RegionLeaf<R> {
  readonly height: 0
  readonly count: number
  readonly base: number
  readonly regions: readonly R[]
}
interface RegionBranch<R> {
  /** Levels below. */
  readonly height: number
  /** Regions below. */
  readonly count: number
  /** The first region's. */
  readonly base: number
  readonly children: readonly RegionNode<R>[]
}
export type RegionNode<R = ObservedRegion> = RegionLeaf<R> | RegionBranch<R>

const mostInNode = 32
/** Neighbours that fit into one node together become one again. */
const fewInNode = 8

const isLeaf = <R>(node: RegionNode<R>): node is RegionLeaf<R> => node.height === 0

function leafOf<R extends Region>(regions: readonly R[]): RegionLeaf<R> {
  return { height: 0, count: regions.length, base: regions[0]!.base, regions }
}
function branchOf<R>(children: readonly RegionNode<R>[]): RegionBranch<R> {
  let count = 0
  for (const child of children) count += child.count
  return { height: children[0]!.height + 1, count, base: children[0]!.base, children }
}

/** Items in as few parts as may be, all about as long. */
function parts<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length <= mostInNode) return [items]
  const count = Math.ceil(items.length / mostInNode)
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.floor((i * items.length) / count), Math.floor(((i + 1) * items.length) / count))
  )
}

function rootOf<R extends Region>(nodes: readonly RegionNode<R>[]): RegionTree<R> {
  let level = nodes
  while (level.length > 1) level = parts(level).map((some) => branchOf(some))
  let root = level[0] ?? null
  while (root !== null && !isLeaf(root) && root.children.length === 1) root = root.children[0]!
  return root
}

/** The tree of regions that are in ascending order. */
export function regionTree<R extends Region>(regions: readonly R[]): RegionTree<R> {
  return regions.length === 0 ? null : rootOf(parts(regions).map((some) => leafOf(some)))
}

/** How many regions there are. */
export function regionCount(tree: RegionTree<Region>): number {
  return tree?.count ?? 0
}

/** The regions that begin in [from, to), in order. */
export function* regionsOf<R extends Region>(tree: RegionTree<R>, from = 0, to = Infinity): Generator<R> {
  if (tree === null || tree.base >= to) return
  if (isLeaf(tree)) {
    for (const region of tree.regions)
      if (region.base >= to) return
      else if (region.base >= from) yield region
    return
  }
  const { children } = tree
  for (let i = 0; i < children.length; i++) {
    if (children[i]!.base >= to) return
    const next = children[i + 1]
    if (next === undefined || next.base > from) yield* regionsOf(children[i]!, from, to)
  }
}

/** All regions as a list. */
export function regionList<R extends Region>(tree: RegionTree<R>): R[] {
  const list: R[] = []
  const add = (node: RegionNode<R>): void => {
    if (isLeaf(node)) for (const region of node.regions) list.push(region)
    else for (const child of node.children) add(child)
  }
  if (tree !== null) add(tree)
  return list
}

/** How many of some items begin at or below an address. */
function begunAt(items: readonly { readonly base: number }[], address: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (items[middle]!.base <= address) low = middle + 1
    else high = middle
  }
  return low
}

/** The region that begins nearest at or below an address. */
export function regionBelow<R extends Region>(tree: RegionTree<R>, address: number): R | undefined {
  let node = tree
  while (node !== null && !isLeaf(node)) {
    const index = begunAt(node.children, address)
    if (index === 0) return undefined
    node = node.children[index - 1]!
  }
  return node === null ? undefined : node.regions[begunAt(node.regions, address) - 1]
}

/** The region that an address is in. */
export function regionOf<R extends Region>(tree: RegionTree<R>, address: number): R | undefined {
  const region = regionBelow(tree, address)
  return region !== undefined && address < region.base + region.size ? region : undefined
}

/** The region at a place in the order, from 0. */
export function nthRegion<R extends Region>(tree: RegionTree<R>, index: number): R | undefined {
  let node = tree
  let left = index
  if (node === null || index < 0 || index >= node.count) return undefined
  while (!isLeaf(node)) {
    let i = 0
    while (left >= node.children[i]!.count) left -= node.children[i++]!.count
    node = node.children[i]!
  }
  return node.regions[left]
}

/** How many regions begin below an address. */
export function countBelow(tree: RegionTree<Region>, address: number): number {
  let count = 0
  let node = tree
  while (node !== null && !isLeaf(node)) {
    const index = begunAt(node.children, address - 1)
    if (index === 0) return count
    for (let i = 0; i < index - 1; i++) count += node.children[i]!.count
    node = node.children[index - 1]!
  }
  return node === null ? count : count + begunAt(node.regions, address - 1)
}

/** How one set of regions becomes another. */
export interface TreeDelta<R extends Region = ObservedRegion> {
  /** Base addresses of regions that are gone. */
  readonly removed: readonly number[]
  /** Regions that are new or differ. */
  readonly set: readonly R[]
}

/** A change of the region at a base: another region, or none. */
interface Edit<R> {
  readonly base: number
  readonly region: R | null
}

/** The tree after a delta; the same one where nothing differs. A base that is both removed and set is set. */
export function changeRegions<R extends Region>(
  tree: RegionTree<R>,
  { removed, set }: TreeDelta<R>
): RegionTree<R> {
  if (removed.length === 0 && set.length === 0) return tree
  const edits: Edit<R>[] = set.map((region) => ({ base: region.base, region }))
  const kept = new Set(set.map(({ base }) => base))
  for (const base of removed) if (!kept.has(base)) edits.push({ base, region: null })
  edits.sort((a, b) => a.base - b.base)
  if (tree === null) return regionTree(edits.flatMap(({ region }) => region ?? []))
  return rootOf(edited(tree, edits))
}

/** The nodes, all as high as this one, that it becomes. */
function edited<R extends Region>(node: RegionNode<R>, edits: readonly Edit<R>[]): readonly RegionNode<R>[] {
  if (edits.length === 0) return [node]
  if (isLeaf(node)) return editedLeaf(node, edits)
  const { children } = node
  const result: RegionNode<R>[] = []
  let from = 0
  let same = true
  children.forEach((child, i) => {
    const end = children[i + 1]?.base ?? Infinity
    let to = from
    while (to < edits.length && edits[to]!.base < end) to++
    const nodes = from === to ? [child] : edited(child, edits.slice(from, to))
    from = to
    if (nodes.length !== 1 || nodes[0] !== child) same = false
    for (const one of nodes) add(result, one)
  })
  if (same) return [node]
  return result.length === 0 ? [] : parts(result).map((some) => branchOf(some))
}

/** Appends a node, or puts it into one with a last that is nearly empty. */
function add<R extends Region>(nodes: RegionNode<R>[], node: RegionNode<R>): void {
  const last = nodes[nodes.length - 1]
  if (last === undefined || Math.min(size(last), size(node)) >= fewInNode) nodes.push(node)
  else if (size(last) + size(node) > mostInNode) nodes.push(node)
  else if (isLeaf(last) && isLeaf(node)) nodes[nodes.length - 1] = leafOf([...last.regions, ...node.regions])
  else if (!isLeaf(last) && !isLeaf(node))
    nodes[nodes.length - 1] = branchOf([...last.children, ...node.children])
}
const size = (node: RegionNode<Region>): number => (isLeaf(node) ? node.regions.length : node.children.length)

function editedLeaf<R extends Region>(
  leaf: RegionLeaf<R>,
  edits: readonly Edit<R>[]
): readonly RegionNode<R>[] {
  const result: R[] = []
  const { regions } = leaf
  let i = 0
  let same = true
  for (const { base, region } of edits) {
    while (i < regions.length && regions[i]!.base < base) result.push(regions[i++]!)
    const old = regions[i]?.base === base ? regions[i++] : undefined
    if (region === null) same &&= old === undefined
    else if (old !== undefined && sameRegion(old, region)) result.push(old)
    else {
      result.push(region)
      same = false
    }
  }
  if (same) return [leaf]
  while (i < regions.length) result.push(regions[i++]!)
  return result.length === 0 ? [] : parts(result).map((some) => leafOf(some))
}

/** What makes one tree into another: costs what they do not share. */
export function regionDifference<R extends Region>(
  before: RegionTree<R>,
  after: RegionTree<R>
): TreeDelta<R> {
  const removed: number[] = []
  const set: R[] = []
  const old: RegionNode<R>[] = before === null ? [] : [before]
  const now: RegionNode<R>[] = after === null ? [] : [after]
  const open = (node: RegionBranch<R>, stack: RegionNode<R>[]): void => {
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!)
  }
  while (old.length > 0 && now.length > 0) {
    const a = old.pop()!
    const b = now.pop()!
    if (a === b) continue
    if (!isLeaf(a) && a.height >= b.height) {
      now.push(b)
      open(a, old)
    } else if (!isLeaf(b)) {
      old.push(a)
      open(b, now)
    } else if (isLeaf(a)) {
      const [i, j] = compareLeaves(a.regions, b.regions, removed, set)
      // What is left over is compared with what follows on the other side; a whole leaf stays the one that may be shared.
      if (i < a.count) old.push(i === 0 ? a : leafOf(a.regions.slice(i)))
      if (j < b.count) now.push(j === 0 ? b : leafOf(b.regions.slice(j)))
    }
  }
  for (const node of old.reverse()) for (const { base } of regionsOf(node)) removed.push(base)
  for (const node of now.reverse()) for (const region of regionsOf(node)) set.push(region)
  return { removed, set }
}

/** Compares two leaves until one of them ends; answers how far each came. */
function compareLeaves<R extends Region>(
  before: readonly R[],
  after: readonly R[],
  removed: number[],
  set: R[]
): readonly [number, number] {
  let i = 0
  let j = 0
  while (i < before.length && j < after.length) {
    const old = before[i]!
    const now = after[j]!
    if (old.base < now.base) {
      removed.push(old.base)
      i++
    } else {
      if (old.base > now.base) set.push(now)
      else {
        if (!sameRegion(old, now)) set.push(now)
        i++
      }
      j++
    }
  }
  return [i, j]
}

/** Something worked out of regions one after the other: joined from the parts of the tree, so that what is shared is not worked out again. */
export interface RegionMeasure<S, R extends Region = ObservedRegion> {
  readonly nothing: S
  of(region: R): S
  /** The same of some regions in order, where that is quicker than joining them one by one. */
  ofAll?(regions: readonly R[]): S
  /** Of the regions of `first` and then those of `second`. Associative, and `nothing` is its neutral element. */
  join(first: S, second: S): S
  /** What is known of nodes already. */
  readonly known: WeakMap<RegionNode<R>, S>
}

/** What a measure says of all regions. */
export function measured<S, R extends Region>(tree: RegionTree<R>, measure: RegionMeasure<S, R>): S {
  if (tree === null) return measure.nothing
  let result = measure.known.get(tree)
  if (result !== undefined) return result
  result = measure.nothing
  if (isLeaf(tree)) result = ofRegions(tree.regions, measure)
  else for (const child of tree.children) result = measure.join(result, measured(child, measure))
  measure.known.set(tree, result)
  return result
}

function ofRegions<S, R extends Region>(regions: readonly R[], measure: RegionMeasure<S, R>): S {
  if (measure.ofAll !== undefined) return measure.ofAll(regions)
  return regions.reduce((sum, region) => measure.join(sum, measure.of(region)), measure.nothing)
}

/** What a measure says of the regions that begin in [from, to). */
export function measuredWithin<S, R extends Region>(
  tree: RegionTree<R>,
  measure: RegionMeasure<S, R>,
  from: number,
  to: number
): S {
  const within = (node: RegionNode<R>, end: number): S => {
    // `end` is where the next node begins: all of this one lies below it.
    if (node.base >= to || end <= from) return measure.nothing
    if (node.base >= from && end <= to) return measured(node, measure)
    if (isLeaf(node))
      return ofRegions(
        node.regions.filter(({ base }) => base >= from && base < to),
        measure
      )
    let sum = measure.nothing
    const { children } = node
    for (let i = 0; i < children.length; i++) {
      if (children[i]!.base >= to) break
      const next = children[i + 1]?.base ?? end
      if (next > from) sum = measure.join(sum, within(children[i]!, next))
    }
    return sum
  }
  return tree === null ? measure.nothing : within(tree, Infinity)
}

/** The first region up to and with which a measure passes a limit, and what the measure says of the regions before it. */
export function firstPast<S, R extends Region>(
  tree: RegionTree<R>,
  measure: RegionMeasure<S, R>,
  isPast: (sum: S) => boolean
): { readonly region: R; readonly before: S } | undefined {
  if (tree === null || !isPast(measured(tree, measure))) return undefined
  let before = measure.nothing
  let node: RegionNode<R> = tree
  while (!isLeaf(node)) {
    const { children }: RegionBranch<R> = node
    let i = 0
    for (; i < children.length - 1; i++) {
      const sum = measure.join(before, measured(children[i]!, measure))
      if (isPast(sum)) break
      before = sum
    }
    node = children[i]!
  }
  for (const region of node.regions) {
    const sum = measure.join(before, measure.of(region))
    if (isPast(sum)) return { region, before }
    before = sum
  }
  return undefined
}

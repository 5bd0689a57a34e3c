import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  countBelow,
  nthRegion,
  type RegionMeasure,
  type RegionNode,
  type RegionTree
} from '../../../shared/contract/region-tree'

/** A number that stands for regions one after the other, whatever the address of the first. */
export interface RegionDigest {
  readonly count: number
  readonly hash: number
  /** What a hash before this one is multiplied with. */
  readonly factor: number
}

const prime = 0x01000193
const nothing: RegionDigest = { count: 0, hash: 0, factor: 1 }

const digest: RegionMeasure<RegionDigest> = {
  nothing,
  of: (region) => ({ count: 1, hash: regionHash(region), factor: prime }),
  join: (a, b) =>
    a.count === 0
      ? b
      : {
          count: a.count + b.count,
          hash: (Math.imul(a.hash, b.factor) + b.hash) | 0,
          factor: Math.imul(a.factor, b.factor)
        },
  known: new WeakMap()
}

function regionHash({ size, state, type, protect, allocationProtect }: ObservedRegion): number {
  let hash = 0x811c9dc5
  for (const part of [size % 0x1_0000_0000, size / 0x1_0000_0000, state, type, protect, allocationProtect]) {
    hash = Math.imul(hash ^ part, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash
}

/** The digest of the regions that begin in [from, to): costs the height of the tree where it is known. */
export function digestOf(tree: RegionTree, from: number, to: number): RegionDigest {
  return tree === null ? nothing : digestIn(tree, from, to, Infinity)
}

function digestIn(node: RegionNode, from: number, to: number, end: number): RegionDigest {
  if (node.base >= to || end <= from) return nothing
  if (node.base >= from && end <= to) return wholeDigest(node)
  let result = nothing
  if (node.height === 0) {
    for (const region of (node as Extract<RegionNode, { height: 0 }>).regions)
      if (region.base >= from && region.base < to) result = digest.join(result, digest.of(region))
    return result
  }
  const { children } = node as Extract<RegionNode, { children: unknown }>
  children.forEach((child, i) => {
    result = digest.join(result, digestIn(child, from, to, children[i + 1]?.base ?? end))
  })
  return result
}

function wholeDigest(node: RegionNode): RegionDigest {
  let result = digest.known.get(node)
  if (result !== undefined) return result
  result = nothing
  if ('regions' in node) for (const region of node.regions) result = digest.join(result, digest.of(region))
  else for (const child of node.children) result = digest.join(result, wholeDigest(child))
  digest.known.set(node, result)
  return result
}

/** The address after the last region of the allocation that begins at a base; looked for by halving, not one by one. */
export function allocationEnd(tree: RegionTree, base: number): number {
  const first = countBelow(tree, base)
  const isIn = (index: number): boolean => nthRegion(tree, index)?.allocationBase === base
  if (!isIn(first)) return base
  let width = 1
  while (isIn(first + width)) width *= 2
  let low = first + width / 2
  let high = first + width
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isIn(middle)) low = middle
    else high = middle
  }
  const last = nthRegion(tree, Math.floor(low))!
  return last.base + last.size
}

/** How much of a process there is, and of what. */
export interface RegionSums {
  readonly regions: number
  readonly reserved: number
  readonly committed: number
}

const noSums: RegionSums = { regions: 0, reserved: 0, committed: 0 }
const isCommitted = (region: ObservedRegion): boolean => region.state === 0x1000

/** Sums over the regions that the program made. */
export const programSums: RegionMeasure<RegionSums> = {
  nothing: noSums,
  of: (region) =>
    region.owner === 'before'
      ? noSums
      : {
          regions: 1,
          reserved: isCommitted(region) ? 0 : region.size,
          committed: isCommitted(region) ? region.size : 0
        },
  join: (a, b) =>
    b.regions === 0
      ? a
      : a.regions === 0
        ? b
        : {
            regions: a.regions + b.regions,
            reserved: a.reserved + b.reserved,
            committed: a.committed + b.committed
          },
  known: new WeakMap()
}

/** What a process had before the program, by use: how many regions, how many bytes. */
export type Uses = ReadonlyMap<string, { readonly count: number; readonly size: number }>
const noUses: Uses = new Map()

export const usesBefore: RegionMeasure<Uses> = {
  nothing: noUses,
  of: (region) =>
    region.owner === 'program' ? noUses : new Map([[useKind(region), { count: 1, size: region.size }]]),
  join(a, b) {
    if (b.size === 0) return a
    if (a.size === 0) return b
    const sum = new Map(a)
    for (const [use, { count, size }] of b) {
      const had = sum.get(use)
      sum.set(use, { count: count + (had?.count ?? 0), size: size + (had?.size ?? 0) })
    }
    return sum
  },
  known: new WeakMap()
}

const memImage = 0x1000000
const memMapped = 0x40000

/** Kinds of use that both machines have, whatever the parts are called. */
function useKind({ use, type }: ObservedRegion): string {
  if (type === memImage) return 'Images'
  if (/stack/i.test(use)) return 'Stacks'
  if (/heap/i.test(use)) return 'Heaps'
  if (/PEB|TEB/.test(use)) return 'PEB and TEBs'
  if (/SHARED_USER_DATA|KUSER/i.test(use)) return 'KUSER_SHARED_DATA'
  return type === memMapped ? 'Mapped files and sections' : 'Other private memory'
}

import type { ObservedRegion } from '../../../shared/contract/observation'
import type { RegionNode, RegionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'

/** What is to be known of an allocation to judge it, or of a part of one. */
export interface AllocationFacts {
  /** Its first region. */
  readonly first: ObservedRegion
  /** Its last region’s end. */
  readonly end: number
  readonly committed: number
  /** The first of its committed regions that can be executed and not written, that can be both, that nobody can touch. */
  readonly code: ObservedRegion | null
  readonly both: ObservedRegion | null
  readonly closed: ObservedRegion | null
  /** Executable now, and not when it was made. */
  readonly turned: ObservedRegion | null
  readonly hasGuard: boolean
  readonly hasOpen: boolean
}

const { PAGE_EXECUTE, PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY } = m
const executable = PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY
const executableAndWritable = PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY

/** Whether a protection lets code be executed. */
export const isExecutable = (protect: number): boolean => (protect & executable) !== 0

function factsOf(region: ObservedRegion): AllocationFacts {
  const { protect } = region
  const isCommitted = region.state === m.MEM_COMMIT
  const runs = isCommitted && isExecutable(protect)
  const both = runs && (protect & executableAndWritable) !== 0
  const closed = isCommitted && (protect & m.PAGE_NOACCESS) !== 0
  return {
    first: region,
    end: region.base + region.size,
    committed: isCommitted ? region.size : 0,
    code: runs && !both ? region : null,
    both: both ? region : null,
    closed: closed ? region : null,
    turned: runs && region.type !== m.MEM_IMAGE && !isExecutable(region.allocationProtect) ? region : null,
    hasGuard: isCommitted && (protect & m.PAGE_GUARD) !== 0,
    hasOpen: isCommitted && !closed
  }
}

/** Of two parts of one allocation. */
function together(a: AllocationFacts, b: AllocationFacts): AllocationFacts {
  return {
    first: a.first,
    end: b.end,
    committed: a.committed + b.committed,
    code: a.code ?? b.code,
    both: a.both ?? b.both,
    closed: a.closed ?? b.closed,
    turned: a.turned ?? b.turned,
    hasGuard: a.hasGuard || b.hasGuard,
    hasOpen: a.hasOpen || b.hasOpen
  }
}

/** Something gathered of allocations one after the other; joined from the parts of the tree. */
export interface AllocationTally<T> {
  readonly nothing: T
  of(allocation: AllocationFacts): T
  /** Associative; answers one of its arguments where the other is `nothing`. */
  join(first: T, second: T): T
  /** What is known of parts of trees already. */
  readonly known: WeakMap<RegionNode, Part<T>>
}

/** A run of regions: its outer allocations may go on in the runs beside it. `tail` is null where all is one allocation. */
interface Part<T> {
  readonly head: AllocationFacts
  readonly inner: T
  readonly tail: AllocationFacts | null
}

/** What a tally says of all allocations; costs what the tree does not share with those that were tallied before. */
export function tallied<T>(tree: RegionTree, tally: AllocationTally<T>): T {
  if (tree === null) return tally.nothing
  const { head, inner, tail } = partOf(tree, tally)
  const begun = tally.join(tally.of(head), inner)
  return tail === null ? begun : tally.join(begun, tally.of(tail))
}

function partOf<T>(node: RegionNode, tally: AllocationTally<T>): Part<T> {
  const known = tally.known.get(node)
  if (known !== undefined) return known
  const part =
    'regions' in node
      ? partOfRegions(node.regions, tally)
      : node.children.map((child) => partOf(child, tally)).reduce((a, b) => joined(a, b, tally))
  tally.known.set(node, part)
  return part
}

function partOfRegions<T>(regions: readonly ObservedRegion[], tally: AllocationTally<T>): Part<T> {
  let head: AllocationFacts | null = null
  let tail: AllocationFacts | null = null
  let inner = tally.nothing
  for (const region of regions) {
    const facts = factsOf(region)
    const last: AllocationFacts | null = tail ?? head
    if (last === null) head = facts
    else if (last.first.allocationBase === region.allocationBase) {
      if (tail === null) head = together(last, facts)
      else tail = together(last, facts)
    } else {
      if (tail !== null) inner = tally.join(inner, tally.of(tail))
      tail = facts
    }
  }
  return { head: head!, inner, tail }
}

function joined<T>(a: Part<T>, b: Part<T>, tally: AllocationTally<T>): Part<T> {
  const last = a.tail ?? a.head
  if (last.first.allocationBase === b.head.first.allocationBase) {
    const seam = together(last, b.head)
    if (a.tail === null) return { head: seam, inner: b.inner, tail: b.tail }
    if (b.tail === null) return { head: a.head, inner: a.inner, tail: seam }
    return { head: a.head, inner: tally.join(tally.join(a.inner, tally.of(seam)), b.inner), tail: b.tail }
  }
  let { inner } = a
  if (a.tail !== null) inner = tally.join(inner, tally.of(a.tail))
  if (b.tail === null) return { head: a.head, inner, tail: b.head }
  return { head: a.head, inner: tally.join(tally.join(inner, tally.of(b.head)), b.inner), tail: b.tail }
}

import { TreeShape, plainShape, type Tree } from './persistent-tree'

/** A stretch of a heap's memory: reserved at once, committed from its start as it is needed. */
export interface HeapSegment {
  readonly base: number
  /** Behind the last committed byte ... */
  readonly committedEnd: number
  /** ... and behind the last reserved one. */
  readonly end: number
  /** The first byte that can be a block's. */
  readonly first: number
}

/** A block in use, by the address that the program has. */
export interface HeapBlock {
  readonly address: number
  /** What was asked for. */
  readonly size: number
  /** From its header to its end; the size that it takes from its segment. */
  readonly start: number
  readonly end: number
  /** Lives in an allocation of its own. */
  readonly large: boolean
}

/** A free run of bytes in the committed part of a segment. */
export interface FreeRun {
  readonly start: number
  readonly end: number
}

/** A heap; replaced, never changed. */
export interface HeapState {
  /** The handle: the address of its first reservation. */
  readonly base: number
  readonly flags: number
  /** Bytes that it may have; 0 for a heap that grows. */
  readonly maximum: number
  readonly order: number
  readonly segments: readonly HeapSegment[]
  readonly blocks: Tree<HeapBlock>
  readonly free: Tree<FreeRun, number>
}

export const blockShape = plainShape<HeapBlock>()
export const heapShape = plainShape<HeapState>()

/** Free runs by address; each subtree knows its longest run, so the first that fits is found in O(log n). */
export const freeShape = new TreeShape<FreeRun, number>((run, left, right) =>
  Math.max(run.end - run.start, left ?? 0, right ?? 0)
)

/** The lowest free run of at least that many bytes. */
export function firstFit(free: Tree<FreeRun, number>, size: number): FreeRun | null {
  if (free === null || free.measure < size) return null
  return (
    firstFit(free.left, size) ??
    (free.value.end - free.value.start >= size ? free.value : firstFit(free.right, size))
  )
}

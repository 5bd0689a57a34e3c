import { namedConstants as k } from '../../shared/win32/constants'
import { allocate, type AllocateWish } from './allocate'
import { listHeaps } from './environment-blocks'
import { free as freeMemory } from './free'
import {
  blockShape,
  firstFit,
  freeShape,
  heapShape,
  type HeapBlock,
  type HeapSegment,
  type HeapState
} from './heap-state'
import { find, findAtOrAbove, findAtOrBelow, values } from './persistent-tree'
import type { ProcessMemory } from './process-memory'
import { isRefusal } from './status'

/** Blocks start at multiples of this; their header is as long. */
export const HEAP_UNIT = 16
/** Blocks from here on get an allocation of their own. HeapCreate (Remarks): "slightly less than 1,024 KB". */
export const LARGE_BLOCK = 0xff000
/** Bytes before a large block. */
const LARGE_HEADER = 0x40
/** What the heap itself takes of its first segment, and of the others. */
const HEAP_BOOKKEEPING = 0x740
const SEGMENT_BOOKKEEPING = 0x70
/** Windows 10 and 11: two pages of the 64 KiB that a heap starts with. Conformance process/heap-walk. */
const INITIAL_COMMIT = 0x2000
const INITIAL_RESERVE = 0x10000
const LARGEST_SEGMENT = 0x1000000

const pageUp = (size: number): number => Math.ceil(size / 0x1000) * 0x1000
const unitUp = (size: number): number => Math.ceil(size / HEAP_UNIT) * HEAP_UNIT

export function heapAt(process: ProcessMemory, base: number): HeapState | undefined {
  return find(process.state.heaps, base)
}

function store(process: ProcessMemory, heap: HeapState): void {
  process.state.heaps = heapShape.insert(process.state.heaps, heap.base, heap)
}

function wish(base: number, size: number, type: number, flags: number, use: string): AllocateWish {
  const protect = flags & k.HEAP_CREATE_ENABLE_EXECUTE ? k.PAGE_EXECUTE_READWRITE : k.PAGE_READWRITE
  return { base, size, type, protect, placeholders: false, requirements: null, use }
}

/** A new heap; null when there is no memory. HeapCreate (dwInitialSize, dwMaximumSize). */
export function createHeap(
  process: ProcessMemory,
  flags: number,
  initial: number,
  maximum: number
): HeapState | null {
  const limit = maximum === 0 ? 0 : pageUp(maximum)
  const reserve = limit === 0 ? Math.max(INITIAL_RESERVE, Math.ceil(initial / 0x10000) * 0x10000) : limit
  const commit = Math.min(Math.max(pageUp(initial), INITIAL_COMMIT), reserve)
  const segment = newSegment(process, flags, reserve, commit, HEAP_BOOKKEEPING)
  if (segment === null) return null
  const order = [...values(process.state.heaps)].reduce((most, heap) => Math.max(most, heap.order), 0) + 1
  const heap: HeapState = {
    base: segment.base,
    flags,
    maximum: limit,
    order,
    segments: [segment],
    blocks: null,
    free: freeShape.insert(null, segment.first, { start: segment.first, end: segment.committedEnd })
  }
  store(process, heap)
  listHeaps(process)
  return heap
}

function newSegment(
  process: ProcessMemory,
  flags: number,
  reserve: number,
  commit: number,
  bookkeeping: number
): HeapSegment | null {
  const base = allocate(process, wish(0, reserve, k.MEM_RESERVE, flags, 'Heap'))
  if (isRefusal(base)) return null
  if (isRefusal(allocate(process, wish(base, commit, k.MEM_COMMIT, flags, 'Heap')))) {
    freeMemory(process, base, 0, k.MEM_RELEASE)
    return null
  }
  // The heap's own records: the first page of each segment is in use from the start.
  process.write(base, new Uint8Array([0, 0, 0, 0, 0xee, 0xff, 0xee, 0xff]))
  return { base, committedEnd: base + commit, end: base + reserve, first: base + bookkeeping }
}

/** Gives all of a heap's memory back. HeapDestroy. */
export function destroyHeap(process: ProcessMemory, heap: HeapState): void {
  for (const block of values(heap.blocks)) if (block.large) freeMemory(process, block.start, 0, k.MEM_RELEASE)
  for (const segment of heap.segments) freeMemory(process, segment.base, 0, k.MEM_RELEASE)
  process.state.heaps = heapShape.remove(process.state.heaps, heap.base)
  listHeaps(process)
}

/** Makes a block; null when there is no room for it. */
export function allocateBlock(
  process: ProcessMemory,
  base: number,
  size: number,
  zero: boolean
): HeapBlock | null {
  let heap = heapAt(process, base)!
  if (size >= LARGE_BLOCK) return heap.maximum === 0 ? allocateLarge(process, heap, size) : null
  const need = unitUp(Math.max(size, 1)) + HEAP_UNIT
  let run = firstFit(heap.free, need)
  if (run === null) {
    const grown = grow(process, heap, need)
    if (grown === null) return null
    heap = grown
    run = firstFit(heap.free, need)!
  }
  const block: HeapBlock = {
    address: run.start + HEAP_UNIT,
    size,
    start: run.start,
    end: run.start + need,
    large: false
  }
  let runs = freeShape.remove(heap.free, run.start)
  if (run.end > block.end) runs = freeShape.insert(runs, block.end, { start: block.end, end: run.end })
  store(process, { ...heap, free: runs, blocks: blockShape.insert(heap.blocks, block.address, block) })
  writeHeader(process, block)
  if (zero) process.write(block.address, new Uint8Array(block.end - block.address))
  return block
}

function allocateLarge(process: ProcessMemory, heap: HeapState, size: number): HeapBlock | null {
  const bytes = pageUp(size + LARGE_HEADER)
  const start = allocate(
    process,
    wish(0, bytes, k.MEM_RESERVE | k.MEM_COMMIT, heap.flags, 'Heap (large block)')
  )
  if (isRefusal(start)) return null
  const block: HeapBlock = { address: start + LARGE_HEADER, size, start, end: start + bytes, large: true }
  store(process, { ...heap, blocks: blockShape.insert(heap.blocks, block.address, block) })
  writeHeader(process, block)
  return block
}

/** Commits more of the heap's reservation, or reserves another segment. HeapCreate (Remarks). */
function grow(process: ProcessMemory, heap: HeapState, need: number): HeapState | null {
  const last = heap.segments[heap.segments.length - 1]!
  const tail = freeRunEndingAt(heap, last.committedEnd)
  const missing = need - (tail === null ? 0 : tail.end - tail.start)
  const bytes = pageUp(missing)
  if (last.committedEnd + bytes <= last.end) {
    if (isRefusal(allocate(process, wish(last.committedEnd, bytes, k.MEM_COMMIT, heap.flags, 'Heap'))))
      return null
    const committedEnd = last.committedEnd + bytes
    const start = tail?.start ?? last.committedEnd
    const next: HeapState = {
      ...heap,
      segments: [...heap.segments.slice(0, -1), { ...last, committedEnd }],
      free: freeShape.insert(heap.free, start, { start, end: committedEnd })
    }
    store(process, next)
    return next
  }
  if (heap.maximum !== 0) return null
  const reserve = Math.max(
    Math.min(0x100000 * 2 ** (heap.segments.length - 1), LARGEST_SEGMENT),
    Math.ceil((need + SEGMENT_BOOKKEEPING) / 0x10000) * 0x10000
  )
  const segment = newSegment(
    process,
    heap.flags,
    reserve,
    pageUp(need + SEGMENT_BOOKKEEPING),
    SEGMENT_BOOKKEEPING
  )
  if (segment === null) return null
  const next: HeapState = {
    ...heap,
    segments: [...heap.segments, segment],
    free: freeShape.insert(heap.free, segment.first, { start: segment.first, end: segment.committedEnd })
  }
  store(process, next)
  return next
}

function freeRunEndingAt(heap: HeapState, end: number): { start: number; end: number } | null {
  const run = findAtOrBelow(heap.free, end - 1)
  return run?.end === end ? run : null
}

/** Takes a block back; neighbours that are free join it. HeapFree. */
export function freeBlock(process: ProcessMemory, base: number, block: HeapBlock): void {
  const heap = heapAt(process, base)!
  const blocks = blockShape.remove(heap.blocks, block.address)
  if (block.large) {
    freeMemory(process, block.start, 0, k.MEM_RELEASE)
    store(process, { ...heap, blocks })
    return
  }
  store(process, { ...heap, blocks, free: withRun(heap.free, block.start, block.end) })
}

function withRun(tree: HeapState['free'], from: number, to: number): HeapState['free'] {
  let runs = tree
  let start = from
  let end = to
  const before = findAtOrBelow(runs, start)
  if (before?.end === start) {
    start = before.start
  }
  const after = findAtOrAbove(runs, end)
  if (after?.start === end) {
    runs = freeShape.remove(runs, after.start)
    end = after.end
  }
  return freeShape.insert(runs, start, { start, end })
}

/**
 * Makes a block larger or smaller; where it is if that can be done. Null when there is no room: the block is as it was.
 * HeapReAlloc.
 */
export function resizeBlock(
  process: ProcessMemory,
  base: number,
  block: HeapBlock,
  size: number,
  zero: boolean,
  inPlaceOnly: boolean
): HeapBlock | null {
  const resized = block.large
    ? resizeLarge(process, base, block, size)
    : resizeSmall(process, base, block, size)
  if (resized !== null) {
    if (zero && size > block.size)
      process.write(block.address + block.size, new Uint8Array(size - block.size))
    return resized
  }
  if (inPlaceOnly) return null
  const moved = allocateBlock(process, base, size, false)
  if (moved === null) return null
  const kept = process.read(block.address, Math.min(block.size, size))
  if (kept !== undefined) process.write(moved.address, kept)
  if (zero && size > block.size) process.write(moved.address + block.size, new Uint8Array(size - block.size))
  freeBlock(process, base, block)
  return moved
}

function replaceBlock(process: ProcessMemory, heap: HeapState, block: HeapBlock): HeapBlock {
  store(process, { ...heap, blocks: blockShape.insert(heap.blocks, block.address, block) })
  writeHeader(process, block)
  return block
}

function resizeSmall(process: ProcessMemory, base: number, block: HeapBlock, size: number): HeapBlock | null {
  const heap = heapAt(process, base)!
  if (size >= LARGE_BLOCK) return null
  const end = block.start + unitUp(Math.max(size, 1)) + HEAP_UNIT
  if (end > block.end) {
    const next = find(heap.free, block.end)
    if (next === undefined || next.end < end) return null
    let runs = freeShape.remove(heap.free, next.start)
    if (next.end > end) runs = freeShape.insert(runs, end, { start: end, end: next.end })
    return replaceBlock(process, { ...heap, free: runs }, { ...block, size, end })
  }
  const runs = end < block.end ? withRun(heap.free, end, block.end) : heap.free
  return replaceBlock(process, { ...heap, free: runs }, { ...block, size, end })
}

/** A large block that shrinks gives its tail back for good. Conformance process/heap-realloc. */
function resizeLarge(process: ProcessMemory, base: number, block: HeapBlock, size: number): HeapBlock | null {
  const heap = heapAt(process, base)!
  const end = block.start + pageUp(size + LARGE_HEADER)
  if (end > block.end) return null
  if (end < block.end) freeMemory(process, end, block.end - end, k.MEM_DECOMMIT)
  return replaceBlock(process, heap, { ...block, size, end })
}

/** The header that stands before a block: overrunning the block before destroys it. */
function headerOf(block: HeapBlock): Uint8Array {
  const header = new Uint8Array(HEAP_UNIT)
  const view = new DataView(header.buffer)
  view.setUint32(8, (block.end - block.start) / HEAP_UNIT, true)
  view.setUint32(12, (block.size ^ 0x5ead6ea9) >>> 0, true)
  return header
}

function writeHeader(process: ProcessMemory, block: HeapBlock): void {
  process.write(block.address - HEAP_UNIT, headerOf(block))
}

/** Whether the header before a block is as the heap left it. */
export function isHeaderIntact(process: ProcessMemory, block: HeapBlock): boolean {
  const bytes = process.peek(block.address - HEAP_UNIT, HEAP_UNIT)
  const header = headerOf(block)
  return bytes !== null && bytes.every((byte, i) => byte === header[i])
}

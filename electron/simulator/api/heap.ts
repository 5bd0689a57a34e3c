import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, u64At, type ApiCall, type ApiFunction } from '../api-call'
import {
  allocateBlock,
  createHeap,
  destroyHeap,
  freeBlock,
  heapAt,
  isHeaderIntact,
  resizeBlock
} from '../heap'
import type { HeapBlock, HeapState } from '../heap-state'
import { find, values } from '../persistent-tree'
import { USER_END } from '../process-memory'
import type { RuleId } from '../rules'

const FAILED = 0xffffffffffffffffn

export const GetProcessHeap: ApiFunction = (call) => call.process.state.processHeap

/** GetProcessHeaps(NumberOfHeaps, ProcessHeaps) */
export const GetProcessHeaps: ApiFunction = (call) => {
  const heaps = [...values(call.process.state.heaps)].sort((a, b) => a.order - b.order)
  const room = call.dword(0)
  if (room < heaps.length) return heaps.length
  const list = new Bytes(heaps.length * 8)
  heaps.forEach((heap, i) => list.u64(i * 8, heap.base))
  return call.process.write(call.word(1), list.bytes) ? heaps.length : undefined
}

/** HeapCreate(flOptions, dwInitialSize, dwMaximumSize) */
export const HeapCreate: ApiFunction = (call) => {
  const initial = call.size(1)
  const maximum = call.size(2)
  if (maximum !== 0 && initial > maximum)
    return call.fail(
      k.ERROR_NOT_ENOUGH_MEMORY,
      'heap-starts-below-its-maximum',
      'dwInitialSize may not exceed dwMaximumSize; a dwMaximumSize of 0 lets the heap grow.'
    )
  if (initial >= USER_END || maximum >= USER_END)
    return call.fail(
      k.ERROR_NOT_ENOUGH_MEMORY,
      'heap-fits-the-address-space',
      'There are not that many addresses.'
    )
  const options = k.HEAP_NO_SERIALIZE | k.HEAP_GENERATE_EXCEPTIONS | k.HEAP_CREATE_ENABLE_EXECUTE
  const heap = createHeap(call.process, call.dword(0) & options, initial, maximum)
  return (
    heap?.base ??
    call.fail(k.ERROR_NOT_ENOUGH_MEMORY, 'heap-block-needs-memory', 'There is no memory for the heap.')
  )
}

/** HeapDestroy(hHeap) */
export const HeapDestroy: ApiFunction = (call) => {
  const heap = heapAt(call.process, call.size(0))
  if (heap === undefined)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'heap-handle-is-a-heap',
      'hHeap is no heap of this process; HeapCreate and GetProcessHeap answer one.'
    )
  // Conformance process/heap-create-and-destroy.
  if (heap.base === call.process.state.processHeap) {
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'process-heap-stays',
      'The process heap lives as long as the process.'
    )
  }
  destroyHeap(call.process, heap)
  return 1
}

/** The heap of the first argument; undefined raises, as touching a heap that is none does. */
function heapOf(call: ApiCall): HeapState | undefined {
  const heap = heapAt(call.process, call.size(0))
  if (heap === undefined) {
    call.process.raise({
      code: k.EXCEPTION_ACCESS_VIOLATION,
      access: 'read',
      address: call.word(0),
      rule: 'heap-handle-is-a-heap',
      why: 'hHeap is no heap of this process.'
    })
  }
  return heap
}

/** HeapAlloc fails, or raises where the heap was asked to. HeapAlloc (Return value); wine kernel32/tests/heap.c (test_HeapCreate). */
function noMemory(call: ApiCall, heap: HeapState, flags: number): Word | undefined {
  const rule = 'heap-block-needs-memory'
  const why = 'There is no memory for a block of that size.'
  if (!((heap.flags | flags) & k.HEAP_GENERATE_EXCEPTIONS))
    return call.fail(k.ERROR_NOT_ENOUGH_MEMORY, rule, why)
  call.process.raise({ code: k.STATUS_NO_MEMORY, access: null, address: null, rule, why })
  return undefined
}

function corrupted(call: ApiCall, rule: RuleId, why: string): undefined {
  call.because(rule, why)
  call.process.raise({ code: k.STATUS_HEAP_CORRUPTION, access: null, address: null, rule, why })
  return undefined
}

/** HeapAlloc(hHeap, dwFlags, dwBytes) */
export const HeapAlloc: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  const block = makeBlock(call, heap.base, call.size(2), (call.dword(1) & k.HEAP_ZERO_MEMORY) !== 0)
  return block === null ? noMemory(call, heap, call.dword(1)) : block.address
}

/** A block of a heap; null when there is no memory or the size is beyond all memory. */
export function makeBlock(call: ApiCall, heap: number, size: number, zero: boolean): HeapBlock | null {
  if (size >= USER_END) return null
  const block = allocateBlock(call.process, heap, size, zero)
  call.process.exception = null
  return block
}

/** HeapFree(hHeap, dwFlags, lpMem) */
export const HeapFree: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  if (call.word(2) === 0) return 1
  const block = find(heap.blocks, call.size(2))
  if (block === undefined) {
    return corrupted(
      call,
      'heap-block-belongs-to-its-heap',
      'lpMem is no block of this heap: it was freed already, belongs to another heap, or is none.'
    )
  }
  if (!isHeaderIntact(call.process, block)) return corrupted(call, 'heap-header-is-intact', overrun)
  freeBlock(call.process, heap.base, block)
  return 1
}

const overrun =
  "The record before the block is damaged: something was written past the end of the block below, or before this one's start."

/** HeapReAlloc(hHeap, dwFlags, lpMem, dwBytes). Conformance process/heap-realloc. */
export const HeapReAlloc: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  if (call.word(2) === 0)
    return call.fail(
      k.ERROR_SUCCESS,
      'heap-realloc-needs-a-block',
      'HeapReAlloc does not take NULL; HeapAlloc makes blocks.'
    )
  const block = find(heap.blocks, call.size(2))
  if (block === undefined)
    return corrupted(call, 'heap-block-belongs-to-its-heap', 'lpMem is no block of this heap.')
  if (!isHeaderIntact(call.process, block)) return corrupted(call, 'heap-header-is-intact', overrun)
  const flags = call.dword(1)
  const size = call.size(3)
  const resized =
    size >= USER_END
      ? null
      : resizeBlock(
          call.process,
          heap.base,
          block,
          size,
          (flags & k.HEAP_ZERO_MEMORY) !== 0,
          (flags & k.HEAP_REALLOC_IN_PLACE_ONLY) !== 0
        )
  call.process.exception = null
  if (resized !== null) return resized.address
  return noMemory(call, heap, flags)
}

/** What kernel32's functions are in ntdll; they differ in when the last error is told. */
export const RtlAllocateHeap: ApiFunction = HeapAlloc
export const RtlFreeHeap: ApiFunction = HeapFree
export const RtlReAllocateHeap: ApiFunction = HeapReAlloc
export const RtlSizeHeap: ApiFunction = (call) => HeapSize(call)

/** HeapSize(hHeap, dwFlags, lpMem) */
export const HeapSize: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  const block = find(heap.blocks, call.size(2))
  if (block !== undefined) return block.size
  return call.because('heap-block-belongs-to-its-heap', 'lpMem is no block of this heap.', FAILED)
}

/** HeapValidate(hHeap, dwFlags, lpMem). Conformance process/heap-free-and-validate. */
export const HeapValidate: ApiFunction = (call) => {
  const heap = heapAt(call.process, call.size(0))
  const no = (rule: RuleId, why: string): Word => call.because(rule, why)
  if (heap === undefined) return no('heap-handle-is-a-heap', 'hHeap is no heap of this process.')
  if (call.word(2) === 0) {
    for (const block of values(heap.blocks))
      if (!isHeaderIntact(call.process, block)) return no('heap-header-is-intact', overrun)
    return 1
  }
  const block = find(heap.blocks, call.size(2))
  if (block !== undefined)
    return isHeaderIntact(call.process, block) ? 1 : no('heap-header-is-intact', overrun)
  if (call.process.peek(call.size(2), 1) === null) call.process.setLastError(k.ERROR_NOACCESS)
  return no('heap-block-belongs-to-its-heap', 'lpMem is no block of this heap.')
}

export const HeapCompact: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  if (heap.free !== null) return heap.free.measure
  return call.fail(
    k.NO_ERROR,
    'full-heap-compacts-to-zero',
    'No committed byte of the heap is free: 0 with NO_ERROR is the size of its largest free block, not a failure.'
  )
}

/** HeapLock, HeapUnlock: the program has one thread. */
export const HeapLock: ApiFunction = (call) => (heapOf(call) === undefined ? undefined : 1)
export const HeapUnlock = HeapLock

/** HeapSetInformation(HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength): nothing that shows changes. */
export const HeapSetInformation: ApiFunction = () => 1

interface WalkEntry {
  readonly data: number
  readonly size: number
  readonly overhead: number
  readonly flags: number
  readonly region: { committed: number; uncommitted: number; first: number; last: number } | null
}

/** HeapWalk(hHeap, lpEntry): regions with their blocks and free runs in order, then large blocks. Conformance process/heap-walk. */
export const HeapWalk: ApiFunction = (call) => {
  const heap = heapOf(call)
  const bytes = heap && call.process.read(call.word(1), 40)
  if (heap === undefined || bytes === undefined) return undefined
  const entries = walkEntries(heap)
  const data = Number(u64At(bytes, 0))
  const flags = bytes[14]! | (bytes[15]! << 8)
  const at = data === 0 ? -1 : entries.findIndex((entry) => entry.data === data && entry.flags === flags)
  const next = data !== 0 && at < 0 ? undefined : entries[at + 1]
  if (next === undefined)
    return call.fail(k.ERROR_NO_MORE_ITEMS, 'heap-walk-ends', 'The heap has no more entries.')
  const record = new Bytes(40)
    .u64(0, next.data)
    .u32(8, next.size)
    .u16(12, next.overhead & 0xff)
    .u16(14, next.flags)
  if (next.region) {
    record
      .u32(16, next.region.committed)
      .u32(20, next.region.uncommitted)
      .u64(24, next.region.first)
      .u64(32, next.region.last)
  }
  return call.process.write(call.word(1), record.bytes) ? 1 : undefined
}

function walkEntries(heap: HeapState): WalkEntry[] {
  const entries: WalkEntry[] = []
  const pieces = [
    ...[...values(heap.blocks)]
      .filter((block) => !block.large)
      .map((block) => ({
        data: block.address,
        size: block.size,
        overhead: Math.min(block.end - block.start - block.size, 0xff),
        flags: k.PROCESS_HEAP_ENTRY_BUSY,
        region: null
      })),
    ...[...values(heap.free)].map((run) => ({
      data: run.start + 16,
      size: Math.max(run.end - run.start - 16, 0),
      overhead: 16,
      flags: 0,
      region: null
    }))
  ].sort((a, b) => a.data - b.data)
  for (const segment of heap.segments) {
    const committed = segment.committedEnd - segment.base
    const uncommitted = segment.end - segment.committedEnd
    entries.push({
      data: segment.base,
      size: segment.first - segment.base,
      overhead: 0,
      flags: k.PROCESS_HEAP_REGION,
      region: { committed, uncommitted, first: segment.first, last: segment.committedEnd }
    })
    entries.push(...pieces.filter((piece) => piece.data >= segment.base && piece.data < segment.end))
    if (uncommitted > 0) {
      entries.push({
        data: segment.committedEnd,
        size: uncommitted,
        overhead: 0,
        flags: k.PROCESS_HEAP_UNCOMMITTED_RANGE,
        region: null
      })
    }
  }
  for (const block of values(heap.blocks)) {
    if (!block.large) continue
    entries.push({
      data: block.address,
      size: block.size,
      overhead: 0x40,
      flags: k.PROCESS_HEAP_ENTRY_BUSY,
      region: null
    })
  }
  return entries
}

/** HEAP_SUMMARY on x64. */
const SUMMARY = 40

/** HeapSummary(hHeap, dwFlags, lpSummary) */
export const HeapSummary: ApiFunction = (call) => {
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  const size = call.process.load(call.word(2), 4)
  if (size === undefined) return undefined
  if (size !== SUMMARY)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'heap-summary-knows-its-size',
      'cb must be the size of HEAP_SUMMARY, 40.'
    )
  let allocated = 0
  let large = 0
  for (const block of values(heap.blocks)) {
    allocated += block.size
    if (block.large) large += block.end - block.start
  }
  const committed = large + heap.segments.reduce((sum, one) => sum + one.committedEnd - one.base, 0)
  const reserved = large + heap.segments.reduce((sum, one) => sum + one.end - one.base, 0)
  const record = new Bytes(SUMMARY)
    .u32(0, SUMMARY)
    .u64(8, allocated)
    .u64(16, committed)
    .u64(24, reserved)
    .u64(32, reserved)
  return call.process.write(call.word(2), record.bytes) ? 1 : undefined
}

/** The low-fragmentation heap, which growable heaps have by themselves. HeapQueryInformation (HeapInformation). */
const LOW_FRAGMENTATION = 2

/** HeapQueryInformation(HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength, ReturnLength) */
export const HeapQueryInformation: ApiFunction = (call) => {
  if (call.dword(1) !== 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'heap-information-class-is-known',
      'Only HeapCompatibilityInformation can be asked for.'
    )
  if (call.word(4) !== 0 && !call.process.write(call.word(4), new Bytes(8).u64(0, 4).bytes)) return undefined
  if (call.size(3) < 4)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'heap-information-needs-room',
      'HeapInformationLength must be the size of a ULONG.'
    )
  const heap = heapOf(call)
  if (heap === undefined) return undefined
  // A heap begins as a plain one and turns into this kind as it is used, as the process heap was.
  const used = heap.base === call.process.state.processHeap
  const answer = new Bytes(4).u32(0, used ? LOW_FRAGMENTATION : 0)
  return call.process.write(call.word(2), answer.bytes) ? 1 : undefined
}

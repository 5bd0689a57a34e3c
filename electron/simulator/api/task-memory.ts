import { freeBlock, heapAt, resizeBlock } from '../heap'
import type { HeapBlock } from '../heap-state'
import { find } from '../persistent-tree'
import type { ApiCall, ApiFunction } from '../api-call'
import { makeBlock } from './heap'

/* COM's task memory is the process heap under other names. Microsoft, CoTaskMemAlloc (Remarks). */

function blockAt(call: ApiCall, address: number): HeapBlock | undefined {
  return find(heapAt(call.process, call.process.state.processHeap)!.blocks, address)
}

/** CoTaskMemAlloc(cb) */
export const CoTaskMemAlloc: ApiFunction = (call) =>
  makeBlock(call, call.process.state.processHeap, call.size(0), false)?.address ?? 0

/** CoTaskMemFree(pv): NULL is nothing to free. */
export const CoTaskMemFree: ApiFunction = (call) => {
  const block = blockAt(call, call.size(0))
  if (block !== undefined) freeBlock(call.process, call.process.state.processHeap, block)
  return 0
}

/** CoTaskMemRealloc(pv, cb): NULL allocates, size 0 frees. */
export const CoTaskMemRealloc: ApiFunction = (call) => {
  const { processHeap } = call.process.state
  if (call.word(0) === 0) return makeBlock(call, processHeap, call.size(1), false)?.address ?? 0
  const block = blockAt(call, call.size(0))
  if (block === undefined) return 0
  if (call.word(1) === 0) {
    freeBlock(call.process, processHeap, block)
    return 0
  }
  return resizeBlock(call.process, processHeap, block, call.size(1), false, false)?.address ?? 0
}

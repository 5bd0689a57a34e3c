import type { HeapParts, ShownHeap } from '../../../shared/contract/memory-process'
import { heapAt, isHeaderIntact } from '../heap'
import type { FreeRun, HeapBlock } from '../heap-state'
import { values } from '../persistent-tree'
import type { ProcessState } from '../process-state'
import type { ObservedMachine } from './observed-machine'

/** The heaps of a process, in the order of their creation. */
export function heapList(process: ProcessState): ShownHeap[] {
  return [...values(process.heaps)]
    .sort((a, b) => a.order - b.order)
    .map((heap) => {
      let usedBytes = 0
      let largeBlocks = 0
      let blockCount = 0
      for (const block of values(heap.blocks)) {
        blockCount++
        usedBytes += block.end - block.start
        if (block.large) largeBlocks++
      }
      let freeBytes = 0
      let freeCount = 0
      for (const run of values(heap.free)) {
        freeCount++
        freeBytes += run.end - run.start
      }
      return {
        base: heap.base,
        isProcessHeap: heap.base === process.processHeap,
        flags: heap.flags,
        maximum: heap.maximum,
        segments: heap.segments.map(({ base, committedEnd, end, first }) => ({
          base,
          committedEnd,
          end,
          first
        })),
        ...{ usedBytes, freeBytes, largeBlocks, blockCount, freeCount }
      }
    })
}

/** Blocks and free runs of a heap; null where there is no such heap. */
export function heapParts(
  machine: ObservedMachine,
  process: ProcessState,
  base: number,
  offset: number,
  count: number
): HeapParts | null {
  const memory = machine.memory(process.letter)
  const heap = memory && heapAt(memory, base)
  if (!memory || !heap) return null
  const parts: Record<'start' | 'end' | 'address' | 'size' | 'kind' | 'damaged', number[]> = {
    start: [],
    end: [],
    address: [],
    size: [],
    kind: [],
    damaged: []
  }
  let total = 0
  for (const part of merged(values(heap.blocks), values(heap.free))) {
    const index = total++
    if (index < offset || index >= offset + count) continue
    parts.start.push(part.start)
    parts.end.push(part.end)
    if ('address' in part) {
      parts.address.push(part.address)
      parts.size.push(part.size)
      parts.kind.push(part.large ? 2 : 1)
      parts.damaged.push(isHeaderIntact(memory, part) ? 0 : 1)
    } else {
      parts.address.push(0)
      parts.size.push(0)
      parts.kind.push(0)
      parts.damaged.push(0)
    }
  }
  return { offset, total, heap: base, ...parts }
}

/** Blocks and free runs, ascending by where they start. */
function* merged(
  blocks: Iterator<HeapBlock, void>,
  runs: Iterator<FreeRun, void>
): Generator<HeapBlock | FreeRun, void> {
  let block = blocks.next().value
  let run = runs.next().value
  while (block || run) {
    if (block && (!run || block.start < run.start)) {
      yield block
      block = blocks.next().value
    } else {
      yield run!
      run = runs.next().value
    }
  }
}

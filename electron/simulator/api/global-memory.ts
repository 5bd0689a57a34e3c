import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { freeBlock, heapAt, resizeBlock } from '../heap'
import type { HeapBlock } from '../heap-state'
import { find, plainShape, values } from '../persistent-tree'
import type { MoveableBlock } from '../process-state'
import { makeBlock } from './heap'

/*
 * GlobalAlloc and LocalAlloc are twins on the process heap. Fixed memory is a heap block whose handle is its address;
 * moveable memory has a handle of its own. Microsoft, Global and Local Functions.
 */

type Family = 'Global' | 'Local'

/** GMEM_DISCARDABLE as GlobalFlags tells it, and LMEM_DISCARDABLE. winbase.h. */
const DISCARDABLE: Readonly<Record<Family, number>> = { Global: 0x100, Local: 0xf00 }

const shape = plainShape<MoveableBlock>()
const MOVEABLE = k.GMEM_MOVEABLE
const ZERO = k.GMEM_ZEROINIT
/** Bytes of a handle's entry; handles are never multiples of 16, as addresses of blocks are. */
const ENTRY = 16
const ENTRY_TABLE = 0x1000

const moveableOf = (call: ApiCall, handle: number): MoveableBlock | undefined =>
  find(call.process.state.moveable, handle)

function setMoveable(call: ApiCall, block: MoveableBlock): void {
  call.process.state.moveable = shape.insert(call.process.state.moveable, block.handle, block)
}

function blockAt(call: ApiCall, address: number): HeapBlock | undefined {
  const { state } = call.process
  return find(heapAt(call.process, state.processHeap)!.blocks, address)
}

function newHandle(call: ApiCall): number | null {
  const { state } = call.process
  if (state.moveableNext >= state.moveableEnd) {
    const table = makeBlock(call, state.processHeap, ENTRY_TABLE, true)
    if (table === null) return null
    state.moveableNext = table.address + ENTRY / 2
    state.moveableEnd = table.address + ENTRY_TABLE
  }
  const handle = state.moveableNext
  state.moveableNext += ENTRY
  return handle
}

const noMemory = (call: ApiCall): Word =>
  call.fail(
    k.ERROR_NOT_ENOUGH_MEMORY,
    'global-block-needs-memory',
    'There is no memory for a block of that size.'
  )
const noHandle = (call: ApiCall, result: Word = 0): Word =>
  call.fail(
    k.ERROR_INVALID_HANDLE,
    'global-handle-is-in-use',
    'The handle is none of a block in use; it may have been freed already.',
    result
  )

/** GlobalAlloc(uFlags, dwBytes), LocalAlloc(uFlags, uBytes) */
const alloc =
  (family: Family): ApiFunction =>
  (call) => {
    const flags = call.dword(0)
    const size = call.size(1)
    const heap = call.process.state.processHeap
    const zero = (flags & ZERO) !== 0
    if (!(flags & MOVEABLE)) {
      // Conformance process/global-alloc-fixed, local-alloc: zero bytes are one byte for GlobalAlloc.
      const block = makeBlock(call, heap, family === 'Global' ? Math.max(size, 1) : size, zero)
      return block === null ? noMemory(call) : block.address
    }
    const handle = newHandle(call)
    if (handle === null) return noMemory(call)
    const block = size === 0 ? null : makeBlock(call, heap, size, zero)
    if (size !== 0 && block === null) return noMemory(call)
    setMoveable(call, { handle, block: block?.address ?? 0, locks: 0, flags })
    return handle
  }
export const GlobalAlloc = alloc('Global')
export const LocalAlloc = alloc('Local')

/** GlobalFree(hMem), LocalFree(hMem): NULL when it succeeds, the handle when not. */
export const GlobalFree: ApiFunction = (call) => {
  const { state } = call.process
  const handle = call.size(0)
  if (handle === 0) return 0
  const moveable = moveableOf(call, handle)
  const block = blockAt(call, moveable?.block ?? handle)
  if (moveable === undefined && block === undefined) return noHandle(call, call.word(0))
  if (moveable !== undefined) state.moveable = shape.remove(state.moveable, handle)
  if (block !== undefined) freeBlock(call.process, state.processHeap, block)
  return 0
}
export const LocalFree = GlobalFree

/** GlobalLock(hMem), LocalLock(hMem): the address; locks count. */
export const GlobalLock: ApiFunction = (call) => {
  const handle = call.size(0)
  // wine kernel32/tests/heap.c (test_GlobalAlloc): NULL leaves the last error alone.
  if (handle === 0)
    return call.because('global-handle-is-in-use', 'NULL is the handle of no block; the last error stays.')
  if (blockAt(call, handle) !== undefined) return handle
  const moveable = moveableOf(call, handle)
  if (moveable === undefined) return noHandle(call)
  if (moveable.block === 0)
    return call.fail(
      k.ERROR_DISCARDED,
      'discarded-memory-cannot-be-locked',
      'The handle has no memory behind it.'
    )
  setMoveable(call, { ...moveable, locks: Math.min(moveable.locks + 1, 0xff) })
  return moveable.block
}
export const LocalLock = GlobalLock

/** GlobalUnlock(hMem), LocalUnlock(hMem): FALSE with no error when the last lock went. */
const unlock =
  (family: Family): ApiFunction =>
  (call) => {
    const handle = call.size(0)
    if (blockAt(call, handle) !== undefined) {
      return family === 'Global'
        ? 1
        : call.fail(k.ERROR_NOT_LOCKED, 'fixed-memory-has-no-locks', 'Fixed memory has no locks.')
    }
    const moveable = moveableOf(call, handle)
    if (moveable === undefined) return noHandle(call)
    if (moveable.locks === 0)
      return call.fail(
        k.ERROR_NOT_LOCKED,
        'global-unlock-needs-a-lock',
        'The memory is not locked: there is no lock left to take away.'
      )
    setMoveable(call, { ...moveable, locks: moveable.locks - 1 })
    if (moveable.locks > 1) return 1
    return call.fail(
      k.NO_ERROR,
      'last-unlock-answers-zero',
      'The last lock went: FALSE with NO_ERROR says that the memory is unlocked now.'
    )
  }
export const GlobalUnlock = unlock('Global')
export const LocalUnlock = unlock('Local')

/** GlobalSize(hMem), LocalSize(hMem) */
export const GlobalSize: ApiFunction = (call) => {
  const handle = call.size(0)
  const moveable = moveableOf(call, handle)
  if (moveable?.block === 0)
    return call.because(
      'discarded-memory-has-no-size',
      'The handle has no memory behind it, so its size is 0.'
    )
  const block = blockAt(call, moveable?.block ?? handle)
  if (block === undefined) return noHandle(call)
  // 0 is also how the function fails; the last error tells the two apart.
  return (
    block.size ||
    call.because('empty-block-has-size-zero', 'The block was asked to have 0 bytes, and that is its size.')
  )
}
export const LocalSize = GlobalSize

/** GlobalFlags(hMem), LocalFlags(hMem): the lock count in the low byte, and what the block was made with. */
const flagsOf =
  (family: Family): ApiFunction =>
  (call) => {
    const handle = call.size(0)
    if (blockAt(call, handle) !== undefined) return 0
    const moveable = moveableOf(call, handle)
    if (moveable === undefined) return noHandle(call, k.GMEM_INVALID_HANDLE)
    const discardable = moveable.flags & k.GMEM_DISCARDABLE ? DISCARDABLE[family] : 0
    const shared = family === 'Global' ? moveable.flags & k.GMEM_DDESHARE : 0
    return moveable.locks | (moveable.block === 0 ? k.GMEM_DISCARDED : 0) | discardable | shared
  }
export const GlobalFlags = flagsOf('Global')
export const LocalFlags = flagsOf('Local')

/** GlobalHandle(pMem), LocalHandle(pMem): the handle of an address. */
export const GlobalHandle: ApiFunction = (call) => {
  const address = call.size(0)
  if (address === 0)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'global-handle-is-in-use', 'NULL is the address of no block.')
  for (const moveable of values(call.process.state.moveable))
    if (moveable.block === address) return moveable.handle
  return blockAt(call, address) === undefined ? noHandle(call) : address
}
export const LocalHandle = GlobalHandle

/** GlobalReAlloc(hMem, dwBytes, uFlags), LocalReAlloc(hMem, uBytes, uFlags) */
export const GlobalReAlloc: ApiFunction = (call) => {
  const handle = call.size(0)
  const flags = call.dword(2)
  const heap = call.process.state.processHeap
  const moveable = moveableOf(call, handle)
  const block = blockAt(call, moveable?.block ?? handle)
  if (moveable === undefined && block === undefined) return noHandle(call)
  // GlobalReAlloc (GMEM_MODIFY): attributes only; the size is not looked at.
  if (flags & k.GMEM_MODIFY) {
    if (moveable !== undefined)
      setMoveable(call, { ...moveable, flags: moveable.flags | (flags & k.GMEM_DISCARDABLE) })
    return handle
  }
  const zero = (flags & ZERO) !== 0
  const size = call.size(1)
  if (moveable === undefined) {
    const resized = resizeBlock(call.process, heap, block!, size, zero, !(flags & MOVEABLE))
    return resized === null ? noMemory(call) : resized.address
  }
  // GlobalReAlloc (dwBytes): no bytes at all discard what is not locked; the handle stays.
  if (size === 0) {
    if (!(flags & MOVEABLE) || moveable.locks > 0)
      return call.because(
        'locked-memory-is-not-discarded',
        'Only moveable memory that is not locked can be discarded.'
      )
    if (block !== undefined) freeBlock(call.process, heap, block)
    setMoveable(call, { ...moveable, block: 0 })
    return handle
  }
  const resized =
    block === undefined
      ? makeBlock(call, heap, size, zero)
      : resizeBlock(call.process, heap, block, size, zero, false)
  if (resized === null) return noMemory(call)
  setMoveable(call, { ...moveable, block: resized.address })
  return handle
}
export const LocalReAlloc = GlobalReAlloc

import type { Word } from '../machine/word'
import type { FreedBlocks } from './freed-blocks'

/** What a call means for heap blocks: which of its arguments is what. */
interface HeapCall {
  readonly kind: 'make' | 'free' | 'resize' | 'region' | 'destroy'
  /** Position of the block among the arguments. */
  readonly block?: number
  readonly size?: number
  readonly heap?: number
  /** Position of flags; with one of these bits set, the result is a handle and no block. */
  readonly flags?: number
  readonly handleBits?: number
}

/** LMEM_MOVEABLE and GMEM_MOVEABLE: LocalAlloc and GlobalAlloc then answer a handle. */
const moveable = 2

const calls: Readonly<Record<string, HeapCall>> = {
  HeapAlloc: { kind: 'make', size: 2, heap: 0 },
  HeapReAlloc: { kind: 'resize', block: 2, size: 3, heap: 0 },
  HeapFree: { kind: 'free', block: 2 },
  HeapDestroy: { kind: 'destroy', heap: 0 },
  LocalAlloc: { kind: 'make', size: 1, flags: 0, handleBits: moveable },
  LocalReAlloc: { kind: 'resize', block: 0, size: 1 },
  LocalFree: { kind: 'free', block: 0 },
  GlobalAlloc: { kind: 'make', size: 1, flags: 0, handleBits: moveable },
  GlobalReAlloc: { kind: 'resize', block: 0, size: 1 },
  GlobalFree: { kind: 'free', block: 0 },
  CoTaskMemAlloc: { kind: 'make', size: 0 },
  CoTaskMemFree: { kind: 'free', block: 0 },
  VirtualAlloc: { kind: 'region', size: 1 },
  VirtualAlloc2: { kind: 'region', size: 2 },
  VirtualAllocEx: { kind: 'region', size: 2 },
  MapViewOfFile: { kind: 'region' },
  MapViewOfFileEx: { kind: 'region' },
  MapViewOfFile3: { kind: 'region' },
  HeapCreate: { kind: 'region' }
}

/** The block a call frees or resizes, before it is done: an address, or null. */
export function blockGivenBack(name: string, args: readonly Word[]): number | null {
  const call = calls[name]
  if (call?.block === undefined || (call.kind !== 'free' && call.kind !== 'resize')) return null
  const block = args[call.block]
  return typeof block === 'number' && block !== 0 ? block : null
}

/** Notes what a call that was done means for blocks. */
export function noteHeapCall(
  blocks: FreedBlocks,
  name: string,
  args: readonly Word[],
  result: Word,
  line: number,
  by: string
): void {
  const answered = typeof result === 'number' ? result : 0
  const call = calls[name]
  if (call === undefined) {
    // A pointer that another function hands out is good, whatever lay there before.
    if (blocks.at(answered) !== null) blocks.reused(answered, 1)
    return
  }
  const at = (position: number | undefined): number => {
    const value = position === undefined ? 0 : args[position]
    return typeof value === 'number' ? value : 0
  }
  const heap = call.heap === undefined ? null : at(call.heap)
  switch (call.kind) {
    case 'make':
      if (call.flags === undefined || (at(call.flags) & call.handleBits!) === 0)
        blocks.made(answered, at(call.size), line, heap)
      else blocks.reused(answered, 1)
      return
    case 'resize':
      if (answered === 0) return
      // What GlobalReAlloc resizes may be a handle.
      if (!blocks.isLive(at(call.block))) return blocks.reused(answered, 1)
      if (answered !== at(call.block)) blocks.gone(at(call.block), line, by)
      return blocks.made(answered, at(call.size), line, heap)
    case 'free':
      // HeapFree answers TRUE; LocalFree and GlobalFree answer NULL when it worked.
      if (name === 'HeapFree' ? answered !== 0 : result === 0 || name === 'CoTaskMemFree')
        blocks.gone(at(call.block), line, by)
      return
    case 'region':
      return blocks.reused(answered, Math.max(at(call.size), 0x1000))
    case 'destroy':
      return blocks.heapDestroyed(heap ?? 0)
  }
}

import { PAGE_SIZE, zeroPage } from './frames'
import type { Epoch } from './page-table'
import { elementAt, withElement, type PersistentArray } from './persistent-array'

/** The contents of a page on a disk: the bytes from the first to the last that is not zero. */
export interface StoredPage {
  readonly offset: number
  readonly bytes: Uint8Array
}

/** What a disk keeps of a page; undefined when all of it is zero. */
export function storedPage(bytes: Uint8Array): StoredPage | undefined {
  if (bytes === zeroPage) return undefined
  let start = 0
  while (start < PAGE_SIZE && bytes[start] === 0) start++
  if (start === PAGE_SIZE) return undefined
  let end = PAGE_SIZE
  while (bytes[end - 1] === 0) end--
  return { offset: start, bytes: bytes.slice(start, end) }
}

/** A page's bytes as they were stored; to be read only. */
export function bytesOf(stored: StoredPage | undefined): Uint8Array {
  if (stored === undefined) return zeroPage
  const bytes = new Uint8Array(PAGE_SIZE)
  bytes.set(stored.bytes, stored.offset)
  return bytes
}

interface FreeSlot {
  readonly slot: number
  readonly next: FreeSlot | null
}

/** The page file at one moment; replaced, never changed. Slots are numbered from 1. */
export interface PageFileState {
  readonly contents: PersistentArray<StoredPage>
  readonly untouched: number
  readonly free: FreeSlot | null
  readonly used: number
  readonly peak: number
}

export const emptyPageFile: PageFileState = { contents: null, untouched: 1, free: null, used: 0, peak: 0 }

/** The page file with the bytes in a slot of their own; null when it is full. Slots that were never used go first, so that pages written together lie together. */
export function storeInSlot(
  file: PageFileState,
  epoch: Epoch,
  slots: number,
  bytes: Uint8Array
): { readonly file: PageFileState; readonly slot: number } | null {
  const fresh = file.untouched <= slots
  const slot = fresh ? file.untouched : file.free?.slot
  if (slot === undefined) return null
  const used = file.used + 1
  return {
    slot,
    file: {
      contents: withElement(file.contents, epoch, slot, storedPage(bytes)),
      untouched: fresh ? slot + 1 : file.untouched,
      free: fresh ? file.free : file.free!.next,
      used,
      peak: Math.max(file.peak, used)
    }
  }
}

/** The page file without what is in the slot. */
export function releaseSlot(file: PageFileState, epoch: Epoch, slot: number): PageFileState {
  return {
    ...file,
    contents: withElement(file.contents, epoch, slot, undefined),
    free: { slot, next: file.free },
    used: file.used - 1
  }
}

/** The bytes in a slot; to be read only. */
export const bytesInSlot = (file: PageFileState, slot: number): Uint8Array =>
  bytesOf(elementAt(file.contents, slot))

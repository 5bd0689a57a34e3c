import { zeroContent, type PageContent } from './page-content'
import type { Epoch } from './page-table'
import { elementAt, withElement, type PersistentArray } from './persistent-array'

interface FreeSlot {
  readonly slot: number
  readonly next: FreeSlot | null
}

/** The page file at one moment; replaced, never changed. Slots are numbered from 1. */
export interface PageFileState {
  readonly contents: PersistentArray<PageContent>
  readonly untouched: number
  readonly free: FreeSlot | null
  readonly used: number
  readonly peak: number
}

export const emptyPageFile: PageFileState = { contents: null, untouched: 1, free: null, used: 0, peak: 0 }

/** The page file with those contents in a slot of their own; null when it is full. Slots that were never used go first, so that pages written together lie together. */
export function storeInSlot(
  file: PageFileState,
  epoch: Epoch,
  slots: number,
  content: PageContent
): { readonly file: PageFileState; readonly slot: number } | null {
  const fresh = file.untouched <= slots
  const slot = fresh ? file.untouched : file.free?.slot
  if (slot === undefined) return null
  const used = file.used + 1
  return {
    slot,
    file: {
      contents: withElement(file.contents, epoch, slot, content),
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

/** What is in a slot. */
export const contentInSlot = (file: PageFileState, slot: number): PageContent =>
  elementAt(file.contents, slot) ?? zeroContent

import type { Kernel } from './kernel'
import { writeModified } from './modified-writer'
import { flagsAt, setEntry } from './page-table'
import { PTE_ACCESSED, PTE_COMMITTED, PTE_DISCARDED, PTE_FRAME, PTE_OFFERED, PTE_PAGED } from './pte'
import { FileStore } from './file-store'
import { trimWorkingSets } from './trimming'

/**
 * Sees to it that so many frames can be handed out as they are: standby frames are given to others, and where there are
 * few of them working sets are trimmed and modified pages written. False when memory and page file are full.
 * Windows Internals 7, ch. 5, Page list dynamics; Balance set manager.
 */
export function makeReady(kernel: Kernel, count: number): boolean {
  const { frames } = kernel
  if (frames.ready() >= count) return true
  if (frames.available() < scarce(kernel)) balance(kernel, 2 * scarce(kernel))
  while (frames.ready() < count) {
    const frame = frames.first('standby')
    if (frame !== 0) repurpose(kernel, frame)
    else {
      balance(kernel, count)
      // What is available but not ready is on the standby list: where that stays empty nothing more is to be had.
      if (frames.first('standby') === 0) return frames.ready() >= count
    }
  }
  return true
}

/** With fewer available pages than this memory is short. */
function scarce(kernel: Kernel): number {
  return Math.max(32, kernel.ramPages >> 6)
}

/** Trims and writes until so many pages are available, or nothing more can be done. */
function balance(kernel: Kernel, goal: number): void {
  const { frames } = kernel
  for (;;) {
    const short = goal - frames.available()
    if (short <= 0) break
    if (writeModified(kernel, short) > 0) continue
    if (trimWorkingSets(kernel, short) === 0) break
  }
}

/** Makes a standby frame free: the entry that led to it says from now on where the contents are instead. */
function repurpose(kernel: Kernel, frame: number): void {
  const { owner, id, page, slot } = kernel.frames.record(frame)
  if (owner === 'process') {
    const { state } = kernel.processes.get(String.fromCharCode(id) as 'A')!
    const flags = flagsAt(state.pages, page) & ~(PTE_FRAME | PTE_ACCESSED)
    const gone = flags & PTE_OFFERED && slot === 0 ? PTE_DISCARDED : 0
    state.pages = setEntry(state.pages, kernel.epoch, page, flags | gone | (slot === 0 ? 0 : PTE_PAGED), slot)
  } else if (owner === 'section') {
    const area = kernel.controlArea(id)
    const flags = PTE_COMMITTED | (slot === 0 ? 0 : PTE_PAGED)
    kernel.setControlArea({ ...area, pages: setEntry(area.pages, kernel.epoch, page, flags, slot) })
  } else new FileStore(kernel).forget(id, page)
  // Its contents live on where they were saved, and will hardly be read soon.
  if (slot !== 0 || owner === 'file') kernel.frames.contents.pack(kernel.frames.content(frame))
  kernel.frames.free(frame)
  kernel.countPaging('repurposedPages', 1)
}

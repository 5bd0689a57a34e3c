import type { Kernel, KernelProcess } from './kernel'
import { eachFrame, flagsAt, frameAt, nextFrame, setEntry } from './page-table'
import {
  PTE_ACCESSED,
  PTE_FRAME,
  PTE_LOCKED,
  PTE_OFFERED,
  PTE_PINNED,
  PTE_PROTOTYPE,
  PTE_RESET,
  PTE_VALID
} from './pte'

/** What of an entry says whether its page can leave the working set: valid, and neither of the others. */
const STAYS = PTE_VALID | PTE_LOCKED | PTE_PINNED
/** The page behind a program's last. */
const END_PAGE = 0x7fffffff0

/** Takes pages out of the working set; what is in them stays, in transition. Locked pages stay where they are. */
export function trim(kernel: Kernel, process: KernelProcess, start: number, end: number): void {
  const pages: number[] = []
  // Only parts of the table that have frames are visited, so that a large address space costs nothing.
  eachFrame(process.state.pages, start, end, (page, flags) => {
    if ((flags & STAYS) === PTE_VALID) pages.push(page)
  })
  for (const page of pages) trimPage(kernel, process, page)
  if (pages.length > 0) process.flushTlb()
}

/**
 * Takes pages out of working sets because memory is short: those that were not touched since the last sweep, of the
 * processes that are furthest above their minimum. How many were taken. Windows Internals 7, ch. 5, Working set management.
 */
export function trimWorkingSets(kernel: Kernel, wanted: number): number {
  const excess = ({ state }: KernelProcess): number => state.workingSetPages - state.minimumWorkingSetPages
  const processes = [...kernel.processes.values()].sort((a, b) => excess(b) - excess(a))
  let trimmed = 0
  for (const process of processes)
    if (trimmed < wanted) trimmed += sweep(kernel, process, Math.min(wanted - trimmed, excess(process)))
  // When all are down at their minimum, the minimum does not hold either.
  if (trimmed === 0) for (const process of processes) trimmed += sweep(kernel, process, wanted - trimmed)
  if (trimmed > 0) kernel.countPaging('trimmedPages', trimmed)
  return trimmed
}

/**
 * A clock hand through the working set: a page that was touched since it last came by gets a second chance. How many pages
 * were taken out.
 */
export function sweep(kernel: Kernel, process: KernelProcess, wanted: number): number {
  const { state } = process
  let trimmed = 0
  // Once to the end, and twice round: the first time round may only take marks away.
  for (let ends = 0; trimmed < wanted && ends < 3;) {
    const found = nextFrame(state.pages, state.sweepFrom, END_PAGE)
    if (found === null) {
      state.sweepFrom = 0
      ends++
      continue
    }
    const { page, flags, frame } = found
    state.sweepFrom = page + 1
    if ((flags & STAYS) !== PTE_VALID) continue
    if (flags & PTE_ACCESSED)
      state.pages = setEntry(state.pages, kernel.epoch, page, flags & ~PTE_ACCESSED, frame)
    else {
      trimPage(kernel, process, page)
      trimmed++
    }
  }
  process.flushTlb()
  return trimmed
}

/** Takes one valid page out of the working set; the caller flushes the translation cache. */
function trimPage(kernel: Kernel, process: KernelProcess, page: number): void {
  const { state } = process
  const flags = flagsAt(state.pages, page)
  const frame = frameAt(state.pages, page)
  const shared = (flags & PTE_PROTOTYPE) !== 0
  const after = flags & ~(PTE_VALID | PTE_ACCESSED | (shared ? PTE_FRAME : 0))
  state.pages = setEntry(state.pages, kernel.epoch, page, after, shared ? 0 : frame)
  state.workingSetPages--
  if (!shared && flags & (PTE_RESET | PTE_OFFERED)) forgetContents(kernel, frame)
  kernel.frames.share(frame, -1)
}

/** A page whose contents no longer matter need not be saved. VirtualAlloc (MEM_RESET); OfferVirtualMemory (Remarks). */
export function forgetContents(kernel: Kernel, frame: number): void {
  const { slot } = kernel.frames.record(frame)
  if (slot !== 0) kernel.releaseSlot(slot)
  kernel.frames.setSlot(frame, 0)
  kernel.frames.setDirty(frame, false)
}

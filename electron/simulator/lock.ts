import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { pagesOf, pageText } from './address-range'
import { eachFrame, flagsAt } from './page-table'
import type { ProcessMemory } from './process-memory'
import { PTE_FRAME, PTE_LARGE, PTE_LOCKED, PTE_PROTOTYPE, PTE_VALID } from './pte'
import { isRefusal, refuse, type Refusal } from './status'

/** Pages of the minimum working set that cannot be locked: the small overhead of VirtualLock (Remarks). */
const LOCK_OVERHEAD_PAGES = 8

/** NtLockVirtualMemory: brings pages into the working set and keeps them there. */
export function lockPages(process: ProcessMemory, base: Word, size: Word): Refusal | null {
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  if (pages.start === pages.end) return refuse(k.STATUS_INVALID_PARAMETER_3, 'dwSize must be greater than 0.')
  const { state } = process
  const room = state.minimumWorkingSetPages - LOCK_OVERHEAD_PAGES - state.lockedPages
  let fresh = 0
  // VirtualLock (Remarks): locks do not count; a page that is locked stays locked.
  for (let page = pages.start; page < pages.end && fresh <= room; page++) {
    if (!process.probe(page * 4096, 1, 'read')) {
      const { code, why } = process.exception!
      return refuse(code, why ?? '')
    }
    if (!(flagsAt(state.pages, page) & PTE_LOCKED)) fresh++
  }
  if (fresh > room) {
    return refuse(
      k.STATUS_WORKING_SET_QUOTA,
      `A process can lock about as many pages as its minimum working set has, ${state.minimumWorkingSetPages}; SetProcessWorkingSetSize raises it.`
    )
  }
  process.changeEntries(pages.start, pages.end, (flags) => flags | PTE_LOCKED)
  return null
}

/** NtUnlockVirtualMemory: every page must be locked; those that are not leave the working set. VirtualUnlock (Remarks). */
export function unlockPages(process: ProcessMemory, base: Word, size: Word): Refusal | null {
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  for (let page = pages.start; page < pages.end; page++) {
    if (flagsAt(process.state.pages, page) & PTE_LOCKED) continue
    trim(process, pages.start, pages.end)
    return refuse(
      k.STATUS_NOT_LOCKED,
      `The page at ${pageText(page)} is not locked; it left the working set instead.`
    )
  }
  // Large-Page Support: large pages stay in memory whatever is unlocked.
  process.changeEntries(pages.start, pages.end, (flags) => (flags & PTE_LARGE ? flags : flags & ~PTE_LOCKED))
  return null
}

/** Takes pages out of the working set; what is in them stays, in transition. Locked pages stay where they are. */
export function trim(process: ProcessMemory, start: number, end: number): void {
  const spans: [number, number][] = []
  // Only parts of the table that have frames are visited, so that a large address space costs nothing.
  eachFrame(process.state.pages, start, end, (page, flags) => {
    if ((flags & (PTE_VALID | PTE_LOCKED)) !== PTE_VALID) return
    const last = spans[spans.length - 1]
    if (last !== undefined && last[1] === page) last[1]++
    else spans.push([page, page + 1])
  })
  for (const [from, to] of spans) {
    process.changeEntries(
      from,
      to,
      (flags) => flags & ~(flags & PTE_PROTOTYPE ? PTE_VALID | PTE_FRAME : PTE_VALID)
    )
  }
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { pagesOf, pageText, type PageRange } from './address-range'
import { flagsAt } from './page-table'
import type { ProcessMemory } from './process-memory'
import { PTE_LARGE, PTE_LOCKED } from './pte'
import { isRefusal, refuse, type Refusal } from './status'
import { trim } from './trimming'

/** Pages of the minimum working set that cannot be locked: the small overhead of VirtualLock (Remarks). */
const LOCK_OVERHEAD_PAGES = 8

/** NtLockVirtualMemory: brings pages into the working set and keeps them there. */
export function lockPages(process: ProcessMemory, base: Word, size: Word): Refusal | null {
  const pages = lockableRange(base, size)
  if (isRefusal(pages)) return pages
  const { state } = process
  const room = state.minimumWorkingSetPages - LOCK_OVERHEAD_PAGES - state.lockedPages
  const fresh: number[] = []
  const undo = (): void => {
    for (const page of fresh) process.changeEntries(page, page + 1, (flags) => flags & ~PTE_LOCKED)
  }
  // VirtualLock (Remarks): locks do not count; a page that is locked stays locked.
  for (let page = pages.start; page < pages.end && fresh.length <= room; page++) {
    if (!process.probe(page * 4096, 1, 'read')) {
      undo()
      const { code, why } = process.exception!
      return refuse(code, 'locking-needs-accessible-pages', why ?? '')
    }
    if (flagsAt(state.pages, page) & PTE_LOCKED) continue
    // At once, so that the next page does not push it out.
    process.changeEntries(page, page + 1, (flags) => flags | PTE_LOCKED)
    fresh.push(page)
  }
  if (fresh.length > room) {
    undo()
    return refuse(
      k.STATUS_WORKING_SET_QUOTA,
      'locks-fit-the-minimum-working-set',
      `A process can lock about as many pages as its minimum working set has, ${state.minimumWorkingSetPages}; SetProcessWorkingSetSize raises it.`
    )
  }
  return null
}

/** The pages of a lock or an unlock. reactos ntoskrnl/mm/ARM3/virtual.c NtLockVirtualMemory, NtUnlockVirtualMemory. */
function lockableRange(base: Word, size: Word): PageRange | Refusal {
  const pages = pagesOf(base, size)
  if (isRefusal(pages) || size !== 0) return pages
  return refuse(k.STATUS_INVALID_PARAMETER_3, 'size-is-above-zero', 'dwSize must be greater than 0.')
}

/** NtUnlockVirtualMemory: every page must be locked; those that are not leave the working set. VirtualUnlock (Remarks). */
export function unlockPages(process: ProcessMemory, base: Word, size: Word): Refusal | null {
  const pages = lockableRange(base, size)
  if (isRefusal(pages)) return pages
  for (let page = pages.start; page < pages.end; page++) {
    if (flagsAt(process.state.pages, page) & PTE_LOCKED) continue
    trim(process.kernel, process, pages.start, pages.end)
    return refuse(
      k.STATUS_NOT_LOCKED,
      'unlocking-needs-a-lock',
      `The page at ${pageText(page)} is not locked; it left the working set instead.`
    )
  }
  // Large-Page Support: large pages stay in memory whatever is unlocked.
  process.changeEntries(pages.start, pages.end, (flags) => (flags & PTE_LARGE ? flags : flags & ~PTE_LOCKED))
  return null
}

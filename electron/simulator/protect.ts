import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { pagesOf, pageText } from './address-range'
import { allocationOf } from './allocate'
import { wholeLargePagesRefusal } from './large-pages'
import { eachRun, flagsAt, runEnd } from './page-table'
import type { ProcessMemory } from './process-memory'
import {
  chargeOf,
  isCopyOnWrite,
  isValidProtection,
  PTE_COMMITTED,
  PTE_LOOK,
  PTE_PROTECT,
  PTE_PROTOTYPE,
  withCopyOnWrite,
  withoutCallTargets,
  withoutCopyOnWrite
} from './pte'
import { isPrototypeCommitted } from './sections'
import { isRefusal, refuse, type Refusal } from './status'
import type { Vad } from './vad'
import { isWithinView } from './view-protection'

/** As constants of this module, which are quicker to read than a large table. */
const { MEM_IMAGE } = k

/** What NtProtectVirtualMemory says of its arguments alone, before it looks at the handle. reactos ntoskrnl/mm/ARM3/virtual.c. */
export function protectArgumentRefusal(base: Word, size: Word, asked: number): Refusal | null {
  if (size === 0)
    return refuse(k.STATUS_INVALID_PARAMETER_3, 'size-is-above-zero', 'dwSize must be greater than 0.')
  // Conformance sections/view-protection-changes-its-access-allows, private/protect-refuses-bad-arguments.
  if (!isValidProtection(withoutCallTargets(asked))) {
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'protection-is-one-constant',
      'flNewProtect must be exactly one protection, with at most one modifier, and none with PAGE_NOACCESS.'
    )
  }
  if (size === 0)
    return refuse(k.STATUS_INVALID_PARAMETER_3, 'size-is-above-zero', 'dwSize must be greater than 0.')
  const pages = pagesOf(base, size)
  return isRefusal(pages) ? pages : null
}

/** NtProtectVirtualMemory: the former protection of the first page. */
export function protect(process: ProcessMemory, base: Word, size: Word, asked: number): number | Refusal {
  const wrong = protectArgumentRefusal(base, size, asked)
  if (wrong) return wrong
  const wanted = withoutCallTargets(asked)
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  const { start, end } = pages
  const vad = allocationOf(process, pages)
  if (isRefusal(vad)) return vad
  if (vad.placeholder)
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'placeholder-is-replaced-before-use',
      'A placeholder has no pages to protect; replace it first.'
    )
  if (wanted !== vad.protect) {
    // Large-Page Support: the memory is always read/write.
    const refusal = wholeLargePagesRefusal(vad, 'they keep the protection they were made with')
    if (refusal) return refusal
  }
  const reserved = firstUncommitted(process, vad, start, end)
  if (reserved !== null) {
    return refuse(
      k.STATUS_NOT_COMMITTED,
      'only-committed-pages-have-a-protection',
      `The page at ${pageText(reserved)} is not committed; only committed pages have a protection.`
    )
  }
  const { state } = process
  const image = vad.type === MEM_IMAGE
  if (vad.view === null && isCopyOnWrite(wanted)) {
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'private-memory-is-never-copy-on-write',
      'Private memory cannot be copy on write: nothing is shared that could be copied.'
    )
  }
  // Memory Protection Constants (PAGE_NOCACHE, PAGE_WRITECOMBINE): private memory only; sections have SEC_NOCACHE.
  if (vad.view !== null && wanted & (k.PAGE_NOCACHE | k.PAGE_WRITECOMBINE)) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_4,
      'caching-of-a-view-is-its-sections',
      "A view's caching is its section's: SEC_NOCACHE and SEC_WRITECOMBINE of CreateFileMapping."
    )
  }
  if (vad.view !== null && !image && !isWithinView(vad.view.access, vad.protect, wanted)) {
    return refuse(
      k.STATUS_SECTION_PROTECTION,
      'page-protection-stays-within-the-view',
      'The view was not mapped for that access; a page cannot have more than its view.'
    )
  }
  // An image is never written through: its writable pages are copies. Conformance sections/image-pages-take-any-protection-as-copies.
  const shared = image ? withCopyOnWrite(wanted) : wanted
  const own = withoutCopyOnWrite(wanted)
  const after = (flags: number): number =>
    (flags & ~PTE_PROTECT) | (flags & PTE_PROTOTYPE ? shared : vad.view === null ? wanted : own)

  let charge = 0
  // What is committed and private is charged for already, whatever its protection.
  if (vad.view !== null) {
    eachRun(state.pages, start, end, PTE_LOOK, (_page, count, flags) => {
      charge += (chargeOf(after(flags)) - chargeOf(flags)) * count
    })
  }
  const refusal = charge > 0 ? process.kernel.commitRefusal(charge) : null
  if (refusal) return refusal
  const old = flagsAt(state.pages, start) & PTE_PROTECT
  process.changeEntries(start, end, after)
  process.noteLooks(vad)
  return old
}

/** The first page of the range that is not committed, or null. */
export function firstUncommitted(
  process: ProcessMemory,
  vad: Vad,
  start: number,
  end: number
): number | null {
  if (vad.view === null) {
    const { pages } = process.state
    if ((flagsAt(pages, start) & PTE_COMMITTED) === 0) return start
    const committed = runEnd(pages, start, end, PTE_COMMITTED)
    return committed < end ? committed : null
  }
  const { view } = vad
  const area = process.kernel.controlArea(view.controlArea)
  let found: number | null = null
  eachRun(process.state.pages, start, end, PTE_COMMITTED | PTE_PROTOTYPE, (page, count, flags) => {
    if (found !== null || flags & PTE_COMMITTED) return
    if ((flags & PTE_PROTOTYPE) === 0) found = page
    else if (area.kind === 'pagefile') {
      const first = view.firstPrototype - vad.start
      for (let at = page; at < page + count && found === null; at++) {
        if (!isPrototypeCommitted(area, first + at)) found = at
      }
    }
  })
  return found
}

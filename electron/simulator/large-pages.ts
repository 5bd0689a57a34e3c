import { namedConstants as k } from '../../shared/win32/constants'
import { pageText, type PageRange } from './address-range'
import type { Kernel } from './kernel'
import { PAGE_SIZE } from './frames'
import { whyNoLargePages } from './privileges'
import type { ProcessMemory } from './process-memory'
import { PTE_LARGE, PTE_LOCKED } from './pte'
import { refuse, type Refusal } from './status'
import type { Vad } from './vad'

/** Pages of 4 KiB in a large page of x64, 2 MiB: what GetLargePageMinimum answers. */
export const LARGE_PAGES = 512
const LARGE_BYTES = LARGE_PAGES * PAGE_SIZE

/** Why MEM_LARGE_PAGES cannot be had. VirtualAlloc (flAllocationType, MEM_LARGE_PAGES); Large-Page Support. */
export function largePagesRefusal(
  process: ProcessMemory,
  { start, end }: PageRange,
  wish: { readonly type: number; readonly protect: number; readonly size: number; readonly base: number }
): Refusal | null {
  const both = k.MEM_RESERVE | k.MEM_COMMIT
  // VirtualAlloc (MEM_LARGE_PAGES): MEM_RESERVE and MEM_COMMIT must be there, too.
  if ((wish.type & both) !== both || wish.type & k.MEM_REPLACE_PLACEHOLDER) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'large-pages-are-reserved-and-committed-at-once',
      'Large pages are reserved and committed in one: MEM_LARGE_PAGES goes with MEM_RESERVE | MEM_COMMIT.'
    )
  }
  // Large-Page Support: the memory is always read/write; a guard or a caching modifier is for small pages.
  if (wish.protect !== k.PAGE_READWRITE && wish.protect !== k.PAGE_EXECUTE_READWRITE) {
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'large-pages-are-always-read-write',
      'Large pages are always readable and writable: PAGE_READWRITE or PAGE_EXECUTE_READWRITE, without a modifier.'
    )
  }
  const why = whyNoLargePages(process.state, 'MEM_LARGE_PAGES')
  if (why !== null) return refuse(k.STATUS_PRIVILEGE_NOT_HELD, 'large-pages-need-a-privilege', why)
  // VirtualAlloc (MEM_LARGE_PAGES): size and alignment are multiples of the large-page minimum.
  if (wish.size % LARGE_BYTES !== 0 || wish.base % LARGE_BYTES !== 0) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'large-pages-come-in-whole-multiples',
      'The size and the address of large pages are multiples of GetLargePageMinimum(), 2 MiB.'
    )
  }
  return noRoom(process.kernel, end - start)
}

/** Available pages that large ones leave: for page tables and whatever else has to go on. */
const SPARE_PAGES = 256

/** Large-Page Support: physical memory is taken at once, so it has to be there. */
function noRoom(kernel: Kernel, pageCount: number): Refusal | null {
  const left = kernel.frames.available() - SPARE_PAGES
  if (pageCount <= left) return null
  return refuse(
    k.STATUS_INSUFFICIENT_RESOURCES,
    'large-pages-take-physical-memory-at-once',
    `${pageCount / LARGE_PAGES} large pages need that much free physical memory; ${Math.max(Math.floor(left / LARGE_PAGES), 0)} can be had.`
  )
}

/** Why a section cannot have SEC_LARGE_PAGES. CreateFileMapping (flProtect, SEC_LARGE_PAGES). */
export function largeSectionRefusal(kernel: Kernel, onFile: boolean, size: number): Refusal | null {
  if (onFile) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'large-page-section-has-no-file',
      'SEC_LARGE_PAGES is for sections that the paging file backs, not for files.'
    )
  }
  if (size === 0 || size % LARGE_BYTES !== 0) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'large-page-section-is-a-whole-multiple',
      'The size of a section of large pages is a multiple of GetLargePageMinimum(), 2 MiB.'
    )
  }
  return noRoom(kernel, size / PAGE_SIZE)
}

/** Why a view cannot be mapped with large pages. MapViewOfFile (dwDesiredAccess, FILE_MAP_LARGE_PAGES). */
export function largeViewRefusal(
  attributes: number,
  view: { readonly base: number; readonly offset: number; readonly size: number }
): Refusal | null {
  if (!(attributes & k.SEC_LARGE_PAGES)) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'large-page-view-needs-its-section',
      'FILE_MAP_LARGE_PAGES needs a section that was made with SEC_LARGE_PAGES.'
    )
  }
  if ([view.base, view.offset, view.size].every((part) => part % LARGE_BYTES === 0)) return null
  return refuse(
    k.STATUS_MAPPED_ALIGNMENT,
    'large-page-view-is-a-whole-multiple',
    'Address, offset and size of a view of large pages are multiples of GetLargePageMinimum(), 2 MiB.'
  )
}

/** Gives large pages their memory, which stays: no fault ever, and no place in the working set. Large-Page Support. */
export function makeResident(process: ProcessMemory, { start, end }: PageRange): void {
  const { pageFaults, demandZeroFaults, softFaults, peakWorkingSetPages } = process.state
  for (let page = start; page < end; page++) {
    process.probe(page * PAGE_SIZE, 1, 'read')
    // At once, so that the next page does not push it out.
    process.changeEntries(page, page + 1, (flags) => flags | PTE_LARGE | PTE_LOCKED)
  }
  process.exception = null
  Object.assign(process.state, { pageFaults, demandZeroFaults, softFaults, peakWorkingSetPages })
}

/** Why pages of an allocation cannot be changed one by one; null for small pages. */
export function wholeLargePagesRefusal(vad: Vad, what: string): Refusal | null {
  if (vad.largePages !== true) return null
  return refuse(
    k.STATUS_CONFLICTING_ADDRESSES,
    'large-pages-are-changed-as-a-whole',
    `The allocation at ${pageText(vad.start)} has large pages: ${what}.`
  )
}

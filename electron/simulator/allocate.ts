import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { pagesOf, pageText, type PageRange } from './address-range'
import { GRANULARITY_PAGES, PAGE_SIZE } from './frames'
import { LARGE_PAGES, largePagesRefusal, makeResident, wholeLargePagesRefusal } from './large-pages'
import { eachRun } from './page-table'
import { FIRST_USER_PAGE, USER_END_PAGE, type ProcessMemory } from './process-memory'
import {
  isCopyOnWrite,
  isValidProtection,
  PTE_COMMITTED,
  PTE_PROTECT,
  PTE_PROTOTYPE,
  chargeOf,
  withoutCallTargets
} from './pte'
import { resetPages, undoReset } from './reset'
import type { RuleId } from './rules'
import { commitPrototypes } from './sections'
import { isRefusal, refuse, type Refusal } from './status'
import { highestGap, isFree, lowestGap, vadAt, type Vad } from './vad'
import { isWithinView } from './view-protection'

/** As constants of this module, which are quicker to read than a large table. */
const {
  MEM_COMMIT,
  MEM_LARGE_PAGES,
  MEM_PHYSICAL,
  MEM_PRIVATE,
  MEM_REPLACE_PLACEHOLDER,
  MEM_RESERVE,
  MEM_RESERVE_PLACEHOLDER,
  MEM_RESET,
  MEM_RESET_UNDO,
  MEM_TOP_DOWN,
  MEM_WRITE_WATCH,
  PAGE_NOACCESS,
  PAGE_READWRITE
} = k

/** Where VirtualAlloc2's address requirements allow an allocation; bytes. */
export interface AddressRequirements {
  readonly lowest: number
  /** Inclusive. */
  readonly highest: number
  readonly alignment: number
}

export interface AllocateWish {
  /** 0 leaves the choice to the system. */
  readonly base: Word
  readonly size: Word
  readonly type: number
  readonly protect: number
  /** VirtualAlloc2 and its kin know placeholders. */
  readonly placeholders: boolean
  readonly requirements: AddressRequirements | null
  /** Who asks, where that is another process: its privileges count. */
  readonly caller?: ProcessMemory
  /** Region.use of a new allocation. */
  readonly use?: string
}

const plainTypes =
  MEM_COMMIT |
  MEM_RESERVE |
  MEM_RESET |
  MEM_RESET_UNDO |
  MEM_TOP_DOWN |
  MEM_WRITE_WATCH |
  MEM_PHYSICAL |
  MEM_LARGE_PAGES
const placeholderTypes = MEM_RESERVE_PLACEHOLDER | MEM_REPLACE_PLACEHOLDER

/**
 * What is wrong with the arguments alone: looked at before the process's handle. reactos ARM3/virtual.c NtAllocateVirtualMemory.
 */
export function argumentRefusal(wish: AllocateWish): Refusal | null {
  const { base, size } = wish
  const protect = withoutCallTargets(wish.protect)
  const refusal = typeRefusal(wish, protect)
  if (refusal) return refusal
  // Microsoft, Memory Protection Constants; conformance private/protections-that-virtualalloc-refuses.
  if (!isValidProtection(protect)) {
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'protection-is-one-constant',
      'flProtect must be exactly one protection, with at most one modifier (PAGE_GUARD, PAGE_NOCACHE, PAGE_WRITECOMBINE), and none with PAGE_NOACCESS.'
    )
  }
  if (size === 0)
    return refuse(k.STATUS_INVALID_PARAMETER_4, 'size-is-above-zero', 'dwSize must be greater than 0.')
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  // Microsoft, SYSTEM_INFO (lpMinimumApplicationAddress): the first 64 KiB are never given away.
  if (base !== 0 && pages.start < FIRST_USER_PAGE) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_2,
      'first-64-kib-stay-free',
      'The first 64 KiB of the address space are never allocated.'
    )
  }
  return null
}

/** NtAllocateVirtualMemoryEx: the address that was reserved, committed or reset. */
export function allocate(process: ProcessMemory, asked: AllocateWish): number | Refusal {
  const { base, size, type } = asked
  const refusal = argumentRefusal(asked)
  if (refusal) return refusal
  const protect = withoutCallTargets(asked.protect)
  const wish = protect === asked.protect ? asked : { ...asked, protect }
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  if (type & MEM_LARGE_PAGES) {
    const refusal = largePagesRefusal(wish.caller ?? process, pages, {
      type,
      protect,
      size: Number(size),
      base: Number(base)
    })
    if (refusal) return refusal
  }
  // reactos ARM3/virtual.c NtAllocateVirtualMemory: without an address a reservation is meant, MEM_RESET or not.
  if (type & (MEM_RESET | MEM_RESET_UNDO) && !(type === MEM_RESET && base === 0))
    return reset(process, pages, type)
  if (type & MEM_REPLACE_PLACEHOLDER) return replacePlaceholder(process, pages, wish)
  if (type & MEM_RESERVE || base === 0) return reserve(process, pages, wish)
  return commit(process, pages, protect)
}

/** VirtualAlloc (flAllocationType); conformance private/allocation-types-that-are-refused. */
function typeRefusal(
  { type, placeholders, requirements, base }: AllocateWish,
  protect: number
): Refusal | null {
  const wrong = (rule: RuleId, why: string): Refusal => refuse(k.STATUS_INVALID_PARAMETER, rule, why)
  const known = plainTypes | (placeholders ? placeholderTypes : 0)
  if ((type & ~known) !== 0) {
    return type & placeholderTypes && !placeholders
      ? wrong('placeholders-need-virtualalloc2', 'Placeholders are made and replaced by VirtualAlloc2 only.')
      : wrong(
          'allocation-type-is-known',
          `flAllocationType has a bit that stands for nothing here: 0x${((type & ~known) >>> 0).toString(16)}.`
        )
  }
  const main = type & (MEM_COMMIT | MEM_RESERVE | MEM_RESET | MEM_RESET_UNDO)
  if (main === 0)
    return wrong(
      'allocation-type-says-what-to-do',
      'flAllocationType must have MEM_COMMIT, MEM_RESERVE, MEM_RESET or MEM_RESET_UNDO.'
    )
  if (type & MEM_RESET && type !== MEM_RESET)
    return wrong('reset-stands-alone', 'MEM_RESET stands alone: no other value goes with it.')
  if (type & MEM_RESET_UNDO && type !== MEM_RESET_UNDO)
    return wrong('reset-undo-stands-alone', 'MEM_RESET_UNDO stands alone: no other value goes with it.')
  if (type & MEM_WRITE_WATCH && !(type & MEM_RESERVE)) {
    return wrong(
      'write-watch-needs-reserve',
      'MEM_WRITE_WATCH is set up when memory is reserved: it needs MEM_RESERVE.'
    )
  }
  if (type & MEM_PHYSICAL) {
    if ((type & ~MEM_TOP_DOWN) !== (MEM_PHYSICAL | MEM_RESERVE) || protect !== PAGE_READWRITE) {
      return wrong(
        'physical-goes-with-reserve-alone',
        'MEM_PHYSICAL goes with MEM_RESERVE and PAGE_READWRITE, and nothing else.'
      )
    }
  }
  if (type & MEM_RESERVE_PLACEHOLDER) {
    const rest = type & ~MEM_TOP_DOWN
    // VirtualAlloc2 (MEM_RESERVE_PLACEHOLDER); conformance private/placeholder-is-a-reservation.
    if (rest !== (MEM_RESERVE | MEM_RESERVE_PLACEHOLDER) || protect !== PAGE_NOACCESS) {
      return wrong(
        'placeholder-is-reserved-without-access',
        'MEM_RESERVE_PLACEHOLDER goes with MEM_RESERVE and PAGE_NOACCESS, and nothing else.'
      )
    }
  }
  if (type & MEM_REPLACE_PLACEHOLDER && (!(type & MEM_RESERVE) || type & MEM_TOP_DOWN || base === 0)) {
    return wrong(
      'replacing-names-the-placeholder',
      'MEM_REPLACE_PLACEHOLDER needs MEM_RESERVE and the address of a placeholder.'
    )
  }
  if (requirements !== null && (base !== 0 || type & MEM_REPLACE_PLACEHOLDER)) {
    return wrong('address-requirements-go-with-null', 'Address requirements go with a NULL address only.')
  }
  return null
}

/** A reservation is refused at once, a commit where the allocation turns out to be private: reactos ARM3/virtual.c NtAllocateVirtualMemory. */
function noPrivateCopies(): Refusal {
  return refuse(
    k.STATUS_INVALID_PAGE_PROTECTION,
    'private-memory-is-never-copy-on-write',
    'Private memory cannot be copy on write: nothing is shared that could be copied.'
  )
}

function reserve(process: ProcessMemory, pages: PageRange, wish: AllocateWish): number | Refusal {
  const { state, kernel } = process
  const { type, protect } = wish
  if (isCopyOnWrite(protect)) return noPrivateCopies()
  let { start, end } = pages
  const count = end - start
  const large = (type & MEM_LARGE_PAGES) !== 0
  if (wish.base === 0) {
    const found = findPlace(process, count, (type & MEM_TOP_DOWN) !== 0, wish.requirements, large)
    if (found === null) {
      return refuse(
        k.STATUS_NO_MEMORY,
        'allocation-needs-a-free-range',
        `No free range of addresses is ${count} pages long${wish.requirements ? ' where it may be' : ''}; release what is no longer needed, or ask for less.`
      )
    }
    start = found
    end = start + count
  } else {
    // VirtualAlloc (lpAddress): rounded down to the allocation granularity.
    start -= start % GRANULARITY_PAGES
    if (!isFree(state.vads, start, end)) {
      return refuse(
        k.STATUS_CONFLICTING_ADDRESSES,
        'reservation-needs-free-addresses',
        `Some page from ${pageText(start)} on is reserved or committed already; a reservation needs free addresses. With NULL the system finds some.`
      )
    }
  }
  const committed = (type & MEM_COMMIT) !== 0
  if (committed) {
    const refusal = kernel.commitRefusal(count)
    if (refusal) return refusal
  }
  process.addVad({
    start,
    end,
    type: MEM_PRIVATE,
    protect,
    view: null,
    placeholder: (type & MEM_RESERVE_PLACEHOLDER) !== 0,
    replacedPlaceholder: false,
    writeWatch: (type & MEM_WRITE_WATCH) !== 0,
    physical: (type & MEM_PHYSICAL) !== 0,
    use: wish.use ?? (large ? 'Large pages' : ''),
    largePages: large
  })
  if (type & MEM_WRITE_WATCH) state.writeWatch = true
  if (committed) process.changeEntries(start, end, () => PTE_COMMITTED | protect)
  if (large) makeResident(process, { start, end })
  return start * PAGE_SIZE
}

/** A free range: upwards from where the process's addresses start, or downwards from the highest (MEM_TOP_DOWN). */
export function findPlace(
  process: ProcessMemory,
  pageCount: number,
  topDown: boolean,
  requirements: AddressRequirements | null,
  large = false
): number | null {
  const { vads, bottomUpStart } = process.state
  const granularity = large ? LARGE_PAGES : GRANULARITY_PAGES
  if (requirements !== null) {
    const wish = {
      pageCount,
      low: Math.max(Math.ceil(requirements.lowest / PAGE_SIZE), FIRST_USER_PAGE),
      high: Math.min(Math.floor((requirements.highest + 1) / PAGE_SIZE), USER_END_PAGE),
      alignment: Math.max(requirements.alignment / PAGE_SIZE, granularity)
    }
    return topDown ? highestGap(vads, wish) : lowestGap(vads, wish)
  }
  const wish = { pageCount, low: FIRST_USER_PAGE, high: USER_END_PAGE, alignment: granularity }
  if (topDown) return highestGap(vads, wish)
  const { high, alignment } = wish
  return lowestGap(vads, { pageCount, low: bottomUpStart, high, alignment }) ?? lowestGap(vads, wish)
}

/** The allocation that holds a whole range, or why there is none. */
export function allocationOf(process: ProcessMemory, { start, end }: PageRange): Vad | Refusal {
  const vad = vadAt(process.state.vads, start)
  if (vad === undefined) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'pages-belong-to-an-allocation',
      `The page at ${pageText(start)} is free: no allocation is there. Reserve it first.`
    )
  }
  if (end > vad.end) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'range-stays-in-one-allocation',
      `The range leaves the allocation at ${pageText(vad.start)}, which ends at ${pageText(vad.end)}; one call stays in one allocation.`
    )
  }
  return vad
}

function commit(process: ProcessMemory, pages: PageRange, protect: number): number | Refusal {
  const vad = allocationOf(process, pages)
  if (isRefusal(vad)) return vad
  const { start, end } = pages
  if (protect !== vad.protect) {
    const refusal = wholeLargePagesRefusal(vad, 'they keep the protection they were made with')
    if (refusal) return refusal
  }
  if (vad.placeholder) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'placeholder-is-replaced-before-use',
      'A placeholder cannot be committed; replace it with VirtualAlloc2 or MapViewOfFile3.'
    )
  }
  if (vad.physical)
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'physical-memory-is-mapped-not-committed',
      'MEM_PHYSICAL memory is not committed; it is mapped by page numbers.'
    )
  if (vad.view !== null) return commitView(process, vad, pages, protect)
  if (isCopyOnWrite(protect)) return noPrivateCopies()

  let charge = 0
  eachRun(process.state.pages, start, end, PTE_COMMITTED | PTE_PROTOTYPE, (_page, count, flags) => {
    if (chargeOf(flags) === 0) charge += count
  })
  const refusal = process.kernel.commitRefusal(charge)
  if (refusal) return refusal
  // VirtualAlloc: committing a committed page gives it the new protection and keeps its contents.
  process.changeEntries(start, end, (flags) => (flags & ~PTE_PROTECT) | PTE_COMMITTED | protect)
  process.noteLooks(vad)
  return start * PAGE_SIZE
}

/** Conformance sections/view-commit-again-sets-the-protection, reserved-section-is-committed-through-a-view. */
function commitView(
  process: ProcessMemory,
  vad: Vad,
  { start, end }: PageRange,
  protect: number
): number | Refusal {
  const view = vad.view!
  const area = process.kernel.controlArea(view.controlArea)
  if (area.kind !== 'pagefile') {
    return refuse(
      k.STATUS_ALREADY_COMMITTED,
      'file-views-have-nothing-to-commit',
      "In a view of a file there is nothing to commit: its pages are the file's."
    )
  }
  // Memory Protection Constants (PAGE_NOCACHE, PAGE_WRITECOMBINE): private memory only; sections have SEC_NOCACHE.
  if (protect & (k.PAGE_NOCACHE | k.PAGE_WRITECOMBINE)) {
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'caching-of-a-view-is-its-sections',
      "A view's caching is its section's: SEC_NOCACHE and SEC_WRITECOMBINE of CreateFileMapping."
    )
  }
  if (!isWithinView(view.access, vad.protect, protect)) {
    return refuse(
      k.STATUS_SECTION_PROTECTION,
      'page-protection-stays-within-the-view',
      'The view was not mapped for that access; a page cannot have more than its view.'
    )
  }
  const first = view.firstPrototype + start - vad.start
  const refusal = commitPrototypes(process.kernel, area.id, first, first + end - start)
  if (refusal) return refusal
  process.changeEntries(start, end, (flags) => (flags & ~PTE_PROTECT) | protect)
  process.noteLooks(vad)
  return start * PAGE_SIZE
}

/** VirtualAlloc (MEM_RESET, MEM_RESET_UNDO): contents no longer matter, or matter again. */
function reset(process: ProcessMemory, pages: PageRange, type: number): number | Refusal {
  const vad = allocationOf(process, pages)
  if (isRefusal(vad)) return vad
  if (vad.view !== null && process.kernel.controlArea(vad.view.controlArea).kind !== 'pagefile') {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'reset-needs-paging-file-memory',
      'MEM_RESET is for memory that the paging file backs, not for views of files.'
    )
  }
  if (type !== MEM_RESET) return undoReset(process, pages) ?? pages.start * PAGE_SIZE
  resetPages(process, pages)
  return pages.start * PAGE_SIZE
}

/** VirtualAlloc2 (MEM_REPLACE_PLACEHOLDER): the placeholder must be exactly as large. */
function replacePlaceholder(
  process: ProcessMemory,
  { start, end }: PageRange,
  wish: AllocateWish
): number | Refusal {
  if (isCopyOnWrite(wish.protect)) return noPrivateCopies()
  const vad = exactPlaceholder(process, { start, end })
  if (isRefusal(vad)) return vad
  const committed = (wish.type & MEM_COMMIT) !== 0
  if (committed) {
    const refusal = process.kernel.commitRefusal(end - start)
    if (refusal) return refusal
  }
  process.removeVad(vad)
  process.addVad({
    ...vad,
    protect: wish.protect,
    placeholder: false,
    replacedPlaceholder: true,
    writeWatch: (wish.type & MEM_WRITE_WATCH) !== 0
  })
  if (wish.type & MEM_WRITE_WATCH) process.state.writeWatch = true
  if (committed) process.changeEntries(start, end, () => PTE_COMMITTED | wish.protect)
  return start * PAGE_SIZE
}

/** The placeholder that has exactly these pages. Conformance private/placeholder-is-a-reservation. */
export function exactPlaceholder(process: ProcessMemory, { start, end }: PageRange): Vad | Refusal {
  const vad = vadAt(process.state.vads, start)
  if (!vad?.placeholder || vad.start !== start || vad.end !== end) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'replacement-fits-its-placeholder',
      'MEM_REPLACE_PLACEHOLDER needs a placeholder of exactly this address and size; split it with VirtualFree first.'
    )
  }
  return vad
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { pagesOf, pageText, type PageRange } from './address-range'
import { wholeLargePagesRefusal } from './large-pages'
import type { ProcessMemory } from './process-memory'
import { PTE_WRITTEN } from './pte'
import { isRefusal, refuse, type Refusal } from './status'
import { vadAt, type Vad } from './vad'

/** As constants of this module, which are quicker to read than a large table. */
const {
  MEM_COALESCE_PLACEHOLDERS,
  MEM_DECOMMIT,
  MEM_PRESERVE_PLACEHOLDER,
  MEM_PRIVATE,
  MEM_RELEASE,
  PAGE_NOACCESS
} = k

const placeholderFlags = MEM_PRESERVE_PLACEHOLDER | MEM_COALESCE_PLACEHOLDERS

/** Whether MEM_RELEASE takes a part of an allocation: NtFreeVirtualMemory does, VirtualFree wants size 0. */
export type ReleaseUnit = 'allocation' | 'pages'

/** What NtFreeVirtualMemory says of its arguments alone, before it looks at the handle. reactos ntoskrnl/mm/ARM3/virtual.c. */
export function freeArgumentRefusal(
  base: Word,
  size: Word,
  type: number,
  unit: ReleaseUnit = 'allocation'
): Refusal | null {
  const main = type & (MEM_DECOMMIT | MEM_RELEASE)
  const modifier = type & placeholderFlags
  // VirtualFree (dwFreeType); conformance private/free-types-that-are-refused.
  if (modifier !== 0 && (main === 0 || main === MEM_DECOMMIT || modifier === placeholderFlags)) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_4,
      'placeholder-flags-go-with-release',
      'MEM_PRESERVE_PLACEHOLDER and MEM_COALESCE_PLACEHOLDERS go with MEM_RELEASE only, and not together.'
    )
  }
  if (main === 0 || main === (MEM_DECOMMIT | MEM_RELEASE) || (type & ~(main | modifier)) !== 0) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_4,
      'free-type-is-decommit-or-release',
      'dwFreeType must be either MEM_DECOMMIT or MEM_RELEASE: one of them, not both, and nothing else.'
    )
  }
  if (main === MEM_RELEASE && modifier === 0 && size !== 0 && unit === 'allocation') {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'release-takes-size-zero',
      'MEM_RELEASE frees a whole allocation, so dwSize must be 0 (VirtualFree, dwSize).'
    )
  }
  // Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx): size 0 does not stand for the whole here.
  if (modifier !== 0 && size === 0) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_3,
      'placeholder-flags-need-a-size',
      'With a placeholder flag dwSize says how much to split off, to turn back or to join: it must be greater than 0.'
    )
  }
  const pages = pagesOf(base, size)
  return isRefusal(pages) ? pages : null
}

/** NtFreeVirtualMemory; null when it succeeds. */
export function free(
  process: ProcessMemory,
  base: Word,
  size: Word,
  type: number,
  unit: ReleaseUnit = 'allocation'
): Refusal | null {
  const refusal = freeArgumentRefusal(base, size, type, unit)
  if (refusal) return refusal
  const main = type & (MEM_DECOMMIT | MEM_RELEASE)
  const modifier = type & placeholderFlags
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return pages
  const vad = vadAt(process.state.vads, pages.start)
  if (vad === undefined) {
    return refuse(
      k.STATUS_MEMORY_NOT_ALLOCATED,
      'freeing-needs-an-allocation',
      `The page at ${pageText(pages.start)} is free: there is nothing to free.`
    )
  }
  if (vad.view !== null) {
    return refuse(
      k.STATUS_UNABLE_TO_DELETE_SECTION,
      'views-are-unmapped-not-freed',
      'VirtualFree cannot free a view; UnmapViewOfFile can.'
    )
  }
  if (modifier === MEM_COALESCE_PLACEHOLDERS) return coalesce(process, pages)
  if (modifier === MEM_PRESERVE_PLACEHOLDER) return preserve(process, vad, pages)
  if (size === 0 && pages.start !== vad.start) {
    return refuse(
      k.STATUS_FREE_VM_NOT_AT_BASE,
      'size-zero-needs-the-base',
      `With dwSize 0 the address must be in the allocation's first page, ${pageText(vad.start)}.`
    )
  }
  const end = size === 0 ? vad.end : pages.end
  if (end > vad.end) {
    return refuse(
      k.STATUS_UNABLE_TO_FREE_VM,
      'freeing-stays-in-one-allocation',
      `The range leaves the allocation at ${pageText(vad.start)}, which ends at ${pageText(vad.end)}; one call stays in one allocation.`
    )
  }
  if (main === MEM_RELEASE && pages.start === vad.start && end === vad.end) {
    release(process, vad)
    return null
  }
  // Large-Page Support: reserved and committed, and so given back, as a single operation.
  const large = wholeLargePagesRefusal(vad, 'they are given back all at once, by MEM_RELEASE')
  if (large) return large
  if (main === MEM_RELEASE) {
    releasePart(process, vad, pages.start, end)
    return null
  }
  // VirtualFree (MEM_DECOMMIT): reserved afterwards; the write watch remembers. Conformance private/write-watch-survives-*.
  process.changeEntries(pages.start, end, (flags) => flags & PTE_WRITTEN)
  process.noteLooks(vad)
  return null
}

/** Takes a whole allocation of private memory away. */
export function release(process: ProcessMemory, vad: Vad): void {
  process.changeEntries(vad.start, vad.end, () => 0)
  process.removeVad(vad)
}

/** What is left on both sides are allocations of their own. NtFreeVirtualMemory (RegionSize). */
function releasePart(process: ProcessMemory, vad: Vad, start: number, end: number): void {
  process.changeEntries(start, end, () => 0)
  process.removeVad(vad)
  if (vad.start < start) process.addVad({ ...vad, end: start })
  if (end < vad.end) process.addVad({ ...vad, start: end })
}

/** VirtualFree (MEM_COALESCE_PLACEHOLDERS): the range is two or more whole placeholders. */
function coalesce(process: ProcessMemory, { start, end }: PageRange): Refusal | null {
  const parts: Vad[] = []
  for (let page = start; page < end;) {
    const vad = vadAt(process.state.vads, page)
    if (!vad?.placeholder || vad.start !== page || vad.end > end) {
      return refuse(
        k.STATUS_CONFLICTING_ADDRESSES,
        'whole-placeholders-are-joined',
        'Only placeholders side by side, each of them whole, can be joined.'
      )
    }
    parts.push(vad)
    page = vad.end
  }
  if (parts.length < 2)
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'whole-placeholders-are-joined',
      'There is only one placeholder: nothing to join it with.'
    )
  for (const part of parts) process.removeVad(part)
  process.addVad({ ...parts[0]!, end })
  return null
}

/** VirtualFree (MEM_PRESERVE_PLACEHOLDER): splits a placeholder, or turns what replaced one back into it. */
function preserve(process: ProcessMemory, vad: Vad, { start, end }: PageRange): Refusal | null {
  if (vad.placeholder) {
    if (end > vad.end || (start === vad.start && end === vad.end)) {
      return refuse(
        k.STATUS_CONFLICTING_ADDRESSES,
        'splitting-takes-a-part-of-a-placeholder',
        'Splitting needs a part of one placeholder: not all of it, and nothing beyond.'
      )
    }
    process.removeVad(vad)
    if (start > vad.start) process.addVad({ ...vad, end: start })
    process.addVad({ ...vad, start, end })
    if (end < vad.end) process.addVad({ ...vad, start: end })
    return null
  }
  if (!vad.replacedPlaceholder || start !== vad.start || end !== vad.end) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'only-replaced-placeholders-come-back',
      'Only an allocation that replaced a placeholder can become one again, as a whole.'
    )
  }
  release(process, vad)
  process.addVad(placeholderLike(vad))
  return null
}

/** The placeholder that is left when what replaced it goes. */
export function placeholderLike(vad: Vad): Vad {
  return {
    ...vad,
    type: MEM_PRIVATE,
    protect: PAGE_NOACCESS,
    view: null,
    placeholder: true,
    replacedPlaceholder: false,
    writeWatch: false,
    use: ''
  }
}

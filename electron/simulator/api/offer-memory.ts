import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { u64At, type ApiCall, type ApiFunction } from '../api-call'
import { pagesOf, type PageRange } from '../address-range'
import { allocationOf } from '../allocate'
import { NORMAL_PRIORITY } from '../frames'
import { eachFrame, eachRun } from '../page-table'
import { prefetch } from '../prefetch'
import {
  PTE_COMMITTED,
  PTE_DISCARDED,
  PTE_FRAME,
  PTE_LOCKED,
  PTE_OFFERED,
  PTE_PAGED,
  PTE_PROTECT,
  PTE_VALID
} from '../pte'
import type { RuleId } from '../rules'
import { errorOf, isRefusal } from '../status'
import { forgetContents, trim } from '../trimming'

/* These return an error code, and do not set the last error. */

/** OfferVirtualMemory(VirtualAddress, Size, Priority) */
export const OfferVirtualMemory: ApiFunction = (call) => {
  if (call.dword(2) < 1 || call.dword(2) > 4)
    return refused(
      call,
      k.ERROR_INVALID_PARAMETER,
      'offer-priority-is-known',
      'Priority must be 1 to 4: VmOfferPriorityVeryLow, Low, BelowNormal or Normal.'
    )
  const pages = wholePages(call)
  if (!('start' in pages)) return pages.error
  const { process, kernel } = call
  process.changeEntries(pages.start, pages.end, (flags) => flags | PTE_OFFERED)
  // Offered pages leave the working set, and are the first to be taken where memory is short. OfferVirtualMemory (Remarks).
  trim(kernel, process, pages.start, pages.end)
  eachFrame(process.state.pages, pages.start, pages.end, (_page, flags, frame) => {
    if (flags & (PTE_VALID | PTE_LOCKED)) return
    forgetContents(kernel, frame)
    kernel.frames.setPriority(frame, call.dword(2))
  })
  return k.ERROR_SUCCESS
}

/** ReclaimVirtualMemory(VirtualAddress, Size): ERROR_BUSY when contents were given up in the meantime. */
export const ReclaimVirtualMemory: ApiFunction = (call) => {
  const pages = wholePages(call)
  if (!('start' in pages)) return pages.error
  const { process, kernel } = call
  let lost = false
  eachRun(process.state.pages, pages.start, pages.end, PTE_DISCARDED, (_page, _count, flags) => {
    if (flags !== 0) lost = true
  })
  eachFrame(process.state.pages, pages.start, pages.end, (_page, flags, frame) => {
    if ((flags & PTE_OFFERED) === 0) return
    kernel.frames.setPriority(frame, NORMAL_PRIORITY)
    kernel.frames.setDirty(frame, true)
  })
  process.changeEntries(pages.start, pages.end, (flags) => flags & ~(PTE_OFFERED | PTE_DISCARDED))
  // ReclaimVirtualMemory (Return value).
  if (!lost) return k.ERROR_SUCCESS
  return refused(
    call,
    k.ERROR_BUSY,
    'reclaimed-contents-may-be-gone',
    'Memory was short while the pages were offered: what was in some of them is gone, they are zero now.'
  )
}

/** DiscardVirtualMemory(VirtualAddress, Size): the pages stay committed, their contents are undefined: zero here. */
export const DiscardVirtualMemory: ApiFunction = (call) => {
  const pages = wholePages(call)
  if (!('start' in pages)) return pages.error
  call.process.changeEntries(
    pages.start,
    pages.end,
    (flags) => flags & ~(PTE_FRAME | PTE_VALID | PTE_OFFERED | PTE_PAGED | PTE_DISCARDED)
  )
  return k.ERROR_SUCCESS
}

/** DiscardVirtualMemory (VirtualAddress, Size, Remarks): whole pages, committed, private and PAGE_READWRITE. */
function wholePages(call: ApiCall): PageRange | { readonly error: Word } {
  const wrong = (code: number, rule: RuleId, why: string): { error: Word } => ({
    error: refused(call, code, rule, why)
  })
  const address = call.size(0)
  const size = call.size(1)
  if (size === 0 || address % 4096 !== 0 || size % 4096 !== 0) {
    return wrong(
      k.ERROR_INVALID_PARAMETER,
      'offered-memory-is-whole-pages',
      'Address and size must be whole pages, and at least one.'
    )
  }
  const pages = pagesOf(call.word(0), call.word(1))
  if (isRefusal(pages)) return wrong(errorOf(pages.status), pages.rule, pages.why)
  const vad = allocationOf(call.process, pages)
  if (isRefusal(vad)) return wrong(errorOf(vad.status), vad.rule, vad.why)
  let fits = vad.view === null
  eachRun(
    call.process.state.pages,
    pages.start,
    pages.end,
    PTE_COMMITTED | PTE_PROTECT,
    (_page, _count, flags) => {
      if (flags !== (PTE_COMMITTED | k.PAGE_READWRITE)) fits = false
    }
  )
  return fits
    ? pages
    : wrong(
        k.ERROR_INVALID_PARAMETER,
        'offered-memory-is-private-and-writable',
        'All pages must be private, committed and PAGE_READWRITE.'
      )
}

function refused(call: ApiCall, code: number, rule: RuleId, why: string): Word {
  return call.because(rule, why, code)
}

/**
 * PrefetchVirtualMemory(hProcess, NumberOfEntries, VirtualAddresses, Flags): only a hint, so what cannot be brought in is left
 * out. Conformance private/prefetch-is-only-a-hint.
 */
export const PrefetchVirtualMemory: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(3) !== 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'prefetch-flags-are-zero',
      'Flags must be 0: PrefetchVirtualMemory has none yet.'
    )
  if (call.size(1) === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'prefetch-needs-ranges',
      'NumberOfEntries must be at least 1: there is no range to prefetch.'
    )
  const ranges: PageRange[] = []
  for (let i = 0; i < call.size(1); i++) {
    const entry = call.copyIn(call.size(2) + i * 16, 16)
    if (entry === null)
      return call.fail(k.ERROR_NOACCESS, 'kernel-reads-what-is-readable', 'VirtualAddresses cannot be read.')
    if (u64At(entry, 8) === 0) {
      return call.fail(
        k.ERROR_INVALID_PARAMETER,
        'prefetch-needs-ranges',
        `Range ${i} has 0 bytes: each must have at least 1.`
      )
    }
    const pages = pagesOf(u64At(entry, 0), u64At(entry, 8))
    if (!isRefusal(pages)) ranges.push(pages)
  }
  for (const { start, end } of ranges) prefetch(process, start, end)
  return 1
}

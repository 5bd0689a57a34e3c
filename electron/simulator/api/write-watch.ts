import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { pagesOf, pageText, type PageRange } from '../address-range'
import { eachRun } from '../page-table'
import { PTE_WRITTEN } from '../pte'
import type { RuleId } from '../rules'
import { isRefusal } from '../status'

const FAILED = 0xffffffff

/** GetWriteWatch(dwFlags, lpBaseAddress, dwRegionSize, lpAddresses, lpdwCount, lpdwGranularity) */
export const GetWriteWatch: ApiFunction = (call) => {
  const { process } = call
  const countBytes = call.word(4) === 0 ? null : call.copyIn(call.word(4), 8)
  // Conformance private/write-watch-refuses-bad-arguments: missing pointers are ERROR_NOACCESS.
  if (countBytes === null || !call.canWrite(call.word(4), 8)) {
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpdwCount must point to the number of addresses that fit.',
      FAILED
    )
  }
  if (!call.canWrite(call.word(5), 4))
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpdwGranularity must point to a variable.',
      FAILED
    )
  const room = Number(u64At(countBytes, 0))
  if (room === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'write-watch-needs-room-for-an-address',
      '*lpdwCount must be greater than 0: there is no room for an address.',
      FAILED
    )
  if (!call.canWrite(call.word(3), 1))
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'lpAddresses must point to an array.',
      FAILED
    )
  if (call.dword(0) & ~k.WRITE_WATCH_FLAG_RESET) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'write-watch-flags-are-known',
      'dwFlags can be 0 or WRITE_WATCH_FLAG_RESET.',
      FAILED
    )
  }
  const range = watchedRange(call, call.word(1), call.word(2))
  if (!('start' in range)) return range.failed
  const written: number[] = []
  eachRun(process.state.pages, range.start, range.end, PTE_WRITTEN, (page, count, flags) => {
    if (flags === 0) return
    for (let i = 0; i < count && written.length < room; i++) written.push(page + i)
  })
  const addresses = new Bytes(written.length * 8)
  written.forEach((page, i) => addresses.u64(i * 8, page * 4096))
  if (!call.copyOut(call.word(3), addresses.bytes))
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'lpAddresses is too short.', FAILED)
  call.copyOut(call.word(4), new Bytes(8).u64(0, written.length).bytes)
  call.copyOut(call.word(5), new Bytes(4).u32(0, 4096).bytes)
  if (call.dword(0) & k.WRITE_WATCH_FLAG_RESET) {
    for (const page of written) process.changeEntries(page, page + 1, (flags) => flags & ~PTE_WRITTEN)
  }
  return 0
}

/** ResetWriteWatch(lpBaseAddress, dwRegionSize) */
export const ResetWriteWatch: ApiFunction = (call) => {
  const range = watchedRange(call, call.word(0), call.word(1))
  if (!('start' in range)) return range.failed
  call.process.changeEntries(range.start, range.end, (flags) => flags & ~PTE_WRITTEN)
  return 0
}

/** GetWriteWatch (lpBaseAddress): the range lies in one allocation that was made with MEM_WRITE_WATCH. */
function watchedRange(call: ApiCall, base: Word, size: Word): PageRange | { readonly failed: Word } {
  const wrong = (rule: RuleId, why: string): { failed: Word } => ({
    failed: call.fail(k.ERROR_INVALID_PARAMETER, rule, why, FAILED)
  })
  if (size === 0) return wrong('size-is-above-zero', 'dwRegionSize must be greater than 0.')
  const pages = pagesOf(base, size)
  if (isRefusal(pages)) return wrong(pages.rule, pages.why)
  const vad = call.process.vadAt(pages.start)
  if (!vad?.writeWatch)
    return wrong(
      'only-watched-memory-remembers-writes',
      'The memory was not allocated with MEM_WRITE_WATCH; only such memory remembers which pages were written.'
    )
  if (pages.end > vad.end)
    return wrong(
      'only-watched-memory-remembers-writes',
      `The range leaves the allocation, which ends at ${pageText(vad.end)}.`
    )
  return pages
}

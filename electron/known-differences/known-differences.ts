import { namedConstants as k } from '../../shared/win32/constants'
import {
  alikeWith,
  allocating,
  bothFail,
  caching,
  error,
  failedWith,
  freeing,
  is,
  isOddProtection,
  isPlainProtection,
  isReserved,
  mapping,
  protecting,
  someRegion,
  succeeded
} from './difference-tests'
import type { KnownDifference } from './known-difference'
import { readArea } from './outcome'
import { flagsOf, numberAt, rangeBefore, sizeOf } from './range-before'
import { knownSectionDifferences } from './known-section-differences'
import type { Difference } from './difference'

/** Every difference that is known. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'protect outside one allocation',
    what: 'VirtualProtect of a range that no single allocation holds: Windows says ERROR_INVALID_ADDRESS, Wine ERROR_INVALID_PARAMETER.',
    evidence: 'conformance private/protect-refuses-bad-arguments (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, protecting) || !bothFail(d, error.address, error.parameter)) return false
      const range = rangeBefore(d)
      return range === null || range.allocation === null || range.to > range.allocation.to
    }
  },
  {
    name: 'sizes past all addresses',
    what: 'A size that reaches past the last address: Windows says ERROR_INVALID_PARAMETER before it looks further; in Wine the sum wraps around.',
    evidence:
      'reactos ntoskrnl/mm/ARM3/virtual.c NtProtectVirtualMemory, NtFreeVirtualMemory, NtGetWriteWatch, NtResetWriteWatch (STATUS_INVALID_PARAMETER_3)',
    only: 'Wine',
    holds: (d) =>
      is(d, [...protecting, ...freeing, ...allocating, 'GetWriteWatch', 'ResetWriteWatch']) &&
      (sizeOf(d.action) < 0 || sizeOf(d.action) >= 0x700000000000) &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'watched writes that failed',
    what: 'GetWriteWatch names pages that were written to; Wine also those where a write was refused.',
    evidence: 'Microsoft, GetWriteWatch ("pages that have been written to")',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, ['GetWriteWatch']) || !succeeded(d.simulator) || !succeeded(d.windows)) return false
      const refused = d.actions.some(
        (action, i) => action.operation === 'write' && /^[c8]/.test(d.results[i] ?? '')
      )
      const [simulator, windows] = [pagesIn(d.simulator), pagesIn(d.windows)]
      // Where there is no room for all pages, Wine's further ones push the last ones out.
      const last = windows.length === numberAt(d.action, 3) ? windows[windows.length - 1]! : Infinity
      return (
        refused &&
        simulator.every((page) => windows.includes(page) || page > last) &&
        windows.some((page) => !simulator.includes(page))
      )
    }
  },
  {
    name: 'watched writes of the kernel',
    what: 'WriteProcessMemory writes to a watched page like any other write; in Wine its server writes behind the watch.',
    evidence:
      'Microsoft, VirtualAlloc (MEM_WRITE_WATCH: "track pages that are written to in the allocated region")',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, ['GetWriteWatch']) || !succeeded(d.simulator) || !succeeded(d.windows)) return false
      const shown = new Set(d.windows.split(' '))
      const wrote = d.actions.some((action) => action.operation === 'WriteProcessMemory')
      return (
        wrote &&
        d.windows.split(' ').every((page) => d.simulator.includes(page)) &&
        d.simulator.split(' ').some((page) => !shown.has(page))
      )
    }
  },
  {
    name: 'write watch of nothing',
    what: 'GetWriteWatch and ResetWriteWatch with size 0: Windows says ERROR_INVALID_PARAMETER; Wine takes the page of an address that is not at its beginning.',
    evidence: 'conformance private/write-watch-refuses-bad-arguments',
    only: 'Wine',
    holds: (d) =>
      is(d, ['GetWriteWatch', 'ResetWriteWatch']) &&
      sizeOf(d.action) === 0 &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'protect nothing',
    what: 'VirtualProtect with size 0: Windows says ERROR_INVALID_PARAMETER, Wine succeeds or finds another mistake first.',
    evidence: 'conformance private/protect-refuses-bad-arguments (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, [...protecting, 'VirtualProtectNowhere']) &&
      sizeOf(d.action) === 0 &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'protections that Wine takes',
    what: 'PAGE_NOACCESS with a modifier, two modifiers, unknown bits: Windows says ERROR_INVALID_PARAMETER, Wine looks at the low byte alone.',
    evidence:
      'conformance private/protections-that-virtualalloc-refuses (TODO_WINE_CHECK); Microsoft, Memory Protection Constants',
    only: 'Wine',
    holds: (d) =>
      is(d, [...allocating, ...protecting, 'VirtualProtectNowhere', 'MapViewOfFile3']) &&
      isOddProtection(flagsOf(d.action, 'protection')) &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'caching flags',
    what: 'PAGE_NOCACHE and PAGE_WRITECOMBINE show in VirtualQuery; Wine forgets them, or keeps PAGE_NOCACHE for the whole allocation.',
    evidence:
      'Microsoft, Memory Protection Constants (PAGE_NOCACHE, PAGE_WRITECOMBINE); wine dlls/ntdll/unix/virtual.c get_vprot_flags',
    only: 'Wine',
    holds: (d) =>
      is(d, [...allocating, ...protecting, 'MapViewOfFile3']) && alikeWith(d, (protect) => protect & ~caching)
  },
  {
    name: 'protection before place',
    what: 'A protection that is none is refused before the range is looked at; Wine looks at the range first.',
    evidence:
      'reactos ntoskrnl/mm/ARM3/virtual.c NtAllocateVirtualMemory, NtProtectVirtualMemory (STATUS_INVALID_PAGE_PROTECTION first)',
    only: 'Wine',
    holds: (d) =>
      is(d, [...allocating, ...protecting]) &&
      bothFail(d, error.parameter, error.address) &&
      !isPlainProtection(flagsOf(d.action, 'protection'))
  },
  {
    name: 'hidden guards',
    what: 'Pages that were decommitted with a guard, or whose guard was touched while they were reserved, are one region with their neighbours; Wine shows them apart.',
    evidence: 'conformance private/query-splits-and-merges',
    only: 'Wine',
    holds: (d) => alikeWith(d, (protect) => protect)
  },
  {
    name: 'copied pages keep their copy-on-write protection',
    what: 'A copied page is PAGE_EXECUTE_READWRITE or PAGE_READWRITE; Wine goes on calling it copy on write where it is executable or was written by WriteProcessMemory.',
    evidence: 'conformance process/image-code-can-be-patched (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['write', 'WriteProcessMemory']) &&
      alikeWith(d, (protect) => (protect & 0x88 ? (protect & ~0x88) | ((protect & 0x88) >> 1) : protect))
  },
  {
    name: 'reset with another protection',
    what: 'MEM_RESET wants a valid protection all the same; Wine does not look at it, and loses the contents.',
    evidence:
      'conformance private/reset-keeps-pages-committed (TODO_WINE_CHECK); Microsoft, VirtualAlloc (MEM_RESET)',
    only: 'Wine',
    holds: (d) =>
      is(d, allocating) &&
      (flagsOf(d.action, 'allocation') & k.MEM_RESET) !== 0 &&
      failedWith(d.simulator, error.parameter) &&
      flagsOf(d.action, 'allocation') === k.MEM_RESET &&
      sameRegions(d)
  },
  {
    name: 'contents after a reset',
    what: 'After MEM_RESET the contents may be kept or lost; Wine loses them at once, the simulator when it needs the page.',
    evidence:
      'Microsoft, VirtualAlloc (MEM_RESET: "the data ... is no longer of interest", may be discarded)',
    only: 'any',
    holds: (d) =>
      is(d, allocating) &&
      flagsOf(d.action, 'allocation') === k.MEM_RESET &&
      d.simulator === d.windows &&
      sameRegions(d)
  },
  {
    name: 'reset with another type',
    what: 'MEM_RESET goes with no other value: Windows says ERROR_INVALID_PARAMETER, Wine goes on.',
    evidence: 'conformance private/allocation-types-that-are-refused (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => {
      const type = flagsOf(d.action, 'allocation')
      return (
        is(d, allocating) &&
        (type & k.MEM_RESET) !== 0 &&
        type !== k.MEM_RESET &&
        failedWith(d.simulator, error.parameter)
      )
    }
  },
  {
    name: 'MEM_RESET_UNDO',
    what: 'Wine 8.0 knows no MEM_RESET_UNDO.',
    evidence:
      'conformance private/allocation-types-that-are-refused; Microsoft, VirtualAlloc (MEM_RESET_UNDO)',
    only: 'Wine',
    holds: (d) =>
      is(d, allocating) &&
      flagsOf(d.action, 'allocation') === k.MEM_RESET_UNDO &&
      failedWith(d.windows, error.parameter) &&
      d.areas.length === 0
  },
  {
    name: 'write watch without reserving',
    what: 'MEM_WRITE_WATCH needs MEM_RESERVE: Windows says ERROR_INVALID_PARAMETER, Wine commits.',
    evidence: 'conformance private/allocation-types-that-are-refused (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => {
      const type = flagsOf(d.action, 'allocation')
      return (
        is(d, allocating) &&
        (type & k.MEM_WRITE_WATCH) !== 0 &&
        (type & k.MEM_RESERVE) === 0 &&
        failedWith(d.simulator, error.parameter)
      )
    }
  },
  {
    name: 'arguments before the handle',
    what: 'Calls look at types, protections and sizes before the handles of process and section; Wine finds the handle wrong first.',
    evidence:
      'reactos ntoskrnl/mm/ARM3/virtual.c NtAllocateVirtualMemory, NtProtectVirtualMemory, NtFreeVirtualMemory; section.c NtMapViewOfSection',
    only: 'Wine',
    holds: (d) =>
      is(d, [...allocating, ...protecting, ...freeing, ...mapping]) &&
      bothFail(d, error.parameter, k.ERROR_INVALID_HANDLE)
  },
  {
    name: 'large pages',
    what: 'MEM_LARGE_PAGES without the privilege: Windows says ERROR_PRIVILEGE_NOT_HELD, Wine ERROR_INVALID_PARAMETER.',
    evidence: 'conformance private/allocation-types-that-are-refused (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, allocating) &&
      (flagsOf(d.action, 'allocation') & k.MEM_LARGE_PAGES) !== 0 &&
      bothFail(d, error.privilege, error.parameter)
  },
  {
    name: 'physical pages',
    what: 'MEM_RESERVE | MEM_PHYSICAL reserves a window for physical pages; Wine 8.0 has no such windows.',
    evidence: 'Microsoft, VirtualAlloc (MEM_PHYSICAL): "must be used with MEM_RESERVE and no other values"',
    only: 'Wine',
    holds: (d) =>
      is(d, allocating) &&
      flagsOf(d.action, 'allocation') === (k.MEM_RESERVE | k.MEM_PHYSICAL) &&
      failedWith(d.windows, error.parameter)
  },
  {
    name: 'placeholders',
    what: 'Wine 8.0 has no placeholders: whatever names them is ERROR_INVALID_PARAMETER.',
    evidence:
      'conformance private/placeholder-is-a-reservation, sections/placeholder-becomes-a-view-and-back (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => {
      const type = flagsOf(d.action, 'allocation')
      const free = flagsOf(d.action, 'free')
      const names = is(d, ['VirtualAlloc2', 'MapViewOfFile3'])
        ? (type & (k.MEM_RESERVE_PLACEHOLDER | k.MEM_REPLACE_PLACEHOLDER)) !== 0
        : is(d, freeing)
          ? (free & (k.MEM_PRESERVE_PLACEHOLDER | k.MEM_COALESCE_PLACEHOLDERS)) !== 0
          : is(d, ['UnmapViewOfFile2']) && (numberAt(d.action, 2) & k.MEM_PRESERVE_PLACEHOLDER) !== 0
      if (!names) return false
      if (failedWith(d.windows, error.parameter)) return !failedWith(d.simulator, error.parameter)
      // Wine does not look at the flag of a view, wants 64 KiB of it; on Windows there must be a placeholder.
      const ofView = is(d, ['UnmapViewOfFile2', 'MapViewOfFile3'])
      return (
        ofView &&
        failedWith(d.simulator, error.address) &&
        (succeeded(d.windows) || failedWith(d.windows, error.alignment))
      )
    }
  },
  {
    name: 'free what is free',
    what: 'VirtualFree of free memory: Windows says ERROR_INVALID_ADDRESS, Wine ERROR_INVALID_PARAMETER.',
    evidence:
      'conformance private/release-takes-base-and-size-zero, private/decommit-range-rules (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, freeing) &&
      bothFail(d, error.address, error.parameter) &&
      (rangeBefore(d)?.allocation ?? null) === null
  },
  {
    name: 'lock what cannot be touched',
    what: 'VirtualLock of pages that are not committed or allow no access: Windows says ERROR_NOACCESS; Wine asks mlock, which refuses (ERROR_ACCESS_DENIED) or brings in what is there.',
    evidence: 'conformance private/lock-and-unlock (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['VirtualLock']) &&
      failedWith(d.simulator, error.noAccess) &&
      (d.windows === 'ok' || failedWith(d.windows, error.denied)) &&
      d.areas.length === 0 &&
      ((rangeBefore(d)?.meetsFree ?? true) ||
        someRegion(d, (region) => isReserved(region) || (region.protect & 0xff) === k.PAGE_NOACCESS))
  },
  {
    name: 'lock ranges that cannot be',
    what: 'VirtualLock and VirtualUnlock of size 0 or of addresses that no program has: Windows says ERROR_INVALID_PARAMETER; Wine asks mlock and munlock.',
    evidence: 'reactos ntoskrnl/mm/ARM3/virtual.c NtLockVirtualMemory, NtUnlockVirtualMemory',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, ['VirtualLock', 'VirtualUnlock']) || !failedWith(d.simulator, error.parameter)) return false
      const place = d.action.args[0]
      const size = sizeOf(d.action)
      return size <= 0 || size >= 0x700000000000 || (place?.kind === 'place' && place.base === 'null')
    }
  },
  {
    name: 'lock through a guard',
    what: 'VirtualLock of a guard page takes the guard away and fails with STATUS_GUARD_PAGE_VIOLATION; Wine says ERROR_ACCESS_DENIED and keeps the guard.',
    evidence: 'conformance private/guard-page-in-a-system-service (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['VirtualLock']) && failedWith(d.simulator, 0x80000001) && failedWith(d.windows, error.denied)
  },
  {
    name: 'more locks than the working set',
    what: 'VirtualLock beyond the minimum working set: Windows says ERROR_WORKING_SET_QUOTA, Wine locks.',
    evidence: 'conformance private/lock-is-limited-by-the-working-set (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => is(d, ['VirtualLock']) && failedWith(d.simulator, error.quota)
  },
  {
    name: 'unlock what is not locked',
    what: 'VirtualUnlock of pages that are not locked: Windows says ERROR_NOT_LOCKED; Wine, which asks munlock, succeeds on mapped pages and says ERROR_ACCESS_DENIED of others.',
    evidence: 'conformance private/lock-and-unlock, process/virtual-lock (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['VirtualUnlock']) &&
      failedWith(d.simulator, error.notLocked) &&
      (d.windows === 'ok' || failedWith(d.windows, error.denied)) &&
      d.areas.length === 0
  },
  {
    name: 'offer, reclaim, discard',
    what: 'Wine 8.0 has no OfferVirtualMemory, ReclaimVirtualMemory, DiscardVirtualMemory: ERROR_CALL_NOT_IMPLEMENTED.',
    evidence: 'conformance private/offer-reclaim-discard (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['OfferVirtualMemory', 'ReclaimVirtualMemory', 'DiscardVirtualMemory']) &&
      d.windows === error.notSupported.toString(16)
  },
  ...knownSectionDifferences
]

/** The pages that GetWriteWatch named. */
const pagesIn = (result: string): number[] =>
  result
    .split(' ')
    .slice(2)
    .map((page) => Number.parseInt(page, 16))

/** Whether the areas differ in bytes alone. */
function sameRegions({ areas }: Difference): boolean {
  return areas.every(
    ({ simulator, windows }) => JSON.stringify(readArea(simulator)) === JSON.stringify(readArea(windows))
  )
}

/** The known difference that a difference is, or null. */
export function explainDifference(difference: Difference, onWine: boolean): KnownDifference | null {
  return knownDifferences.find((known) => (onWine || known.only === 'any') && known.holds(difference)) ?? null
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Action } from './actions'
import {
  accessViolation,
  allocating,
  bothFail,
  caching,
  error,
  failedWith,
  guardViolation,
  is,
  isGuarded,
  isPlainProtection,
  isReserved,
  mapping,
  protecting,
  someRegion,
  succeeded
} from './difference-tests'
import type { KnownDifference } from './known-difference'
import { readArea, type AreaRegion } from './outcome'
import { flagsOf, numberAt, rangeBefore, sizeOf } from './range-before'
import { fileAccessBefore, isMoreThan, sectionBefore, viewWish } from './section-before'

/** The part of the known differences that is about views, files, copies between processes, and touches. */
export const knownSectionDifferences: readonly KnownDifference[] = [
  {
    name: 'opened for executing',
    what: 'OpenFileMapping takes FILE_MAP_EXECUTE as the right to map for executing; Wine does not, and such a view is ERROR_ACCESS_DENIED.',
    evidence: 'reactos dll/win32/kernel32/client/file/filemap.c OpenFileMappingW (SECTION_MAP_EXECUTE)',
    only: 'Wine',
    holds: (d) =>
      is(d, mapping) &&
      succeeded(d.simulator) &&
      failedWith(d.windows, error.denied) &&
      isExecutable(viewWish(d.action).protect) &&
      ((sectionBefore(d)?.openedFor ?? 0) & k.FILE_MAP_EXECUTE) !== 0
  },
  {
    name: 'attributes before the name',
    what: 'SEC_RESERVE and SEC_COMMIT together are refused before the name is looked up; Wine opens a section of that name.',
    evidence: 'reactos ntoskrnl/mm/ARM3/section.c NtCreateSection (STATUS_INVALID_PARAMETER_6)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['CreateFileMapping']) &&
      (flagsOf(d.action, 'section') & (k.SEC_COMMIT | k.SEC_RESERVE)) === (k.SEC_COMMIT | k.SEC_RESERVE) &&
      failedWith(d.simulator, error.parameter) &&
      d.windows === 'ok exists'
  },
  {
    name: 'view from behind the end',
    what: 'A view that would start behind its section: Windows says ERROR_ACCESS_DENIED, Wine ERROR_INVALID_PARAMETER.',
    evidence: 'conformance sections/view-offset-and-size-inside-the-section (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, mapping) || !bothFail(d, error.denied, error.parameter)) return false
      const section = sectionBefore(d)
      const { offset } = viewWish(d.action)
      return section !== null && offset > 0 && (section.size === null || offset >= section.size)
    }
  },
  {
    name: 'types of views',
    what: 'MapViewOfFile3 refuses unknown allocation types before it looks at anything else; Wine 8.0 does not look at them.',
    evidence: 'Microsoft, MapViewOfFile3 (AllocationType)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['MapViewOfFile3']) &&
      (flagsOf(d.action, 'allocation') &
        ~(k.MEM_RESERVE | k.MEM_REPLACE_PLACEHOLDER | k.MEM_TOP_DOWN | k.MEM_LARGE_PAGES)) !==
        0 &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'modifiers of views',
    what: 'A view can have PAGE_GUARD or PAGE_NOCACHE like private memory; Wine says ERROR_INVALID_PARAMETER.',
    evidence:
      'reactos ntoskrnl/mm/ARM3/section.c NtMapViewOfSection (MiMakeProtectionMask); Microsoft, MapViewOfFile3 (PageProtection)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['MapViewOfFile3']) &&
      (flagsOf(d.action, 'protection') & 0x700) !== 0 &&
      failedWith(d.windows, error.parameter) &&
      !failedWith(d.simulator, error.parameter)
  },
  {
    name: 'caching of views',
    what: 'PAGE_NOCACHE and PAGE_WRITECOMBINE are for private memory, and VirtualProtect of a view refuses them; Wine does not look at them.',
    evidence:
      'Microsoft, Memory Protection Constants (PAGE_NOCACHE, PAGE_WRITECOMBINE: "only be used when accessing private memory")',
    only: 'Wine',
    holds: (d) =>
      is(d, protecting) &&
      failedWith(d.simulator, error.parameter) &&
      succeeded(d.windows) &&
      (flagsOf(d.action, 'protection') & caching) !== 0 &&
      (rangeBefore(d)?.regions ?? []).some((region) => region.type !== k.MEM_PRIVATE)
  },
  {
    name: 'views above all addresses',
    what: 'A view that would reach above the addresses that a program has is ERROR_INVALID_PARAMETER before anything else; Wine maps it elsewhere or says another error.',
    evidence:
      'reactos ntoskrnl/mm/ARM3/section.c NtMapViewOfSection, modules/rostests/kmtests/ntos_mm/ZwMapViewOfSection.c (ViewSize -1: STATUS_INVALID_PARAMETER_3)',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, mapping) || !failedWith(d.simulator, error.parameter)) return false
      const size = numberAt(d.action, 4)
      return size < 0 || size > 0x5fffffffffff || isAboveAll(d.action)
    }
  },
  {
    name: 'alignment before the handle',
    what: 'Address and offset of a view are compared with the allocation granularity after its protection and the section are looked at; Wine does that first.',
    evidence: 'reactos ntoskrnl/mm/ARM3/section.c NtMapViewOfSection (STATUS_MAPPED_ALIGNMENT last)',
    only: 'Wine',
    holds: (d) =>
      is(d, mapping) &&
      (bothFail(d, k.ERROR_INVALID_HANDLE, error.alignment) ||
        bothFail(d, error.denied, error.alignment) ||
        (bothFail(d, error.parameter, error.alignment) &&
          is(d, ['MapViewOfFile3']) &&
          !isPlainProtection(flagsOf(d.action, 'protection'))))
  },
  {
    name: 'sections of files that may not be executed',
    what: 'A section with an executable protection needs GENERIC_EXECUTE: Windows says ERROR_ACCESS_DENIED; Wine does not ask for it.',
    evidence: 'conformance sections/section-protection-and-file-access (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['CreateFileMapping']) &&
      isExecutable(flagsOf(d.action, 'section') & 0xff) &&
      failedWith(d.simulator, error.denied) &&
      !failedWith(d.windows, error.denied) &&
      ((fileAccessBefore(d) ?? GENERIC_EXECUTE) & GENERIC_EXECUTE) === 0
  },
  {
    name: 'more than the section allows',
    what: "A view may not have more than its section was made for, whatever right the handle has: ERROR_INVALID_PARAMETER; Wine asks for the handle's right alone.",
    evidence:
      'reactos modules/rostests/kmtests/ntos_mm/ZwMapViewOfSection.c (a handle with all rights to a section for reading, a view for writing: STATUS_SECTION_PROTECTION)',
    only: 'Wine',
    holds: (d) => {
      if (!is(d, mapping) || !failedWith(d.simulator, error.parameter)) return false
      const section = sectionBefore(d)
      const { protect, offset } = viewWish(d.action)
      if (section === null || section.isMaker || section.protect === null) return false
      if (!isMoreThan(section.protect, protect)) return false
      // Wine has not given the right to execute (`opened for executing`), or finds the view too long next.
      const tooLong = section.size === null || offset + numberAt(d.action, 4) > section.size
      return (
        succeeded(d.windows) || (failedWith(d.windows, error.denied) && (isExecutable(protect) || tooLong))
      )
    }
  },
  {
    name: 'cutting a file that is not for writing',
    what: 'SetEndOfFile without GENERIC_WRITE: Windows says ERROR_ACCESS_DENIED, Wine whatever ftruncate or a view of the file gives it.',
    evidence: 'Microsoft, SetEndOfFile (hFile: created with GENERIC_WRITE)',
    only: 'Wine',
    holds: (d) => is(d, ['SetEndOfFile']) && failedWith(d.simulator, error.denied) && !succeeded(d.windows)
  },
  {
    name: 'flush past all addresses',
    what: 'FlushViewOfFile of a range that ends above the highest address: Windows says ERROR_INVALID_PARAMETER first; in Wine the sum wraps around.',
    evidence: 'reactos ntoskrnl/mm/ARM3/virtual.c NtFlushVirtualMemory (STATUS_INVALID_PARAMETER)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['FlushViewOfFile']) &&
      failedWith(d.simulator, error.parameter) &&
      (sizeOf(d.action) < 0 || sizeOf(d.action) > 0x5fffffffffff || isAboveAll(d.action))
  },
  {
    name: 'unknown unmap flags',
    what: 'UnmapViewOfFile2 with flags that do not exist: Windows says ERROR_INVALID_PARAMETER, Wine 8.0 does not look at them.',
    evidence: 'Microsoft, UnmapViewOfFile2 (UnmapFlags)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['UnmapViewOfFile2']) &&
      (numberAt(d.action, 2) & ~3) !== 0 &&
      failedWith(d.simulator, error.parameter)
  },
  {
    name: 'read part of a range',
    what: 'ReadProcessMemory that meets a page that cannot be read: Windows copies the pages before it and says ERROR_PARTIAL_COPY; Wine copies nothing and says ERROR_NOACCESS.',
    evidence:
      'conformance private/guard-page-in-a-system-service (ERROR_PARTIAL_COPY); reactos ntoskrnl/mm/ARM3/virtual.c MiDoPoolCopy, MiDoMappedCopy (STATUS_PARTIAL_COPY with the bytes copied before)',
    only: 'Wine',
    holds: (d) => is(d, ['ReadProcessMemory']) && bothFail(d, error.partial, error.noAccess)
  },
  {
    name: 'read through protections',
    what: 'ReadProcessMemory of a guard page, one without access, or one that is only reserved: Windows says ERROR_PARTIAL_COPY; Wine reads what its own tables let it.',
    evidence: 'conformance private/guard-page-in-a-system-service (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['ReadProcessMemory']) &&
      failedWith(d.simulator, error.partial) &&
      (succeeded(d.windows) || failedWith(d.windows, error.noAccess)) &&
      someRegion(d, (region) => isGuarded(region) || isReserved(region) || region.protect === k.PAGE_NOACCESS)
  },
  {
    name: 'write through protections',
    what: 'WriteProcessMemory to pages that are read-only, guarded, without access or not committed: Windows refuses, Wine 8.0 writes through every protection.',
    evidence:
      'conformance private/write-process-memory (TODO_WINE_CHECK); wine 10 dlls/kernelbase/memory.c WriteProcessMemory',
    only: 'Wine',
    holds: (d) =>
      is(d, ['WriteProcessMemory']) &&
      !succeeded(d.simulator) &&
      (succeeded(d.windows) || failedWith(d.windows, error.denied)) &&
      someRegion(d, (region) => isGuarded(region) || isReserved(region) || (region.protect & 0xcc) === 0)
  },
  {
    name: 'patches of views',
    what: 'WriteProcessMemory makes code writable for the moment, in a view that may not be written as a copy; Wine says ERROR_ACCESS_DENIED.',
    evidence:
      'wine 10 dlls/kernelbase/memory.c WriteProcessMemory (PAGE_EXECUTE_WRITECOPY where it is not private)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['WriteProcessMemory']) &&
      succeeded(d.simulator) &&
      failedWith(d.windows, error.denied) &&
      someRegion(d, (region) => region.type === k.MEM_MAPPED && (region.protect & 0x30) !== 0)
  },
  {
    name: 'write where nothing is',
    what: 'WriteProcessMemory that meets free memory: Wine says ERROR_ACCESS_DENIED of the whole, having looked at no page before it.',
    evidence:
      'wine 10 dlls/kernelbase/memory.c WriteProcessMemory (free memory has no protection: STATUS_ACCESS_VIOLATION)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['WriteProcessMemory']) &&
      !succeeded(d.simulator) &&
      failedWith(d.windows, error.denied) &&
      (rangeBefore(d)?.meetsFree ?? true)
  },
  {
    name: 'write nothing',
    what: 'WriteProcessMemory of 0 bytes: nothing is asked of any page; Wine says ERROR_INVALID_PARAMETER.',
    evidence: 'wine 10 dlls/kernelbase/memory.c WriteProcessMemory',
    only: 'Wine',
    holds: (d) =>
      is(d, ['WriteProcessMemory']) && numberAt(d.action, 2) === 0 && failedWith(d.windows, error.parameter)
  },
  {
    name: 'guard of a page that is not committed',
    what: 'A touch of a reserved page is an access violation, whatever protection the reservation was made with; Wine raises STATUS_GUARD_PAGE_VIOLATION where that had PAGE_GUARD.',
    evidence:
      'Microsoft, Creating Guard Pages; conformance private/query-reserved-and-committed (a reserved page has no protection)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['read', 'write', 'execute']) &&
      d.simulator === accessViolation &&
      d.windows === guardViolation &&
      someRegion(d, isReserved)
  },
  {
    name: 'reserved section pages are there',
    what: 'A page of a SEC_RESERVE view that is not committed cannot be touched; Wine 8.0 maps it accessible.',
    evidence: 'conformance sections/reserved-section-is-committed-through-a-view (TODO_WINE_CHECK)',
    only: 'Wine',
    holds: (d) =>
      is(d, ['read', 'write', 'execute']) &&
      d.simulator === accessViolation &&
      someRegion(d, (region) => isReserved(region) && region.type === k.MEM_MAPPED)
  },
  {
    name: 'sections committed as a whole',
    what: 'What one view commits of a SEC_RESERVE section is committed in every view; Wine 8.0 does not tell the others when a view was committed whole, in one call.',
    evidence: 'conformance sections/reserved-section-is-committed-through-a-view',
    only: 'Wine',
    holds: (d) =>
      d.simulator === d.windows &&
      d.areas.length > 0 &&
      d.actions.some(
        (action) => is({ ...d, action }, allocating) && (flagsOf(action, 'allocation') & k.MEM_COMMIT) !== 0
      ) &&
      d.areas.every((area) => {
        const reserved = readArea(area.windows).filter((region) => isReserved(region) && isMapped(region))
        const committed = readArea(area.simulator).filter((region) => !isReserved(region) && isMapped(region))
        return reserved.some((r) => committed.some((c) => c.from < r.to && r.from < c.to))
      })
  }
]

const GENERIC_EXECUTE = 0x20000000
const isExecutable = (protect: number): boolean => (protect & 0xf0) !== 0
const isMapped = (region: AreaRegion): boolean => region.type === k.MEM_MAPPED
const isAboveAll = (action: Action): boolean =>
  action.args.some((a) => a.kind === 'place' && a.base === 'null' && a.offset >= 0x7fffffff0000)

import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { pagesOf } from '../address-range'
import { flushFile } from '../file-cache'
import { referenceHandle } from '../handles'
import { isCopyOnWrite, isExecutable, isWritable } from '../pte'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal, NT, refuse, type Refusal } from '../status'
import { mapView, unmapView, viewArgumentRefusal, type ViewWish } from '../views'

/** MapViewOfFile(hFileMappingObject, dwDesiredAccess, dwFileOffsetHigh, dwFileOffsetLow, dwNumberOfBytesToMap) */
export const MapViewOfFile: ApiFunction = (call) => mapWithAccess(call, 0)

/** MapViewOfFileEx(..., lpBaseAddress) */
export const MapViewOfFileEx: ApiFunction = (call) => mapWithAccess(call, call.word(5))

function mapWithAccess(call: ApiCall, base: Word): Word {
  return map(call, 0, {
    section: call.word(0),
    base,
    offset: call.pair(2, 3),
    size: call.word(4),
    protect: protectionOf(call.dword(1)),
    replacePlaceholder: false,
    topDown: false,
    largePages: (call.dword(1) & k.FILE_MAP_LARGE_PAGES) !== 0
  })
}

/** Conformance sections/view-access-decides-the-page-protection: write beats read beats copy; execute alone is no access. */
function protectionOf(access: number): number {
  const execute = (access & k.FILE_MAP_EXECUTE) !== 0
  if (access & k.FILE_MAP_WRITE) return execute ? k.PAGE_EXECUTE_READWRITE : k.PAGE_READWRITE
  if (access & k.FILE_MAP_READ) return execute ? k.PAGE_EXECUTE_READ : k.PAGE_READONLY
  if (access & k.FILE_MAP_COPY) return execute ? k.PAGE_EXECUTE_WRITECOPY : k.PAGE_WRITECOPY
  return k.PAGE_NOACCESS
}

/** MapViewOfFile3(FileMapping, Process, BaseAddress, Offset, ViewSize, AllocationType, PageProtection, ExtendedParameters, ParameterCount) */
export const MapViewOfFile3: ApiFunction = (call) => {
  const type = call.dword(5)
  const known = k.MEM_RESERVE | k.MEM_REPLACE_PLACEHOLDER | k.MEM_LARGE_PAGES | k.MEM_TOP_DOWN
  if ((type & ~known) !== 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'mapping-type-is-known',
      'AllocationType has a bit that stands for nothing here.'
    )
  const replacePlaceholder = (type & k.MEM_REPLACE_PLACEHOLDER) !== 0
  if (replacePlaceholder && call.word(2) === 0) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'replacing-names-the-placeholder',
      "MEM_REPLACE_PLACEHOLDER needs the placeholder's address."
    )
  }
  return map(call, call.word(1), {
    section: call.word(0),
    base: call.word(2),
    offset: call.word(3),
    size: call.word(4),
    protect: call.dword(6),
    replacePlaceholder,
    topDown: (type & k.MEM_TOP_DOWN) !== 0,
    largePages: (type & k.MEM_LARGE_PAGES) !== 0
  })
}

/** MapViewOfFile2(FileMappingHandle, ProcessHandle, Offset, BaseAddress, ViewSize, AllocationType, PageProtection) */
export const MapViewOfFile2: ApiFunction = (call) => mapIn(call)

/** MapViewOfFileNuma2(..., PreferredNode): the machine has one node. */
export const MapViewOfFileNuma2: ApiFunction = (call) => mapIn(call)

function mapIn(call: ApiCall): Word {
  const process = call.target(call.word(1), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  // MapViewOfFile2 (AllocationType): 0, or reserved, or large pages.
  if (call.dword(5) & ~(k.MEM_RESERVE | k.MEM_LARGE_PAGES | k.MEM_TOP_DOWN))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'mapping-type-is-known',
      'AllocationType has a bit that stands for nothing here.'
    )
  return map(call, call.word(1), {
    section: call.word(0),
    base: call.word(3),
    offset: call.word(2),
    size: call.word(4),
    protect: call.dword(6),
    replacePlaceholder: false,
    topDown: (call.dword(5) & k.MEM_TOP_DOWN) !== 0,
    largePages: (call.dword(5) & k.MEM_LARGE_PAGES) !== 0
  })
}

/** MapViewOfFileExNuma(..., lpBaseAddress, nndPreferred) */
export const MapViewOfFileExNuma: ApiFunction = (call) => mapWithAccess(call, call.word(5))

/** MapViewOfFileFromApp(hFileMappingObject, DesiredAccess, FileOffset, NumberOfBytesToMap) */
export const MapViewOfFileFromApp: ApiFunction = (call) =>
  call.dword(1) & k.FILE_MAP_EXECUTE
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'DesiredAccess may not have FILE_MAP_EXECUTE in MapViewOfFileFromApp.'
      )
    : map(call, 0, {
        section: call.word(0),
        base: 0,
        offset: call.word(2),
        size: call.word(3),
        protect: protectionOf(call.dword(1)),
        replacePlaceholder: false,
        topDown: false,
        largePages: false
      })

/** MapViewOfFile3FromApp(...): what MapViewOfFile3 takes, but nothing executable. */
export const MapViewOfFile3FromApp: ApiFunction = (call) =>
  isExecutable(call.dword(6))
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'PageProtection may not be executable in MapViewOfFile3FromApp.'
      )
    : MapViewOfFile3(call)

/** A view that is asked for: what mapView takes, and the handle of its section. */
export interface Mapping extends ViewWish {
  readonly section: Word
}

function map(call: ApiCall, target: Word, mapping: Mapping): Word {
  const wrong = viewArgumentRefusal(mapping)
  if (wrong) return call.refuse(wrong)
  const process =
    target === 0 ? call.process : call.target(target, k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.valueOr(mapSection(call, process, mapping))
}

/** Maps a section by a handle of the caller's, which needs the rights that the view needs: the view's address. */
export function mapSection(call: ApiCall, process: SimulatedProcess, mapping: Mapping): number | Refusal {
  const { protect } = mapping
  const wrong = viewArgumentRefusal(mapping)
  if (wrong) return wrong
  // Conformance sections/view-needs-rights-of-its-handle: even a view that nobody can touch needs the right to read.
  const sharedWrite = isWritable(protect) && !isCopyOnWrite(protect)
  const right =
    (sharedWrite ? k.SECTION_MAP_WRITE : k.SECTION_MAP_READ) |
    (isExecutable(protect) ? k.SECTION_MAP_EXECUTE : 0)
  const section = referenceHandle(
    call.process,
    mapping.section,
    'section',
    right,
    'the access that the view needs'
  )
  return isRefusal(section) ? section : mapView(process, section, mapping)
}

/** UnmapViewOfFile(lpBaseAddress) */
export const UnmapViewOfFile: ApiFunction = (call) =>
  call.answer(unmapView(call.process, call.word(0), false))

/** UnmapViewOfFile2(Process, BaseAddress, UnmapFlags) */
export const UnmapViewOfFile2: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return unmapWithFlags(call, process, call.word(1), call.dword(2))
}

/** UnmapViewOfFileEx(BaseAddress, UnmapFlags) */
export const UnmapViewOfFileEx: ApiFunction = (call) =>
  unmapWithFlags(call, call.process, call.word(0), call.dword(1))

function unmapWithFlags(call: ApiCall, process: SimulatedProcess, address: Word, flags: number): Word {
  if (flags & ~(k.MEM_UNMAP_WITH_TRANSIENT_BOOST | k.MEM_PRESERVE_PLACEHOLDER)) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'unmap-flags-are-known',
      'UnmapFlags can be 0, MEM_UNMAP_WITH_TRANSIENT_BOOST or MEM_PRESERVE_PLACEHOLDER.'
    )
  }
  return call.answer(unmapView(process, address, (flags & k.MEM_PRESERVE_PLACEHOLDER) !== 0))
}

/**
 * FlushViewOfFile(lpBaseAddress, dwNumberOfBytesToFlush): the changed pages of the range go to the file's disk; 0 is all from
 * there to the view's end. Conformance sections/view-flush-takes-any-part.
 */
export const FlushViewOfFile: ApiFunction = (call) => {
  // reactos ntoskrnl/mm/ARM3/virtual.c NtFlushVirtualMemory: first whether there can be such a range at all.
  const pages = pagesOf(call.word(0), call.word(1))
  if (isRefusal(pages)) return call.refuse(pages)
  const refusal = flushView(call.process, call.size(0), call.size(1))
  // Memory that no file stands behind has nothing to be flushed, which is success.
  return call.answer(refusal?.status === NT.NOT_MAPPED_DATA ? null : refusal)
}

/** NtFlushVirtualMemory: size 0 is all from the address to the view's end. */
export function flushView(process: SimulatedProcess, address: number, size: number): Refusal | null {
  const page = Math.floor(address / 4096)
  const vad = process.vadAt(page)
  const no = (status: number, why: string): Refusal => refuse(status, 'flushing-stays-inside-a-view', why)
  if (vad === undefined) return no(k.STATUS_INVALID_PARAMETER, 'There is no view at that address.')
  // The address is rounded down to its page and the size counts from there: wine dlls/ntdll/unix/virtual.c NtFlushVirtualMemory.
  if (page * 4096 + size > vad.end * 4096)
    return no(
      k.STATUS_INVALID_PARAMETER,
      `The range leaves the allocation, which ends at 0x${(vad.end * 4096).toString(16)}.`
    )
  if (!vad.view) return no(NT.NOT_MAPPED_DATA, 'The memory is no view: no file stands behind it.')
  const { controlArea, firstPrototype } = vad.view
  const area = process.kernel.controlArea(controlArea)
  if (area.kind === 'pagefile') return no(NT.NOT_MAPPED_DATA, 'No file stands behind the section.')
  if (area.kind !== 'data') return null
  const end = size === 0 ? vad.end : Math.min(Math.ceil((address + size) / 4096), vad.end)
  flushFile(process.kernel, area.file, firstPrototype + page - vad.start, firstPrototype + end - vad.start)
  return null
}

import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { u32At, type ApiCall, type ApiFunction } from '../api-call'
import { FileStore } from '../file-store'
import { INVALID_HANDLE, isSharedWritable, oneOf, openHandle, referenceHandle } from '../handles'
import { largeSectionRefusal } from '../large-pages'
import type { Kernel } from '../kernel'
import type { SectionObject } from '../objects'
import { whyNoLargePages } from '../privileges'
import type { ProcessMemory } from '../process-memory'
import { isCopyOnWrite, isExecutable, isReadable } from '../pte'
import type { RuleId } from '../rules'
import { countUse, createPagefileArea, dataAreaOf, imageAreaOf } from '../sections'
import type { ControlArea } from '../control-area'
import { isRefusal, NT, refuse, type Refusal } from '../status'
import { findName, sectionName } from '../object-names'

/** CreateFileMapping(hFile, lpFileMappingAttributes, flProtect, dwMaximumSizeHigh, dwMaximumSizeLow, lpName) */
export const CreateFileMappingA: ApiFunction = (call) => createFileMapping(call, classic(call), false)
export const CreateFileMappingW: ApiFunction = (call) => createFileMapping(call, classic(call), true)

/** CreateFileMappingNuma(..., nndPreferred): the machine has one node. */
export const CreateFileMappingNumaA: ApiFunction = (call) => onNode(call) ?? CreateFileMappingA(call)
export const CreateFileMappingNumaW: ApiFunction = (call) => onNode(call) ?? CreateFileMappingW(call)

function onNode(call: ApiCall): Word | null {
  if (call.dword(6) === 0 || call.dword(6) === 0xffffffff) return null
  return call.fail(k.ERROR_INVALID_PARAMETER, 'numa-node-is-there', 'The machine has the NUMA node 0 only.')
}

/** CreateFileMappingFromApp(hFile, SecurityAttributes, PageProtection, MaximumSize, Name): nothing executable. */
export const CreateFileMappingFromApp: ApiFunction = (call) =>
  isExecutable(call.dword(2))
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'PageProtection may not be executable in CreateFileMappingFromApp.'
      )
    : createFileMapping(
        call,
        { protection: call.dword(2), size: call.size(3), name: call.word(4), access: null },
        true
      )

/** CreateFileMapping2(File, SecurityAttributes, DesiredAccess, PageProtection, AllocationAttributes, MaximumSize, Name, ExtendedParameters, ParameterCount) */
export const CreateFileMapping2: ApiFunction = (call) =>
  createFileMapping(
    call,
    {
      protection: (call.dword(3) | call.dword(4)) >>> 0,
      size: call.size(5),
      name: call.word(6),
      access: sectionAccess(call.dword(2))
    },
    true
  )

/** What the functions that create a section are told. */
interface MappingWish {
  /** With SEC_ attributes. */
  readonly protection: number
  readonly size: number
  readonly name: Word
  /** Of the handle; null where the protection decides. */
  readonly access: number | null
}

const classic = (call: ApiCall): MappingWish => ({
  protection: call.dword(2),
  size: call.pair(3, 4),
  name: call.word(5),
  access: null
})

function createFileMapping(call: ApiCall, wish: MappingWish, wide: boolean): Word | undefined {
  const { kernel, process } = call
  const protect = wish.protection & 0xffff
  const attributes = wish.protection - protect
  const access = wish.access ?? handleAccess(protect)
  const refusal = sectionRefusal(process, protect, attributes)
  if (refusal) return call.refuse(refusal)
  // reactos dll/win32/kernel32/client/file/filemap.c CreateFileMappingW: before anything else is asked.
  if (call.word(0) === INVALID_HANDLE && wish.size === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'section-without-a-file-needs-a-size',
      'A section without a file needs a size.'
    )
  const name = wish.name === 0 ? null : call.string(wish.name, wide)
  if (name === undefined) return undefined
  // An empty name is none.
  const full = name === null || name === '' ? null : sectionName(name)
  if (full !== null && isRefusal(full)) return call.refuse(full)

  const named = full === null ? undefined : findName(kernel, full)
  if (named !== undefined) {
    if (named.kind !== 'section')
      return call.fail(
        k.ERROR_INVALID_HANDLE,
        'one-name-one-kind-of-object',
        `The name "${name}" belongs to ${oneOf(named.kind)}: objects of all kinds share their names.`
      )
    const handle = openHandle(process, named.id, access, inheritance(call))
    // CreateFileMapping (Return value): the existing one, with its own size.
    process.setLastError(k.ERROR_ALREADY_EXISTS)
    return handle
  }
  const made = makeArea(call, call.word(0), protect, attributes, wish.size)
  if (isRefusal(made)) return call.refuse(made)
  const section = addSection(kernel, { name: full, protect, attributes, ...made })
  process.setLastError(k.ERROR_SUCCESS)
  return openHandle(process, section, access, inheritance(call))
}

/** A new section object under its name: its number. */
export function addSection(
  kernel: Kernel,
  { area, ...rest }: Pick<SectionObject, 'name' | 'size' | 'protect' | 'attributes'> & { area: ControlArea }
): number {
  const section: SectionObject = {
    id: kernel.newNumber(),
    kind: 'section',
    handles: 0,
    controlArea: area.id,
    ...rest
  }
  kernel.setObject(section)
  countUse(kernel, area.id, { sections: 1, writers: isSharedWritable(rest.protect) ? 1 : 0 })
  if (section.name !== null) kernel.setName(section.name, section.id)
  return section.id
}

/** Whether the new handle is inherited. SECURITY_ATTRIBUTES (bInheritHandle). */
function inheritance(call: ApiCall): number {
  const attributes = call.word(1) === 0 ? null : call.copyIn(call.word(1), 24)
  return attributes !== null && u32At(attributes, 16) !== 0 ? k.HANDLE_FLAG_INHERIT : 0
}

const knownAttributes =
  k.SEC_COMMIT |
  k.SEC_RESERVE |
  k.SEC_IMAGE |
  k.SEC_IMAGE_NO_EXECUTE |
  k.SEC_NOCACHE |
  k.SEC_WRITECOMBINE |
  k.SEC_LARGE_PAGES

/** CreateFileMapping (flProtect); conformance sections/section-protection-and-file-access, section-image-needs-an-executable-file. */
export function sectionRefusal(process: ProcessMemory, protect: number, attributes: number): Refusal | null {
  const wrong = (rule: RuleId, why: string): Refusal => refuse(k.STATUS_INVALID_PARAMETER, rule, why)
  const single = protect !== 0 && (protect & (protect - 1)) === 0 && protect < 0x100
  if (!single || !isReadable(protect) || protect === k.PAGE_EXECUTE) {
    return wrong(
      'section-protection-includes-reading',
      'flProtect must be exactly one protection that includes reading, without modifiers.'
    )
  }
  if ((attributes & ~knownAttributes) !== 0)
    return wrong('section-attributes-are-known', 'flProtect has a SEC_ bit that stands for nothing here.')
  if (attributes & k.SEC_IMAGE) {
    if (attributes & ~(k.SEC_IMAGE_NO_EXECUTE | k.SEC_NOCACHE))
      return wrong(
        'image-section-takes-no-other-attribute',
        'SEC_IMAGE goes with no other attribute; with SEC_NOCACHE beside it, it is SEC_IMAGE_NO_EXECUTE.'
      )
    return null
  }
  if (attributes & k.SEC_COMMIT && attributes & k.SEC_RESERVE)
    return wrong(
      'section-is-committed-or-reserved',
      'SEC_COMMIT and SEC_RESERVE exclude each other: take one of them, or none for SEC_COMMIT.'
    )
  if (attributes & (k.SEC_NOCACHE | k.SEC_WRITECOMBINE) && !(attributes & (k.SEC_COMMIT | k.SEC_RESERVE)))
    return wrong(
      'section-is-committed-or-reserved',
      'SEC_NOCACHE and SEC_WRITECOMBINE go with SEC_COMMIT or SEC_RESERVE, which must be said beside them.'
    )
  if (attributes & k.SEC_LARGE_PAGES) {
    if (!(attributes & k.SEC_COMMIT))
      return wrong('large-page-section-is-committed', 'SEC_LARGE_PAGES needs SEC_COMMIT beside it.')
    // CreateFileMapping (SEC_LARGE_PAGES): needs SeLockMemoryPrivilege.
    const why = whyNoLargePages(process.state, 'SEC_LARGE_PAGES')
    if (why !== null) return refuse(k.STATUS_PRIVILEGE_NOT_HELD, 'large-pages-need-a-privilege', why)
  }
  return null
}

/** What a new section leads to, and its size. INVALID_HANDLE_VALUE and NULL stand for the paging file. */
export function makeArea(
  call: ApiCall,
  handle: Word,
  protect: number,
  attributes: number,
  size: number
): { readonly area: ControlArea; readonly size: number } | Refusal {
  const { kernel } = call
  const image = (attributes & k.SEC_IMAGE) !== 0
  // NtCreateSection (FileHandle): NULL stands for the paging file too.
  const isPagefile = handle === INVALID_HANDLE || handle === 0
  if (attributes & k.SEC_LARGE_PAGES) {
    const refusal = largeSectionRefusal(kernel, !isPagefile, size)
    if (refusal) return refusal
  }
  if (isPagefile) {
    if (image)
      return refuse(
        k.STATUS_INVALID_FILE_FOR_SECTION,
        'image-section-needs-a-file',
        'SEC_IMAGE needs a file: there is nothing to read headers from.'
      )
    const pageCount = Math.ceil(size / 4096)
    const area = createPagefileArea(kernel, pageCount, !(attributes & k.SEC_RESERVE))
    return isRefusal(area) ? area : { area, size: pageCount * 4096 }
  }
  const file = fileForSection(call, handle, protect)
  if (isRefusal(file)) return file
  if (image) {
    const area = imageAreaOf(kernel, file)
    if (isRefusal(area)) return area
    if (size > area.pageCount * 4096)
      return refuse(
        k.STATUS_SECTION_TOO_BIG,
        'image-section-ends-with-its-image',
        'The size is beyond that of the image.'
      )
    return { area, size: area.pageCount * 4096 }
  }
  const files = new FileStore(kernel)
  const record = files.get(file)
  const bytes = size === 0 ? record.size : size
  // CreateFileMapping (Remarks): an empty file cannot be mapped.
  if (bytes === 0)
    return refuse(
      NT.MAPPED_FILE_SIZE_ZERO,
      'empty-file-cannot-be-mapped',
      'The file is empty and no size was given: there is nothing to map.'
    )
  if (bytes > record.size) {
    if (!isSharedWritable(protect)) {
      return refuse(
        k.STATUS_SECTION_TOO_BIG,
        'read-only-section-cannot-lengthen-its-file',
        `The section would have ${bytes} bytes, the file has ${record.size}: only a section for writing makes its file longer.`
      )
    }
    files.resize(file, bytes)
  }
  return { area: dataAreaOf(kernel, file, Math.ceil(bytes / 4096)), size: bytes }
}

/** The file of a handle with the rights that the protection needs: reading always, executing and shared writing as asked. */
function fileForSection(call: ApiCall, handle: Word, protect: number): number | Refusal {
  const needed =
    k.FILE_READ_DATA |
    (isExecutable(protect) ? k.FILE_EXECUTE : 0) |
    (isSharedWritable(protect) && !isCopyOnWrite(protect) ? k.FILE_WRITE_DATA : 0)
  const file = referenceHandle(call.process, handle, 'file', needed, 'the access that flProtect needs')
  return isRefusal(file) ? file : file.file
}

const base = k.STANDARD_RIGHTS_REQUIRED | k.SECTION_QUERY | k.SECTION_MAP_READ

/** The rights that CreateFileMapping's handle has, by flProtect. Microsoft, File Mapping Security and Access Rights. */
function handleAccess(protect: number): number {
  return (
    base |
    (isSharedWritable(protect) ? k.SECTION_MAP_WRITE : 0) |
    (isExecutable(protect) ? k.SECTION_MAP_EXECUTE : 0)
  )
}

/** OpenFileMapping(dwDesiredAccess, bInheritHandle, lpName) */
export const OpenFileMappingA: ApiFunction = (call) => openFileMapping(call, false)
export const OpenFileMappingW: ApiFunction = (call) => openFileMapping(call, true)

function openFileMapping(call: ApiCall, wide: boolean): Word | undefined {
  if (call.word(2) === 0)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'section-name-is-given', 'lpName must name a section.')
  const name = call.string(call.word(2), wide)
  if (name === undefined) return undefined
  // The empty name leads to the folder of names itself.
  if (name === '')
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'section-name-is-not-empty',
      'An empty name is the name of no section.'
    )
  const full = sectionName(name)
  if (isRefusal(full)) return call.refuse(full)
  const object = findName(call.kernel, full)
  if (object === undefined)
    return call.fail(
      k.ERROR_FILE_NOT_FOUND,
      'name-leads-to-an-object',
      `No section has the name "${name}"; names differ by case.`
    )
  if (object.kind !== 'section')
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'one-name-one-kind-of-object',
      `The name "${name}" belongs to ${oneOf(object.kind)}: objects of all kinds share their names.`
    )
  return openHandle(
    call.process,
    object.id,
    sectionAccess(call.dword(0)),
    call.dword(1) === 0 ? 0 : k.HANDLE_FLAG_INHERIT
  )
}

/** FILE_MAP_ bits as rights to a section: copying is reading, FILE_MAP_EXECUTE is SECTION_MAP_EXECUTE. */
export function sectionAccess(access: number): number {
  if (access === k.FILE_MAP_COPY) return k.SECTION_MAP_READ | k.SECTION_QUERY
  if (access & k.FILE_MAP_EXECUTE) return (access & ~k.FILE_MAP_EXECUTE) | k.SECTION_MAP_EXECUTE
  return access
}

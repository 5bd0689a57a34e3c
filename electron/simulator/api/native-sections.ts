import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, u32At, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { closeHandle, handleEntry, openHandle } from '../handles'
import { findName } from '../object-names'
import { isRefusal, refuse, type Refusal } from '../status'
import { unmapView } from '../views'
import { addSection, makeArea, sectionRefusal } from './create-file-mapping'
import { mapSection } from './map-view-of-file'
import { namedRange, tellRange, zeroBitsOf } from './native-memory'

/** OBJECT_ATTRIBUTES on x64, and its flags. Microsoft, OBJECT_ATTRIBUTES. */
const OBJECT_ATTRIBUTES = 48
const OBJ_INHERIT = 2
const OBJ_OPENIF = 0x80

interface ObjectAttributes {
  /** With its folder, as object names have it; null for none. */
  readonly name: string | null
  readonly flags: number
}

/** Folders of the object namespace in which a program's names are. Microsoft, Kernel object namespaces. */
const folders: readonly (readonly [RegExp, string])[] = [
  [/^\\BaseNamedObjects\\(?:Global\\)?([^\\]+)$/, 'Global'],
  [/^\\BaseNamedObjects\\Local\\([^\\]+)$/, 'Global'],
  [/^\\Sessions\\\d+\\BaseNamedObjects\\Global\\([^\\]+)$/, 'Global'],
  [/^\\Sessions\\\d+\\BaseNamedObjects\\(?:Local\\)?([^\\]+)$/, 'Local']
]

/** Reads OBJECT_ATTRIBUTES; NULL has no name and no flags. */
function objectAttributes(call: ApiCall, index: number): ObjectAttributes | Refusal {
  if (call.word(index) === 0) return { name: null, flags: 0 }
  const bytes = call.copyIn(call.word(index), OBJECT_ATTRIBUTES)
  if (bytes === null)
    return refuse(
      k.STATUS_ACCESS_VIOLATION,
      'kernel-reads-what-is-readable',
      'ObjectAttributes cannot be read.'
    )
  if (u32At(bytes, 0) !== OBJECT_ATTRIBUTES)
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'object-attributes-know-their-size',
      'Length must be the size of OBJECT_ATTRIBUTES, 48; InitializeObjectAttributes sets it.'
    )
  const flags = u32At(bytes, 24)
  if (u64At(bytes, 16) === 0) return { name: null, flags }
  const text = call.copyIn(u64At(bytes, 16), 16)
  const characters = text && call.copyIn(u64At(text, 8), text[0]! | (text[1]! << 8))
  if (characters === null)
    return refuse(k.STATUS_ACCESS_VIOLATION, 'kernel-reads-what-is-readable', 'ObjectName cannot be read.')
  const path = new TextDecoder('utf-16le').decode(characters)
  if (path === '') return { name: null, flags }
  if (!path.startsWith('\\'))
    return refuse(
      k.STATUS_OBJECT_PATH_SYNTAX_BAD,
      'native-names-begin-at-the-root',
      'Without a RootDirectory the name begins with a backslash: \\BaseNamedObjects\\... .'
    )
  for (const [pattern, folder] of folders) {
    const match = pattern.exec(path)
    if (match !== null) return { name: `${folder}\\${match[1]!}`, flags }
  }
  return refuse(
    k.STATUS_OBJECT_PATH_NOT_FOUND,
    'native-names-stand-in-a-folder-of-names',
    `No folder of ${path} can have names of a program; \\BaseNamedObjects and that of the session can.`
  )
}

/** A handle for the caller where the first argument points to. */
function giveHandle(call: ApiCall, object: number, { flags }: ObjectAttributes): boolean {
  const inherit = flags & OBJ_INHERIT ? k.HANDLE_FLAG_INHERIT : 0
  const handle = openHandle(call.process, object, grantedAccess(call.dword(1)), inherit)
  return call.copyOut(call.word(0), new Bytes(8).u64(0, handle).bytes)
}

/** Generic rights as those of a section. Microsoft, File Mapping Security and Access Rights. */
function grantedAccess(access: number): number {
  if (access & (k.GENERIC_ALL | 0x02000000)) return k.SECTION_ALL_ACCESS
  return (
    (access & 0xfffff) |
    (access & k.GENERIC_READ ? k.SECTION_QUERY | k.SECTION_MAP_READ : 0) |
    (access & k.GENERIC_WRITE ? k.SECTION_MAP_WRITE : 0) |
    (access & k.GENERIC_EXECUTE ? k.SECTION_MAP_EXECUTE : 0)
  )
}

const needsHandle = (): Refusal =>
  refuse(
    k.STATUS_ACCESS_VIOLATION,
    'kernel-writes-where-it-can',
    'SectionHandle must point to a variable: the handle goes there.'
  )

/** NtCreateSection(SectionHandle, DesiredAccess, ObjectAttributes, MaximumSize, SectionPageProtection, AllocationAttributes, FileHandle) */
export const NtCreateSection: ApiFunction = (call) => {
  const { kernel, process } = call
  const attributes = call.dword(5)
  const refusal = attributesRefusal(attributes) ?? protectionRefusal(call)
  if (refusal !== null) return call.status(refusal)
  if (!call.canWrite(call.word(0), 8)) return call.status(needsHandle())
  const size = call.word(3) === 0 ? null : call.copyIn(call.word(3), 8)
  if (call.word(3) !== 0 && size === null)
    return call.because(
      'kernel-reads-what-is-readable',
      'MaximumSize cannot be read.',
      k.STATUS_ACCESS_VIOLATION
    )
  const wanted = objectAttributes(call, 2)
  if (isRefusal(wanted)) return call.status(wanted)
  const named = wanted.name === null ? undefined : findName(kernel, wanted.name)
  if (named !== undefined) {
    if (named.kind !== 'section') return call.status(otherKind())
    if (!(wanted.flags & OBJ_OPENIF))
      return call.because(
        'new-section-needs-a-new-name',
        'An object has that name already; OBJ_OPENIF opens it.',
        k.STATUS_OBJECT_NAME_COLLISION
      )
    giveHandle(call, named.id, wanted)
    return k.STATUS_OBJECT_NAME_EXISTS
  }
  const protect = call.dword(4)
  const made = makeArea(call, call.word(6), protect, attributes, size === null ? 0 : Number(u64At(size, 0)))
  if (isRefusal(made)) return call.status(made)
  const own = attributes & ~k.SEC_COMMIT
  const id = addSection(kernel, { name: wanted.name, protect, attributes: own, ...made })
  process.exception = null
  giveHandle(call, id, wanted)
  return 0
}

/** NtCreateSection (AllocationAttributes): one of the three says what the section is. */
function attributesRefusal(attributes: number): Refusal | null {
  if (attributes & (k.SEC_COMMIT | k.SEC_RESERVE | k.SEC_IMAGE)) return null
  return refuse(
    k.STATUS_INVALID_PARAMETER_6,
    'native-section-says-what-it-is',
    'AllocationAttributes has SEC_COMMIT, SEC_RESERVE or SEC_IMAGE.'
  )
}

function protectionRefusal(call: ApiCall): Refusal | null {
  const refusal = sectionRefusal(call.process, call.dword(4), call.dword(5))
  if (refusal?.rule === 'section-protection-includes-reading')
    return { ...refusal, status: k.STATUS_INVALID_PAGE_PROTECTION }
  return refusal?.status === k.STATUS_INVALID_PARAMETER
    ? { ...refusal, status: k.STATUS_INVALID_PARAMETER_6 }
    : refusal
}

const otherKind = (): Refusal =>
  refuse(
    k.STATUS_OBJECT_TYPE_MISMATCH,
    'one-name-one-kind-of-object',
    'An object of another kind has that name.'
  )

/** NtOpenSection(SectionHandle, DesiredAccess, ObjectAttributes) */
export const NtOpenSection: ApiFunction = (call) => {
  if (!call.canWrite(call.word(0), 8)) return call.status(needsHandle())
  const wanted = objectAttributes(call, 2)
  if (isRefusal(wanted)) return call.status(wanted)
  if (wanted.name === null)
    return call.because(
      'section-name-is-given',
      'ObjectAttributes must name a section.',
      k.STATUS_OBJECT_PATH_SYNTAX_BAD
    )
  const named = findName(call.kernel, wanted.name)
  if (named === undefined)
    return call.because(
      'name-leads-to-an-object',
      'No section has that name; names differ by case.',
      k.STATUS_OBJECT_NAME_NOT_FOUND
    )
  if (named.kind !== 'section') return call.status(otherKind())
  giveHandle(call, named.id, wanted)
  return 0
}

/** Of NtMapViewOfSection's AllocationType. */
const mapTypes = k.MEM_TOP_DOWN | k.MEM_RESERVE | k.MEM_LARGE_PAGES

/** NtMapViewOfSection(SectionHandle, ProcessHandle, BaseAddress, ZeroBits, CommitSize, SectionOffset, ViewSize, InheritDisposition, AllocationType, Win32Protect) */
export const NtMapViewOfSection: ApiFunction = (call) => {
  const wrong = (status: number, why: string): Refusal => refuse(status, 'native-mapping-is-known', why)
  if (call.dword(7) !== 1 && call.dword(7) !== 2)
    return call.status(
      wrong(k.STATUS_INVALID_PARAMETER_8, 'InheritDisposition is ViewShare (1) or ViewUnmap (2).')
    )
  if ((call.dword(8) & ~mapTypes) !== 0)
    return call.status(
      wrong(k.STATUS_INVALID_PARAMETER_9, 'AllocationType has a bit that stands for nothing here.')
    )
  const requirements = zeroBitsOf(call.word(3), k.STATUS_INVALID_PARAMETER_4)
  if (requirements !== null && isRefusal(requirements)) return call.status(requirements)
  const range = namedRange(call, 2, 6)
  if (isRefusal(range)) return call.status(range)
  const offset = call.word(5) === 0 ? 0 : call.copyIn(call.word(5), 8)
  if (offset === null)
    return call.because(
      'kernel-reads-what-is-readable',
      'SectionOffset cannot be read.',
      k.STATUS_ACCESS_VIOLATION
    )
  const process = call.target(call.word(1), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.status(process)
  const made = mapSection(call, process, {
    section: call.word(0),
    base: range.base,
    offset: offset === 0 ? 0 : u64At(offset, 0),
    size: range.size,
    protect: call.dword(9),
    replacePlaceholder: false,
    topDown: (call.dword(8) & k.MEM_TOP_DOWN) !== 0,
    largePages: (call.dword(8) & k.MEM_LARGE_PAGES) !== 0,
    requirements
  })
  if (isRefusal(made)) return call.status(made)
  const vad = process.vadAt(made / 4096)!
  tellRange(call, range, made, (vad.end - vad.start) * 4096)
  return vad.type === k.MEM_IMAGE && !isAtItsPlace(call, made) ? k.STATUS_IMAGE_NOT_AT_BASE : 0
}

/** Whether an image lies where its headers say: where the system placed it, or else where it was linked for. */
function isAtItsPlace({ kernel, process }: ApiCall, base: number): boolean {
  const area = kernel.controlArea(process.vadAt(base / 4096)?.view?.controlArea ?? 0)
  if (area === undefined) return true
  return (kernel.system.imageBases.get(area.file) ?? area.imageBase / 4096) * 4096 === base
}

/** NtUnmapViewOfSection(ProcessHandle, BaseAddress) */
export const NtUnmapViewOfSection: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.status(process)
  return call.status(unmapView(process, call.word(1), false))
}

/** NtUnmapViewOfSectionEx(ProcessHandle, BaseAddress, Flags) */
export const NtUnmapViewOfSectionEx: ApiFunction = (call) => {
  const flags = call.dword(2)
  if (flags & ~(k.MEM_UNMAP_WITH_TRANSIENT_BOOST | k.MEM_PRESERVE_PLACEHOLDER))
    return call.because(
      'unmap-flags-are-known',
      'Flags can be MEM_UNMAP_WITH_TRANSIENT_BOOST and MEM_PRESERVE_PLACEHOLDER.',
      k.STATUS_INVALID_PARAMETER
    )
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.status(process)
  return call.status(unmapView(process, call.word(1), (flags & k.MEM_PRESERVE_PLACEHOLDER) !== 0))
}

/** NtClose(Handle) */
export const NtClose: ApiFunction = (call) => {
  if (closeHandle(call.process, call.word(0))) return 0
  return handleEntry(call.process, call.word(0)) === undefined
    ? call.because(
        'handle-is-closed-once',
        'The handle is not open in this process; each handle is closed once.',
        k.STATUS_INVALID_HANDLE
      )
    : call.because(
        'protected-handle-stays-open',
        'HANDLE_FLAG_PROTECT_FROM_CLOSE keeps the handle open.',
        k.STATUS_HANDLE_NOT_CLOSABLE
      )
}

/** RtlInitUnicodeString(DestinationString, SourceString): the string stays where it is. */
export const RtlInitUnicodeString: ApiFunction = (call) => {
  const source = call.word(1)
  const text = source === 0 ? '' : call.string(source, true)
  if (text === undefined) return undefined
  const length = Math.min(text.length * 2, 0xfffc)
  const record = new Bytes(16)
    .u16(0, length)
    .u16(2, source === 0 ? 0 : length + 2)
    .u64(8, source)
  return call.process.write(call.word(0), record.bytes) ? 0 : undefined
}

import { namedConstants as k } from '../../shared/win32/constants'
import { imageChecksum } from './pe-checksum'
import { importSection, type ImportedLibrary } from './pe-imports'
import { relocationSection } from './pe-relocations'

/** A place in a program's code where a call leaves through the import address table. */
export interface ImportThunk {
  /** Its offset in the code. */
  readonly at: number
  readonly name: string
}

/** What an image is to contain; sizes in bytes, whole pages. */
export interface ImagePlan {
  readonly name: string
  readonly dll: boolean
  readonly imageBase: number
  readonly text: number
  readonly rdata: number
  readonly data: number
  /** Functions by name; each is one `ret` in .text. */
  readonly exports: readonly string[]
  /** A program's own code, which ends where .text does, and constants, which fill .rdata: so code, constants and data adjoin. */
  readonly code?: Uint8Array
  readonly constants?: Uint8Array
  /** What it imports, in a section of its own behind .data; none has no such section. */
  readonly imports?: readonly ImportedLibrary[]
  /** Jumps of the code to imported functions; to one that is not imported there is none. */
  readonly thunks?: readonly ImportThunk[]
  /** The offset in the code of what the entry point leads to. */
  readonly main?: number
}

/** Where .text starts in memory, and how far apart its functions are. */
export const TEXT_ADDRESS = 0x1000
export const FUNCTION_STRIDE = 16

const ret = 0xc3
const int3 = 0xcc
/** `jmp [rip+distance]`, without the distance. */
const jumpThrough = [0xff, 0x25]
/** When the images were made: 2024-01-01, the same in every run. */
const timeDateStamp = 0x65920080
const ntHeaders = 0xe8
const sectionTable = ntHeaders + 24 + 0xf0

/** The bytes of a file, where it has any, and its length. */
export interface BuiltImage {
  readonly parts: readonly { readonly offset: number; readonly bytes: Uint8Array }[]
  readonly size: number
  /** Where in the image each imported function's address belongs. */
  readonly slots: ReadonlyMap<string, number>
}

interface Directory {
  readonly address: number
  readonly size: number
}

/**
 * Builds a PE32+ file: headers, .text, .rdata, .data, .idata and .reloc, each at the same distance in the file and in
 * memory. Microsoft, PE Format.
 */
export function buildImage(plan: ImagePlan): BuiltImage {
  const rdataAt = TEXT_ADDRESS + plan.text
  const dataAt = rdataAt + plan.rdata
  const importsAt = dataAt + plan.data
  const imports = plan.imports?.length ? importSection(plan.imports, importsAt) : null
  const wholePages = (bytes: number): number => Math.ceil(bytes / 0x1000) * 0x1000
  const relocationsAt = importsAt + wholePages(imports?.bytes.length ?? 0)
  const start = entryCode(plan)
  const relocations = relocationSection(start.relocations)
  const sections = [
    {
      name: '.text',
      size: plan.text,
      flags: k.IMAGE_SCN_CNT_CODE | k.IMAGE_SCN_MEM_EXECUTE | k.IMAGE_SCN_MEM_READ
    },
    { name: '.rdata', size: plan.rdata, flags: k.IMAGE_SCN_CNT_INITIALIZED_DATA | k.IMAGE_SCN_MEM_READ },
    {
      name: '.data',
      size: plan.data,
      flags: k.IMAGE_SCN_CNT_INITIALIZED_DATA | k.IMAGE_SCN_MEM_READ | k.IMAGE_SCN_MEM_WRITE
    },
    ...(imports === null
      ? []
      : [
          {
            name: '.idata',
            size: wholePages(imports.bytes.length),
            flags: k.IMAGE_SCN_CNT_INITIALIZED_DATA | k.IMAGE_SCN_MEM_READ
          }
        ]),
    {
      name: '.reloc',
      size: 0x1000,
      flags: k.IMAGE_SCN_CNT_INITIALIZED_DATA | k.IMAGE_SCN_MEM_READ | k.IMAGE_SCN_MEM_DISCARDABLE
    }
  ]
  const headers = new Uint8Array(0x1000)
  const view = new DataView(headers.buffer)
  const u16 = (at: number, value: number): void => view.setUint16(at, value, true)
  const u32 = (at: number, value: number): void => view.setUint32(at, value, true)

  u16(0, k.IMAGE_DOS_SIGNATURE)
  u32(0x3c, ntHeaders)
  u32(ntHeaders, k.IMAGE_NT_SIGNATURE)
  u16(ntHeaders + 4, k.IMAGE_FILE_MACHINE_AMD64)
  u16(ntHeaders + 6, sections.length)
  u32(ntHeaders + 8, timeDateStamp)
  u16(ntHeaders + 20, 0xf0)
  u16(
    ntHeaders + 22,
    k.IMAGE_FILE_EXECUTABLE_IMAGE | k.IMAGE_FILE_LARGE_ADDRESS_AWARE | (plan.dll ? k.IMAGE_FILE_DLL : 0)
  )
  const optional = ntHeaders + 24
  const end = sections.reduce((sum, section) => sum + section.size, TEXT_ADDRESS)
  u16(optional, k.IMAGE_NT_OPTIONAL_HDR64_MAGIC)
  headers[optional + 2] = 14
  u32(optional + 4, plan.text)
  u32(optional + 8, plan.rdata + plan.data)
  u32(optional + 16, start.address)
  u32(optional + 20, TEXT_ADDRESS)
  view.setBigUint64(optional + 24, BigInt(plan.imageBase), true)
  u32(optional + 32, 0x1000)
  u32(optional + 36, 0x1000)
  u16(optional + 40, 10)
  u16(optional + 48, 10)
  u32(optional + 56, end)
  u32(optional + 60, 0x1000)
  u16(optional + 68, plan.dll ? k.IMAGE_SUBSYSTEM_WINDOWS_GUI : k.IMAGE_SUBSYSTEM_WINDOWS_CUI)
  // High-entropy addresses, dynamic base, no execution of data.
  u16(optional + 70, 0x160)
  view.setBigUint64(optional + 72, 0x100000n, true)
  view.setBigUint64(optional + 80, 0x1000n, true)
  view.setBigUint64(optional + 88, 0x100000n, true)
  view.setBigUint64(optional + 96, 0x1000n, true)
  u32(optional + 108, k.IMAGE_NUMBEROF_DIRECTORY_ENTRIES)

  let address = TEXT_ADDRESS
  sections.forEach((section, i) => {
    const at = sectionTable + i * 40
    for (let c = 0; c < section.name.length; c++) headers[at + c] = section.name.charCodeAt(c)
    u32(at + 8, section.size)
    u32(at + 12, address)
    u32(at + 16, section.size)
    u32(at + 20, address)
    u32(at + 36, section.flags)
    address += section.size
  })

  const exported = exportDirectory(plan, rdataAt)
  const put = (index: number, { address: at, size }: Directory): void => {
    u32(optional + 112 + index * 8, at)
    u32(optional + 116 + index * 8, size)
  }
  if (exported !== null) put(k.IMAGE_DIRECTORY_ENTRY_EXPORT, { address: rdataAt, size: exported.length })
  if (imports !== null) {
    put(k.IMAGE_DIRECTORY_ENTRY_IMPORT, { address: importsAt, size: imports.directorySize })
    put(k.IMAGE_DIRECTORY_ENTRY_IAT, imports.table)
  }
  put(k.IMAGE_DIRECTORY_ENTRY_BASERELOC, { address: relocationsAt, size: relocations.length })

  const slots = imports?.slots ?? new Map<string, number>()
  const parts: { offset: number; bytes: Uint8Array }[] = [
    { offset: 0, bytes: headers },
    { offset: TEXT_ADDRESS, bytes: exportCode(plan) },
    ...start.parts
  ]
  if (exported !== null) parts.push({ offset: rdataAt, bytes: exported })
  if (plan.code !== undefined) parts.push(codePart(plan.code, plan.thunks ?? [], rdataAt, slots))
  if (plan.constants !== undefined) {
    if (exported !== null) throw new Error('The constants and the exports would lie at one place.')
    parts.push({ offset: rdataAt, bytes: plan.constants })
  }
  if (imports !== null) parts.push({ offset: importsAt, bytes: imports.bytes })
  parts.push({ offset: relocationsAt, bytes: relocations })
  u32(optional + 64, imageChecksum(parts, end))
  return { parts, size: end, slots }
}

/** What the exports lead to: a `ret` each. */
function exportCode(plan: ImagePlan): Uint8Array {
  const size = Math.min(plan.exports.length * FUNCTION_STRIDE, plan.text)
  const code = new Uint8Array(size).fill(int3)
  for (let i = 0; i < code.length; i += FUNCTION_STRIDE) code[i] = ret
  return code
}

/** A program's code, which ends where .text does, with its jumps through the import address table. */
function codePart(
  code: Uint8Array,
  thunks: readonly ImportThunk[],
  end: number,
  slots: ReadonlyMap<string, number>
): { offset: number; bytes: Uint8Array } {
  const offset = end - code.length
  const bytes = code.slice()
  const view = new DataView(bytes.buffer)
  for (const { at, name } of thunks) {
    const slot = slots.get(name)
    if (slot === undefined) continue
    bytes.set(jumpThrough, at)
    view.setInt32(at + jumpThrough.length, slot - (offset + at + jumpThrough.length + 4), true)
  }
  return { offset, bytes }
}

/**
 * The entry point behind the exports, and the one absolute address of the image, which moves along with it. A program's is
 * `mov rax, main; jmp rax`; a library's is a DllMain that answers TRUE, to which its last constant points.
 */
function entryCode(plan: ImagePlan): {
  readonly address: number
  readonly parts: readonly { readonly offset: number; readonly bytes: Uint8Array }[]
  readonly relocations: readonly number[]
} {
  const address = TEXT_ADDRESS + plan.exports.length * FUNCTION_STRIDE
  const rdataAt = TEXT_ADDRESS + plan.text
  const pointer = (target: number): Uint8Array => {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(plan.imageBase + target), true)
    return bytes
  }
  if (plan.dll) {
    const at = rdataAt + plan.rdata - 8
    const parts = [
      { offset: address, bytes: Uint8Array.of(0xb8, 1, 0, 0, 0, ret) },
      { offset: at, bytes: pointer(address) }
    ]
    return { address, parts, relocations: [at] }
  }
  const code = plan.code?.length ?? 0
  const main = code > 0 && plan.main !== undefined ? rdataAt - code + plan.main : address + FUNCTION_STRIDE
  const jump = Uint8Array.of(0x48, 0xb8, ...pointer(main), 0xff, 0xe0)
  const afterwards = Uint8Array.of(ret)
  const parts = [
    { offset: address, bytes: jump },
    { offset: address + FUNCTION_STRIDE, bytes: afterwards }
  ]
  return { address, parts, relocations: [address + 2] }
}

/**
 * IMAGE_EXPORT_DIRECTORY with its three tables and the names, sorted as loaders search them; null for an image without
 * exports. Microsoft, PE Format (The .edata Section).
 */
function exportDirectory(plan: ImagePlan, at: number): Uint8Array | null {
  const count = plan.exports.length
  if (count === 0) return null
  const sorted = plan.exports
    .map((name, index) => ({ name, index }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const functions = 40
  const names = functions + count * 4
  const ordinals = names + count * 4
  const texts = ordinals + count * 2
  const length = [plan.name, ...plan.exports].reduce((sum, name) => sum + name.length + 1, texts)
  if (length > plan.rdata) throw new Error(`The exports of ${plan.name} need ${length} bytes of .rdata.`)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let end = texts
  const put = (name: string): number => {
    const start = end
    for (let i = 0; i < name.length; i++) bytes[end++] = name.charCodeAt(i)
    end++
    return at + start
  }
  view.setUint32(12, put(plan.name), true)
  view.setUint32(16, 1, true)
  view.setUint32(20, count, true)
  view.setUint32(24, count, true)
  view.setUint32(28, at + functions, true)
  view.setUint32(32, at + names, true)
  view.setUint32(36, at + ordinals, true)
  for (let i = 0; i < count; i++) view.setUint32(functions + i * 4, TEXT_ADDRESS + i * FUNCTION_STRIDE, true)
  sorted.forEach(({ name, index }, i) => {
    view.setUint32(names + i * 4, put(name), true)
    view.setUint16(ordinals + i * 2, index, true)
  })
  return bytes
}

import { namedConstants as k } from '../../shared/win32/constants'

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
}

/** Where .text starts in memory, and how far apart its functions are. */
export const TEXT_ADDRESS = 0x1000
export const FUNCTION_STRIDE = 16

const ret = 0xc3
const int3 = 0xcc
const ntHeaders = 0xe8
const sectionTable = ntHeaders + 24 + 0xf0

/** The bytes of a file, where it has any, and its length. */
export interface BuiltImage {
  readonly parts: readonly { readonly offset: number; readonly bytes: Uint8Array }[]
  readonly size: number
}

/** Builds a PE32+ file: headers, .text, .rdata and .data, each at the same distance in the file and in memory. Microsoft, PE Format. */
export function buildImage(plan: ImagePlan): BuiltImage {
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
    { name: '.reloc', size: 0x1000, flags: k.IMAGE_SCN_CNT_INITIALIZED_DATA | k.IMAGE_SCN_MEM_READ }
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
  u16(ntHeaders + 20, 0xf0)
  u16(
    ntHeaders + 22,
    k.IMAGE_FILE_EXECUTABLE_IMAGE | k.IMAGE_FILE_LARGE_ADDRESS_AWARE | (plan.dll ? k.IMAGE_FILE_DLL : 0)
  )
  const optional = ntHeaders + 24
  const end = sections.reduce((sum, section) => sum + section.size, TEXT_ADDRESS)
  u16(optional, k.IMAGE_NT_OPTIONAL_HDR64_MAGIC)
  u32(optional + 4, plan.text)
  u32(optional + 8, plan.rdata + plan.data)
  u32(optional + 16, TEXT_ADDRESS)
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

  const exportsAt = TEXT_ADDRESS + plan.text
  const directory = exportDirectory(plan, exportsAt)
  if (directory !== null) {
    u32(optional + 112, exportsAt)
    u32(optional + 116, directory.length)
  }
  const code = new Uint8Array(Math.min(Math.max(plan.exports.length, 1) * FUNCTION_STRIDE, plan.text)).fill(
    int3
  )
  for (let i = 0; i < code.length; i += FUNCTION_STRIDE) code[i] = ret
  const parts: { offset: number; bytes: Uint8Array }[] = [
    { offset: 0, bytes: headers },
    { offset: TEXT_ADDRESS, bytes: code }
  ]
  const rdata = TEXT_ADDRESS + plan.text
  if (directory !== null) parts.push({ offset: exportsAt, bytes: directory })
  if (plan.code !== undefined) parts.push({ offset: rdata - plan.code.length, bytes: plan.code })
  if (plan.constants !== undefined) {
    if (directory !== null) throw new Error('The constants and the exports would lie at one place.')
    parts.push({ offset: rdata, bytes: plan.constants })
  }
  return { parts, size: end }
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

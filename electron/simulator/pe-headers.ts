import { namedConstants as k } from '../../shared/win32/constants'
import { relocatedAddresses } from '../machine/pe-relocations'
import type { Subsection } from './control-area'
import { PAGE_SIZE } from './frames'
import { NT, refuse, type Refusal } from './status'

/** How an image's file is laid out in memory. */
export interface ImageLayout {
  readonly pageCount: number
  readonly subsections: readonly Subsection[]
  readonly imageBase: number
  readonly relocatable: boolean
  readonly dynamicBase: boolean
  /** The addresses in the image, from its base, of the addresses that move along with it: its header's ImageBase, too. */
  readonly relocations: readonly number[]
}

/** Offsets in IMAGE_NT_HEADERS64 from its start. Microsoft, PE Format. */
const at = {
  machine: 4,
  sectionCount: 6,
  timeDateStamp: 8,
  optionalSize: 20,
  characteristics: 22,
  optional: 24,
  magic: 24,
  entryPoint: 40,
  imageBase: 48,
  sectionAlignment: 56,
  sizeOfImage: 80,
  sizeOfHeaders: 84,
  dllCharacteristics: 94,
  directoryCount: 132,
  directories: 136
} as const

const dynamicBase = 0x40

/** Reads an image's headers; anything that is no x64 image is refused. CreateFileMapping (SEC_IMAGE). */
export function imageLayout(
  read: (offset: number, length: number) => Uint8Array,
  fileSize: number
): ImageLayout | Refusal {
  const start = read(0, 0x1000)
  const view = new DataView(start.buffer, start.byteOffset, start.length)
  if (start.length < 0x40 || view.getUint16(0, true) !== k.IMAGE_DOS_SIGNATURE) {
    return refuse(
      NT.INVALID_IMAGE_NOT_MZ,
      'image-starts-with-mz',
      'SEC_IMAGE needs a program or library: the file does not start with "MZ".'
    )
  }
  const nt = view.getUint32(0x3c, true)
  const bad = (what: string): Refusal =>
    refuse(k.STATUS_INVALID_IMAGE_FORMAT, 'image-headers-are-of-x64', `The file is no x64 image: ${what}.`)
  if (nt + 0x108 > start.length || view.getUint32(nt, true) !== k.IMAGE_NT_SIGNATURE)
    return bad('no PE headers')
  if (view.getUint16(nt + at.machine, true) !== k.IMAGE_FILE_MACHINE_AMD64) return bad('another machine type')
  if (view.getUint16(nt + at.magic, true) !== k.IMAGE_NT_OPTIONAL_HDR64_MAGIC) return bad('no PE32+ header')
  const alignment = view.getUint32(nt + at.sectionAlignment, true)
  if (alignment < PAGE_SIZE || alignment % PAGE_SIZE !== 0) return bad('its sections do not start at pages')
  const pageCount = Math.ceil(view.getUint32(nt + at.sizeOfImage, true) / PAGE_SIZE)
  const headerBytes = view.getUint32(nt + at.sizeOfHeaders, true)
  const table = nt + at.optional + view.getUint16(nt + at.optionalSize, true)
  const count = view.getUint16(nt + at.sectionCount, true)
  if (table + count * 40 > start.length) return bad('its section table is cut off')

  const subsections: Subsection[] = [
    {
      firstPage: 0,
      pageCount: Math.max(Math.ceil(headerBytes / PAGE_SIZE), 1),
      fileOffset: 0,
      fileBytes: Math.min(headerBytes, fileSize),
      protect: k.PAGE_READONLY
    }
  ]
  for (let i = 0; i < count; i++) {
    const header = table + i * 40
    const rawSize = view.getUint32(header + 16, true)
    const virtualSize = view.getUint32(header + 8, true) || rawSize
    const address = view.getUint32(header + 12, true)
    const firstPage = address / PAGE_SIZE
    const pages = Math.ceil(virtualSize / PAGE_SIZE)
    const before = subsections[subsections.length - 1]!
    if (address % PAGE_SIZE !== 0 || firstPage < before.firstPage + before.pageCount)
      return bad('its sections overlap')
    if (firstPage + pages > pageCount) return bad('a section lies outside it')
    subsections.push({
      firstPage,
      pageCount: pages,
      fileOffset: view.getUint32(header + 20, true),
      fileBytes: Math.min(rawSize, pages * PAGE_SIZE),
      protect: sectionProtection(view.getUint32(header + 36, true))
    })
  }
  const fromAddress = (address: number, length: number): Uint8Array => {
    const page = Math.floor(address / PAGE_SIZE)
    const part = subsections.find((one) => page >= one.firstPage && page < one.firstPage + one.pageCount)
    return part === undefined
      ? new Uint8Array(0)
      : read(part.fileOffset + address - part.firstPage * PAGE_SIZE, length)
  }
  const directory = imageDirectory(start, k.IMAGE_DIRECTORY_ENTRY_BASERELOC)
  const addresses =
    directory === null ? [] : relocatedAddresses(fromAddress(directory.address, directory.size))
  return {
    pageCount,
    relocations: [nt + at.imageBase, ...addresses],
    subsections,
    imageBase: Number(view.getBigUint64(nt + at.imageBase, true)),
    relocatable: (view.getUint16(nt + at.characteristics, true) & k.IMAGE_FILE_RELOCS_STRIPPED) === 0,
    dynamicBase: (view.getUint16(nt + at.dllCharacteristics, true) & dynamicBase) !== 0
  }
}

/** The page protection of a section's characteristics: writable means copy on write. Microsoft, PE Format (section flags). */
function sectionProtection(flags: number): number {
  const execute = (flags & k.IMAGE_SCN_MEM_EXECUTE) !== 0
  if (flags & k.IMAGE_SCN_MEM_WRITE) return execute ? k.PAGE_EXECUTE_WRITECOPY : k.PAGE_WRITECOPY
  if (execute) return flags & k.IMAGE_SCN_MEM_READ ? k.PAGE_EXECUTE_READ : k.PAGE_EXECUTE
  return flags & k.IMAGE_SCN_MEM_READ ? k.PAGE_READONLY : k.PAGE_NOACCESS
}

/** One of the data directories that an image's headers name; null where it has none. */
export function imageDirectory(
  headers: Uint8Array,
  index: number
): { readonly address: number; readonly size: number } | null {
  const view = new DataView(headers.buffer, headers.byteOffset, headers.length)
  const nt = view.getUint32(0x3c, true)
  if (index >= view.getUint32(nt + at.directoryCount, true)) return null
  const entry = nt + at.directories + index * 8
  const address = view.getUint32(entry, true)
  return address === 0 ? null : { address, size: view.getUint32(entry + 4, true) }
}

/** AddressOfEntryPoint, SizeOfImage and TimeDateStamp of an image in memory. */
export function imageFacts(headers: Uint8Array): {
  readonly entryPoint: number
  readonly sizeOfImage: number
  readonly timeDateStamp: number
} {
  const view = new DataView(headers.buffer, headers.byteOffset, headers.length)
  const nt = view.getUint32(0x3c, true)
  return {
    entryPoint: view.getUint32(nt + at.entryPoint, true),
    sizeOfImage: view.getUint32(nt + at.sizeOfImage, true),
    timeDateStamp: view.getUint32(nt + at.timeDateStamp, true)
  }
}

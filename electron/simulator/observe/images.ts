import type { ShownImageSection, ShownModule } from '../../../shared/contract/memory-process'
import { eachFrame } from '../page-table'
import type { ProcessState } from '../process-state'
import { PTE_COPIED } from '../pte'
import { vadAt, type Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { pageBytes } from './page-bytes'
import { inWorkingSet } from '../pte'
import { pageFacts } from './page-facts'

/** The modules of a process in load order, as their headers in memory describe them. */
export function modulesOf(machine: ObservedMachine, process: ProcessState): ShownModule[] {
  return process.modules.flatMap((module) => {
    const vad = vadAt(process.vads, module.base / 4096)
    if (!vad?.view) return []
    const read = readerOf(machine, process, vad)
    const headers = headersOf(read)
    if (headers === null) return []
    return [
      {
        base: module.base,
        path: module.path,
        pages: vad.end - vad.start,
        references: Number.isFinite(module.references) ? module.references : null,
        ...headers,
        entryPoint: module.base + headers.entryPoint,
        sections: headers.sections.map((section) => ({
          ...section,
          ...pagesIn(process, vad, section),
          protect:
            machine
              .area(vad.view!.controlArea)
              .subsections.find((part) => part.firstPage * 4096 === section.address)?.protect ?? 0
        }))
      }
    ]
  })
}

type Read = (offset: number, length: number) => DataView

/** Reads an image's bytes wherever they are, without touching them; what is not there reads as zeros. */
function readerOf(machine: ObservedMachine, process: ProcessState, vad: Vad): Read {
  return (offset, length) => {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length;) {
      const page = vad.start + Math.floor((offset + done) / 4096)
      const at = (offset + done) % 4096
      const count = Math.min(4096 - at, length - done)
      const source = page < vad.end ? pageBytes(machine, pageFacts(machine, process, page, vad)) : null
      if (source) bytes.set(source.subarray(at, at + count), done)
      done += count
    }
    return new DataView(bytes.buffer)
  }
}

type SectionHeader = Pick<
  ShownImageSection,
  'name' | 'address' | 'size' | 'fileOffset' | 'fileBytes' | 'characteristics'
>

/** IMAGE_NT_HEADERS64 and the section table. Microsoft, PE Format. */
function headersOf(
  read: Read
):
  | (Pick<
      ShownModule,
      | 'entryPoint'
      | 'imageBase'
      | 'machine'
      | 'subsystem'
      | 'characteristics'
      | 'dllCharacteristics'
      | 'exports'
      | 'directories'
    > & { readonly sections: readonly SectionHeader[] })
  | null {
  const view = read(0, 4096)
  const nt = view.getUint32(0x3c, true)
  if (view.getUint16(0, true) !== 0x5a4d || nt + 0x108 > 4096 || view.getUint32(nt, true) !== 0x4550)
    return null
  const optional = nt + 24
  const directories = []
  for (let index = 0; index < Math.min(view.getUint32(optional + 108, true), 16); index++) {
    const address = view.getUint32(optional + 112 + index * 8, true)
    const size = view.getUint32(optional + 116 + index * 8, true)
    if (size > 0) directories.push({ index, address, size })
  }
  const table = optional + view.getUint16(nt + 20, true)
  const count = Math.min(view.getUint16(nt + 6, true), Math.floor((4096 - table) / 40))
  const sections = Array.from({ length: count }, (_, i): SectionHeader => {
    const at = table + i * 40
    let name = ''
    for (let c = 0; c < 8 && view.getUint8(at + c) !== 0; c++)
      name += String.fromCharCode(view.getUint8(at + c))
    return {
      name,
      address: view.getUint32(at + 12, true),
      size: view.getUint32(at + 8, true),
      fileOffset: view.getUint32(at + 20, true),
      fileBytes: view.getUint32(at + 16, true),
      characteristics: view.getUint32(at + 36, true)
    }
  })
  const exported = directories.find(({ index }) => index === 0)
  return {
    entryPoint: view.getUint32(nt + 40, true),
    imageBase: Number(view.getBigUint64(nt + 48, true)),
    machine: view.getUint16(nt + 4, true),
    subsystem: view.getUint16(optional + 68, true),
    characteristics: view.getUint16(nt + 22, true),
    dllCharacteristics: view.getUint16(optional + 70, true),
    exports: exported ? read(exported.address, 40).getUint32(20, true) : 0,
    directories,
    sections
  }
}

function pagesIn(
  process: ProcessState,
  vad: Vad,
  { address, size }: SectionHeader
): Pick<ShownImageSection, 'pages' | 'privatePages' | 'workingSetPages'> {
  const start = vad.start + address / 4096
  const pages = Math.ceil(size / 4096)
  let privatePages = 0
  let workingSetPages = 0
  eachFrame(process.pages, start, start + pages, (_page, flags) => {
    if (flags & PTE_COPIED) privatePages++
    if (inWorkingSet(flags)) workingSetPages++
  })
  return { pages, privatePages, workingSetPages }
}

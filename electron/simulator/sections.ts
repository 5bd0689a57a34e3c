import { namedConstants as k } from '../../shared/win32/constants'
import type { ControlArea, Subsection } from './control-area'
import { FileStore } from './file-store'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'
import {
  eachFrame,
  eachRun,
  emptyTable,
  flagsAt,
  frameAt,
  levelFor,
  setEntry,
  updateEntries
} from './page-table'
import { relocatedPage } from './image-relocation'
import { imageLayout } from './pe-headers'
import { PTE_COMMITTED, PTE_FRAME } from './pte'
import { isRefusal, type Refusal } from './status'

/** Whether a page of a control area is committed: only SEC_RESERVE sections have pages that are not. */
export function isPrototypeCommitted(area: ControlArea, page: number): boolean {
  return area.kind !== 'pagefile' || (flagsAt(area.pages, page) & PTE_COMMITTED) !== 0
}

/** The frame behind a prototype PTE; brought in from the file or as zeros when there is none yet. */
export function prototypeFrame(kernel: Kernel, area: ControlArea, page: number): number {
  if (area.kind === 'data') return new FileStore(kernel).framePage(area.file, page)
  const flags = flagsAt(area.pages, page)
  if (flags & PTE_FRAME) return frameAt(area.pages, page)
  const frame = kernel.frames.allocate()
  if (area.kind === 'image') fillFromFile(kernel, area, page, frame)
  kernel.setControlArea({
    ...area,
    pages: setEntry(area.pages, kernel.epoch, page, PTE_COMMITTED | PTE_FRAME, frame)
  })
  return frame
}

/** The frame behind a prototype PTE when there is one; a look changes nothing. */
export function presentPrototype(kernel: Kernel, area: ControlArea, page: number): number | null {
  const pages = area.kind === 'data' ? new FileStore(kernel).get(area.file).pages : area.pages
  return flagsAt(pages, page) & PTE_FRAME ? frameAt(pages, page) : null
}

/** The bytes that a page of an image has in its file. Microsoft, PE Format (SizeOfRawData, PointerToRawData). */
export function imagePageBytes(kernel: Kernel, area: ControlArea, page: number): Uint8Array {
  const part = subsectionOf(area, page)
  if (part === undefined) return new Uint8Array(0)
  const start = (page - part.firstPage) * PAGE_SIZE
  const count = Math.min(PAGE_SIZE, part.fileBytes - start)
  if (count <= 0) return new Uint8Array(0)
  const bytes = new FileStore(kernel).read(area.file, part.fileOffset + start, count)
  return relocatedPage(kernel, area, page, bytes)
}

function fillFromFile(kernel: Kernel, area: ControlArea, page: number, frame: number): void {
  const bytes = imagePageBytes(kernel, area, page)
  if (bytes.length > 0) kernel.frameForWriting(frame).set(bytes)
}

function subsectionOf(area: ControlArea, page: number): Subsection | undefined {
  return area.subsections.find((part) => page >= part.firstPage && page < part.firstPage + part.pageCount)
}

const emptyArea = {
  sections: 0,
  views: 0,
  writers: 0,
  revision: 0,
  subsections: [],
  imageBase: 0,
  relocatable: false,
  dynamicBase: false
} as const

/** A control area without a file. With `committed` its pages are charged at once. */
export function createPagefileArea(
  kernel: Kernel,
  pageCount: number,
  committed: boolean
): ControlArea | Refusal {
  const refusal = committed ? kernel.commitRefusal(pageCount) : null
  if (refusal) return refusal
  const empty = emptyTable(kernel.epoch, levelFor(pageCount))
  const area: ControlArea = {
    ...emptyArea,
    id: kernel.newNumber(),
    kind: 'pagefile',
    file: 0,
    pageCount,
    pages: committed ? updateEntries(empty, kernel.epoch, 0, pageCount, () => PTE_COMMITTED) : empty
  }
  if (committed) kernel.system.sectionCommit += pageCount
  kernel.setControlArea(area)
  return area
}

/** The control area of a file's bytes: one for all its sections. */
export function dataAreaOf(kernel: Kernel, fileId: number, pageCount: number): ControlArea {
  const files = new FileStore(kernel)
  const file = files.get(fileId)
  const old = file.dataArea === 0 ? null : kernel.controlArea(file.dataArea)
  if (old !== null) {
    if (pageCount <= old.pageCount) return old
    const longer = { ...old, pageCount }
    kernel.setControlArea(longer)
    return longer
  }
  const area: ControlArea = {
    ...emptyArea,
    id: kernel.newNumber(),
    kind: 'data',
    file: fileId,
    pageCount,
    pages: emptyTable(kernel.epoch, 0)
  }
  kernel.setControlArea(area)
  files.set({ ...file, dataArea: area.id })
  return area
}

/** The control area of a file as an image: one for all its sections; refused when the file is none. */
export function imageAreaOf(kernel: Kernel, fileId: number): ControlArea | Refusal {
  const files = new FileStore(kernel)
  const file = files.get(fileId)
  if (file.imageArea !== 0) return kernel.controlArea(file.imageArea)
  const layout = imageLayout((offset, length) => files.read(fileId, offset, length), file.size)
  if (isRefusal(layout)) return layout
  const area: ControlArea = {
    ...emptyArea,
    ...layout,
    id: kernel.newNumber(),
    kind: 'image',
    file: fileId,
    pages: emptyTable(kernel.epoch, levelFor(layout.pageCount))
  }
  kernel.setControlArea(area)
  files.set({ ...file, imageArea: area.id })
  return area
}

/** Counts sections, views and writers of a control area; the last one to go takes the pages along. */
export function countUse(
  kernel: Kernel,
  id: number,
  change: { sections?: number; views?: number; writers?: number }
): void {
  const old = kernel.controlArea(id)
  const area = {
    ...old,
    sections: old.sections + (change.sections ?? 0),
    views: old.views + (change.views ?? 0),
    writers: old.writers + (change.writers ?? 0)
  }
  if (area.sections > 0 || area.views > 0) {
    kernel.setControlArea(area)
    return
  }
  const files = new FileStore(kernel)
  if (area.kind === 'data') files.set({ ...files.get(area.file), dataArea: 0 })
  else {
    if (area.kind === 'image') files.set({ ...files.get(area.file), imageArea: 0 })
    let committed = 0
    const last = area.pageCount
    eachFrame(area.pages, 0, last, (_page, _flags, frame) => kernel.frames.free(frame))
    eachRun(area.pages, 0, last, PTE_COMMITTED, (_page, count, flags) => {
      if (flags !== 0) committed += count
    })
    if (area.kind === 'pagefile') kernel.system.sectionCommit -= committed
  }
  kernel.removeControlArea(id)
}

/** Commits pages of a SEC_RESERVE section, for every view of it. VirtualAlloc (MEM_COMMIT on a view). */
export function commitPrototypes(kernel: Kernel, id: number, start: number, end: number): Refusal | null {
  const area = kernel.controlArea(id)
  let fresh = 0
  eachRun(area.pages, start, end, PTE_COMMITTED, (_page, count, flags) => {
    if (flags === 0) fresh += count
  })
  if (fresh === 0) return null
  const refusal = kernel.commitRefusal(fresh)
  if (refusal) return refusal
  kernel.system.sectionCommit += fresh
  kernel.system.sectionRevision++
  const pages = updateEntries(area.pages, kernel.epoch, start, end, (flags) => flags | PTE_COMMITTED)
  kernel.setControlArea({ ...area, pages, revision: area.revision + 1 })
  return null
}

/** The protection that an image's header asks for at a page. Pages between sections cannot be accessed. */
export function imageProtection(area: ControlArea, page: number): number {
  return subsectionOf(area, page)?.protect ?? k.PAGE_NOACCESS
}

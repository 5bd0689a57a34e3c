import { namedConstants as k } from '../../shared/win32/constants'
import type { ControlArea, Subsection } from './control-area'
import { bringFilePage, flushFile, type Arrival } from './file-cache'
import { FileStore } from './file-store'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'
import { makeReady } from './memory-supply'
import { wholeContent } from './page-content'
import { contentInSlot } from './page-file'
import {
  eachEntry,
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
import { PTE_COMMITTED, PTE_FRAME, PTE_NUMBER, PTE_PAGED } from './pte'
import { isRefusal, type Refusal } from './status'

/** Whether a page of a control area is committed: only SEC_RESERVE sections have pages that are not. */
export function isPrototypeCommitted(area: ControlArea, page: number): boolean {
  return area.kind !== 'pagefile' || (flagsAt(area.pages, page) & PTE_COMMITTED) !== 0
}

/**
 * The frame behind a prototype PTE, brought in where it is not in memory: as zeros, from the page file, or from the file with
 * its neighbours. Null when there is no memory to be had.
 */
export function bringPrototype(
  kernel: Kernel,
  id: number,
  page: number
): { readonly frame: number; readonly how: Arrival } | null {
  const { kind, file } = kernel.controlArea(id)
  if (kind === 'data') return bringFilePage(kernel, file, page)
  const present = kernel.controlArea(id).pages
  if (flagsAt(present, page) & PTE_FRAME) return { frame: frameAt(present, page), how: 'soft' }
  if (!makeReady(kernel, kernel.settings.clusterPages)) return null
  const area = kernel.controlArea(id)
  const count = clusterAt(kernel, area, page)
  let { pages } = area
  let first = 0
  for (let at = page; at < page + Math.max(count, 1); at++) {
    const flags = flagsAt(pages, at)
    const slot = flags & PTE_PAGED ? frameAt(pages, at) : 0
    const frame = kernel.frames.allocate('section', id, at)
    if (slot !== 0) {
      kernel.frames.fill(frame, contentInSlot(kernel.system.pageFile, slot))
      kernel.frames.setSlot(frame, slot)
    } else if (kind === 'image') kernel.frames.fill(frame, wholeContent(imagePageBytes(kernel, area, at)))
    // A page of zeros has nothing that it could be brought back from. Windows Internals 7, ch. 5, Demand-zero.
    else kernel.frames.setDirty(frame, true)
    pages = setEntry(pages, kernel.epoch, at, PTE_COMMITTED | PTE_FRAME, frame)
    if (at > page) kernel.frames.settle(frame)
    else first = frame
  }
  kernel.setControlArea({ ...area, pages })
  if (count > 0) kernel.countReading(count)
  return { frame: first, how: count > 0 ? 'hard' : 'demandZero' }
}

/** How many pages one transfer brings for a page: 0 for one of zeros, which needs none. */
function clusterAt(kernel: Kernel, area: ControlArea, page: number): number {
  const { clusterPages } = kernel.settings
  const slotAt = (at: number): number => (flagsAt(area.pages, at) & PTE_PAGED ? frameAt(area.pages, at) : 0)
  let count = 0
  if (area.kind === 'pagefile') {
    const slot = slotAt(page)
    if (slot === 0) return 0
    while (count < clusterPages && page + count < area.pageCount && slotAt(page + count) === slot + count)
      count++
    return count
  }
  const part = subsectionOf(area, page)
  if (part === undefined) return 0
  const end = part.firstPage + Math.min(part.pageCount, Math.ceil(part.fileBytes / PAGE_SIZE))
  while (count < clusterPages && page + count < end && !(flagsAt(area.pages, page + count) & PTE_FRAME))
    count++
  return count
}

/** The bytes behind a prototype PTE, wherever they are; a look changes nothing. To be read only. */
export function prototypeBytes(kernel: Kernel, area: ControlArea, page: number): Uint8Array {
  if (area.kind === 'data') {
    const files = new FileStore(kernel)
    return files.pageBytes(files.get(area.file), page)
  }
  const flags = flagsAt(area.pages, page)
  if (flags & PTE_FRAME) return kernel.frames.bytes(frameAt(area.pages, page))
  const { contents } = kernel.frames
  if (flags & PTE_PAGED)
    return contents.read(contentInSlot(kernel.system.pageFile, frameAt(area.pages, page)))
  const bytes = area.kind === 'image' ? imagePageBytes(kernel, area, page) : new Uint8Array(0)
  return contents.read(wholeContent(bytes))
}

/** The bytes that a page of an image has in its file. Microsoft, PE Format (SizeOfRawData, PointerToRawData). */
export function imagePageBytes(kernel: Kernel, area: ControlArea, page: number): Uint8Array {
  const part = subsectionOf(area, page)
  if (part === undefined) return new Uint8Array(0)
  const start = (page - part.firstPage) * PAGE_SIZE
  const count = Math.min(PAGE_SIZE, part.fileBytes - start)
  if (count <= 0) return new Uint8Array(0)
  const bytes = new FileStore(kernel).look(area.file, part.fileOffset + start, count)
  return relocatedPage(kernel, area, page, bytes)
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
  const layout = imageLayout((offset, length) => files.look(fileId, offset, length), file.size)
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
    // With the last view the last share of its pages is gone: they are written. FlushViewOfFile (Remarks).
    if (area.kind === 'data' && area.views === 0 && old.views > 0) flushFile(kernel, area.file)
    return
  }
  const files = new FileStore(kernel)
  if (area.kind === 'data') {
    // The last view takes its changes to the disk along. Windows Internals 7, ch. 5, Section objects: segment deletion.
    flushFile(kernel, area.file)
    files.set({ ...files.get(area.file), dataArea: 0 })
  } else {
    if (area.kind === 'image') files.set({ ...files.get(area.file), imageArea: 0 })
    let committed = 0
    const last = area.pageCount
    eachEntry(area.pages, 0, last, PTE_NUMBER, (_page, flags, number) => {
      if (flags & PTE_FRAME) kernel.freePage(number)
      else kernel.releaseSlot(number)
    })
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

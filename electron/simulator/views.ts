import { namedConstants as k } from '../../shared/win32/constants'
import { wordToHex, type Word } from '../machine/word'
import { pagesOf, pageText } from './address-range'
import { exactPlaceholder, findPlace, type AddressRequirements } from './allocate'
import type { ControlArea } from './control-area'
import { fileNameOf, FileStore } from './file-store'
import { GRANULARITY_PAGES, PAGE_SIZE } from './frames'
import { placeholderLike } from './free'
import { largeViewRefusal, makeResident } from './large-pages'
import type { SectionObject } from './objects'
import { FIRST_USER_PAGE, USER_END_PAGE, type ProcessMemory } from './process-memory'
import { isCopyOnWrite, isExecutable, isValidProtection, isWritable, PTE_PROTOTYPE } from './pte'
import { countUse, imageProtection } from './sections'
import { isRefusal, refuse, type Refusal } from './status'
import { highestGap, isFree, vadAt, type Vad } from './vad'
import { viewAccessOf } from './view-protection'

export interface ViewWish {
  readonly base: Word
  readonly offset: Word
  /** 0: to the section's end. */
  readonly size: Word
  readonly protect: number
  readonly replacePlaceholder: boolean
  readonly topDown: boolean
  /** NtMapViewOfSection (ZeroBits): the view ends below, inclusive. */
  readonly requirements?: AddressRequirements | null
  /** FILE_MAP_LARGE_PAGES. */
  readonly largePages?: boolean
  readonly use?: string
}

/** What NtMapViewOfSection says of its arguments alone, before it looks at the handles. reactos ntoskrnl/mm/ARM3/section.c. */
export function viewArgumentRefusal(wish: Pick<ViewWish, 'base' | 'size' | 'protect'>): Refusal | null {
  if (!isValidProtection(wish.protect))
    return refuse(
      k.STATUS_INVALID_PAGE_PROTECTION,
      'protection-is-one-constant',
      'The protection is none that a view can have.'
    )
  const pages = pagesOf(wish.base, wish.size)
  return isRefusal(pages) ? { ...pages, status: k.STATUS_INVALID_PARAMETER_3 } : null
}

/** MapViewOfFile (dwFileOffsetLow), MapViewOfFile3 (MEM_REPLACE_PLACEHOLDER): 64 KiB, or a page in place of a placeholder. */
function alignmentRefusal(wish: Pick<ViewWish, 'base' | 'offset' | 'replacePlaceholder'>): Refusal | null {
  const unit = wish.replacePlaceholder ? PAGE_SIZE : GRANULARITY_PAGES * PAGE_SIZE
  if (Number(wish.base) % unit === 0 && Number(wish.offset) % unit === 0) return null
  return refuse(
    k.STATUS_MAPPED_ALIGNMENT,
    unit === PAGE_SIZE ? 'view-in-a-placeholder-starts-at-a-page' : 'view-starts-at-64-kib',
    `The view's address and its offset in the section must be multiples of ${unit === PAGE_SIZE ? 'a page' : 'the allocation granularity, 64 KiB'}.`
  )
}

/** NtMapViewOfSectionEx: the view's address. */
export function mapView(process: ProcessMemory, section: SectionObject, wish: ViewWish): number | Refusal {
  const area = process.kernel.controlArea(section.controlArea)
  const wrong = viewArgumentRefusal(wish) ?? alignmentRefusal(wish)
  if (wrong) return wrong
  const base = Number(wish.base)
  if (area.kind === 'image') return mapImage(process, area, base / PAGE_SIZE, wish.use)
  if (!sectionAllows(section.protect, wish.protect)) {
    return refuse(
      k.STATUS_SECTION_PROTECTION,
      'view-access-is-within-the-sections',
      'The section was not made for that access; its flProtect is the most that a view can have.'
    )
  }
  // Conformance sections/view-offset-and-size-inside-the-section.
  const { size: sectionSize } = section
  if (typeof wish.offset === 'bigint' || typeof wish.size === 'bigint' || wish.offset >= sectionSize) {
    return refuse(
      k.STATUS_INVALID_VIEW_SIZE,
      'view-stays-inside-its-section',
      `The view would start behind the section's end: the section has ${sectionSize} bytes.`
    )
  }
  const size = wish.size === 0 ? sectionSize - wish.offset : wish.size
  if (wish.offset + size > sectionSize) {
    return refuse(
      k.STATUS_INVALID_VIEW_SIZE,
      'view-stays-inside-its-section',
      `Offset and size reach behind the section's end: the section has ${sectionSize} bytes.`
    )
  }
  // reactos ntoskrnl/mm/ARM3/section.c MmMapViewOfArm3Section (STATUS_INVALID_PARAMETER_10).
  if (wish.protect & k.PAGE_WRITECOMBINE) {
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'only-sections-are-write-combined',
      'A view cannot be mapped write-combined; SEC_WRITECOMBINE makes a section that is.'
    )
  }
  if (wish.largePages === true) {
    const refusal = largeViewRefusal(section.attributes, { base, offset: wish.offset, size })
    if (refusal) return refusal
  }
  const pageCount = Math.ceil(size / PAGE_SIZE)
  const place = placeOf(process, base / PAGE_SIZE, pageCount, wish)
  if (isRefusal(place)) return place
  const copies = isCopyOnWrite(wish.protect)
  if (copies) {
    const refusal = process.kernel.commitRefusal(pageCount)
    if (refusal) return refusal
  }
  if (place.placeholder !== null) process.removeVad(place.placeholder)
  const access = viewAccessOf(wish.protect)
  const protect = withCaching(section, wish.protect)
  process.addVad({
    start: place.start,
    end: place.start + pageCount,
    type: k.MEM_MAPPED,
    protect,
    view: { controlArea: area.id, firstPrototype: wish.offset / PAGE_SIZE, access },
    placeholder: false,
    replacedPlaceholder: wish.replacePlaceholder,
    writeWatch: false,
    physical: false,
    use: wish.use ?? (wish.largePages ? 'Section view, large pages' : viewUse(process, area)),
    ...(wish.largePages ? { largePages: true } : {})
  })
  process.changeEntries(place.start, place.start + pageCount, () => PTE_PROTOTYPE | protect)
  countUse(process.kernel, area.id, { views: 1, writers: access.kind === 'write' ? 1 : 0 })
  if (wish.largePages) makeResident(process, { start: place.start, end: place.start + pageCount })
  return place.start * PAGE_SIZE
}

/** CreateFileMapping (SEC_NOCACHE, SEC_WRITECOMBINE): every view of such a section has that caching. */
function withCaching({ attributes }: SectionObject, protect: number): number {
  if (protect & k.PAGE_NOACCESS) return protect
  if (attributes & k.SEC_NOCACHE) return protect | k.PAGE_NOCACHE
  return attributes & k.SEC_WRITECOMBINE ? protect | k.PAGE_WRITECOMBINE : protect
}

function viewUse(process: ProcessMemory, area: ControlArea): string {
  if (area.kind === 'pagefile') return 'Section view'
  const name = fileNameOf(new FileStore(process.kernel).get(area.file).path)
  return area.kind === 'image' ? name : `View of ${name}`
}

function placeOf(
  process: ProcessMemory,
  base: number,
  pageCount: number,
  wish: ViewWish
): { start: number; placeholder: Vad | null } | Refusal {
  const range = { start: base, end: base + pageCount }
  if (wish.replacePlaceholder) {
    const placeholder = exactPlaceholder(process, range)
    return isRefusal(placeholder) ? placeholder : { start: base, placeholder }
  }
  if (base === 0) {
    const start = findPlace(process, pageCount, wish.topDown, wish.requirements ?? null, wish.largePages)
    if (start !== null) return { start, placeholder: null }
    return refuse(
      k.STATUS_NO_MEMORY,
      'allocation-needs-a-free-range',
      `No free range of addresses is ${pageCount} pages long.`
    )
  }
  if (
    base < FIRST_USER_PAGE ||
    range.end > USER_END_PAGE ||
    !isFree(process.state.vads, range.start, range.end)
  ) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'view-needs-free-addresses',
      `Some page from ${pageText(base)} on is in use; a view goes exactly where it was asked to.`
    )
  }
  return { start: base, placeholder: null }
}

/** Whether a section of one protection can be viewed with another: copies are reading. Conformance sections/view-access-decides-the-page-protection. */
function sectionAllows(section: number, view: number): boolean {
  if (isExecutable(view) && !isExecutable(section)) return false
  if (!isWritable(view) || isCopyOnWrite(view)) return true
  return isWritable(section) && !isCopyOnWrite(section)
}

/** Maps an image as the loader does: at its place if that is free. Microsoft, PE Format (ImageBase); /DYNAMICBASE. */
export function mapImage(
  process: ProcessMemory,
  area: ControlArea,
  wanted: number,
  use?: string
): number | Refusal {
  const { kernel } = process
  const count = area.pageCount
  const start = imagePlace(process, area, wanted)
  if (start === null) {
    return refuse(
      wanted === 0 ? k.STATUS_NO_MEMORY : k.STATUS_CONFLICTING_ADDRESSES,
      area.relocatable ? 'image-needs-a-free-place' : 'fixed-image-needs-its-own-place',
      area.relocatable
        ? wanted === 0
          ? 'No free range of addresses is long enough for the image.'
          : `The image would start at ${pageText(wanted)}, where addresses are in use already.`
        : 'The image cannot be moved, and the place it was linked for is taken.'
    )
  }
  let charge = 0
  for (const part of area.subsections) if (isCopyOnWrite(part.protect)) charge += part.pageCount
  const refusal = kernel.commitRefusal(charge)
  if (refusal) return refusal
  process.addVad({
    start,
    end: start + count,
    type: k.MEM_IMAGE,
    protect: k.PAGE_EXECUTE_WRITECOPY,
    view: { controlArea: area.id, firstPrototype: 0, access: { kind: 'copy', execute: true } },
    placeholder: false,
    replacedPlaceholder: false,
    writeWatch: false,
    physical: false,
    use: use ?? viewUse(process, area)
  })
  process.changeEntries(start, start + count, () => PTE_PROTOTYPE | k.PAGE_NOACCESS)
  for (const part of area.subsections) {
    const first = start + part.firstPage
    process.changeEntries(
      first,
      first + part.pageCount,
      () => PTE_PROTOTYPE | imageProtection(area, part.firstPage)
    )
  }
  if (area.dynamicBase && !kernel.system.imageBases.has(area.file)) {
    kernel.system.imageBases = new Map(kernel.system.imageBases).set(area.file, start)
  }
  countUse(kernel, area.id, { views: 1 })
  return start * PAGE_SIZE
}

function imagePlace(process: ProcessMemory, area: ControlArea, wanted: number): number | null {
  const { vads } = process.state
  const { system } = process.kernel
  const isFreeAt = (start: number): boolean => isFree(vads, start, start + area.pageCount)
  if (wanted !== 0) return isFreeAt(wanted) ? wanted : null
  const usual = area.dynamicBase ? system.imageBases.get(area.file) : area.imageBase / PAGE_SIZE
  if (usual !== undefined && isFreeAt(usual)) return usual
  if (!area.relocatable && !area.dynamicBase) return null
  // Libraries sit side by side, downwards from where the system placed its first.
  let high = Infinity
  for (const base of system.imageBases.values()) if (base >= 0x7ffa00000) high = Math.min(high, base)
  return highestGap(vads, {
    pageCount: area.pageCount,
    low: FIRST_USER_PAGE,
    high: high === Infinity ? 0x7ffbfffff : high,
    alignment: GRANULARITY_PAGES
  })
}

/** NtUnmapViewOfSectionEx; any address inside the view will do. */
export function unmapView(
  process: ProcessMemory,
  address: Word,
  preservePlaceholder: boolean
): Refusal | null {
  const page = typeof address === 'number' ? Math.floor(address / PAGE_SIZE) : -1
  const vad = vadAt(process.state.vads, page)
  if (!vad?.view)
    return refuse(
      k.STATUS_NOT_MAPPED_VIEW,
      'unmapping-needs-a-view',
      `No view is mapped at 0x${wordToHex(address)}: it was unmapped already, or nothing was mapped there.`
    )
  if (preservePlaceholder && !vad.replacedPlaceholder) {
    return refuse(
      k.STATUS_CONFLICTING_ADDRESSES,
      'only-replaced-placeholders-come-back',
      'Only a view that replaced a placeholder can become one again.'
    )
  }
  removeView(process, vad)
  if (preservePlaceholder) process.addVad(placeholderLike(vad))
  return null
}

/** Takes a view away; the section and its pages stay as long as others use them. */
export function removeView(process: ProcessMemory, vad: Vad): void {
  const view = vad.view!
  process.changeEntries(vad.start, vad.end, () => 0)
  process.removeVad(vad)
  const writers = vad.type === k.MEM_MAPPED && view.access.kind === 'write' ? -1 : 0
  countUse(process.kernel, view.controlArea, { views: -1, writers })
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Region } from '../../shared/contract/observation'
import { basicInformation } from './basic-information'
import { PAGE_SIZE } from './frames'
import { flagsAt, runEnd } from './page-table'
import { USER_END_PAGE, type ProcessMemory } from './process-memory'
import { PTE_COMMITTED, PTE_LOOK, PTE_PROTECT, PTE_PROTOTYPE } from './pte'
import { vadAbove, vadAt, type Vad } from './vad'
import { leafAt, MANIFOLD, partAtOrBelow, UNKNOWN, type VadNode } from './vad-tree'

/** As constants of this module, which are quicker to read than a large table. */
const { MEM_COMMIT, MEM_FREE, MEM_PRIVATE, MEM_RESERVE, PAGE_NOACCESS } = k

/** MEMORY_BASIC_INFORMATION of the pages from this one on, as bytes that the next query uses again. VirtualQuery (Remarks). */
export function queryPage(process: ProcessMemory, page: number): Uint8Array {
  const { queries } = process
  const found = queries.find(page)
  if (found !== 0) {
    const start = queries.startOf(page, found)
    const split = start + queries.splitOf(found)
    const known = queries.looksOf(found)
    return page < split
      ? privatePages(page, start, split, before(known), protectOf(known))
      : privatePages(page, start, start + queries.countOf(found), behind(known), protectOf(known))
  }
  const leaf = leafAt(process.state.vads, page)
  const at = leaf === null ? -1 : partAtOrBelow(leaf, page)
  if (leaf !== null && at >= 0) {
    const { looks, starts } = leaf
    const end = looks[at * 3]!
    let known = looks[at * 3 + 2]!
    if (known === UNKNOWN) known = noteLooks(process, leaf, at)
    if (known >= 0 && page < end) {
      const start = starts[at]!
      const split = looks[at * 3 + 1]!
      queries.note(page, start, split, end, known)
      return page < split
        ? privatePages(page, start, split, before(known), protectOf(known))
        : privatePages(page, start, end, behind(known), protectOf(known))
    }
  }
  const vad = vadAt(process.state.vads, page)
  if (vad === undefined) {
    const end = vadAbove(process.state.vads, page)?.start ?? USER_END_PAGE
    return basicInformation(page, 0, 0, end - page, MEM_FREE, PAGE_NOACCESS, 0)
  }
  const known = cachedRegions(process, vad)
  const { base, size, state, protect } =
    known === null ? stretchFrom(process, vad, page) : regionOf(known, page * PAGE_SIZE)
  const end = (base + size) / PAGE_SIZE
  return basicInformation(page, vad.start, vad.protect, end - page, state, protect, vad.type)
}

/** How pages look, before and behind where they begin to look different, and AllocationProtect, in one number. */
const packLooks = (before: number, behind: number, protect: number): number =>
  before + behind * LOOKS + protect * LOOKS * LOOKS
const LOOKS = 2 ** 12
const before = (packed: number): number => packed & (LOOKS - 1)
const behind = (packed: number): number => (packed / LOOKS) & (LOOKS - 1)
const protectOf = (packed: number): number => Math.floor(packed / (LOOKS * LOOKS))

/** Notes how the pages of a VAD look where that is in at most two ways: most allocations are of that kind. */
function noteLooks(process: ProcessMemory, leaf: VadNode, at: number): number {
  const { pages } = process.state
  const { start, end, view, protect } = leaf.parts[at] as Vad
  const split = view === null ? runEnd(pages, start, end, PTE_LOOK) : end
  const isManifold = view !== null || (split < end && runEnd(pages, split, end, PTE_LOOK) < end)
  const first = flagsAt(pages, start) & PTE_LOOK
  const last = split < end ? flagsAt(pages, split) & PTE_LOOK : 0
  const known = isManifold ? MANIFOLD : packLooks(first, last, protect)
  leaf.looks[at * 3 + 1] = split
  leaf.looks[at * 3 + 2] = known
  return known
}

/** What VirtualQuery says of private memory from a page on: up to `end` pages look so. */
function privatePages(
  page: number,
  start: number,
  end: number,
  flags: number,
  allocationProtect: number
): Uint8Array {
  return flags & PTE_COMMITTED
    ? basicInformation(
        page,
        start,
        allocationProtect,
        end - page,
        MEM_COMMIT,
        flags & PTE_PROTECT,
        MEM_PRIVATE
      )
    : basicInformation(page, start, allocationProtect, end - page, MEM_RESERVE, 0, MEM_PRIVATE)
}

/** The region of an address, from all regions of its allocation. */
function regionOf(regions: readonly Region[], address: number): Region {
  // The last region that starts at the address or below it.
  let low = 0
  let high = regions.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (regions[middle]!.base <= address) low = middle
    else high = middle - 1
  }
  return regions[low]!
}

/** The pages from this one on that look alike. */
function stretchFrom(process: ProcessMemory, vad: Vad, page: number): Omit<Region, 'owner' | 'use'> {
  const first = lookAt(process, vad, page)
  let { end } = first
  // Pages of private memory that look alike are alike in the page tables.
  while (vad.view !== null && end < vad.end) {
    const next = lookAt(process, vad, end)
    if (next.state !== first.state || next.protect !== first.protect) break
    end = next.end
  }
  return {
    base: page * PAGE_SIZE,
    allocationBase: vad.start * PAGE_SIZE,
    allocationProtect: vad.protect,
    size: (end - page) * PAGE_SIZE,
    state: first.state,
    protect: first.protect,
    type: vad.type
  }
}

interface Look {
  readonly state: number
  readonly protect: number
  /** From here on pages may look different. */
  readonly end: number
}

/** How a page of an allocation looks, and how far the page tables say the same of those behind it. */
function lookAt(process: ProcessMemory, vad: Vad, page: number): Look {
  const { pages } = process.state
  const flags = flagsAt(pages, page)
  let end = runEnd(pages, page, vad.end, PTE_LOOK)
  let committed = (flags & (PTE_COMMITTED | PTE_PROTOTYPE)) !== 0
  if (flags & PTE_PROTOTYPE) {
    const area = process.kernel.controlArea(vad.view!.controlArea)
    // Only sections of the paging file have pages that are not committed.
    if (area.kind === 'pagefile') {
      const shift = vad.view!.firstPrototype - vad.start
      committed = (flagsAt(area.pages, page + shift) & PTE_COMMITTED) !== 0
      end = runEnd(area.pages, page + shift, end + shift, PTE_COMMITTED) - shift
    }
  }
  return committed
    ? { state: MEM_COMMIT, protect: flags & PTE_PROTECT, end }
    : { state: MEM_RESERVE, protect: 0, end }
}

/** The regions of one allocation; worked out once for each time its pages change. */
export function regionsOf(process: ProcessMemory, vad: Vad): readonly Region[] {
  const known = cachedRegions(process, vad)
  if (known !== null) return known
  const regions: Region[] = []
  for (let page = vad.start; page < vad.end;) {
    const part = stretchFrom(process, vad, page)
    regions.push({ ...part, owner: vad.owner, use: vad.use })
    page += part.size / PAGE_SIZE
  }
  vad.cache = { revision: revisionOf(process, vad), regions }
  return regions
}

function cachedRegions(process: ProcessMemory, vad: Vad): readonly Region[] | null {
  return vad.cache?.revision === revisionOf(process, vad) ? vad.cache.regions : null
}

function revisionOf(process: ProcessMemory, vad: Vad): number {
  return vad.view === null ? 0 : process.kernel.controlArea(vad.view.controlArea).revision
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Region } from '../../shared/contract/observation'
import { PAGE_SIZE } from './frames'
import { flagsAt, runEnd } from './page-table'
import { USER_END_PAGE, type ProcessMemory } from './process-memory'
import { PTE_COMMITTED, PTE_LOOK, PTE_PROTECT, PTE_PROTOTYPE } from './pte'
import { vadAbove, vadAt, type Vad } from './vad'

/** As constants of this module, which are quicker to read than a large table. */
const { MEM_COMMIT, MEM_FREE, MEM_RESERVE, PAGE_NOACCESS } = k

/** MEMORY_BASIC_INFORMATION. */
export interface BasicInformation {
  readonly base: number
  readonly allocationBase: number
  readonly allocationProtect: number
  readonly size: number
  readonly state: number
  readonly protect: number
  readonly type: number
}

/** What VirtualQuery says of the pages from this one on. VirtualQuery (Remarks). */
export function queryPage(process: ProcessMemory, page: number): BasicInformation {
  const vad = vadAt(process.state.vads, page)
  if (vad === undefined) {
    const end = vadAbove(process.state.vads, page)?.start ?? USER_END_PAGE
    return {
      base: page * PAGE_SIZE,
      allocationBase: 0,
      allocationProtect: 0,
      size: (end - page) * PAGE_SIZE,
      state: MEM_FREE,
      protect: PAGE_NOACCESS,
      type: 0
    }
  }
  const known = cachedRegions(process, vad)
  return known === null ? stretchFrom(process, vad, page) : partOf(known, page)
}

/** What VirtualQuery says of a page, from all regions of its allocation. */
function partOf(regions: readonly Region[], page: number): BasicInformation {
  const base = page * PAGE_SIZE
  // The last region that starts at the page or below it.
  let low = 0
  let high = regions.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (regions[middle]!.base <= base) low = middle
    else high = middle - 1
  }
  const region = regions[low]!
  return { ...region, base, size: region.base + region.size - base }
}

/** The pages from this one on that look alike. */
function stretchFrom(process: ProcessMemory, vad: Vad, page: number): BasicInformation {
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

import { namedConstants as k } from '../../shared/win32/constants'
import type { Region } from '../../shared/contract/observation'
import { PAGE_SIZE } from './frames'
import { eachRun } from './page-table'
import { USER_END_PAGE, type ProcessMemory } from './process-memory'
import { PTE_COMMITTED, PTE_LOOK, PTE_PROTECT, PTE_PROTOTYPE } from './pte'
import { vadAbove, vadAt, type Vad } from './vad'

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
      state: k.MEM_FREE,
      protect: k.PAGE_NOACCESS,
      type: 0
    }
  }
  const regions = regionsOf(process, vad)
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

/** The regions of one allocation; worked out once for each time its pages change. */
export function regionsOf(process: ProcessMemory, vad: Vad): readonly Region[] {
  const area = vad.view === null ? null : process.kernel.controlArea(vad.view.controlArea)
  const revision = area?.revision ?? 0
  if (vad.cache?.revision === revision) return vad.cache.regions
  const regions: Region[] = []
  let last: { page: number; end: number; state: number; protect: number } | null = null
  const finish = (): void => {
    if (last === null) return
    regions.push({
      base: last.page * PAGE_SIZE,
      size: (last.end - last.page) * PAGE_SIZE,
      state: last.state,
      type: vad.type,
      protect: last.protect,
      allocationBase: vad.start * PAGE_SIZE,
      allocationProtect: vad.protect,
      owner: vad.owner,
      use: vad.use
    })
  }
  const add = (page: number, count: number, committed: boolean, flags: number): void => {
    const state = committed ? k.MEM_COMMIT : k.MEM_RESERVE
    const protect = committed ? flags & PTE_PROTECT : 0
    if (last !== null && last.state === state && last.protect === protect) last.end = page + count
    else {
      finish()
      last = { page, end: page + count, state, protect }
    }
  }
  eachRun(process.state.pages, vad.start, vad.end, PTE_LOOK, (page, count, flags) => {
    if (area?.kind !== 'pagefile' || (flags & PTE_PROTOTYPE) === 0) {
      add(page, count, (flags & (PTE_COMMITTED | PTE_PROTOTYPE)) !== 0, flags)
      return
    }
    const first = vad.view!.firstPrototype - vad.start
    eachRun(area.pages, first + page, first + page + count, PTE_COMMITTED, (prototype, pages, committed) => {
      add(prototype - first, pages, committed !== 0, flags)
    })
  })
  finish()
  vad.cache = { revision, regions }
  return regions
}

import type { PageRuns } from '../../../shared/contract/memory-process'
import { PageFolder, type AreaOf } from '../../machine/fold-pages'
import { eachRun } from '../page-table'
import type { ProcessState } from '../process-state'
import { PTE_FRAME, PTE_PAGED } from '../pte'
import type { Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { pagesOfRange } from './pages'

/** Pages that are looked at at a time. */
const portion = 4096

/** Pages with a step of their own that one answer looks at: then others have their turn. */
const mostLookedAt = 65_536

/**
 * Runs of pages alike of what the program allocated in a process, from a page on, at most so many. Costs a step for each
 * page of a view and each page with a frame; what was never touched costs nothing.
 */
export function pageRuns(
  machine: ObservedMachine,
  process: ProcessState,
  from: number,
  count: number
): PageRuns {
  const folder = new PageFolder(count)
  const budget = { left: mostLookedAt }
  for (const vad of machine.vadsOf(process)) {
    if (vad.owner !== 'program' || vad.end <= from) continue
    if (!addAllocation(folder, machine, process, vad, Math.max(vad.start, from), budget)) break
  }
  return folder.result(process.letter, 'simulated')
}

/** False when there is no room for more. */
function addAllocation(
  folder: PageFolder,
  machine: ObservedMachine,
  process: ProcessState,
  vad: Vad,
  from: number,
  budget: { left: number }
): boolean {
  const { view, start } = vad
  const areaOf: AreaOf = (page) =>
    view && { area: view.controlArea, page: page - start + view.firstPrototype }
  let hasRoom = true
  const look = (page: number, pages: number): void => {
    hasRoom = folder.add(pagesOfRange(machine, process, page, pages), start, areaOf)
    budget.left -= pages
    if (hasRoom && budget.left <= 0) {
      folder.stop(page + pages)
      hasRoom = false
    }
  }
  eachRun(process.pages, from, vad.end, 0xffffffff, (first, count, flags) => {
    if (!hasRoom) return
    if (view === null && (flags & (PTE_FRAME | PTE_PAGED)) === 0) {
      hasRoom = folder.add(pagesOfRange(machine, process, first, 1), start, areaOf)
      if (hasRoom) folder.extend(count - 1)
      return
    }
    for (let page = first; page < first + count && hasRoom; page += portion)
      look(page, Math.min(portion, first + count - page))
  })
  return hasRoom
}

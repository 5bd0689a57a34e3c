import { flagsAt } from './page-table'
import { bringFromPageFile } from './fault'
import { makeReady } from './memory-supply'
import type { ProcessMemory } from './process-memory'
import { PTE_FRAME, PTE_OFFERED, PTE_PAGED, PTE_PROTOTYPE } from './pte'
import { bringPrototype, isPrototypeCommitted } from './sections'

/**
 * Brings the pages of [start, end) into memory that have to be read from a disk; they wait on the standby list and are not yet
 * in the working set. Stops where memory is short. PrefetchVirtualMemory (Remarks).
 */
export function prefetch(process: ProcessMemory, start: number, end: number): void {
  const { kernel, state } = process
  for (let page = start; page < end; page++) {
    const vad = process.vadAt(page)
    if (vad === undefined) continue
    if (kernel.frames.ready() <= kernel.settings.clusterPages && kernel.frames.available() < end - page)
      return
    if (!makeReady(kernel, kernel.settings.clusterPages + 1)) return
    const flags = flagsAt(state.pages, page)
    if (flags & (PTE_FRAME | PTE_OFFERED)) continue
    if (flags & PTE_PAGED) kernel.frames.settle(bringFromPageFile(process, page))
    else if (flags & PTE_PROTOTYPE && vad.view) {
      const area = kernel.controlArea(vad.view.controlArea)
      const prototype = vad.view.firstPrototype + page - vad.start
      // Pages of zeros are made when they are touched: there is nothing to read.
      const isOnDisk = area.kind !== 'pagefile' || (flagsAt(area.pages, prototype) & PTE_PAGED) !== 0
      if (!isOnDisk || !isPrototypeCommitted(area, prototype)) continue
      const brought = bringPrototype(kernel, area.id, prototype)
      if (brought !== null) kernel.frames.settle(brought.frame)
    }
  }
}

import type { MachineCounters } from '../../../shared/contract/memory-machine'
import { eachFrame } from '../page-table'
import { values } from '../persistent-tree'
import { frameRange } from './frame-records'
import type { ObservedMachine } from './observed-machine'

/** The whole machine in numbers. Costs a step for each page of a file in memory. */
export function machineCounters(machine: ObservedMachine): MachineCounters {
  const { kernel, settings, snapshot } = machine
  const { frames } = kernel
  const { first, end } = frameRange(machine)
  const lists = {
    standby: frames.count('standby'),
    modified: frames.count('modified'),
    free: frames.count('free'),
    zeroed: frames.count('zeroed')
  }
  const cache = { files: 0, pages: 0, dirty: 0 }
  for (const file of values(snapshot.system.files)) {
    const before = cache.pages
    eachFrame(file.pages, 0, 512 ** 3, (_page, _flags, frame) => {
      cache.pages++
      if (frames.record(frame).dirty) cache.dirty++
    })
    if (cache.pages > before) cache.files++
  }
  const { sectionCommit, pageFile, paging } = snapshot.system
  return {
    ram: kernel.ramPages,
    system: kernel.systemPages,
    active: end - first - lists.standby - lists.modified - lists.free - lists.zeroed,
    ...lists,
    standbyByPriority: Array.from({ length: 8 }, (_, priority) => frames.count('standby', priority)),
    available: frames.available(),
    commit: {
      total: kernel.commitTotal(),
      limit: kernel.commitLimitPages,
      system: kernel.systemPages,
      sections: sectionCommit
    },
    pageFile: { size: settings.pageFile / 4096, used: pageFile.used, peak: pageFile.peak },
    paging: { ...paging },
    cache,
    processes: [...snapshot.processes.keys()]
  }
}

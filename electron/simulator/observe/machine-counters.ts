import type { MachineCounters } from '../../../shared/contract/memory-machine'
import { eachFrame } from '../page-table'
import { values } from '../persistent-tree'
import { eachOwnedFrame, frameRange, frameRecord } from './frame-records'
import type { ObservedMachine } from './observed-machine'

/** The whole machine in numbers. Costs a step for each frame in use. */
export function machineCounters(machine: ObservedMachine): MachineCounters {
  const { kernel, settings, snapshot } = machine
  const lists = { active: 0, standby: 0, modified: 0, free: 0, zeroed: 0 }
  const standbyByPriority = new Array<number>(8).fill(0)
  let used = 0
  eachOwnedFrame(machine, (frame, owner) => {
    const { state, priority } = frameRecord(machine, frame, owner)
    used++
    lists[state]++
    if (state === 'standby') standbyByPriority[priority]!++
  })
  const { total, fresh } = frameRange(machine)
  lists.free = fresh - 1 - used
  lists.zeroed = Math.max(total - fresh + 1, 0)
  let files = 0
  let pages = 0
  for (const file of values(snapshot.system.files)) {
    const before = pages
    eachFrame(file.pages, 0, 512 ** 3, () => pages++)
    if (pages > before) files++
  }
  return {
    ram: kernel.ramPages,
    system: kernel.systemPages,
    ...lists,
    standbyByPriority,
    available: lists.free + lists.zeroed + lists.standby,
    commit: {
      total: kernel.commitTotal(),
      limit: kernel.commitLimitPages,
      system: kernel.systemPages,
      sections: snapshot.system.sectionCommit
    },
    pageFile: { size: settings.pageFile / 4096, used: null },
    cache: { files, pages, dirty: null },
    processes: [...snapshot.processes.keys()]
  }
}

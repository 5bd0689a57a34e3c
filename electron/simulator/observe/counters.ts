import type { MemoryTotals, MemoryTypeName, ProcessCounters } from '../../../shared/contract/memory-process'
import { namedConstants as k } from '../../../shared/win32/constants'
import { eachFrame, eachRun } from '../page-table'
import { values } from '../persistent-tree'
import { FIRST_USER_PAGE, USER_END_PAGE } from '../process-memory'
import type { ProcessState } from '../process-state'
import { chargeOf, PTE_COMMITTED, PTE_LOCKED, PTE_PROTOTYPE } from '../pte'
import type { Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { inWorkingSet } from '../pte'

/** VMMap's order of types. */
const typeNames: readonly MemoryTypeName[] = [
  'Image',
  'Mapped File',
  'Shareable',
  'Heap',
  'Stack',
  'Private Data',
  'Page Table',
  'Unusable',
  'Free'
]

type Totals = { -readonly [K in keyof MemoryTotals]: number }

const nothing = (): Totals => ({
  size: 0,
  committed: 0,
  private: 0,
  workingSet: 0,
  privateWorkingSet: 0,
  shareableWorkingSet: 0,
  sharedWorkingSet: 0,
  lockedWorkingSet: 0,
  blocks: 0,
  largest: 0
})

/** A process in numbers, as VMMap's summary has them. Costs a step for each run of pages and each resident page. */
export function processCounters(machine: ObservedMachine, process: ProcessState): ProcessCounters {
  const types = new Map(typeNames.map((name) => [name, nothing()]))
  addAllocations(machine, process, types)
  addGaps(machine, process, types)
  const tables = types.get('Page Table')!
  // Windows charges and keeps page tables in the working set of their process, where no other can have them.
  const tableCount = [...values(process.tables)].length
  Object.assign(tables, {
    size: tableCount,
    committed: tableCount,
    private: tableCount,
    blocks: tableCount,
    largest: 1
  })
  const total = nothing()
  for (const [name, one] of types) {
    if (name === 'Free') continue
    for (const key of Object.keys(total) as (keyof Totals)[])
      total[key] = key === 'largest' ? Math.max(total[key], one[key]) : total[key] + one[key]
  }
  return {
    process: process.letter,
    processId: process.processId,
    commit: process.commitPages,
    peakCommit: process.peakCommitPages,
    workingSet: process.workingSetPages,
    peakWorkingSet: process.peakWorkingSetPages,
    locked: process.lockedPages,
    faults: {
      total: process.pageFaults,
      demandZero: process.demandZeroFaults,
      soft: process.softFaults,
      copyOnWrite: process.copyOnWriteFaults,
      hard: process.hardFaults
    },
    total,
    types: typeNames.map((name) => ({ name, ...types.get(name)! }))
  }
}

function addAllocations(
  machine: ObservedMachine,
  process: ProcessState,
  types: ReadonlyMap<MemoryTypeName, Totals>
): void {
  const ends: number[] = []
  const owners: Totals[] = []
  for (const vad of machine.vadsOf(process)) {
    const totals = types.get(typeOf(machine, vad))!
    const size = vad.end - vad.start
    totals.size += size
    totals.blocks++
    totals.largest = Math.max(totals.largest, size)
    addCommitment(machine, process, vad, totals)
    ends.push(vad.end)
    owners.push(totals)
  }
  // Pages come in order, as the allocations do: each is looked for from where the last was.
  let at = 0
  eachFrame(process.pages, 0, USER_END_PAGE, (page, flags, frame) => {
    if (!inWorkingSet(flags)) return
    while (page >= ends[at]!) at++
    const totals = owners[at]!
    totals.workingSet++
    if (flags & PTE_LOCKED) totals.lockedWorkingSet++
    if ((flags & PTE_PROTOTYPE) === 0) totals.privateWorkingSet++
    else {
      totals.shareableWorkingSet++
      if (machine.kernel.frames.shares(frame) > 1) totals.sharedWorkingSet++
    }
  })
}

function addCommitment(machine: ObservedMachine, process: ProcessState, vad: Vad, totals: Totals): void {
  const area = vad.view && machine.area(vad.view.controlArea)
  eachRun(process.pages, vad.start, vad.end, 0xffffffff, (page, count, flags) => {
    totals.private += chargeOf(flags) * count
    if (flags & PTE_COMMITTED || (flags & PTE_PROTOTYPE && area?.kind !== 'pagefile'))
      totals.committed += count
    else if (flags & PTE_PROTOTYPE && vad.view && area) {
      const first = vad.view.firstPrototype + page - vad.start
      eachRun(area.pages, first, first + count, PTE_COMMITTED, (_page, pages, committed) => {
        if (committed !== 0) totals.committed += pages
      })
    }
  })
}

/** VMMap's type of an allocation. VMMap, Help (Memory Types). */
function typeOf(machine: ObservedMachine, vad: Vad): MemoryTypeName {
  if (vad.type === k.MEM_IMAGE) return 'Image'
  if (vad.view !== null)
    return machine.area(vad.view.controlArea).kind === 'data' ? 'Mapped File' : 'Shareable'
  if (vad.use.startsWith('Heap')) return 'Heap'
  return vad.use === 'Stack' ? 'Stack' : 'Private Data'
}

/** Free address space, and what of it nothing fits into as allocations start at 64 KiB. VMMap, Help (Unusable). */
function addGaps(
  machine: ObservedMachine,
  process: ProcessState,
  types: ReadonlyMap<MemoryTypeName, Totals>
): void {
  const add = (name: MemoryTypeName, pages: number): void => {
    if (pages <= 0) return
    const totals = types.get(name)!
    totals.size += pages
    totals.blocks++
    totals.largest = Math.max(totals.largest, pages)
  }
  let at = FIRST_USER_PAGE
  const gap = (to: number): void => {
    const usable = Math.min(Math.ceil(at / 16) * 16, to)
    add('Unusable', usable - at)
    add('Free', to - usable)
  }
  for (const vad of machine.vadsOf(process)) {
    gap(vad.start)
    at = vad.end
  }
  gap(USER_END_PAGE)
}

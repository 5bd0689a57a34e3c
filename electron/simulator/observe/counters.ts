import type { MemoryTotals, MemoryTypeName, ProcessCounters } from '../../../shared/contract/memory-process'
import { namedConstants as k } from '../../../shared/win32/constants'
import { eachFrame } from '../page-table'
import { values } from '../persistent-tree'
import { FIRST_USER_PAGE, USER_END_PAGE } from '../process-memory'
import type { ProcessState } from '../process-state'
import { PTE_LOCKED, PTE_PROTOTYPE } from '../pte'
import { regionsOf } from '../query'
import type { Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { inWorkingSet } from './page-facts'
import { chargeIn } from './vads'

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

/** A process in numbers, as VMMap's summary has them. Costs a step for each region and each resident page. */
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
  const memory = machine.memory(process.letter)!
  for (const vad of machine.vadsOf(process)) {
    const totals = types.get(typeOf(machine, vad))!
    const size = vad.end - vad.start
    totals.size += size
    totals.blocks++
    totals.largest = Math.max(totals.largest, size)
    for (const region of regionsOf(memory, vad))
      if (region.state === k.MEM_COMMIT) totals.committed += region.size / 4096
    totals.private += chargeIn(process, vad)
    eachFrame(process.pages, vad.start, vad.end, (_page, flags, frame) => {
      if (!inWorkingSet(flags)) return
      totals.workingSet++
      if (flags & PTE_LOCKED) totals.lockedWorkingSet++
      if ((flags & PTE_PROTOTYPE) === 0) totals.privateWorkingSet++
      else {
        totals.shareableWorkingSet++
        if (machine.kernel.frames.shares(frame) > 1) totals.sharedWorkingSet++
      }
    })
  }
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

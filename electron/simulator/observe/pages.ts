import {
  pageFlags,
  pageStates,
  prototypeStates,
  type PageColumns,
  type WorkingSet
} from '../../../shared/contract/memory-process'
import { eachFrame } from '../page-table'
import { USER_END_PAGE } from '../process-memory'
import type { ProcessState } from '../process-state'
import { vadAbove, vadAt } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { inWorkingSet } from '../pte'
import { pageFacts, type PageFacts } from './page-facts'

/** What each page of a range is. The range is cut at the end of the user's half. */
export function pagesOfRange(
  machine: ObservedMachine,
  process: ProcessState,
  start: number,
  count: number
): PageColumns {
  const columns = new Columns(machine, process)
  const end = Math.min(start + count, USER_END_PAGE)
  let vad = vadAt(process.vads, start) ?? vadAbove(process.vads, start)
  for (let page = start; page < end; page++) {
    if (vad !== undefined && page >= vad.end) vad = vadAbove(process.vads, page)
    columns.add(page, vad !== undefined && page >= vad.start ? vad : undefined)
  }
  return columns.result
}

/** The valid pages of a process. */
export function workingSet(
  machine: ObservedMachine,
  process: ProcessState,
  offset: number,
  count: number
): WorkingSet {
  const columns = new Columns(machine, process)
  let seen = 0
  eachFrame(process.pages, 0, USER_END_PAGE, (page, flags) => {
    if (!inWorkingSet(flags)) return
    const index = seen++
    if (index >= offset && index < offset + count) columns.add(page, vadAt(process.vads, page))
  })
  return {
    offset,
    total: seen,
    pages: columns.result,
    minimumPages: process.minimumWorkingSetPages,
    maximumPages: process.maximumWorkingSetPages,
    peakPages: process.peakWorkingSetPages
  }
}

class Columns {
  private readonly page: number[] = []
  private readonly state: number[] = []
  private readonly prototype: number[] = []
  private readonly protect: number[] = []
  private readonly frame: number[] = []
  private readonly shares: number[] = []
  private readonly priority: number[] = []
  private readonly flags: number[] = []

  constructor(
    private readonly machine: ObservedMachine,
    private readonly process: ProcessState
  ) {}

  get result(): PageColumns {
    const { page, state, prototype, protect, frame, shares, priority, flags } = this
    return { process: this.process.letter, page, state, prototype, protect, frame, shares, priority, flags }
  }

  add(page: number, vad: PageFacts['vad']): void {
    const facts = pageFacts(this.machine, this.process, page, vad)
    const frame = facts.frame || (facts.prototype?.frame ?? 0)
    const record = frame === 0 ? null : this.machine.kernel.frames.record(frame)
    this.page.push(page)
    this.state.push(pageStates.indexOf(facts.state))
    this.prototype.push(prototypeStates.indexOf(facts.prototype?.state ?? 'none'))
    this.protect.push(facts.protect)
    this.frame.push(frame)
    this.shares.push(record?.shares ?? 0)
    this.priority.push(record?.priority ?? 0)
    this.flags.push(flagsOf(facts))
  }
}

function flagsOf(facts: PageFacts): number {
  return (
    (facts.isLocked ? pageFlags.locked : 0) |
    (facts.isGuard ? pageFlags.guard : 0) |
    (facts.isAccessed ? pageFlags.accessed : 0) |
    (facts.isDirty ? pageFlags.dirty : 0) |
    (facts.isCopied ? pageFlags.copied : 0) |
    (facts.isOffered ? pageFlags.offered : 0) |
    (facts.isReset ? pageFlags.reset : 0) |
    (facts.isWatched ? pageFlags.watched : 0) |
    (facts.isCopyOnWrite ? pageFlags.copyOnWrite : 0)
  )
}

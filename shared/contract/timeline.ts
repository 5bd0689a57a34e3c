import type { ProcessLetter } from './observation'
import type { StepRecord } from './step'
import { guardsGone, takesGuards } from './guards-hit'
import { memoryConstants } from '../win32/memory-constants'

/** What can happen in a step, a bit each. */
export const stepEvents = {
  /** A Win32 call said that it failed. */
  callFailed: 1,
  /** An exception was raised: out of a call, taken by a handler of the program, or its end. */
  exception: 2,
  /** A guard page was touched: PAGE_GUARD went although nobody took it away. */
  guard: 4,
  map: 8,
  unmap: 16,
  copyOnWrite: 32,
  demandZero: 64,
  hardFault: 128,
  output: 256,
  checkPassed: 512,
  checkFailed: 1024,
  /** A region is another than before. */
  regionChanged: 2048
} as const
export type StepEvent = keyof typeof stepEvents

/** Of one process, a number a moment: pages, each told as the difference to the one before it (the first to 0). */
export interface TimelineProcess {
  readonly letter: ProcessLetter
  /** What VirtualQuery calls MEM_COMMIT. */
  readonly committed: readonly number[]
  readonly reserved: readonly number[]
  /** Commit charge; null where the machine does not keep it. */
  readonly private: readonly number[] | null
  readonly workingSet: readonly number[] | null
}

/** Moments of a run as columns, from the moment `from` on. The first moment of a run is its beginning: it has no step. */
export interface TimelineColumns {
  readonly from: number
  /** How many moments the record has by now. */
  readonly momentCount: number
  /** A letter a moment: the process that made the step. */
  readonly process: string
  /** 0 where there is no step. */
  readonly line: readonly number[]
  /** `stepEvents`, added. */
  readonly events: readonly number[]
  /** The first function that the step called: an index into `names`, -1 where it called none. */
  readonly call: readonly number[]
  readonly names: readonly string[]
  readonly processes: readonly TimelineProcess[]
}

const { MEM_PRIVATE } = memoryConstants

/** What happened in a step. */
export function eventsOf(step: StepRecord): number {
  let events = 0
  const note = (event: StepEvent, happened: boolean): void => {
    if (happened) events |= stepEvents[event]
  }
  const { calls, changes, checks, faults } = step
  note(
    'callFailed',
    calls.some((call) => call.failed && call.exception === null)
  )
  note('exception', (step.handled?.length ?? 0) > 0 || calls.some((call) => call.exception !== null))
  const guardTaken = calls.some(takesGuards)
  for (const change of changes) {
    if (change.kind === 'added') note('map', change.after.type !== MEM_PRIVATE)
    else if (change.kind === 'removed') note('unmap', change.before.type !== MEM_PRIVATE)
  }
  note('guard', !guardTaken && guardsGone(changes).length > 0)
  note('regionChanged', changes.length > 0)
  note('copyOnWrite', (faults?.copyOnWrite ?? 0) > 0)
  note('demandZero', (faults?.demandZero ?? 0) > 0)
  note('hardFault', (faults?.hard ?? 0) > 0)
  note('output', step.output !== '')
  note(
    'checkPassed',
    checks.some(({ verdict }) => verdict === 'ok')
  )
  note(
    'checkFailed',
    checks.some(({ verdict }) => verdict === 'FAIL')
  )
  return events
}

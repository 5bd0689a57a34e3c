import type { ProcessLetter } from '../../../shared/contract/observation'
import { stepEvents, type StepEvent } from '../../../shared/contract/timeline'
import type { FigureId } from '../../../shared/figures'
import type { TimelineFigure, TimelineRecord } from '../../stores/timeline-record'
import { kibText } from '../../ui/number-text'

/** What an event is called, the gravest first: where there is room for one, it is the first. */
export const eventWords: readonly (readonly [StepEvent, string])[] = [
  ['exception', 'exception'],
  ['callFailed', 'call failed'],
  ['checkFailed', 'check failed'],
  ['guard', 'guard page hit'],
  ['copyOnWrite', 'copy-on-write'],
  ['unmap', 'unmapped'],
  ['map', 'mapped'],
  ['hardFault', 'read from disk'],
  ['regionChanged', 'region changed'],
  ['checkPassed', 'check passed'],
  ['demandZero', 'demand-zero fault'],
  ['output', 'output']
]

/** The gravest of some events; null where there is none. */
export function gravest(events: number): StepEvent | null {
  return eventWords.find(([event]) => (events & stepEvents[event]) !== 0)?.[0] ?? null
}

/** Events in words, the gravest first. */
export function eventsInWords(events: number): readonly string[] {
  return eventWords.flatMap(([event, words]) => ((events & stepEvents[event]) !== 0 ? [words] : []))
}

/** What the figures are called. */
export const figureWords: Readonly<
  Record<Exclude<TimelineFigure, 'reserved'>, { name: string; hint: string; explained: FigureId }>
> = {
  committed: {
    name: 'Committed',
    hint: 'Committed: pages that VirtualQuery says are MEM_COMMIT',
    explained: 'committed'
  },
  private: {
    name: 'Private',
    hint: 'Private: commit charge, what the process alone has a claim to',
    explained: 'process-commit'
  },
  workingSet: {
    name: 'WS',
    hint: 'Working set: pages that are in physical memory and mapped',
    explained: 'working-set'
  }
}

/** A figure as text; `not told` where the machine does not say. */
export function figureText(
  record: TimelineRecord | undefined,
  letter: ProcessLetter,
  figure: TimelineFigure,
  position: number
): string {
  const pages = record?.pagesAt(letter, figure, position) ?? null
  return pages === null ? 'not told' : kibText(pages * 4096)
}

/** A position in words: `Step 7 of 30: VirtualProtect, line 18, 8 K committed`. */
export function positionInWords(
  record: TimelineRecord | undefined,
  position: number,
  stepCount: number,
  letter: ProcessLetter
): string {
  if (stepCount === 0) return 'Before the first step'
  const step = `Step ${position} of ${stepCount}`
  if (record === undefined || position >= record.count) return step
  const line = record.line[position]!
  const committed = record.pagesAt(letter, 'committed', position)
  const parts = [
    record.callAt(position),
    line === 0 ? 'before the first step' : `line ${line}`,
    committed === null ? '' : `${kibText(committed * 4096)} committed`,
    ...eventsInWords(record.events[position]!)
  ]
  return `${step}: ${parts.filter((part) => part !== '').join(', ')}`
}

import type { OpenStep } from '../../../shared/contract/labs'
import { useLabItemsStore, type Question } from '../../stores/lab-items'
import { useLabSessionStore } from '../../stores/lab-session'

/** What a step asks of the learner. */
export function questionsOf(step: OpenStep): readonly Question[] {
  return step.items.filter((item): item is Question => item.kind !== 'text')
}

/** How far a learner is with a step or a lab. */
export interface Progress {
  readonly done: number
  /** How many questions there are. */
  readonly all: number
  readonly seconds: number
  readonly attempts: number
}

/** How far the learner is with some steps of the open lab. */
export function progressOf(steps: readonly OpenStep[]): Progress {
  const items = useLabItemsStore()
  const { seconds } = useLabSessionStore()
  const states = steps.flatMap(questionsOf).map(({ id }) => items.stateOf(id))
  return {
    done: states.filter(({ done }) => done).length,
    all: states.length,
    seconds: steps.reduce((sum, { id }) => sum + (seconds[id] ?? 0), 0),
    attempts: states.reduce((sum, { attempts }) => sum + attempts, 0)
  }
}

/** `1 of 2 done · 4 min · 3 attempts`; what is nothing yet is left out. */
export function progressWords({ done, all, seconds, attempts }: Progress): string {
  return [
    ...(all === 0 ? [] : [done >= all ? 'done' : `${done} of ${all} done`]),
    ...(seconds < 1 ? [] : [timeWords(seconds)]),
    ...(attempts === 0 ? [] : [attempts === 1 ? '1 attempt' : `${attempts} attempts`])
  ].join(' · ')
}

/** `under 1 min`, `12 min`, `1 h 5 min`. */
export function timeWords(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return 'under 1 min'
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

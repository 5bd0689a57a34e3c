import type { OpenStep } from '../../../shared/contract/labs'
import type { Question } from '../../stores/lab-items'

/** What a step asks of the learner. */
export function questionsOf(step: OpenStep): readonly Question[] {
  return step.items.filter((item): item is Question => item.kind !== 'text')
}

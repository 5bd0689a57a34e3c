import type { Action, Sequence } from './actions'
import type { Areas } from './outcome'

/** A step whose answers differ, with what a judge of differences wants to know. */
export interface Difference {
  readonly index: number
  readonly action: Action
  readonly simulator: string
  readonly windows: string
  /** The areas that look otherwise now: `A16` is process A's arena. */
  readonly areas: readonly { readonly name: string; readonly simulator: string; readonly windows: string }[]
  /** The sequence so far, this step's action the last. */
  readonly actions: Sequence
  /** What the areas looked like before the step, on both machines. */
  readonly before: Areas
  /** Results of the steps before on the simulator, the same on Windows but for known differences. */
  readonly results: readonly string[]
}

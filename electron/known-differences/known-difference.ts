import type { Difference } from './difference'

/** A difference that is not the simulator's fault. */
export interface KnownDifference {
  readonly name: string
  /** What Wine does and what Windows does. */
  readonly what: string
  /** Where it stands what Windows does: a page of Microsoft, a test, a conformance program. */
  readonly evidence: string
  /** Whether it is only Wine's: on real Windows it would be a bug of ours. */
  readonly only: 'Wine' | 'any'
  readonly holds: (difference: Difference) => boolean
}

import type { Difference } from './compare'
import type { KnownDifference } from './known-difference'

/** What depends on how much memory the machine has, by what Microsoft says. */
export const knownMemoryDifferences: readonly KnownDifference[] = []

/** The known difference that a difference between much and little memory is, or null. */
export function explainLittleMemory(difference: Difference): KnownDifference | null {
  return knownMemoryDifferences.find((known) => known.holds(difference)) ?? null
}

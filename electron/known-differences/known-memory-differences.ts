import { namedConstants as k } from '../../shared/win32/constants'
import type { Difference } from './difference'
import type { KnownDifference } from './known-difference'

/** What depends on how much memory the machine has, by what Microsoft says. */
export const knownMemoryDifferences: readonly KnownDifference[] = [
  {
    name: 'commit limit',
    what: 'What is committed must fit in memory and page file: with less of them ERROR_COMMITMENT_LIMIT comes earlier.',
    evidence:
      'Microsoft, VirtualAlloc (MEM_COMMIT), CreateFileMapping (SEC_COMMIT): charged to the commit limit',
    only: 'any',
    holds: (d) => d.windows === `!${k.ERROR_COMMITMENT_LIMIT}` && d.simulator !== d.windows
  }
]

/** The known difference that a difference between much and little memory is, or null. */
export function explainLittleMemory(difference: Difference): KnownDifference | null {
  return knownMemoryDifferences.find((known) => known.holds(difference)) ?? null
}

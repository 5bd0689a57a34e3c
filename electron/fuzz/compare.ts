import type { Action, Sequence } from '../known-differences/actions'
import type { Difference } from '../known-differences/difference'
import { operations } from './operations'
import type { KnownDifference } from '../known-differences/known-difference'
import { Apart } from './apart'
import { Areas, type Outcomes } from '../known-differences/outcome'

/** What the comparison of one sequence found. */
export interface SequenceComparison {
  /** The actions that were compared: all but those that ran while the two machines were in different states. */
  readonly compared: Sequence
  readonly known: readonly { readonly difference: Difference; readonly by: KnownDifference }[]
  /** The first that nothing explains. */
  readonly unexplained: Difference | null
}

/** Calls that leave nothing behind that a later step could see: one machine may succeed where the other fails. */
const traceless = new Set([
  'VirtualLock',
  'VirtualUnlock',
  'ReadProcessMemory',
  'FlushViewOfFile',
  'OfferVirtualMemory',
  'ReclaimVirtualMemory',
  'DiscardVirtualMemory'
])

/** Whether the call succeeded on one machine only, and may have left what no look at the memory shows. */
function partsWays(action: Action, a: string, b: string): boolean {
  // A write leaves as much as its count says.
  if (action.operation === 'WriteProcessMemory') return countOf(a) !== countOf(b)
  if (operations[action.operation]?.calls === 0) return a !== b
  return a.startsWith('!') !== b.startsWith('!') && !traceless.has(action.operation)
}

/** The bytes that `ok 1000 0` or `!299 1000` says were copied. */
function countOf(result: string): string {
  return result.split(' ')[1] ?? '0'
}

/**
 * Compares a sequence's steps on both machines. After a known difference the comparison goes on if the machines look
 * alike; otherwise when they do again and the memory that was concerned is gone, or never.
 */
export function compareSequence(
  sequence: Sequence,
  firstStep: number,
  simulator: Outcomes,
  windows: Outcomes,
  explain: (difference: Difference) => KnownDifference | null
): SequenceComparison {
  const left = new Areas()
  const right = new Areas()
  const results: string[] = []
  const compared: Action[] = []
  const known: { difference: Difference; by: KnownDifference }[] = []
  let apart: Apart | null = null
  for (const [index, action] of sequence.entries()) {
    const before = left.copy()
    const a = simulator.get(firstStep + index)
    const b = windows.get(firstStep + index)
    left.take(action.by, a)
    right.take(action.by, b)
    const areas = left.differencesTo(right)
    const nothing = 'did not come here'
    const resultOf = a?.result ?? nothing
    const differs = areas.length > 0 || a?.result !== b?.result
    const difference: Difference = {
      index,
      action,
      simulator: resultOf,
      windows: b?.result ?? nothing,
      areas: areas.map((name) => ({ name, simulator: left.named(name), windows: right.named(name) })),
      actions: sequence.slice(0, index + 1),
      before,
      results
    }
    if (apart !== null) {
      if (a === undefined || b === undefined || !apart.follow(difference)) break
      if (apart.isOver(left, right) && areas.length === 0) apart = null
    } else {
      compared.push(action)
      if (differs) {
        const by = explain(difference)
        if (by === null) return { compared, known, unexplained: difference }
        known.push({ difference, by })
        if (areas.length > 0 || a === undefined || b === undefined || partsWays(action, a.result, b.result)) {
          apart = new Apart()
          if (a === undefined || b === undefined || !apart.follow(difference)) break
        }
      }
    }
    results.push(resultOf)
  }
  return { compared, known, unexplained: null }
}

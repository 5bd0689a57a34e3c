import type { Action, Sequence } from './actions'
import { operations } from './operations'
import type { KnownDifference } from './known-difference'
import { Areas, type Outcomes } from './outcome'

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

/** What the comparison of one sequence found. */
export interface SequenceComparison {
  /** How many actions were compared: all, unless a difference left the two machines in different states. */
  readonly compared: number
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
 * alike; otherwise the rest says nothing any more.
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
  const known: { difference: Difference; by: KnownDifference }[] = []
  for (const [index, action] of sequence.entries()) {
    const before = left.copy()
    const a = simulator.get(firstStep + index)
    const b = windows.get(firstStep + index)
    left.take(action.by, a)
    right.take(action.by, b)
    const areas = left.differencesTo(right)
    const nothing = 'did not come here'
    const differs = areas.length > 0 || a?.result !== b?.result
    const resultOf = a?.result ?? nothing
    if (differs) {
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
      const by = explain(difference)
      if (by === null) return { compared: index + 1, known, unexplained: difference }
      known.push({ difference, by })
      if (areas.length > 0 || a === undefined || b === undefined || partsWays(action, a.result, b.result))
        return { compared: index + 1, known, unexplained: null }
    }
    results.push(resultOf)
  }
  return { compared: sequence.length, known, unexplained: null }
}

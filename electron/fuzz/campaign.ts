import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { Sequence } from '../known-differences/actions'
import type { Difference } from '../known-differences/difference'
import { compareSequence, type SequenceComparison } from './compare'
import type { Theme } from './choices'
import { Generator } from './generate'
import { Chance } from './chance'
import type { KnownDifference } from '../known-differences/known-difference'
import { runOn, type BothMachines } from './machines'
import { kindOf } from './finding'
import { operations } from './operations'
import { renderProgram } from './render'
import { shrink } from './shrink'

/** How long a sequence is: long enough for states to build up, short enough that little is lost after a known difference. */
const sequenceLength = 24
const sequencesInProgram = 160

/** A number of sequences that are run as one program. */
export interface Batch {
  readonly seed: number
  readonly sequences: readonly Sequence[]
}

/** The sequences of a program, from a seed. One in four programs has two processes. `presses`: memory runs short again and again. */
export function makeBatch(seed: number, presses = false): Batch {
  const chance = new Chance(seed)
  const processes = chance.oneIn(4) ? 2 : 1
  const sequences: Sequence[] = []
  for (let i = 0; i < (presses ? 40 : sequencesInProgram); i++) {
    const theme = chance.weighted<Theme>({
      private: 30,
      watch: 10,
      sections: 34,
      files: 18,
      placeholders: 3,
      heap: processes === 1 ? 5 : 0
    })
    const sequence = new Generator(chance.below(0xffffffff), theme, processes).sequence(sequenceLength)
    sequences.push(presses ? withPresses(sequence) : sequence)
  }
  return { seed, sequences }
}

/** The same with something in between that pushes everything else out of a little memory. */
function withPresses(sequence: Sequence): Sequence {
  return sequence.flatMap((action, i) =>
    i % 10 === 5 ? [action, { by: action.by, operation: 'press', args: [], keeps: null }] : [action]
  )
}

/** How many calls of Windows actions make. */
export function callsIn(actions: Sequence): number {
  return actions.reduce((sum, action) => sum + (operations[action.operation]?.calls ?? 0), 0)
}

/** What both machines did with some sequences. */
export interface BatchResult {
  readonly comparisons: readonly SequenceComparison[]
  /** What a machine said that did not come to the end. */
  readonly endings: readonly string[]
}

/** Runs sequences as one program on both machines and compares them. */
export async function runSequences(
  machines: BothMachines,
  sequences: readonly Sequence[],
  explain: (difference: Difference) => KnownDifference | null = machines.explain
): Promise<BatchResult> {
  const program = renderProgram(sequences)
  const [windows, simulator] = await Promise.all([
    runOn(machines.windows, program, machines.windowsSettings, machines.limitMs),
    runOn(machines.simulator, program, defaultMachineSettings, machines.limitMs)
  ])
  const comparisons = sequences.map((sequence, i) =>
    compareSequence(sequence, program.firstSteps[i]!, simulator.outcomes, windows.outcomes, explain)
  )
  return {
    comparisons,
    endings: [
      ...(simulator.ending === '' ? [] : [`simulator: ${simulator.ending}`]),
      ...(windows.ending === '' ? [] : [`windows: ${windows.ending}`])
    ]
  }
}

/** Makes the sequence that ends with an unexplained difference as short as it gets. */
export async function shrinkDifference(
  machines: BothMachines,
  difference: Difference
): Promise<{ readonly sequence: Sequence; readonly difference: Difference } | null> {
  const kind = kindOf(difference)
  const differenceOf = (comparison: SequenceComparison | undefined): Difference | null =>
    comparison?.unexplained && kindOf(comparison.unexplained) === kind ? comparison.unexplained : null
  const one = async (candidate: Sequence): Promise<Difference | null> =>
    differenceOf((await runSequences(machines, [candidate])).comparisons[0])
  if ((await one(difference.actions)) === null) return null
  const reproduces = async (candidates: readonly Sequence[]): Promise<boolean[]> => {
    const { comparisons, endings } = await runSequences(machines, candidates)
    if (endings.length === 0)
      return candidates.map((candidate, i) => {
        const found = differenceOf(comparisons[i])
        return found !== null && found.index === candidate.length - 1
      })
    // One that ends the process takes those after it along: each alone, then, until one does it.
    const answers: boolean[] = []
    for (const candidate of candidates) {
      answers.push((await one(candidate)) !== null)
      if (answers[answers.length - 1]) break
    }
    return answers
  }
  const sequence = await shrink(difference.actions, reproduces)
  const shown = await one(sequence)
  return shown === null ? null : { sequence, difference: shown }
}

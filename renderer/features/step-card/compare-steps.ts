import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import {
  compareMeanings,
  isForeign,
  roleOfResult,
  sameLastError,
  sameResult,
  type Names
} from '../../../shared/contract/same-meaning'
import type { CallRecord, StepRecord } from '../../../shared/contract/step'

/** How one call of a step differs from the same call on the other machine. */
export interface CallDifference {
  readonly result: boolean
  readonly lastError: boolean
}

/** A machine's step, and the regions of its process after it. */
export interface ComparedStep {
  readonly step: StepRecord
  readonly regions: RegionTree
}

/** One step knows of no others: what a call makes goes together, what it is given is called alike on both machines. */
const namesOfOneStep: Names = { same: (left, right) => left === right, pair: () => true, bind: () => true }

/**
 * Call by call, where two machines' answers to the same step differ in meaning, as the comparison of whole runs has it;
 * null where there is nothing to compare: another line, another process, or another call.
 */
export function compareSteps(
  one: ComparedStep,
  other: ComparedStep | null
): readonly (CallDifference | null)[] {
  const { line, process, calls } = one.step
  const comparable = other !== null && other.step.line === line && other.step.process === process
  return calls.map((call, index) => {
    const counterpart = comparable ? other.step.calls[index] : undefined
    return counterpart?.name === call.name
      ? compareCalls(call, one.regions, counterpart, other!.regions)
      : null
  })
}

function compareCalls(
  call: CallRecord,
  regions: RegionTree,
  other: CallRecord,
  otherRegions: RegionTree
): CallDifference {
  const foreign = (x: number, y: number): boolean =>
    isForeign(regionOf(regions, x), regionOf(otherRegions, y))
  const same = sameResult(
    call,
    other,
    (x, y) => compareMeanings(x, y, roleOfResult(call), namesOfOneStep, foreign).same
  )
  return { result: !same, lastError: !sameLastError(call, other) }
}

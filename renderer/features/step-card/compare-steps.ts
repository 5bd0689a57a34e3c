import type { CallRecord, ShownValue, StepRecord } from '../../../shared/contract/step'

/** How one call of a step differs from the same call on the other machine. */
export interface CallDifference {
  readonly result: boolean
  readonly lastError: boolean
}

/**
 * Call by call, where two machines' answers to the same step differ in meaning; null where there is nothing to
 * compare: another line, another process, or another call.
 */
export function compareSteps(step: StepRecord, other: StepRecord | null): readonly (CallDifference | null)[] {
  const comparable = other !== null && other.line === step.line && other.process === step.process
  return step.calls.map((call, index) => {
    const counterpart = comparable ? other.calls[index] : undefined
    return counterpart?.name === call.name ? compareCalls(call, counterpart) : null
  })
}

function compareCalls(call: CallRecord, other: CallRecord): CallDifference {
  return {
    result:
      call.failed !== other.failed ||
      call.exception?.code !== other.exception?.code ||
      meaningOf(call.result) !== meaningOf(other.result),
    // Only a failure says something by its last error.
    lastError: call.failed && other.failed && call.lastError !== other.lastError
  }
}

function meaningOf(value: ShownValue): string {
  return value.meaning ?? value.raw
}

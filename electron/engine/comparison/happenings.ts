import type { ProcessLetter } from '../../../shared/contract/observation'
import type { CallRecord, CheckRecord, StepRecord } from '../../../shared/contract/step'

/** A call or a check, with the process that made it and the moment after it. */
export type Happening = {
  readonly process: ProcessLetter
  readonly position: number
} & (
  | { readonly kind: 'call'; readonly call: CallRecord }
  | { readonly kind: 'check'; readonly check: CheckRecord }
)

/** What a step did, in the order in which it did it. */
export function happeningsOf(
  step: Pick<StepRecord, 'process' | 'line' | 'calls' | 'checks'>,
  position: number
): Happening[] {
  const { process } = step
  // A step that ends with a call has the checks since the one before; one over a whole CHECK line has its calls first.
  const before = step.checks.filter((check) => check.line !== step.line)
  const after = step.checks.filter((check) => check.line === step.line)
  return [
    ...before.map((check) => ({ process, position, kind: 'check' as const, check })),
    ...step.calls.map((call) => ({ process, position, kind: 'call' as const, call })),
    ...after.map((check) => ({ process, position, kind: 'check' as const, check }))
  ]
}

/** Where in the program something happened: rows meet when this is the same. */
export function placeOf(happening: Happening): string {
  return happening.kind === 'call'
    ? `${happening.process} ${happening.call.line} ${happening.call.name}`
    : `${happening.process} ${happening.check.line} check`
}

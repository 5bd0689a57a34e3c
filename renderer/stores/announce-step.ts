import type { CallRecord } from '../../shared/contract/step'
import type { RunView } from './apply-run-update'

/** One sentence on what the shown step did, for a screen reader; empty when there is nothing to say. */
export function announceStep(views: readonly RunView[]): string {
  const first = views[0]
  if (first === undefined) return ''
  const { step } = first
  const ending = first.line === null ? ` ${first.statusText}` : ''
  if (step === null) {
    return first.status === 'paused'
      ? `Ready. Paused before line ${first.line ?? 1}, nothing has run yet.`
      : first.statusText
  }
  const changes = first.processes.reduce((count, process) => count + process.changes.length, 0)
  const parts = [
    ...step.calls.slice(0, 3).map(callInWords),
    ...(step.calls.length > 3 ? [`${step.calls.length - 3} more calls`] : []),
    ...step.checks.map((check) => `check ${check.verdict === 'ok' ? 'passed' : check.verdict}`),
    changes === 0 ? 'no region changed' : changes === 1 ? '1 region changed' : `${changes} regions changed`
  ]
  return `Step ${first.position}, line ${step.line}: ${parts.join('; ')}.${ending}`
}

function callInWords(call: CallRecord): string {
  if (call.exception !== null) return `${call.name} raised ${call.exception.name}`
  return `${call.name} ${call.failed ? `failed with error ${call.lastError}` : 'succeeded'}`
}

import type { CallRecord, ShownValue } from './step'

/** What a value is, whatever machine it is from. */
export function meaningOf(value: ShownValue): string {
  return value.meaning ?? value.raw
}

/** Whether two machines answered a call with the same result: both failed or none did, the same exception or none, the same meaning. */
export function sameResult(
  a: CallRecord,
  b: CallRecord,
  same: (a: ShownValue, b: ShownValue) => boolean
): boolean {
  return a.failed === b.failed && a.exception?.code === b.exception?.code && same(a.result, b.result)
}

/** Whether the last error says the same; only a failure says something by it. */
export function sameLastError(a: CallRecord, b: CallRecord): boolean {
  return !(a.failed && b.failed) || a.lastError === b.lastError
}

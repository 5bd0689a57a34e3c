import { low32, type Word } from '../../machine/word'

const infinite = 0xffffffff

/** A function that may make its thread wait, and how to ask it without waiting. */
export interface WaitingFunction {
  /** The index of the argument that says how many milliseconds at most; null for one that waits as long as it takes. */
  readonly timeout: number | null
  /** The function that tries, where it is another one. */
  readonly tries?: string
  /** Whether an answer of the try says that the thread has to wait. */
  hasToWait(result: Word, lastError: number): boolean
}

const waitTimeout = 0x102
const errorTimeout = 1460

const byTimeout = (timeout: number): WaitingFunction => ({
  timeout,
  hasToWait: (result) => low32(result) === waitTimeout
})
const byTrying = (tries: string): WaitingFunction => ({
  timeout: null,
  tries,
  // BOOLEAN functions leave the rest of the register as it was.
  hasToWait: (result) => (low32(result) & 0xff) === 0
})

/** Functions that can be asked with a timeout of 0, or have a sister that only tries. */
export const waitingFunctions: Readonly<Record<string, WaitingFunction>> = {
  WaitForSingleObject: byTimeout(1),
  WaitForSingleObjectEx: byTimeout(1),
  WaitForMultipleObjects: byTimeout(3),
  WaitForMultipleObjectsEx: byTimeout(3),
  EnterCriticalSection: byTrying('TryEnterCriticalSection'),
  AcquireSRWLockExclusive: byTrying('TryAcquireSRWLockExclusive'),
  AcquireSRWLockShared: byTrying('TryAcquireSRWLockShared'),
  WaitOnAddress: {
    timeout: 3,
    hasToWait: (result, lastError) => low32(result) === 0 && lastError === errorTimeout
  }
}

/** Functions that are left to wait at once: asking them without waiting would already change something. */
export const sleepingFunctions: Readonly<Record<string, number>> = {
  Sleep: 0,
  SleepEx: 0,
  SleepConditionVariableCS: 2,
  SleepConditionVariableSRW: 2,
  SignalObjectAndWait: 2
}

/** How long a call may wait, in milliseconds; null when it is not one that waits. */
export function timeoutOf(name: string, args: readonly Word[]): number | null {
  const rule = waitingFunctions[name]
  const index = rule === undefined ? sleepingFunctions[name] : rule.timeout
  if (index === undefined) return null
  if (index === null) return Infinity
  const milliseconds = low32(args[index] ?? 0)
  return milliseconds === infinite ? Infinity : milliseconds
}

/** The arguments with another timeout. */
export function withTimeout(name: string, args: readonly Word[], milliseconds: number): Word[] {
  const index = waitingFunctions[name]?.timeout ?? sleepingFunctions[name]
  return args.map((value, i) => (i === index ? milliseconds : value))
}

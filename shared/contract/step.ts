import type { ProcessLetter, RegionChange } from './observation'

/** A value of a call, ready to show. */
export interface ShownValue {
  /** The parameter's name as Microsoft writes it (`lpAddress`), or the C name of what came back. */
  readonly name: string
  /** The raw value: `0x7ff000010000`, `4096`. */
  readonly raw: string
  /** In words of the field: `MEM_RESERVE | MEM_COMMIT`, `&info`, `NULL`; same as raw when there are none. */
  readonly text: string
  /**
   * What the value means whatever the address: `#2+0x1000` (second allocation of the program), `stack`, `handle#1`,
   * `kernel32.dll+0`; null when the raw value is all there is to compare.
   */
  readonly meaning: string | null
}

/** An exception in words. */
export interface ShownException {
  readonly code: number
  /** `EXCEPTION_ACCESS_VIOLATION`. */
  readonly name: string
  /** `write to 0x1000`; empty where there is no address. */
  readonly where: string
  /** Why, where the machine can say. */
  readonly why: string | null
}

/** One Win32 call and its answer. */
export interface CallRecord {
  readonly line: number
  readonly name: string
  readonly args: readonly ShownValue[]
  readonly result: ShownValue
  /** What the call wrote through its out parameters, decoded. */
  readonly outs: readonly ShownValue[]
  /** Whether the function says by its result that it failed (NULL, FALSE, 0 ...). */
  readonly failed: boolean
  /** The thread's last error right after the call. */
  readonly lastError: number
  /** The rule that refused it, where the machine can say. */
  readonly why: string | null
  readonly exception: ShownException | null
}

/** A CHECK that was evaluated. */
export interface CheckRecord {
  readonly line: number
  readonly verdict: 'ok' | 'FAIL' | 'todo'
  /** The whole line as printed. */
  readonly text: string
}

export interface CheckCounts {
  readonly passed: number
  readonly failed: number
  readonly todo: number
}

/** A function that is being executed. */
export interface Frame {
  readonly functionName: string
  readonly line: number
}

/** A variable in scope of the current frame, or a global, ready to show. */
export interface ShownVariable {
  readonly name: string
  readonly type: string
  readonly value: string
  readonly address: number
}

/** What one step did. */
export interface StepRecord {
  readonly process: ProcessLetter
  /** The statement's line. */
  readonly line: number
  readonly calls: readonly CallRecord[]
  readonly checks: readonly CheckRecord[]
  readonly output: string
  readonly changes: readonly RegionChange[]
}

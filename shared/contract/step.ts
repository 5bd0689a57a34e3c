import type { ProcessLetter, RegionChange } from './observation'
import type { Rule } from './rule'

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
  /** The rule behind it, and where it stands. */
  readonly rule: Rule | null
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
  /** Why it was refused, in a sentence, where the machine can say. */
  readonly why: string | null
  /** The rule that refused it, and where it stands. */
  readonly rule: Rule | null
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

/** A variable in scope of a frame, a global, or a part of one (member, element, what a pointer points to), ready to show. */
export interface ShownVariable {
  /** `info`, `BaseAddress`, `[3]`, `*p`. */
  readonly name: string
  /** The C expression that names it in its frame: `info.BaseAddress`, `bytes[3]`, `*p`. Unique among its siblings. */
  readonly expression: string
  readonly type: string
  /** At most some 300 characters; `cannot be read: PAGE_NOACCESS` where the bytes cannot be looked at. */
  readonly value: string
  /** 0 for a value that was computed and lies nowhere. */
  readonly address: number
  /** Whether there is something inside to look at: members, elements, the target of a pointer. */
  readonly unfolds: boolean
  /**
   * Its parts, where the window asked for them (`expanded` of `run/look`), it has any, and they were recorded at this step;
   * null otherwise. Small structs and arrays are recorded always. Of an array with more than 100 elements the parts are groups
   * of it (`[0..99]`), which unfold in turn.
   */
  readonly children: readonly ShownVariable[] | null
  /** Whether its bytes differ from those at the previous recorded step; false where there is nothing to compare with. */
  readonly changed: boolean
}

/** A watch expression and what it is at a moment. */
export type ShownWatch =
  | { readonly expression: string; readonly variable: ShownVariable }
  /** A sentence: why there is no value (`p is not in scope here`, `not recorded at this step`). */
  | { readonly expression: string; readonly problem: string }

/** Bytes that the window looks at. */
export interface ShownMemory {
  /** As in the request. */
  readonly id: string
  /** First byte; null when the address expression has no value here. */
  readonly address: number | null
  /** A sentence: why there are no bytes; empty when there are. */
  readonly problem: string
  /** Two hexadecimal digits a byte, `??` where it cannot be read; looked at without touching. */
  readonly hex: string
  /** Offsets of the bytes that differ from the previous recorded step. */
  readonly changed: readonly number[]
  /** The region the first byte lies in, in words: `MEM_COMMIT PAGE_READWRITE MEM_PRIVATE`; empty when free. */
  readonly region: string
}

/** A value shown beside the line it was computed on. */
export interface LineValue {
  readonly line: number
  readonly name: string
  readonly value: string
}

/** A thread of a program. */
export interface ShownThread {
  readonly threadId: number
  readonly functionName: string
  /** The line it executes next; null when it has ended. */
  readonly line: number | null
  readonly state: 'current' | 'ready' | 'waiting' | 'suspended' | 'ended'
}

/** Where one process stands. */
export interface ProcessPlace {
  readonly letter: ProcessLetter
  /** The line to be executed next in it; null when it has ended. */
  readonly line: number | null
  /** Innermost first. */
  readonly frames: readonly Frame[]
  /** Whose variables are shown: an index into `frames`. */
  readonly frame: number
  readonly variables: readonly ShownVariable[]
  readonly watches: readonly ShownWatch[]
  readonly memory: readonly ShownMemory[]
  /** The values computed last on the lines of the function shown, at most one a line and name. */
  readonly lineValues: readonly LineValue[]
  /** Empty while there is only one thread. */
  readonly threads: readonly ShownThread[]
}

/** Page faults by what they brought. Windows Internals 7, ch. 5, Page faults. */
export interface FaultCounts {
  /** Pages of zeros, at the first touch. */
  readonly demandZero: number
  /** Pages that were still in memory: of others, or on the standby or modified list. */
  readonly soft: number
  /** Copies of shared pages, at the first write. */
  readonly copyOnWrite: number
  /** Pages that had to be read from the page file or a file. */
  readonly hard: number
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
  /** Page faults of the step's process; null where the machine does not tell them apart. */
  readonly faults: FaultCounts | null
  /** Exceptions that the program's own handlers took, the first of them; left out where there were none. */
  readonly handled?: readonly ShownException[]
  /** Exceptions that probe functions met, the first of them; left out where there were none. */
  readonly probed?: readonly ShownException[]
  /**
   * What a step that did very much did besides what is listed: earlier calls, and changes further up. Left out where
   * everything is listed.
   */
  readonly omitted?: { readonly calls: number; readonly changes: number }
}

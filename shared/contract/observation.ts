/** The processes of a program: `main` is A, `process_b` B, `process_c` C. */
export type ProcessLetter = 'A' | 'B' | 'C'
export const processLetters: readonly ProcessLetter[] = ['A', 'B', 'C']

/** The machines a program runs on. */
export type MachineName = 'simulator' | 'windows'
export const machineNames: readonly MachineName[] = ['simulator', 'windows']

/** A run of pages alike in state and protection, of one allocation: MEMORY_BASIC_INFORMATION and what it is used for. */
export interface Region {
  /** BaseAddress. */
  readonly base: number
  /** RegionSize in bytes. */
  readonly size: number
  /** MEM_COMMIT or MEM_RESERVE. */
  readonly state: number
  /** MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE. */
  readonly type: number
  /** Protect now; 0 while reserved. */
  readonly protect: number
  readonly allocationBase: number
  readonly allocationProtect: number
  /** `before`: the process had its allocation before the program began (or its runtime made it beside the program). */
  readonly owner: 'before' | 'program'
  /** What it is used for: `Stack`, `Heap`, `kernel32.dll`, `PEB`, `Section view` ...; empty when there is nothing to say. */
  readonly use: string
}

/** A region with the line that made its allocation, as views get it. */
export interface ObservedRegion extends Region {
  /** Source line of the call that made the allocation; null for what was there before. */
  readonly madeByLine: number | null
}

/** One difference between two moments of one process. */
export type RegionChange =
  | { readonly kind: 'added'; readonly after: ObservedRegion }
  | { readonly kind: 'removed'; readonly before: ObservedRegion }
  | { readonly kind: 'changed'; readonly before: ObservedRegion; readonly after: ObservedRegion }

/** Who makes a call. */
export type Actor = 'A' | 'B'

/** How a number is shown in C. */
export type NumberFamily =
  | 'size'
  | 'plain'
  | 'allocation'
  | 'protection'
  | 'free'
  | 'view'
  | 'section'
  | 'process'
  | 'fileAccess'
  | 'heapFlags'

/**
 * An argument without an address: a place is an offset in the arena, which lies at one address in every process, in what
 * the action that filled a slot returned, or in nothing of the program's (`null`: counted from address 0).
 */
export type Argument =
  | { readonly kind: 'number'; readonly family: NumberFamily; readonly value: number }
  | { readonly kind: 'place'; readonly base: 'arena' | 'null' | number; readonly offset: number }
  | { readonly kind: 'section' | 'file' | 'heap' | 'block'; readonly index: number }
  /** The process whose memory is meant, or no process. */
  | { readonly kind: 'process'; readonly which: 'self' | 'other' | 'none' }
  /** The name of a section, or none. */
  | { readonly kind: 'name'; readonly index: number | null }

/** One thing that a program does: a call, or a touch. */
export interface Action {
  readonly by: Actor
  readonly operation: string
  readonly args: readonly Argument[]
  /** Where what it returns is kept; no other action of the sequence has the same number of the same kind. */
  readonly keeps: number | null
}

/** Actions that share nothing with those of other sequences. */
export type Sequence = readonly Action[]

/** How many results of each kind a sequence can keep. */
export const slotCount = 16

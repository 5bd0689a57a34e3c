import type { ExceptionRecord } from '../machine/machine-process'
import type { Word } from '../machine/word'
import type { Guard } from './compiled-code'
import type { VectoredHandler } from './exception-handlers'
import type { Value } from './vm-words'

/** What an instruction raised, with what the program itself says of it. */
export interface Raised extends ExceptionRecord {
  /** ExceptionFlags: EXCEPTION_NONCONTINUABLE or 0. */
  readonly flags?: number
  /** ExceptionInformation as RaiseException got it; else it follows from the access. */
  readonly parameters?: readonly Word[]
  /** Execution continues behind the instruction, not at it: RaiseException returns. */
  readonly returns?: boolean
  /** A touch of lab.h's probe functions: their own vectored handler answers it. */
  readonly probe?: boolean
}

/** A try of a function that is being executed, and where its variables are. */
export interface GuardInForce {
  readonly guard: Guard
  /** The frame it stands in, counted from the outermost, 1. */
  readonly depth: number
  readonly fp: number
  readonly functionIndex: number
}

/** One exception on its way from handler to handler. */
export interface Dispatch {
  readonly raised: Raised
  /** The registers at the raising instruction; `pc` is behind it, `sp` as it was before it. */
  readonly pc: number
  readonly sp: number
  readonly fp: number
  readonly depth: number
  readonly functionIndex: number
  readonly line: number
  /** Where EXCEPTION_POINTERS lies. */
  readonly pointers: number
  /** CONTEXT.Rip as the handlers were told it. */
  readonly rip: Word
  /** What `stackFloor` was before, and is while handlers run. */
  readonly floorBefore: number
  readonly guards: readonly GuardInForce[]
  phase: 'vectored' | 'frame' | 'unhandled' | 'continued'
  vectored: readonly VectoredHandler[]
  /** Which handler, or which guard, is asked next. */
  next: number
}

/** Frames being left: their __finally blocks run innermost first, then it arrives. */
export interface Unwinding {
  readonly finallies: readonly (GuardInForce & { readonly guard: { readonly kind: 'finally' } })[]
  next: number
  /** The frame it leads to, and an instruction in it. */
  readonly depth: number
  readonly to: number
  arrive(): void
}

/** Where longjmp goes. */
export interface JumpTarget {
  readonly depth: number
  readonly pc: number
  /** The value stack there, above the frame's base. */
  readonly values: readonly Value[]
}

/** What one thread has under way of exceptions. */
export class ExceptionState {
  /** Innermost last. */
  readonly dispatches: Dispatch[] = []
  readonly unwindings: Unwinding[] = []
  /** Why the loop came back without an exception. */
  signal: 'returned' | 'unwound' | JumpTarget | null = null
  /** Values under a setjmp's own, by the buffer that it filled: what a longjmp puts back. */
  readonly keptValues = new Map<number, readonly Value[]>()
}

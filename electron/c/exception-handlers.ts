import type { Word } from '../machine/word'

/** One vectored handler of a process. */
export interface VectoredHandler {
  readonly handle: Word
  /** The address of its function; null for lab.h's own, which answers the probe functions. */
  readonly routine: Word | null
}

const firstHandle = 0x5a0000
const handleDistance = 0x30

/** The handlers that a process has registered, for all of its threads. Microsoft, Vectored Exception Handling. */
export class HandlerRegistry {
  /** In the order in which they are called. */
  readonly exception: VectoredHandler[] = []
  readonly continued: VectoredHandler[] = []
  /** What SetUnhandledExceptionFilter was given; 0 is none. */
  unhandledFilter: Word = 0
  private made = 0

  /** Enters a handler as the first or the last to be called; answers its handle. */
  add(list: VectoredHandler[], first: boolean, routine: Word | null): Word {
    const handle = firstHandle + this.made++ * handleDistance
    if (first) list.unshift({ handle, routine })
    else list.push({ handle, routine })
    return handle
  }

  /** False when there is no such handle in that list. */
  remove(list: VectoredHandler[], handle: Word): boolean {
    const at = list.findIndex((handler) => handler.handle === handle)
    if (at >= 0) list.splice(at, 1)
    return at >= 0
  }

  /** lab.h registers its handler at the first probe, in front of those that are there. */
  enterProbeHandler(): void {
    if (!this.exception.some((handler) => handler.routine === null)) this.add(this.exception, true, null)
  }

  /** Whether a handler of the program hears of a probe's exception before lab.h's does. */
  get hearsProbesFirst(): boolean {
    return this.exception[0] !== undefined && this.exception[0].routine !== null
  }
}

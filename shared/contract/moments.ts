import type { MachineName, ProcessLetter, RegionChange } from './observation'

/** What is followed through a run's moments: the region, the page or the byte at an address, or its protection. */
export interface Followed {
  readonly kind: 'region' | 'page' | 'byte' | 'protection'
  readonly address: number
  /** With `protection`: what it is to become, exactly; PAGE_GUARD alone means any protection with a guard. */
  readonly protect?: number | undefined
}

/** The step that last changed what a place in memory is, and the line that it executed. */
export interface LastChange {
  readonly position: number
  readonly line: number
}

/** Where something was another than it is at the position asked from, or became what was asked for. */
export interface OtherMoment {
  /** The nearest position at which it was another; null when it is the same to the end of the record in that direction. */
  readonly position: number | null
  /** A sentence: what it was there, or that it stays so. */
  readonly text: string
}

/** A figure of a process or of the machine that two moments have differently. */
export interface FigureChange {
  /** `workingSetPages`, `faults.hard`: as the state calls it. */
  readonly name: string
  readonly before: number
  readonly after: number
}

/** A page table entry at a moment. */
export interface PageLook {
  /** `valid`, `demand zero`, `in transition`, `prototype`, `paged out`, `not committed`. */
  readonly state: string
  /** PAGE_ constants; 0 where there are none. */
  readonly protect: number
  /** The physical page; null where there is none. */
  readonly frame: number | null
  /** Where it is in the page file; null where it is not there. */
  readonly slot: number | null
}

/** Pages in a row whose entries changed in the same way. */
export interface PageChange {
  readonly address: number
  readonly pageCount: number
  /** The first page's. */
  readonly before: PageLook
  readonly after: PageLook
}

/** Bytes in a row that differ; both texts have two hexadecimal digits a byte and are cut after 64 bytes. */
export interface ByteChange {
  readonly address: number
  readonly length: number
  readonly before: string
  readonly after: string
}

/** What differs in one process between two moments. */
export interface ProcessComparison {
  readonly letter: ProcessLetter
  /** `only-after`: it was started in between. */
  readonly presence: 'both' | 'only-before' | 'only-after'
  readonly regions: readonly RegionChange[]
  /** These three are empty on the Windows machine, whose memory is not kept. */
  readonly figures: readonly FigureChange[]
  readonly pages: readonly PageChange[]
  readonly bytes: readonly ByteChange[]
  /** There is more than is listed. */
  readonly more: boolean
}

/** Two moments of a run on one machine. */
export interface MomentComparison {
  readonly machine: MachineName
  readonly a: number
  readonly b: number
  readonly processes: readonly ProcessComparison[]
  /** The machine's own figures: empty on the Windows machine. */
  readonly figures: readonly FigureChange[]
}

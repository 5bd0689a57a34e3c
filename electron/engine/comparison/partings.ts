import type { Verdict } from '../../../shared/contract/comparison'
import type { ProcessLetter } from '../../../shared/contract/observation'

/** A row after which the machines may have gone different ways. */
export interface Parting {
  readonly row: number
  readonly title: string
  readonly line: number
}

/** Where the ways of a process's machines parted and came together again, in the order of the rows. */
export class Partings {
  private readonly entries: {
    readonly process: ProcessLetter
    readonly positions: readonly [number | null, number | null]
    readonly parting: Parting | null
  }[] = []

  constructor(private readonly verdictOf: (row: number) => Verdict | undefined) {}

  get length(): number {
    return this.entries.length
  }

  /** Forgets the entries from one on. */
  cut(length: number): void {
    this.entries.length = length
  }

  /** From a row on, which both or one of the machines came to at these positions, a process is parted by this; null: by nothing. */
  note(
    process: ProcessLetter,
    positions: readonly [number | null, number | null],
    parting: Parting | null
  ): void {
    const last = this.entries.findLast((entry) => entry.process === process)
    if (last?.parting !== parting && (last !== undefined || parting !== null))
      this.entries.push({ process, positions, parting })
  }

  /** The explained row that parted a process as of a position of one machine, in words; null where nothing did, or nothing explains it. */
  explanation(process: ProcessLetter, side: 0 | 1, position: number): string | null {
    const entry = this.entries.findLast(
      (one) => one.process === process && (one.positions[side] ?? Infinity) <= position
    )
    return entry?.parting == null ? null : this.words(entry.parting)
  }

  /** A parting in words where it is explained; null where it is not. */
  words({ row, title, line }: Parting): string | null {
    return this.verdictOf(row) === 'expected' ? `From ${title}, line ${line}.` : null
  }
}

/** Rows that only one machine came to, of processes with several threads, waiting for the same thing on the other machine. */
export class ThreadTurns {
  private readonly waiting = new Map<string, { side: 0 | 1; rows: number[] }>()

  /** `remember` hears how to undo what is noted. */
  constructor(private readonly remember: (undo: () => void) => void) {}

  /** Notes a row of one machine; answers the row of the other that is the same thing at another turn, or null. */
  match(key: string, side: 0 | 1, row: number): number | null {
    const known = this.waiting.get(key) ?? { side, rows: [] }
    this.waiting.set(key, known)
    if (known.side === side || known.rows.length === 0) {
      known.side = side
      known.rows.push(row)
      this.remember(() => void known.rows.pop())
      return null
    }
    const other = known.rows.shift()!
    this.remember(() => void known.rows.unshift(other))
    return other
  }
}

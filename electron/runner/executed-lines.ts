/** Which lines of a program have been executed, told as news at each step. */
export class ExecutedLines {
  private readonly known = new Set<number>()
  private news: number[] = []
  private current: number | null = null

  /** The execution has come to a statement: the one before it has been executed. */
  arrive(line: number): void {
    if (this.current !== null) this.note(this.current)
    this.current = line
  }

  /** The lines executed for the first time since this was last asked; `midStatement`: the current one has begun. */
  take(midStatement: boolean): readonly number[] {
    if (midStatement && this.current !== null) this.note(this.current)
    const { news } = this
    this.news = []
    return news
  }

  private note(line: number): void {
    if (this.known.has(line)) return
    this.known.add(line)
    this.news.push(line)
  }
}

/** How far a command is, on one line of a terminal that is written anew; nothing where no person looks on. */
export class ProgressLine {
  private shown = false

  constructor(private readonly stream: NodeJS.WriteStream) {}

  /** So many of all are done, and what is under way now. */
  show(done: number, all: number, name: string): void {
    if (!this.stream.isTTY) return
    const filled = Math.round((done / all) * 24)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${done}/${all} `
    const room = Math.max(8, (this.stream.columns || 80) - bar.length - 1)
    const shownName = name.length <= room ? name : `…${name.slice(1 - room)}`
    this.stream.write(`\r\u001b[2K${bar}${shownName}`)
    this.shown = true
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.shown) this.stream.write('\r\u001b[2K')
    this.shown = false
  }
}

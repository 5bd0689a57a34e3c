/** Cuts a stream of bytes into lines, UTF-8, without their line feeds. */
export class LineReader {
  private pending: Buffer[] = []

  constructor(private readonly onLine: (line: string) => void) {}

  feed(bytes: Buffer): void {
    let from = 0
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      const line = Buffer.concat([...this.pending, bytes.subarray(from, end)]).toString('utf8')
      this.pending = []
      from = end + 1
      if (line.trim() !== '') this.onLine(line)
    }
    if (from < bytes.length) this.pending.push(bytes.subarray(from))
  }
}

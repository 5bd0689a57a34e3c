/** What answers a target's requests: one parsed line in, one value out. */
export interface RequestHandler {
  handle(request: unknown): unknown
  /** Around the waiting for the next request. */
  beginIdle?(): void
  endIdle?(): void
}

/** The two ends of a target's pipe, synchronous: `read` waits for bytes and writes them into a buffer of 64 KiB. */
export interface LinePipe {
  /** How many bytes came; 0 at the end. */
  read(buffer: Uint8Array): number
  write(text: string): void
}

const lineFeed = 0x0a

/**
 * Answers lines of JSON with lines of JSON until either end of the pipe is gone. A handler that throws is our own bug: it is told as
 * `{ kind: 'broken', message }`, and the loop goes on.
 */
export function serveLines(pipe: LinePipe, handler: RequestHandler): void {
  const buffer = new Uint8Array(0x10000)
  const decoder = new TextDecoder()
  let pending: Uint8Array[] = []
  for (;;) {
    if (pending.length === 0) handler.beginIdle?.()
    const count = pipe.read(buffer)
    if (count === 0) return
    if (pending.length === 0) handler.endIdle?.()
    let from = 0
    for (
      let end = buffer.indexOf(lineFeed);
      end !== -1 && end < count;
      end = buffer.indexOf(lineFeed, from)
    ) {
      pending.push(buffer.slice(from, end))
      const line = decoder.decode(joined(pending))
      pending = []
      from = end + 1
      if (line.trim() !== '' && !written(pipe, `${JSON.stringify(answer(handler, line))}\n`)) return
    }
    if (from < count) pending.push(buffer.slice(from, count))
  }
}

/** False when nobody reads any more. */
function written(pipe: LinePipe, text: string): boolean {
  try {
    pipe.write(text)
    return true
  } catch {
    return false
  }
}

function answer(handler: RequestHandler, line: string): unknown {
  try {
    return handler.handle(JSON.parse(line)) ?? null
  } catch (error) {
    return {
      kind: 'broken',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  return Buffer.concat(parts)
}

import type { EnginePipe, EngineThread } from '../engine/engine-thread'

/** A pipe of a fake engine: remembers what was sent, and lets a test speak as the engine. */
export class FakePipe implements EnginePipe {
  readonly sent: string[] = []
  closed = false
  #listeners = new Set<(text: string) => void>()

  constructor(private readonly tell: () => void) {}

  send(text: string): void {
    this.sent.push(text)
  }
  listen(listener: (text: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  hear(text: string): void {
    if (!this.closed) for (const listener of this.#listeners) listener(text)
  }
  close(): void {
    if (this.closed) return
    this.closed = true
    this.tell()
  }
}

/** An engine for tests of the shells: its pipes, and what happened to them, in order. */
export class FakeEngine implements EngineThread {
  readonly pipes: FakePipe[] = []
  readonly events: string[] = []
  /** Called when the engine is asked to close; settles the closing. */
  finishClosing: (() => void) | null = null

  connect(): FakePipe {
    const number = this.pipes.length
    this.events.push(`connect ${number}`)
    const pipe = new FakePipe(() => this.events.push(`close ${number}`))
    this.pipes.push(pipe)
    return pipe
  }
  close(): Promise<void> {
    this.events.push('close engine')
    return new Promise((resolve) => (this.finishClosing = resolve))
  }
}

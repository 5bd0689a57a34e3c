import type { EnginePipe, EngineThread } from '../engine/engine-thread'

/**
 * Ties one window to the engine. Every page that opens in the window gets a connection of its own, so a reloaded page
 * never hears what the former one asked for, and the former page's run ends.
 */
export class PageLink {
  #pipe: EnginePipe | null = null

  constructor(
    private readonly engine: EngineThread,
    private readonly toPage: (text: string) => void
  ) {}

  /** A page has begun in the window. */
  open(): void {
    this.close()
    this.#pipe = this.engine.connect()
    this.#pipe.listen(this.toPage)
  }

  /** A line from the page; dropped when no page is open. */
  send(text: string): void {
    this.#pipe?.send(text)
  }

  /** The page is gone. */
  close(): void {
    this.#pipe?.close()
    this.#pipe = null
  }
}

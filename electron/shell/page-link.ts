import type { ArrivedFromOutside } from '../../shared/contract/requests'
import type { EngineMessage } from '../../shared/contract/transport'
import type { EnginePipe, EngineThread } from '../engine/engine-thread'

/**
 * Ties one window to the engine. Every page that opens in the window gets a connection of its own, so a reloaded page
 * never hears what the former one asked for, and the former page's run ends.
 */
export class PageLink {
  #pipe: EnginePipe | null = null
  #unopened: ArrivedFromOutside[] = []

  constructor(
    private readonly engine: EngineThread,
    private readonly toPage: (text: string) => void
  ) {}

  /** A page has begun in the window. */
  open(): void {
    this.close()
    this.#pipe = this.engine.connect()
    this.#pipe.listen(this.toPage)
    for (const arrived of this.#unopened.splice(0)) this.offer(arrived)
  }

  /** Hands the page what was opened outside, unread; it asks the person. Kept until there is a page. */
  offer(arrived: ArrivedFromOutside): void {
    if (this.#pipe === null) this.#unopened.push(arrived)
    else
      this.toPage(
        JSON.stringify({ kind: 'event', name: 'share/arrived', payload: arrived } satisfies EngineMessage)
      )
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

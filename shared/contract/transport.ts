import type { EventName, RequestName } from './requests'

/** One message from a renderer to the engine, as JSON text on the wire. */
export interface RequestMessage {
  readonly id: number
  readonly name: RequestName
  readonly input: unknown
}

/** One message from the engine to a renderer, as JSON text on the wire. */
export type EngineMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: unknown }

/**
 * A two-way pipe of text lines. Shells differ only in this: Electron's IPC, the browser shell's binding, or a pair in
 * memory for tests. Text, because a string crosses every shell in one piece, far faster than an object graph.
 */
export interface Pipe {
  send(text: string): void
  /** Returns how to stop listening. */
  listen(listener: (text: string) => void): () => void
}

/** Two pipes joined in memory; what one sends the other hears, asynchronously, as over a real wire. */
export function pipePair(): readonly [Pipe, Pipe] {
  const listeners = [new Set<(text: string) => void>(), new Set<(text: string) => void>()] as const
  const side = (mine: 0 | 1): Pipe => ({
    send: (text) => queueMicrotask(() => listeners[mine === 0 ? 1 : 0].forEach((hear) => hear(text))),
    listen: (listener) => {
      listeners[mine].add(listener)
      return () => listeners[mine].delete(listener)
    }
  })
  return [side(0), side(1)]
}

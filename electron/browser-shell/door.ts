import { createDoor } from '../../shared/contract/client'
import { pageNames } from './page-names'

const page = globalThis as unknown as Record<string, unknown>
const open = page[pageNames.open] as () => Promise<void>
const send = page[pageNames.send] as (text: string) => Promise<void>

// Only the page itself has a door: a frame inside it, or the blank page a window starts with, has no business with the engine.
if (window.top === window && location.protocol === 'https:') {
  const listeners = new Set<(text: string) => void>()
  const fixed = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, {
      value,
      writable: false,
      enumerable: false,
      configurable: false
    })
  }
  fixed(pageNames.receive, (lines: string) => {
    for (const line of lines.split('\n')) for (const hear of listeners) hear(line)
  })
  void open()
  fixed(
    'vadlab',
    Object.freeze(
      createDoor({
        // A line that cannot be sent is a window that closes: nobody waits for its answer any more.
        send: (text) => void send(text).catch(() => {}),
        listen: (listener) => {
          listeners.add(listener)
          return () => {
            listeners.delete(listener)
          }
        }
      })
    )
  )
}

import type { Gone, Target } from './target-process'

export interface TargetPool {
  /** A target for a run: one that stands ready if there is, and then the next is started. */
  take(): Promise<Target | Gone>
  /** Starts what is to stand ready, without waiting. */
  fill(): void
  /** Ends what stands ready; later takes answer `gone`. Targets that were taken are their takers'. */
  close(): Promise<void>
}

/** Keeps `size` targets standing ready, so that a run begins at once. Nothing is started before `fill` or `take`. */
export function createTargetPool(start: () => Promise<Target | Gone>, size = 1): TargetPool {
  let closed = false
  const ready: Promise<Target | Gone>[] = []
  const fill = (): void => {
    while (!closed && ready.length < size) {
      const starting = start()
      ready.push(starting)
      void starting.then((target) => {
        const forget = (): void => {
          const index = ready.indexOf(starting)
          if (index !== -1) ready.splice(index, 1)
        }
        if (target.kind === 'gone') forget()
        else target.onExit(forget)
      })
    }
  }
  return {
    fill,
    async take() {
      if (closed) return { kind: 'gone', message: 'The machine has been closed.' }
      const spare = await ready.shift()
      // One that stood ready, or was on its way, may have died meanwhile: a fresh one tells why, or lives.
      const target = spare?.kind === 'target' && spare.alive ? spare : await start()
      fill()
      return target
    },
    async close() {
      closed = true
      const targets = await Promise.all(ready.splice(0))
      await Promise.all(targets.map((target) => (target.kind === 'target' ? target.kill() : null)))
    }
  }
}

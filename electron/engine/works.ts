import { randomUUID } from 'node:crypto'
import type { WorkProgress } from '../../shared/contract/work'
import type { Emit } from './serve'

/** Thrown where a person cancelled what was being done; caught where it was begun. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled.')
  }
}

/** Something that may take long, told to the window. */
export interface Work {
  /** How far it is, from 0 to 1; null where nobody knows. `title`: what it is about now. */
  report(share: number | null, title?: string): void
  /** Lets requests be heard for a moment. Throws `Cancelled` when one of them cancelled this. */
  breathe(): Promise<void>
  /** To be called when it is over, however it ended. */
  end(): void
}

/** What is quicker is not worth a word. */
const firstWordMs = 300
const betweenWordsMs = 100
/** How long to go on without listening. */
const breathMs = 20

/** What one window has going that may take long. Each is told once it has gone on for a while, and can be cancelled. */
export class Works {
  private readonly going = new Map<string, () => void>()

  constructor(
    private readonly emit: Emit,
    private readonly now: () => number = () => performance.now()
  ) {}

  /** `onCancel`: how what does not breathe is ended. `shownBy`: who shows it beside the window's bar. */
  begin(first: string, onCancel?: () => void, shownBy?: WorkProgress['shownBy']): Work {
    const id = randomUUID()
    let title = first
    let share: number | null = null
    let isCancelled = false
    let lastWord = this.now() - betweenWordsMs
    let lastBreath = this.now()
    let isTold = false
    const tell = (over: boolean): void => {
      isTold = true
      lastWord = this.now()
      this.emit('work/progress', { id, title, share, over, ...(shownBy === undefined ? {} : { shownBy }) })
    }
    const began = this.now()
    const timer = setTimeout(() => tell(false), firstWordMs)
    this.going.set(id, () => {
      isCancelled = true
      onCancel?.()
    })
    return {
      report: (now, about = title) => {
        share = now
        title = about
        const isDue = isTold ? this.now() - lastWord >= betweenWordsMs : this.now() - began >= firstWordMs
        if (isDue) tell(false)
      },
      breathe: async () => {
        if (this.now() - lastBreath >= breathMs) {
          await new Promise((resolve) => setImmediate(resolve))
          lastBreath = this.now()
        }
        if (isCancelled) throw new Cancelled()
      },
      end: () => {
        clearTimeout(timer)
        if (!this.going.delete(id)) return
        if (isTold) tell(true)
      }
    }
  }

  /** Does something that may take long; null when it was cancelled. The signal is for what does not breathe. */
  async during<V>(title: string, act: (work: Work, signal: AbortSignal) => Promise<V>): Promise<V | null> {
    const cancelled = new AbortController()
    const work = this.begin(title, () => cancelled.abort())
    try {
      return await act(work, cancelled.signal)
    } catch (error) {
      if (error instanceof Cancelled) return null
      throw error
    } finally {
      work.end()
    }
  }

  /** Ends everything: the window is gone. */
  cancelAll(): void {
    for (const cancel of this.going.values()) cancel()
  }

  /** Ends what is going under that id, where it still is. */
  cancel(id: string): void {
    this.going.get(id)?.()
  }
}

/** Long work where no window hears of it: `report` says how far it is, and an aborted signal cancels it. */
export function workWithout(signal: AbortSignal, report: Work['report'] = () => undefined): Work {
  return {
    report,
    breathe: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (signal.aborted) throw new Cancelled()
    },
    end: () => undefined
  }
}

/** Goes through steps that say how far they are, and breathes between them. */
export async function paced<T>(steps: Generator<number | null, T>, work: Work | null): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (work === null) continue
    work.report(step.value)
    await work.breathe()
  }
}

import type { Door, EventName, Events, RequestAnswer, RequestFailure, RequestName } from './requests'
import type { EngineMessage, Pipe, RequestMessage } from './transport'

interface Waiting {
  readonly name: RequestName
  readonly settle: (answer: { ok: true; value: unknown } | { ok: false; failure: RequestFailure }) => void
}

/**
 * The renderer's door over a pipe. A call never rejects and never waits for nothing: it gets its answer, or a failure
 * when its input is no JSON, when the pipe cannot send, or when the engine says that it went away (`engine/lost`).
 * Lines that are no message of the contract, and answers nobody waits for, are dropped. What arrives from outside before
 * the page listens to it is kept for the first who does.
 */
export function createDoor(pipe: Pipe): Door {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  /** What came from outside before the page listened to it. */
  const unheard: Events['share/arrived'][] = []
  let lastId = 0

  const loseAll = (message: string): void => {
    const lost = [...waiting.values()]
    waiting.clear()
    for (const { settle } of lost) settle({ ok: false, failure: { kind: 'broken', message } })
  }

  pipe.listen((text) => {
    const message = readMessage(text)
    if (message === null) return
    if (message.kind === 'answer') {
      const call = waiting.get(message.id)
      if (call === undefined) return
      waiting.delete(message.id)
      call.settle(
        isAnswer(message.answer)
          ? message.answer
          : {
              ok: false,
              failure: { kind: 'broken', message: `${call.name}: the engine's answer cannot be read.` }
            }
      )
      return
    }
    if (message.name === 'share/arrived' && !listeners.get(message.name)?.size)
      unheard.push(message.payload as Events['share/arrived'])
    if (message.name === 'engine/lost') loseAll((message.payload as Events['engine/lost']).message)
    // A listener that throws must not keep the news from the others; its error still reaches the console.
    for (const hear of [...(listeners.get(message.name) ?? [])]) {
      try {
        hear(message.payload as never)
      } catch (error) {
        reportLater(error)
      }
    }
  })

  return {
    call: (name, input) =>
      new Promise((resolve) => {
        const id = ++lastId
        const fail = (kind: RequestFailure['kind'], message: string): void => {
          waiting.delete(id)
          resolve({ ok: false, failure: { kind, message } })
        }
        let text: string
        try {
          // `id` stands first: the other side can name it even in a message that is too long to parse.
          text = JSON.stringify({ id, name, input } satisfies RequestMessage)
        } catch (error) {
          fail('invalid', `${name}: the input cannot be written as JSON (${(error as Error).message}).`)
          return
        }
        waiting.set(id, { name, settle: (answer) => resolve(answer as RequestAnswer<typeof name>) })
        try {
          pipe.send(text)
        } catch (error) {
          fail('broken', `${name}: the engine cannot be reached (${(error as Error).message}).`)
        }
      }),
    subscribe: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      // One entry a subscription, also when one function subscribes twice.
      const entry = (payload: never): void => listener(payload)
      set.add(entry)
      if (name === 'share/arrived')
        for (const payload of unheard.splice(0)) queueMicrotask(() => entry(payload as never))
      return () => {
        set.delete(entry)
      }
    }
  }
}

function readMessage(text: string): EngineMessage | null {
  try {
    const message = JSON.parse(text) as EngineMessage | null
    return message?.kind === 'answer' || message?.kind === 'event' ? message : null
  } catch {
    return null
  }
}

function isAnswer(answer: unknown): answer is Parameters<Waiting['settle']>[0] {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false
  return answer.ok === true ? 'value' in answer : 'failure' in answer
}

function reportLater(error: unknown): void {
  setTimeout(() => {
    throw error
  })
}

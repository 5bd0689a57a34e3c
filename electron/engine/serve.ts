import type { z } from 'zod'
import {
  requestSchemas,
  type EventName,
  type Events,
  type RequestAnswer,
  type RequestFailure,
  type RequestInput,
  type RequestName
} from '../../shared/contract/requests'
import type { EngineMessage, Pipe } from '../../shared/contract/transport'

/** What a handler gives back: the value that was asked for, or why it cannot be done. */
export type HandlerResult<N extends RequestName> = RequestAnswer<N>

/** One handler a request. Its input has passed the request's schema. */
export type Handlers = {
  readonly [N in RequestName]: (input: RequestInput<N>) => Promise<HandlerResult<N>> | HandlerResult<N>
}

/** Tells a renderer something it did not ask for. Safe to call after the pipe was closed: then nobody hears it. */
export type Emit = <E extends EventName>(name: E, payload: Events[E]) => void

/** Where the trouble of serving is written: for the log, never for the page. */
export type ServeLog = (message: string, error?: unknown) => void

/** The value that was asked for. */
export const done = <V>(value: V): { readonly ok: true; readonly value: V } => ({ ok: true, value })

/** It cannot be done; `message` says why and what to do. */
export const refused = (message: string): { readonly ok: false; readonly failure: RequestFailure } => ({
  ok: false,
  failure: { kind: 'refused', message }
})

/** A million characters of source, each written as `\u0000` at worst, and the rest of the message. */
const longestMessage = 6_000_000 + 1_000_000

/** Events over a pipe. */
export function emitOver(pipe: Pipe): Emit {
  return (name, payload) =>
    pipe.send(JSON.stringify({ kind: 'event', name, payload } satisfies EngineMessage))
}

/**
 * Serves the request table over a pipe until the returned function is called. Every message that has an id gets one
 * answer: `invalid` when it does not fit its schema, `broken` when the handler threw (the error itself goes to `log`).
 * A line without a usable id cannot be answered: it is dropped and logged. Nothing a renderer sends makes it throw.
 */
export function serve(pipe: Pipe, handlers: Handlers, log: ServeLog = () => {}): () => void {
  const answer = (id: number, answer: RequestAnswer<RequestName>): void =>
    pipe.send(JSON.stringify({ kind: 'answer', id, answer } satisfies EngineMessage))
  const invalid = (id: number, message: string): void =>
    answer(id, { ok: false, failure: { kind: 'invalid', message } })

  return pipe.listen((text) => {
    if (text.length > longestMessage) {
      const id = /^\{"id":(\d{1,15}),/.exec(text)?.[1]
      const message = `A request of ${text.length} characters is longer than ${longestMessage}.`
      if (id === undefined) log(message)
      else invalid(Number(id), message)
      return
    }
    const message = readRequest(text)
    if (message === null) {
      log(`Not a request, dropped: ${text.slice(0, 200)}`)
      return
    }
    const { id, name, input } = message
    if (!isRequestName(name)) {
      invalid(id, `There is no request ${JSON.stringify(name)?.slice(0, 100) ?? 'without a name'}.`)
      return
    }
    const parsed = requestSchemas[name].safeParse(input)
    if (!parsed.success) {
      invalid(id, `${name}: ${explain(parsed.error)}`)
      return
    }
    void run(handlers, name, parsed.data, log).then((result) => {
      try {
        answer(id, result)
      } catch (error) {
        log(`${name}: the answer cannot be sent.`, error)
        answer(id, broken(name))
      }
    })
  })
}

async function run<N extends RequestName>(
  handlers: Handlers,
  name: N,
  input: unknown,
  log: ServeLog
): Promise<RequestAnswer<N>> {
  try {
    return await handlers[name](input as RequestInput<N>)
  } catch (error) {
    log(`${name} failed.`, error)
    return broken(name)
  }
}

function broken(name: RequestName): { ok: false; failure: RequestFailure } {
  const message = `${name} failed: a bug of VadLab. The log has the details.`
  return { ok: false, failure: { kind: 'broken', message } }
}

function readRequest(text: string): { id: number; name: unknown; input: unknown } | null {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null) return null
  const { id, name, input } = message as Record<string, unknown>
  return typeof id === 'number' && Number.isSafeInteger(id) ? { id, name, input } : null
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requestSchemas, name)
}

/** The first three complaints, each with its field as it would be written in code: `machines[0]`. */
function explain(error: z.ZodError): string {
  const complaints = error.issues.slice(0, 3).map((issue) => {
    const field = issue.path.reduce<string>(
      (path, key) =>
        typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
      ''
    )
    return `${field === '' ? 'the input' : field}: ${issue.message}`
  })
  if (error.issues.length > 3) complaints.push(`and ${error.issues.length - 3} more`)
  return complaints.join('; ')
}

import { join } from 'node:path'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import type { EngineMessage, Pipe } from '../../shared/contract/transport'

/** What the engine needs to know of its surroundings. */
export interface EngineOptions {
  /** Where documents, settings and logs are kept; made when missing. */
  readonly dataFolder: string
  /** The folder that holds package.json, out/, examples/ and runtime/. */
  readonly appFolder: string
}

/**
 * What a shell tells the worker. `connect` brings the port of one window: lines of text, both ways. `disconnect` ends
 * that connection; unlike the port's own closing it is in order with the next `connect`, so what the connection held
 * is free for the next.
 */
export type WorkerOrder =
  | { readonly kind: 'connect'; readonly id: number; readonly port: MessagePort }
  | { readonly kind: 'disconnect'; readonly id: number }
  | { readonly kind: 'close' }

/** What the worker tells its shell. */
export interface WorkerNews {
  readonly kind: 'closed'
}

/** A window's pipe to the engine. After `close` it is silent, and what is sent is dropped. */
export interface EnginePipe extends Pipe {
  close(): void
}

export interface EngineThreadOptions extends EngineOptions {
  /** The worker's script; by default the built one in `appFolder`. */
  readonly workerFile?: string
  /** How long `close` waits for the engine to end its runs, in milliseconds. */
  readonly closeTimeoutMs?: number
  /** Hears of trouble, and of what the worker writes to its standard error. */
  readonly log?: (message: string, error?: unknown) => void
}

/** The engine in a thread of its own, as a shell holds it. */
export interface EngineThread {
  /** A pipe for one page. Its connection in the engine ends with `close` or with the thread. */
  connect(): EnginePipe
  /** Ends every run and the thread; ends it the hard way after the time limit. Later pipes and sends do nothing. */
  close(): Promise<void>
}

/**
 * Starts the engine's worker when the first pipe is listened to. When the worker dies, every pipe that used it hears
 * `engine/lost`, and the next line sent starts a new one.
 */
export function startEngineThread(options: EngineThreadOptions): EngineThread {
  const { dataFolder, appFolder, closeTimeoutMs = 5000, log = () => {} } = options
  const workerFile = options.workerFile ?? join(appFolder, 'out', 'main', 'engine-worker.js')
  const pipes = new Set<ThreadPipe>()
  let worker: Worker | null = null
  let closing: Promise<void> | null = null

  const start = (): Worker => {
    const started = new Worker(workerFile, {
      workerData: { dataFolder, appFolder } satisfies EngineOptions,
      stderr: true
    })
    // What the engine reports belongs in the log, not on the terminal of whoever started the app.
    started.stderr.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()))
    let reason: string | null = null
    started.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error)
      log('The engine died.', error)
    })
    started.on('exit', (code) => {
      if (worker === started) worker = null
      const why = reason ?? `it ended with code ${code}`
      if (closing === null) log(`The engine is gone: ${why}.`)
      for (const pipe of pipes) pipe.lost(started, why)
    })
    return started
  }
  const current = (): Worker | null => (closing === null ? (worker ??= start()) : null)

  const close = async (): Promise<void> => {
    for (const pipe of pipes) pipe.close()
    const ending = worker
    if (ending === null) return
    const ended = new Promise<void>((resolve) => {
      ending.once('exit', () => resolve())
      ending.on('message', (news: WorkerNews) => {
        if (news.kind === 'closed') resolve()
      })
    })
    ending.postMessage({ kind: 'close' } satisfies WorkerOrder)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), closeTimeoutMs)
    })
    if ((await Promise.race([ended, late])) === 'late') log(`The engine did not end in ${closeTimeoutMs} ms.`)
    clearTimeout(timer)
    await ending.terminate()
  }

  return {
    connect: () => {
      const pipe = new ThreadPipe(current, () => pipes.delete(pipe))
      pipes.add(pipe)
      return pipe
    },
    close: () => (closing ??= close())
  }
}

let lastConnection = 0

class ThreadPipe implements EnginePipe {
  readonly #listeners = new Set<(text: string) => void>()
  #link: { readonly worker: Worker; readonly id: number; readonly port: MessagePort } | null = null
  #closed = false

  constructor(
    private readonly current: () => Worker | null,
    private readonly forget: () => void
  ) {}

  send(text: string): void {
    if (!this.#closed) this.#port()?.postMessage(text)
  }

  listen(listener: (text: string) => void): () => void {
    this.#listeners.add(listener)
    // The engine speaks unasked too (`machines/changed`): a pipe that is listened to is connected.
    if (!this.#closed) this.#port()
    return () => {
      this.#listeners.delete(listener)
    }
  }

  close(): void {
    this.#closed = true
    this.#link?.worker.postMessage({ kind: 'disconnect', id: this.#link.id } satisfies WorkerOrder)
    this.#link?.port.close()
    this.#link = null
    this.#listeners.clear()
    this.forget()
  }

  /** The worker is gone: says so, and connects to a new one with the next line. */
  lost(worker: Worker, reason: string): void {
    if (this.#link?.worker !== worker) return
    this.#link = null
    this.#hear(
      JSON.stringify({
        kind: 'event',
        name: 'engine/lost',
        payload: { message: `The engine stopped (${reason}), and the run with it. Start the run again.` }
      } satisfies EngineMessage)
    )
  }

  #hear(text: string): void {
    for (const listener of [...this.#listeners]) listener(text)
  }

  #port(): MessagePort | null {
    if (this.#link !== null) return this.#link.port
    const worker = this.current()
    if (worker === null) return null
    const { port1, port2 } = new MessageChannel()
    port1.on('message', (text: string) => this.#hear(text))
    const id = ++lastConnection
    worker.postMessage({ kind: 'connect', id, port: port2 } satisfies WorkerOrder, [port2])
    this.#link = { worker, id, port: port1 }
    return port1
  }
}

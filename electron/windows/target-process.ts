import { spawn, type ChildProcess } from 'node:child_process'
import { z } from 'zod'
import { describeExit } from './exit-texts'
import { LineReader } from './line-reader'
import type { TargetCommand } from './target-command'
import { serverSockets, watchServer, type ServerWatch } from './wine-server'

/** The process went away before it answered; the message says how, in a sentence. */
export interface Gone {
  readonly kind: 'gone'
  readonly message: string
}

/** A reply of a target: whatever else is in it, it says its kind. */
export type TargetReply = Readonly<Record<string, unknown>> & { readonly kind: string }

/** A running Windows process that answers requests, and what to know of it. */
export interface Target {
  readonly kind: 'target'
  /** The Windows process id. */
  readonly processId: number
  /** The process id where VadLab itself runs: under Wine the Unix one, which names its process group too. */
  readonly systemProcessId: number
  /** Version of the node.exe inside. */
  readonly nodeVersion: string
  /** Whether it is still there. */
  readonly alive: boolean
  /**
   * Sends one request and waits for its reply. Never rejects: a process that goes away, is ended, or says what no
   * target says answers `gone`. Requests are answered in their order. No time limit unless one is given; a target that
   * does not keep it is ended.
   */
  request(
    message: { readonly kind: string; readonly [field: string]: unknown },
    timeoutMs?: number
  ): Promise<TargetReply | Gone>
  /** Calls back when the process has ended, with a sentence; at once when it has already. */
  onExit(listener: (message: string) => void): void
  /** Ends the process and all that it started, whatever it is doing; answers when it is gone. */
  kill(): Promise<void>
}

const replySchema = z.looseObject({ kind: z.string() })
const helloSchema = z.object({ kind: z.literal('hello'), processId: z.number(), nodeVersion: z.string() })

/** A first start wakes Wine's own services: 2 s here, more on a busy machine. */
const startTimeoutMs = 60_000
const errorOutputKept = 4096
/** How often it is looked whether Wine's server is still there, while an answer is awaited and otherwise. */
const serverWatchMs = 500
const idleWatchMs = 2000

/**
 * A process that comes while Wine's server is shutting down (3 s after the last one has ended) is turned away without a
 * word: exit code 1, nothing written. Measured with Wine 8.0; a server that is going refuses processes until the next one
 * takes its place (Wine, server/process.c, shutdown_stage).
 */
const mostStarts = 4
const startAgainMs = 700

/** Starts a target process and waits until it answers. */
export async function startTargetProcess(command: TargetCommand): Promise<Target | Gone> {
  for (let start = 1; ; start++) {
    const target = new RunningTarget(command)
    const answer = await greet(target)
    if (answer.kind === 'target' || start === mostStarts || !target.wasTurnedAway) return answer
    await new Promise((resolve) => setTimeout(resolve, startAgainMs))
  }
}

async function greet(target: RunningTarget): Promise<Target | Gone> {
  const hello = await target.request({ kind: 'hello' }, startTimeoutMs)
  const parsed = helloSchema.safeParse(hello)
  if (parsed.success) {
    target.processId = parsed.data.processId
    target.nodeVersion = parsed.data.nodeVersion
    await target.meetServer()
    return target
  }
  await target.kill()
  if (hello.kind === 'gone')
    return { kind: 'gone', message: `${String(hello['message'])}${target.lastWords()}` }
  return { kind: 'gone', message: `The process said ${JSON.stringify(hello)} instead of hello.` }
}

const living = new Set<RunningTarget>()
process.on('exit', () => {
  for (const target of living) target.killNow()
})

interface Waiting {
  readonly kind: string
  readonly resolve: (reply: TargetReply | Gone) => void
  readonly timer: NodeJS.Timeout | undefined
}

class RunningTarget implements Target {
  readonly kind = 'target'
  processId = 0
  nodeVersion = ''
  readonly #child: ChildProcess
  readonly #group: boolean
  readonly #waiting: Waiting[] = []
  readonly #exitListeners: ((message: string) => void)[] = []
  #errorOutput = ''
  #killed: string | null = null
  #exitCode: number | null = null
  #lostServer = false
  #exit: string | null = null
  readonly #server: ServerWatch | null
  #serverTimer: NodeJS.Timeout | undefined

  constructor(command: TargetCommand) {
    this.#group = command.detached
    const prefix = command.env['WINEPREFIX']
    this.#server =
      command.detached && prefix !== undefined ? watchServer(() => serverSockets(prefix, command.env)) : null
    void this.meetServer()
    this.#child = spawn(command.file, command.args, {
      env: command.env,
      detached: command.detached,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe']
    })
    living.add(this)
    const lines = new LineReader((line) => this.#hear(line))
    this.#child.stdout?.on('data', (bytes: Buffer) => lines.feed(bytes))
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-errorOutputKept)
    })
    // Writing to a process that is going away: its end tells more.
    this.#child.stdin?.on('error', () => undefined)
    this.#child.on('error', (error) => this.#end(`The process does not start: ${error.message}.`))
    this.#child.on('exit', (code, signal) => {
      this.#exitCode = code
      // The last word may still be on its way; a grandchild may hold the pipes, so nothing waits for their end.
      setImmediate(() => this.#end(this.#describe(code, signal)))
    })
  }

  get systemProcessId(): number {
    return this.#child.pid ?? 0
  }

  get alive(): boolean {
    return this.#exit === null
  }

  request(message: { readonly kind: string }, timeoutMs?: number): Promise<TargetReply | Gone> {
    if (this.#exit !== null) return Promise.resolve({ kind: 'gone', message: this.#exit })
    return new Promise((resolve) => {
      const late = (): void => {
        this.#killed = `The process did not answer "${message.kind}" in ${String(timeoutMs)} ms and was ended.`
        this.killNow()
      }
      const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs)
      this.#waiting.push({ kind: message.kind, resolve, timer })
      this.#child.stdin?.write(`${JSON.stringify(message)}\n`)
      this.#watchServer()
    })
  }

  onExit(listener: (message: string) => void): void {
    if (this.#exit === null) this.#exitListeners.push(listener)
    else listener(this.#exit)
  }

  kill(): Promise<void> {
    if (this.#exit !== null) return Promise.resolve()
    this.#killed ??= ''
    this.killNow()
    return new Promise((resolve) => this.onExit(() => resolve()))
  }

  /** Sends the end without waiting for it. */
  killNow(): void {
    const { pid } = this.#child
    if (pid === undefined) return
    try {
      if (this.#group) process.kill(-pid, 'SIGKILL')
      else {
        spawn('taskkill', ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore', windowsHide: true }).on(
          'error',
          () => undefined
        )
        this.#child.kill('SIGKILL')
      }
    } catch {
      // It has just ended by itself.
    }
  }

  /** What it wrote to stderr, for the message of a start that failed. */
  lastWords(): string {
    const text = this.#errorOutput.trim()
    return text === '' ? '' : ` It wrote: ${text}`
  }

  /** It ended without having said anything, as Wine's server was going or had gone: another may be let in. */
  get wasTurnedAway(): boolean {
    const isSilent = this.#exit !== null && this.#errorOutput.trim() === ''
    return this.#group && isSilent && (this.#lostServer || (this.#killed === null && this.#exitCode === 1))
  }

  /** Wine's server is there now: whether it still is can be told from here on. */
  async meetServer(): Promise<void> {
    await this.#server?.meet()
  }

  /** Whether Wine's server is still there; ends the process when it is not. */
  async hasServer(): Promise<boolean> {
    if (this.#server === null || (await this.#server.isThere())) return true
    this.#lostServer = true
    this.#killed ??= 'Wine’s server has ended, and the process with it.'
    this.killNow()
    return false
  }

  /** Without Wine's server there will be no answer, nor does the process hear of our end. */
  #watchServer(): void {
    if (this.#server === null || this.#exit !== null) return
    clearTimeout(this.#serverTimer)
    const look = async (): Promise<void> => {
      if (await this.hasServer()) this.#watchServer()
      // The others have lost it too.
      else for (const other of living) void other.hasServer()
    }
    this.#serverTimer = setTimeout(() => void look(), this.#waiting.length > 0 ? serverWatchMs : idleWatchMs)
    this.#serverTimer.unref()
  }

  #hear(line: string): void {
    const waiting = this.#waiting.shift()
    clearTimeout(waiting?.timer)
    const reply = replySchema.safeParse(parsed(line))
    if (waiting !== undefined && reply.success) return waiting.resolve(reply.data)
    this.#killed = `The process said what VadLab does not understand (${line.slice(0, 80)}) and was ended.`
    if (waiting !== undefined) this.#waiting.unshift(waiting)
    this.killNow()
  }

  #describe(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.#killed) return this.#killed
    return describeExit({
      code,
      signal,
      errorOutput: this.#errorOutput,
      underWine: this.#group,
      killed: this.#killed !== null,
      duringRequest: this.#waiting[0]?.kind ?? null
    })
  }

  #end(message: string): void {
    if (this.#exit !== null) return
    this.#exit = message
    clearTimeout(this.#serverTimer)
    living.delete(this)
    // Wine's services, which the first process starts, hold its pipes open: nobody waits for them.
    this.#child.stdin?.destroy()
    this.#child.stdout?.destroy()
    this.#child.stderr?.destroy()
    for (const waiting of this.#waiting.splice(0)) {
      clearTimeout(waiting.timer)
      waiting.resolve({ kind: 'gone', message })
    }
    for (const listener of this.#exitListeners.splice(0)) listener(message)
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

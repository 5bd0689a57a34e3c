import type { MachineThreads, MadeThread } from '../../machine/machine-process'
import { low32, type Word } from '../../machine/word'
import type { DirectMemory } from './direct-memory'
import { FirstThreadWaits, type FirstAnswer } from './first-thread-waits'
import { fieldOf, tebOfThread } from './program-stack'
import type { RegionUses } from './region-uses'
import type { Stub } from './stub'
import { currentProcess, type System } from './system'
import { ThreadWorkers, type ThreadWorker, type WorkerAnswer } from './thread-worker'
import { sleepingFunctions, timeoutOf, waitingFunctions, withTimeout } from './waiting-calls'

const pageSize = 0x1000
/** The top of a thread's stack belongs to the functions it calls, as the first thread's does: at most so much of it. */
const largestCallArea = 0x20000
/** What the lowest pages of a stack are kept for: the guard pages, and the one that is never committed. */
const lowestPages = 0x5000
const threadAllAccess = 0x1fffff
const createSuspended = 0x4
const stackSizeParamIsAReservation = 0x10000
const defaultReserve = 0x100000
const infinite = 0xffffffff
const threadSuspendCount = 35
const objectTypeInformation = 2
/** How long nothing may happen, with every thread waiting for ever, until that is called a deadlock. */
const deadlockMs = 1000
const errorAccessDenied = 5
const teb = { stackLimit: 0x10, stackBase: 0x08, lastError: 0x68, deallocation: 0x1478, guarantee: 0x1748 }

/** A thread that the program made: a real one, whose calls are its own. */
interface Thread {
  readonly threadId: number
  readonly handle: number | bigint
  readonly teb: number
  readonly worker: ThreadWorker
  readonly stack: {
    readonly base: number
    readonly deallocation: number
    limit: number
    readonly callFrom: number
  }
  readonly variablesTo: number
  /** From where on its stack goes the short way; 0 while none of it does. */
  openFrom: number
  waitingFor: { readonly name: string; readonly args: readonly Word[] } | null
}

/** What the threads need of their process. */
export interface ThreadsHost {
  /** A call on node's thread, which is the program's first. */
  callHere(name: string, args: readonly Word[], watched: boolean): Word | undefined
  addressOf(name: string): Word
  /** Does something, and notes the allocations that came and went meanwhile as the doing of a call. */
  watch<T>(name: string, doing: () => T): T
  /** The stack of the program's first thread is not to be used for a while. */
  leaveFirstStack(): void
  /** Goes back to it. */
  useFirstStack(): void
}

/**
 * The threads of the program in this process. The first is node's own; each further one is a thread that Windows made
 * for the program's CreateThread: its handle, id, TEB, stack, TLS, last error and exit code are real, and it makes its
 * calls itself. The C code between the calls is interpreted on node's thread, which meanwhile bears the other's stack.
 */
export class WindowsThreads implements MachineThreads {
  waits = false
  made: MadeThread | null = null
  private readonly threads = new Map<number, Thread>()
  private readonly exitCodes = new Map<number, number>()
  private readonly workers: ThreadWorkers
  private readonly firstWaits: FirstThreadWaits
  private readonly firstId: number
  private current: Thread | null = null
  private firstSuspended = 0
  private firstGuarantee = 0
  private firstWaitsFor: { readonly name: string; readonly args: readonly Word[] } | null = null
  private waitHelper: { readonly worker: ThreadWorker; readonly lock: number; lastError(): number } | null =
    null
  /** Threads may be suspended, or be ended by others: only then it is asked for. */
  private suspends = false
  private terminates = false
  private idleSince = 0

  constructor(
    private readonly system: System,
    private readonly stub: Stub,
    private readonly direct: DirectMemory,
    private readonly uses: RegionUses,
    private readonly host: ThreadsHost
  ) {
    this.firstId = system.getCurrentThreadId()
    this.workers = new ThreadWorkers(system)
    for (const base of this.workers.ownAllocations) uses.enterOwn(base)
    const { lastErrorOfFirst } = { lastErrorOfFirst: () => stub.lastError }
    this.firstWaits = new FirstThreadWaits({
      call: (name, args) => host.callHere(name, args, true),
      ask: (name, args) => host.callHere(name, args, false),
      get lastError() {
        return lastErrorOfFirst()
      },
      set lastError(code: number) {
        stub.lastError = code
      },
      addressOf: (name) => host.addressOf(name),
      helper: () => (this.waitHelper ??= this.makeHelper())
    })
  }

  get selected(): number {
    return this.current?.threadId ?? this.firstId
  }

  get isFirstSelected(): boolean {
    return this.current === null
  }

  /** The TEB of the selected thread. */
  get threadBlock(): number {
    return this.current?.teb ?? this.stub.teb
  }

  /** The selected thread's last error. */
  get lastError(): number {
    if (this.current === null) return this.stub.lastError
    return Number(this.stub.load(this.current.teb + teb.lastError, 4) ?? 0)
  }

  set lastError(code: number) {
    if (this.current === null) this.stub.lastError = code
    else this.stub.store(this.current.teb + teb.lastError, 4, code)
  }

  select(threadId: number): void {
    if (threadId === this.selected) return
    if (this.current === null) {
      this.host.leaveFirstStack()
      this.firstGuarantee = this.stub.stackGuarantee
    } else this.leaveStack()
    this.current = this.threads.get(threadId) ?? null
    if (this.current === null) {
      this.host.useFirstStack()
      this.stub.stackGuarantee = this.firstGuarantee
      return
    }
    this.stub.useStack(this.current.stack)
    this.stub.stackGuarantee = Number(this.stub.load(this.current.teb + teb.guarantee, 4) ?? 0)
    this.openStack(this.current)
  }

  /** Makes a call of the selected thread; undefined when it raised or `waits`. */
  call(name: string, args: readonly Word[]): Word | undefined {
    this.waits = false
    this.idleSince = 0
    switch (name) {
      case 'SuspendThread':
      case 'ResumeThread':
      case 'TerminateThread':
        return this.control(name, args)
      case 'SetLastError':
        if (this.current === null) break
        this.lastError = low32(args[0] ?? 0)
        return 0
      case 'GetLastError':
        if (this.current === null) break
        return this.lastError
    }
    if (this.current === null) {
      const first = this.firstWaits.call(name, args)
      if (first === null) return this.host.callHere(name, args, true)
      if (first.waits) this.firstWaitsFor = { name, args }
      return this.take(first)
    }
    return this.callThere(this.current, name, args)
  }

  /** Calls code on the selected thread; null for the first one, which is node's. */
  execute(address: Word, args: readonly Word[]): { readonly result: Word | undefined } | null {
    if (this.current === null) return null
    return { result: this.told(this.current.worker.call(address, args)) }
  }

  create(args: readonly Word[]): Word | undefined {
    this.made = null
    const worker = this.workers.make()
    const flags = low32(args[4]!)
    const size = Number(args[1])
    const isReservation = (flags & stackSizeParamIsAReservation) !== 0
    // Without a reservation the program's own header would decide; here it is node.exe's, which has room for 8 MiB.
    const reserve =
      isReservation && size > 0 ? size : Math.max(1, Math.ceil(size / defaultReserve)) * defaultReserve
    const how = flags | stackSizeParamIsAReservation
    const real = [args[0]!, reserve, this.workers.start, worker.block, how, args[5]!]
    const handle = this.call('CreateThread', real)
    if (handle === undefined || handle === 0) {
      this.workers.putBack(worker)
      return handle
    }
    if (flags & createSuspended) this.suspends = true
    const thread = this.enter(handle, worker, isReservation ? 0 : size)
    const { variablesTo, stack } = thread
    this.made = {
      threadId: thread.threadId,
      stackTop: variablesTo,
      stackLimit: stack.deallocation + lowestPages
    }
    return handle
  }

  end(exitCode: number): void {
    const thread = this.current
    if (thread === null) {
      this.exitCodes.set(this.firstId, exitCode)
      return
    }
    this.closeStack(thread)
    thread.worker.begin(this.host.addressOf('ExitThread'), [exitCode])
    this.host.watch('ExitThread', () => this.system.waitForSingleObject(thread.handle, infinite))
    this.select(this.firstId)
    this.bury(thread)
  }

  stateOf(threadId: number): 'alive' | 'suspended' | 'ended' {
    if (this.exitCodes.has(threadId)) return 'ended'
    const thread = this.threads.get(threadId)
    if (thread === undefined) return this.firstSuspended > 0 ? 'suspended' : 'alive'
    if (this.terminates && this.system.waitForSingleObject(thread.handle, 0) === 0) {
      if (this.current === thread) this.select(this.firstId)
      this.bury(thread)
      return 'ended'
    }
    return this.suspends && this.suspendCount(thread) > 0 ? 'suspended' : 'alive'
  }

  exitCodeOf(threadId: number): number {
    return this.exitCodes.get(threadId) ?? 0
  }

  answer(): Word | undefined {
    const thread = this.current
    if (thread === null) return this.take(this.firstWaits.answer())
    const done = thread.worker.take(0)
    this.waits = done === null
    if (done === null) return undefined
    thread.waitingFor = null
    this.idleSince = 0
    return this.told(done)
  }

  passTime(): boolean {
    const now = Date.now()
    if (this.idleSince === 0) this.idleSince = now
    this.system.sleep(1)
    if (now - this.idleSince < deadlockMs) return true
    return ![this.firstWaitsFor, ...[...this.threads.values()].map((thread) => thread.waitingFor)].every(
      (call) => call === null || this.isForEver(call.name, call.args)
    )
  }

  passQuantum(): void {
    // Real time passes by itself.
  }

  /** The result of a call on the first thread, or that it waits. */
  private take(first: FirstAnswer): Word | undefined {
    this.waits = first.waits
    if (first.waits) return undefined
    this.firstWaitsFor = null
    this.idleSince = 0
    return first.result
  }

  private told(answer: WorkerAnswer): Word | undefined {
    if (answer.exception !== null) this.stub.exception = answer.exception
    return answer.value
  }

  /** A call on a thread of its own. One that waits is left to wait: Windows wakes it, not the interpreter. */
  private callThere(thread: Thread, name: string, args: readonly Word[]): Word | undefined {
    const call = (which: string, words: readonly Word[]): Word | undefined =>
      this.host.watch(which, () => this.told(thread.worker.call(this.host.addressOf(which), words)))
    const limit = timeoutOf(name, args)
    if (limit === null || limit === 0) return call(name, args)
    const rule = waitingFunctions[name]
    if (rule !== undefined) {
      // Asked without waiting first, so that what is there already is had at once, each time the program runs.
      const before = this.lastError
      const result = call(rule.tries ?? name, withTimeout(name, args, 0))
      if (result === undefined || !rule.hasToWait(result, this.lastError)) return result
      this.lastError = before
    } else if (!(name in sleepingFunctions)) return call(name, args)
    return this.leaveWaiting(thread, name, args)
  }

  private leaveWaiting(thread: Thread, name: string, args: readonly Word[]): undefined {
    thread.worker.begin(this.host.addressOf(name), args)
    thread.waitingFor = { name, args }
    this.waits = true
    return undefined
  }

  /** SuspendThread, ResumeThread and TerminateThread: node's thread must go on, whoever is to stop. */
  private control(name: string, args: readonly Word[]): Word | undefined {
    const handle = args[0] ?? 0
    const self = handle === 0xfffffffffffffffen
    const threadId = self ? this.selected : this.system.getThreadId(handle)
    const thread = this.threads.get(threadId)
    const call = (): Word | undefined =>
      this.current === null ? this.host.callHere(name, args, true) : this.callThere(this.current, name, args)
    if (threadId === this.firstId) return this.controlFirst(name, args)
    if (thread === undefined) return call()
    if (name === 'ResumeThread') return call()
    if (name === 'SuspendThread') {
      this.suspends = true
      return thread === this.current ? this.leaveWaiting(thread, name, args) : call()
    }
    this.terminates = true
    this.closeStack(thread)
    if (thread === this.current) return this.leaveWaiting(thread, name, args)
    const result = call()
    if (result === 1) this.system.waitForSingleObject(thread.handle, deadlockMs)
    return result
  }

  private controlFirst(name: string, args: readonly Word[]): Word | undefined {
    const before = this.firstSuspended
    if (this.exitCodes.has(this.firstId)) {
      this.lastError = errorAccessDenied
      return name === 'TerminateThread' ? 0 : infinite
    }
    if (name === 'ResumeThread') {
      if (before > 0) this.firstSuspended--
      return before
    }
    if (name === 'TerminateThread') this.exitCodes.set(this.firstId, low32(args[1] ?? 0))
    else this.firstSuspended++
    if (this.current !== null) return name === 'TerminateThread' ? 1 : before
    this.firstWaitsFor = { name, args }
    return this.take(this.firstWaits.until(() => this.firstSuspended === 0, before))
  }

  /** Takes in a thread that Windows has just made. */
  private enter(handle: Word, worker: ThreadWorker, committed: number): Thread {
    const { system, stub } = this
    const threadId = system.getThreadId(handle)
    const own = system.openThread(threadAllAccess, 0, threadId)
    const at = tebOfThread(system, stub, own)
    const base = fieldOf(stub, at, teb.stackBase)
    const deallocation = fieldOf(stub, at, teb.deallocation)
    const callArea = Math.min(largestCallArea, Math.floor((base - deallocation) / 4 / pageSize) * pageSize)
    const thread: Thread = {
      threadId,
      handle: own,
      teb: at,
      worker,
      stack: { base, deallocation, limit: fieldOf(stub, at, teb.stackLimit), callFrom: base - callArea },
      variablesTo: base - callArea,
      openFrom: 0,
      waitingFor: null
    }
    this.threads.set(threadId, thread)
    this.uses.enterThread(deallocation, at)
    const before = this.selected
    this.select(threadId)
    const lowest = Math.min(thread.variablesTo - pageSize, base - committed)
    // Page by page downwards to where its variables begin, over the guard, as its own calls would make it grow.
    for (let page = thread.stack.limit - pageSize; page >= lowest; page -= pageSize) stub.load(page, 1)
    this.select(before)
    return thread
  }

  /** What the selected thread's stack grew to is written where the thread itself finds it. */
  private leaveStack(): void {
    const thread = this.current
    if (thread === null) return
    const limit = this.stub.stackLimit
    if (limit === thread.stack.limit) return
    thread.stack.limit = limit
    this.stub.store(thread.teb + teb.stackLimit, 8, limit)
    this.openStack(thread)
  }

  /** Its committed variables go the short way. */
  private openStack(thread: Thread): void {
    const from = Math.max(thread.stack.limit, thread.stack.deallocation + lowestPages)
    if (from >= thread.variablesTo || from === thread.openFrom) return
    if (thread.openFrom !== 0) this.direct.closePart(thread.openFrom)
    this.direct.open(from, this.system.view(from, thread.variablesTo - from))
    thread.openFrom = from
  }

  private closeStack(thread: Thread): void {
    if (thread.openFrom !== 0) this.direct.closePart(thread.openFrom)
    thread.openFrom = 0
  }

  /** A thread has ended. */
  private bury(thread: Thread): void {
    const { system, stub } = this
    this.closeStack(thread)
    system.getExitCodeThread(thread.handle, stub.scratch)
    this.exitCodes.set(
      thread.threadId,
      new DataView(stub.scratchBytes.buffer, stub.scratchBytes.byteOffset).getUint32(0, true)
    )
    system.closeHandle(thread.handle)
    this.workers.putBack(thread.worker)
    this.threads.delete(thread.threadId)
  }

  private suspendCount(thread: Thread): number {
    const { system, stub } = this
    const status = system.queryInformationThread(thread.handle, threadSuspendCount, stub.scratch, 4, 0)
    const bytes = new DataView(stub.scratchBytes.buffer, stub.scratchBytes.byteOffset)
    return status === 0 ? bytes.getUint32(0, true) : 0
  }

  /** A thread of VadLab's own that waits where the first one must not. */
  private makeHelper(): { readonly worker: ThreadWorker; readonly lock: number; lastError(): number } {
    const { system, stub } = this
    const worker = this.workers.make()
    const handle = system.createThread(0, 0, this.workers.start, worker.block, 0, 0)
    const at = tebOfThread(system, stub, handle)
    this.uses.enterOwn(fieldOf(stub, at, teb.deallocation))
    return {
      worker,
      // Behind the thread's own fields in its block there is room for a lock.
      lock: worker.block + 0xf0,
      lastError: () => Number(stub.load(at + teb.lastError, 4) ?? 0)
    }
  }

  /** Whether nothing but the program itself can end a wait: it has no time limit, and no object that others signal. */
  private isForEver(name: string, args: readonly Word[]): boolean {
    if (timeoutOf(name, args) !== Infinity && name !== 'SuspendThread') return false
    if (!name.startsWith('WaitFor')) return true
    const single = name.startsWith('WaitForSingle')
    const count = single ? 1 : Number(args[0])
    for (let i = 0; i < count; i++) {
      const handle = single ? args[0]! : (this.stub.load(Number(args[1]) + i * 8, 8) ?? 0)
      if (handle === currentProcess || !/^(Event|Mutant|Semaphore|Thread)$/.test(this.typeOf(handle)))
        return false
    }
    return true
  }

  /** OBJECT_TYPE_INFORMATION.TypeName of what a handle leads to. */
  private typeOf(handle: Word): string {
    const { system, stub } = this
    if (system.queryObject(handle, objectTypeInformation, stub.scratch, 0x200, 0) !== 0) return ''
    const view = new DataView(stub.scratchBytes.buffer, stub.scratchBytes.byteOffset)
    const offset = Number(view.getBigUint64(8, true)) - stub.scratch
    return Buffer.from(stub.scratchBytes.subarray(offset, offset + view.getUint16(0, true))).toString(
      'utf16le'
    )
  }
}

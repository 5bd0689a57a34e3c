import type { MachineThreads } from '../machine/machine-process'
import { low32, type Word } from '../machine/word'
import type { CallDesk } from './call-desk'
import type { ExceptionDispatcher } from './exception-dispatch'
import type { ThreadCalls } from './thread-calls'
import { Stop, VmState, type StopReason } from './vm-state'

/**
 * Instructions that a thread runs while others could: then it is the next one's turn, so that a loop that waits for
 * another thread's write ends. Always as many, so that a program runs the same each time.
 */
const quantum = 50_000

/** One C thread of a program. */
export interface ProgramThread {
  readonly threadId: number
  readonly vm: VmState
  /** Where it begins: a function of the program by its number, one of Windows by its name, or code by its address. */
  start: number | string | { readonly address: Word }
  readonly parameter: Word
  begun: boolean
  /** It is in a function of Windows that it began at, which waits. */
  outside: boolean
  /** Known to have ended; a thread that another one terminated is noticed when it is to run. */
  ended: boolean
  /** Its own handle, to be closed at its end (_beginthread). */
  closes: Word | null
}

/** What the scheduler asks of the one who executes the program. */
export interface ThreadSurroundings {
  /** Runs a thread's instructions, and its handlers where they raise. */
  readonly dispatcher: ExceptionDispatcher
  desk(): CallDesk
  /** What a start address leads to. */
  startOf(address: Word): ProgramThread['start']
  lineOf(vm: VmState): number
}

/**
 * The C threads of one process: exactly one runs at a time, until it waits, yields or ends or has had its quantum. Who
 * is next is decided by their order of creation, so a program on a machine whose clock is its own runs the same each
 * time.
 */
export class Threads implements ThreadCalls {
  readonly all: ProgramThread[]
  current: ProgramThread
  private readonly machine: MachineThreads | undefined
  private quantumLeft = quantum
  /** The thread that runs has to give way. */
  private mustLeave = false

  constructor(
    first: VmState,
    private readonly around: ThreadSurroundings
  ) {
    this.machine = first.process.threads
    const threadId = this.machine?.selected ?? 0
    this.current = {
      threadId,
      vm: first,
      start: 0,
      parameter: 0,
      begun: true,
      outside: false,
      ended: false,
      closes: null
    }
    this.all = [this.current]
  }

  /** Runs instructions of whichever thread can run. `prefers`: the one whose step is to be completed. */
  run(maximumInstructions: number, prefers: VmState | null): StopReason {
    let budget = maximumInstructions
    for (;;) {
      if (this.mustLeave) {
        const stop = this.next(prefers)
        if (stop !== null) return stop
      }
      const { current } = this
      const alone = this.all.length === 1
      const slice = alone || budget < this.quantumLeft ? budget : this.quantumLeft
      const stop = this.around.dispatcher.run(current.vm, slice)
      const used = stop === Stop.Slice ? slice : Math.max(0, slice - current.vm.left)
      budget -= used
      if (!alone) this.quantumLeft -= used
      if (this.quantumLeft <= 0) {
        this.mustLeave = true
        this.machine?.passQuantum()
      }
      switch (stop) {
        case Stop.Slice:
          if (budget <= 0) return stop
          break
        case Stop.Waits:
        case Stop.Yields:
          this.mustLeave = true
          break
        case Stop.ThreadEnds:
          this.endCurrent(current.vm.exitCode)
          break
        case Stop.Ended:
          // Returning from main ends the process, as exit does in any thread; returning from a thread's function the thread.
          if (current === this.all[0] || current.vm.depth > 0) return stop
          this.endCurrent(current.vm.exitCode)
          break
        default:
          return stop
      }
    }
  }

  create(words: readonly Word[]): Word | undefined {
    const machine = this.machine!
    const handle = machine.create(words)
    const { made } = machine
    if (handle === undefined || made === null) return handle
    const from = this.current.vm
    const vm = new VmState(from.code, from.process, { ...made, data: from.layout.data }, from.checks)
    vm.onCallSite = from.onCallSite
    vm.onStatement = from.onStatement
    this.all.push({
      threadId: made.threadId,
      vm,
      start: this.around.startOf(words[2]!),
      parameter: words[3]!,
      begun: false,
      outside: false,
      ended: false,
      closes: null
    })
    return handle
  }

  hasEnded(vm: VmState): boolean {
    return this.all.some((thread) => thread.vm === vm && thread.ended)
  }

  closeAtEnd(handle: Word): void {
    this.all.at(-1)!.closes = handle
  }

  end(exitCode: number): void {
    const { vm } = this.current
    vm.exitCode = exitCode | 0
    vm.stopRequest = Stop.ThreadEnds
  }

  /** Which threads wait, and in what: for a sentence on a program that will never go on. */
  get deadlock(): string {
    const waiting = this.all.filter((thread) => !thread.ended)
    const each = waiting.map((thread) => {
      const call = thread.vm.waiting?.name
      const line = this.around.lineOf(thread.vm)
      return `thread ${thread.threadId} ${call === undefined ? 'is suspended' : `waits in ${call}`} (line ${line})`
    })
    const who = each.length === 1 ? 'The only thread waits' : `All ${each.length} threads wait`
    return `Deadlock: ${who} for ever and nothing can wake ${each.length === 1 ? 'it' : 'them'}: ${each.join(', ')}. Stop the run.`
  }

  /** Lets the next thread run that can; a reason to stop first, or null. */
  private next(prefers: VmState | null): StopReason | null {
    const at = this.all.indexOf(this.current)
    const order = [...this.all.slice(at + 1), ...this.all.slice(0, at + 1)]
    const preferred = order.find((thread) => thread.vm === prefers && thread !== this.current)
    if (preferred !== undefined) order.unshift(preferred)
    for (const thread of order) {
      if (!this.canRun(thread)) continue
      const stop = this.takeTurn(thread)
      // A thread that came to its end in Windows may have woken one that was asked before.
      if (stop === Stop.Waits && thread.ended) return Stop.Slice
      if (stop === Stop.Waits) continue
      this.mustLeave = false
      this.quantumLeft = quantum
      // What a thread's waiting call raised goes to its handlers like everything else.
      return stop === Stop.Died ? this.around.dispatcher.raised(thread.vm) : stop
    }
    const living = this.all.filter((thread) => !thread.ended)
    if (living.length === 0) {
      // ExitThread: the last thread's end is the process's, with its exit code.
      return Stop.Ended
    }
    return this.machine!.passTime() ? Stop.Slice : Stop.Deadlock
  }

  private canRun(thread: ProgramThread): boolean {
    if (thread.ended) return false
    const state = this.machine?.stateOf(thread.threadId) ?? 'alive'
    if (state === 'ended') {
      thread.ended = true
      thread.vm.exitCode = this.machine!.exitCodeOf(thread.threadId) | 0
      thread.vm.waiting = null
    }
    return state === 'alive'
  }

  /** Makes a thread the one that runs, up to where its instructions go on. */
  private takeTurn(thread: ProgramThread): StopReason | null {
    const { vm } = thread
    this.machine?.select(thread.threadId)
    if (vm.waiting !== null || thread.outside) {
      const result = this.machine!.answer()
      if (this.machine!.waits) return Stop.Waits
      this.show(thread)
      if (thread.outside) return this.cameBack(result)
      if (!this.around.desk().finishWaiting(result)) return Stop.Died
    } else this.show(thread)
    if (!thread.begun) {
      thread.begun = true
      const stop = this.begin(thread)
      if (stop !== null) return stop
    }
    const request = vm.stopRequest
    vm.stopRequest = null
    return request
  }

  /** The thread is the one that is executed and seen. */
  private show(thread: ProgramThread): void {
    thread.vm.watching = this.current.vm.watching
    this.current = thread
    this.around.desk().vm = thread.vm
  }

  private begin(thread: ProgramThread): StopReason | null {
    const { vm, start, parameter } = thread
    vm.pc = vm.code.code.length
    if (typeof start === 'number') {
      const params = vm.code.functions[start]!.params.length
      for (let i = 0; i < params; i++) vm.set(++vm.sp, i === params - 1 ? parameter : 0)
      return vm.enter(start, 0) ? null : Stop.Died
    }
    if (typeof start !== 'string') return this.cameBack(vm.process.execute(start.address, [parameter], vm.fp))
    const result = vm.process.call(start, [parameter])
    thread.outside = this.machine!.waits
    return thread.outside ? Stop.Waits : this.cameBack(result)
  }

  /** A thread that began outside the program ends with what it came back with. */
  private cameBack(result: Word | undefined): StopReason {
    if (result === undefined) {
      this.current.vm.raised()
      return Stop.Died
    }
    this.endCurrent(low32(result) | 0)
    return Stop.Waits
  }

  private endCurrent(exitCode: number): void {
    const { current } = this
    current.ended = true
    if (current.closes !== null) current.vm.process.call('CloseHandle', [current.closes])
    this.machine?.end(exitCode >>> 0)
    this.mustLeave = true
  }
}

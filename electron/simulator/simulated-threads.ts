import type { MachineThreads, MadeThread } from '../machine/machine-process'
import type { Word } from '../machine/word'
import { find } from './persistent-tree'
import type { ThreadState } from './thread-state'
import { selectThread } from './thread-state'
import { advanceClock } from './shared-user-data'
import { endThread } from './threads'
import { dropWait, threadObjectOf, waitOf } from './waits'
import { values } from './persistent-tree'
import type { SimulatedProcess } from './simulated-process'

/** Pages at the stack's low end that the interpreter leaves alone: the last one, and the last place of the guard. */
const STACK_FLOOR_PAGES = 3
/** What a thread may run before another one's turn comes: a clock interval of 15.625 ms. Windows Internals, Quantum. */
const QUANTUM_MS = 15

/** Where a thread's C variables go. */
export function stackRange(thread: Pick<ThreadState, 'stackLow' | 'stackHigh'>): {
  stackTop: number
  stackLimit: number
} {
  return {
    stackTop: thread.stackHigh * 4096 - 0x40,
    stackLimit: (thread.stackLow + STACK_FLOOR_PAGES) * 4096
  }
}

/** The threads of a simulated process. All that lasts is in the process's and the kernel's state. */
export class SimulatedThreads implements MachineThreads {
  waits = false

  constructor(private readonly process: SimulatedProcess) {}

  get selected(): number {
    return this.process.state.threadId
  }

  select(threadId: number): void {
    selectThread(this.process.state, threadId)
  }

  create(args: readonly Word[]): Word | undefined {
    this.process.lastThread = 0
    return this.process.call('CreateThread', args)
  }

  get made(): MadeThread | null {
    const threadId = this.process.lastThread
    const thread = find(this.process.state.threads, threadId)
    return thread === undefined ? null : { threadId, ...stackRange(thread) }
  }

  end(exitCode: number): void {
    endThread(this.process, this.selected, exitCode)
  }

  stateOf(threadId: number): 'alive' | 'suspended' | 'ended' {
    const object = threadObjectOf(this.process.kernel, threadId)
    if (object === undefined || object.exitCode !== null) return 'ended'
    return object.suspendCount > 0 ? 'suspended' : 'alive'
  }

  exitCodeOf(threadId: number): number {
    return threadObjectOf(this.process.kernel, threadId)?.exitCode ?? 0
  }

  answer(): Word | undefined {
    const { process } = this
    const wait = waitOf(process.kernel, this.selected)
    if (wait === undefined) throw new Error('The thread does not wait.')
    this.waits = wait.result === null && !wait.polls && wait.deadline > process.kernel.system.ticks
    if (this.waits) return undefined
    dropWait(process.kernel, wait.threadId)
    return process.resume(wait)
  }

  /** The clock jumps to where the next wait's time is up. */
  passTime(): boolean {
    const { kernel, letter } = this.process
    let next = Infinity
    for (const wait of values(kernel.system.waits)) {
      if (wait.letter !== letter || this.stateOf(wait.threadId) !== 'alive') continue
      if (wait.deadline < next) next = wait.deadline
    }
    if (next === Infinity) return false
    if (next > kernel.system.ticks) advanceClock(kernel, next - kernel.system.ticks)
    return true
  }

  passQuantum(): void {
    advanceClock(this.process.kernel, QUANTUM_MS)
  }
}

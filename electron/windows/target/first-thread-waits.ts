import type { Word } from '../../machine/word'
import { sleepingFunctions, timeoutOf, waitingFunctions, withTimeout } from './waiting-calls'
import type { ThreadWorker } from './thread-worker'

/** What waiting needs of the process: calls on node's thread, which is the program's first. */
export interface FirstThread {
  /** As the program would make it; undefined when it raised. */
  call(name: string, args: readonly Word[]): Word | undefined
  /** The same, without a look at what it allocated. */
  ask(name: string, args: readonly Word[]): Word | undefined
  lastError: number
  addressOf(name: string): Word
  /** A thread of VadLab's own, which may wait in the first thread's stead. */
  helper(): { readonly worker: ThreadWorker; readonly lock: number; lastError(): number }
}

/** How a call of the first thread goes on: what it answers, or that it has to wait. */
export type FirstAnswer =
  { readonly waits: true } | { readonly waits: false; readonly result: Word | undefined }

const waiting: FirstAnswer = { waits: true }
const answer = (result: Word | undefined): FirstAnswer => ({ waits: false, result })

/**
 * Waiting on the program's first thread. Its calls are made on node's thread, which also runs the other threads' C code
 * and must not stand still: what can be asked is asked again and again; what cannot is left to a helper, which is only
 * possible where Windows does not look who waits (learn.microsoft.com: condition variables, slim locks and addresses
 * have no owner; mutexes and critical sections do).
 */
export class FirstThreadWaits {
  private goOn: (() => FirstAnswer) | null = null

  constructor(private readonly first: FirstThread) {}

  /** Null when the function is not one that waits. */
  call(name: string, args: readonly Word[]): FirstAnswer | null {
    const limit = timeoutOf(name, args)
    if (limit === null) return null
    if (limit === 0) return answer(this.first.call(name, args))
    const deadline = Date.now() + limit
    if (name in sleepingFunctions) return this.sleep(name, args, deadline)
    const tried = this.try(name, args, true)
    if (!tried.waits) return tried
    if (name === 'WaitOnAddress') return this.leaveToHelper(name, args)
    return this.later(() => {
      const now = this.try(name, args, false)
      return now.waits && Date.now() >= deadline ? answer(0x102) : now
    })
  }

  /** How the call that waits goes on. */
  answer(): FirstAnswer {
    const now = this.goOn!()
    if (!now.waits) this.goOn = null
    return now
  }

  /** Waits until somebody says that it is over. */
  until(isOver: () => boolean, result: Word): FirstAnswer {
    return this.later(() => (isOver() ? answer(result) : waiting))
  }

  private later(goOn: () => FirstAnswer): FirstAnswer {
    this.goOn = goOn
    return waiting
  }

  private try(name: string, args: readonly Word[], watched: boolean): FirstAnswer {
    const { first } = this
    const rule = waitingFunctions[name]!
    const before = first.lastError
    const how = watched ? 'call' : 'ask'
    const result = first[how](rule.tries ?? name, withTimeout(name, args, 0))
    if (result !== undefined && rule.hasToWait(result, first.lastError)) {
      first.lastError = before
      return waiting
    }
    return answer(result)
  }

  private sleep(name: string, args: readonly Word[], deadline: number): FirstAnswer {
    switch (name) {
      case 'SleepConditionVariableCS':
        return this.sleepOnVariable(args)
      case 'SleepConditionVariableSRW':
        return this.leaveToHelper(name, args)
      case 'SignalObjectAndWait': {
        const now = this.first.call(name, withTimeout(name, args, 0))
        if (now !== 0x102) return answer(now)
        const wait = [args[1]!, args[2]!]
        return this.later(() => {
          const again = this.try('WaitForSingleObject', wait, false)
          return again.waits && Date.now() >= deadline ? answer(0x102) : again
        })
      }
      default:
        return this.later(() => (Date.now() >= deadline ? answer(0) : waiting))
    }
  }

  /** The helper makes the call; its result and last error are the first thread's. */
  private leaveToHelper(name: string, args: readonly Word[]): FirstAnswer {
    const { worker, lastError } = this.first.helper()
    worker.begin(this.first.addressOf(name), args)
    return this.later(() => {
      const done = worker.take(0)
      if (done === null) return waiting
      if (done.value === 0) this.first.lastError = lastError()
      return answer(done.value)
    })
  }

  /**
   * The helper sleeps on the variable with a slim lock of its own; once it sleeps the first thread leaves its critical
   * section, and takes it again when the helper was woken.
   */
  private sleepOnVariable(args: readonly Word[]): FirstAnswer {
    const { first } = this
    const { worker, lock, lastError } = first.helper()
    worker.call(first.addressOf('AcquireSRWLockExclusive'), [lock])
    worker.begin(first.addressOf('SleepConditionVariableSRW'), [args[0]!, lock, args[2]!, 0])
    // The lock is free again when the helper is in the variable's list.
    first.ask('AcquireSRWLockExclusive', [lock])
    first.ask('ReleaseSRWLockExclusive', [lock])
    first.ask('LeaveCriticalSection', [args[1]!])
    let woken: Word | undefined
    return this.later(() => {
      if (worker.busy) {
        const done = worker.take(0)
        if (done === null) return waiting
        woken = done.value
        if (woken === 0) first.lastError = lastError()
        worker.call(first.addressOf('ReleaseSRWLockExclusive'), [lock])
      }
      const entered = this.try('EnterCriticalSection', [args[1]!], false)
      return entered.waits ? waiting : answer(entered.result === undefined ? undefined : woken)
    })
  }
}

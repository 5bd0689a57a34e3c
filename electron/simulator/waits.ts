import type { ProcessLetter } from '../../shared/contract/observation'
import type { Word } from '../machine/word'
import { namedConstants as k } from '../../shared/win32/constants'
import type { Kernel } from './kernel'
import type { KernelObject, MutexObject } from './objects'
import { find, plainShape, values } from './persistent-tree'

/** What a thread waits for. It never changes; a change puts another under the same thread. */
export interface Wait {
  readonly threadId: number
  readonly letter: ProcessLetter
  /** Waits are satisfied in the order in which they began. Windows Internals, Dispatcher objects. */
  readonly order: number
  /** Dispatcher objects; none for waits of another kind. */
  readonly objects: readonly number[]
  /** All objects are to be signalled at once. */
  readonly all: boolean
  /** The address that WakeByAddress or WakeConditionVariable will name; 0 for none. */
  readonly address: number
  /** On the machine's clock, in milliseconds; Infinity for ever. */
  readonly deadline: number
  /** Whether the function itself has to look again each time it is asked. */
  readonly polls: boolean
  /** A number of the function's own: how far it has come. */
  readonly stage: number
  /** Set when the wait was satisfied: the function's answer, in its own terms. */
  readonly result: number | null
  /** The call that waits. */
  readonly name: string
  readonly args: readonly Word[]
}

const shape = plainShape<Wait>()

export function putWait(kernel: Kernel, wait: Wait): void {
  kernel.system.waits = shape.insert(kernel.system.waits, wait.threadId, wait)
}

export function dropWait(kernel: Kernel, threadId: number): void {
  kernel.system.waits = shape.remove(kernel.system.waits, threadId)
}

export function waitOf(kernel: Kernel, threadId: number): Wait | undefined {
  return find(kernel.system.waits, threadId)
}

/** Whether a wait by that thread would end now. Microsoft, WaitForSingleObject (Remarks). */
export function isSignalled(kernel: Kernel, object: KernelObject | undefined, threadId: number): boolean {
  switch (object?.kind) {
    case 'event':
      return object.memory === undefined ? object.signalled : isMemory(kernel, object.memory)
    case 'mutex':
      return object.owner === 0 || object.owner === threadId
    case 'semaphore':
      return object.count > 0
    case 'thread':
      return object.exitCode !== null
    case 'file':
      return true
    default:
      return false
  }
}

/** 32 MB available for each 4 GB of RAM, and at most 64 MB, is low; three times as much is high. CreateMemoryResourceNotification (Remarks). */
function isMemory({ frames }: Kernel, condition: 'low' | 'high'): boolean {
  const low = Math.min(Math.floor(frames.ramPages / 128), 0x4000)
  return condition === 'low' ? frames.available() <= low : frames.available() >= 3 * low
}

/** What a wait that ends does to the object: an event resets itself, a mutex gets its owner, a semaphore counts down. */
function acquire(kernel: Kernel, object: KernelObject, threadId: number): void {
  switch (object.kind) {
    case 'event':
      if (!object.manualReset) kernel.setObject({ ...object, signalled: false })
      return
    case 'mutex':
      kernel.setObject({ ...object, owner: threadId, recursion: object.recursion + 1, abandoned: false })
      return
    case 'semaphore':
      kernel.setObject({ ...object, count: object.count - 1 })
      return
    default:
      return
  }
}

/** The answer of a wait that can end now, its objects taken; null when it cannot. WaitForMultipleObjects (Return value). */
export function tryAcquire(
  kernel: Kernel,
  objects: readonly number[],
  all: boolean,
  threadId: number
): number | null {
  const records = objects.map((id) => kernel.object(id))
  const isAbandoned = (object: KernelObject | undefined): boolean =>
    object?.kind === 'mutex' && object.abandoned
  if (all) {
    if (!records.every((object) => isSignalled(kernel, object, threadId))) return null
    const abandoned = records.findIndex(isAbandoned)
    for (const object of records) acquire(kernel, object!, threadId)
    return abandoned < 0 ? k.WAIT_OBJECT_0 : k.WAIT_ABANDONED_0 + abandoned
  }
  const index = records.findIndex((object) => isSignalled(kernel, object, threadId))
  if (index < 0) return null
  const object = records[index]!
  acquire(kernel, object, threadId)
  return isAbandoned(object) ? k.WAIT_ABANDONED_0 + index : index
}

/** Ends the waits that can end now, in their order. To be called when an object was signalled. */
export function wakeWaiters(kernel: Kernel): void {
  const waits = [...values(kernel.system.waits)]
  if (waits.length === 0) return
  waits.sort((a, b) => a.order - b.order)
  for (const wait of waits) {
    if (wait.objects.length === 0 || wait.result !== null || wait.deadline <= kernel.system.ticks) continue
    // A suspended thread is in no wait list: suspending interrupts its wait, which begins anew when it resumes.
    if (isSuspended(kernel, wait.threadId)) continue
    const result = tryAcquire(kernel, wait.objects, wait.all, wait.threadId)
    if (result !== null) putWait(kernel, { ...wait, result })
  }
}

/** Ends waits for an address of a process, the first or all of them. */
export function wakeAddress(kernel: Kernel, letter: ProcessLetter, address: number, all: boolean): void {
  const waits = [...values(kernel.system.waits)]
    .filter((wait) => wait.letter === letter && wait.address === address && wait.result === null)
    .sort((a, b) => a.order - b.order)
  for (const wait of all ? waits : waits.slice(0, 1)) putWait(kernel, { ...wait, result: 1 })
}

export function isSuspended(kernel: Kernel, threadId: number): boolean {
  return (threadObjectOf(kernel, threadId)?.suspendCount ?? 0) > 0
}

/** The object of a thread that lives or that a handle leads to. */
export function threadObjectOf(
  kernel: Kernel,
  threadId: number
): Extract<KernelObject, { kind: 'thread' }> | undefined {
  for (const object of values(kernel.system.objects)) {
    if (object.kind === 'thread' && object.threadId === threadId) return object
  }
  return undefined
}

/** A thread ends without releasing its mutexes: whoever gets one next is told. Microsoft, Mutex Objects. */
export function abandonMutexes(kernel: Kernel, threadId: number): void {
  const owned = [...values(kernel.system.objects)].filter(
    (object): object is MutexObject => object.kind === 'mutex' && object.owner === threadId
  )
  for (const mutex of owned) kernel.setObject({ ...mutex, owner: 0, recursion: 0, abandoned: true })
}

import { namedConstants as k } from '../../shared/win32/constants'
import { allocate } from './allocate'
import { GRANULARITY_PAGES, PAGE_SIZE } from './frames'
import { free } from './free'
import type { ThreadObject } from './objects'
import { find } from './persistent-tree'
import type { ProcessMemory } from './process-memory'
import { fillTeb } from './environment-blocks'
import { commitStack } from './stack'
import { isRefusal, refuse, type Refusal } from './status'
import { dropThread, keepSelected, putThread, type ThreadState } from './thread-state'
import { abandonMutexes, dropWait, threadObjectOf, wakeWaiters } from './waits'

const DEFAULT_RESERVE_PAGES = 0x100
const TEB_PAGES = 2

/** NtCreateThreadEx: a thread with its stack and TEB; nothing of it runs here. */
export function createThread(
  process: ProcessMemory,
  stackSize: number,
  flags: number
): { readonly thread: ThreadState; readonly object: ThreadObject } | Refusal {
  const { state, kernel } = process
  const stack = makeThreadStack(process, stackSize, (flags & k.STACK_SIZE_PARAM_IS_A_RESERVATION) !== 0)
  if (isRefusal(stack)) return stack
  const teb = makeTeb(process)
  if (isRefusal(teb)) {
    free(process, stack.low * PAGE_SIZE, 0, k.MEM_RELEASE)
    return teb
  }
  const threadId = kernel.system.nextThreadId
  kernel.system.nextThreadId += 4
  const object: ThreadObject = {
    id: kernel.newNumber(),
    kind: 'thread',
    handles: 0,
    letter: state.letter,
    threadId,
    suspendCount: flags & k.CREATE_SUSPENDED ? 1 : 0,
    exitCode: null,
    priority: 0
  }
  kernel.setObject(object)
  const thread: ThreadState = {
    threadId,
    threadObject: object.id,
    lastError: 0,
    teb,
    stackLow: stack.low,
    stackHigh: stack.high,
    stackGuarantee: 0,
    localValues: new Map()
  }
  keepSelected(state)
  putThread(state, thread)
  fillTeb(process, thread, stack.committed)
  return { thread, object }
}

/**
 * Thread Stack Size (learn.microsoft.com): a size is what is committed first, rounded to pages, and a reserve that it
 * does not fit grows to whole MiB; with STACK_SIZE_PARAM_IS_A_RESERVATION it is the reserve, rounded to 64 KiB.
 */
function makeThreadStack(
  process: ProcessMemory,
  size: number,
  isReservation: boolean
): { readonly low: number; readonly high: number; readonly committed: number } | Refusal {
  const pages = Math.ceil(size / PAGE_SIZE)
  let reserve = DEFAULT_RESERVE_PAGES
  let commit = 1
  if (size > 0 && isReservation) reserve = Math.ceil(pages / GRANULARITY_PAGES) * GRANULARITY_PAGES
  else if (size > 0) {
    commit = pages
    if (pages >= reserve) reserve = Math.ceil((pages + 2) / 0x100) * 0x100
  }
  const base = allocate(process, {
    base: 0,
    size: reserve * PAGE_SIZE,
    type: k.MEM_RESERVE,
    protect: k.PAGE_READWRITE,
    placeholders: false,
    requirements: null,
    use: 'Stack'
  })
  if (isRefusal(base as object)) return base as Refusal
  const low = (base as number) / PAGE_SIZE
  const high = low + reserve
  const refusal = process.kernel.commitRefusal(commit + 1)
  if (refusal) {
    free(process, low * PAGE_SIZE, 0, k.MEM_RELEASE)
    return refusal
  }
  return { low, high, committed: commitStack(process, low, high, commit) }
}

/** The next free place behind the PEB for a TEB, which takes two pages. */
function makeTeb(process: ProcessMemory): number | Refusal {
  const { state } = process
  keepSelected(state)
  const blocks = process.vadAt(state.peb / PAGE_SIZE)!
  const taken = new Set<number>()
  const note = (thread: ThreadState): number => taken.add(thread.teb).size
  eachThread(process, note)
  for (let page = state.peb / PAGE_SIZE + 1; page + TEB_PAGES <= blocks.end; page += TEB_PAGES) {
    if (taken.has(page * PAGE_SIZE)) continue
    const made = allocate(process, {
      base: page * PAGE_SIZE,
      size: TEB_PAGES * PAGE_SIZE,
      type: k.MEM_COMMIT,
      protect: k.PAGE_READWRITE,
      placeholders: false,
      requirements: null
    })
    return isRefusal(made as object) ? (made as Refusal) : page * PAGE_SIZE
  }
  return refuse(
    k.STATUS_NO_MEMORY,
    'threads-fit-in-virtual-memory',
    'The process has no room for another thread: the addresses behind the PEB, where each thread has its TEB, are all in use.'
  )
}

/** Every thread of a process that lives. */
export function eachThread(process: ProcessMemory, visit: (thread: ThreadState) => unknown): void {
  const walk = (node: ProcessMemory['state']['threads']): void => {
    if (node === null) return
    walk(node.left)
    visit(node.value)
    walk(node.right)
  }
  walk(process.state.threads)
}

/**
 * A thread ends: its stack and TEB are released, its mutexes abandoned, its object signalled. TerminateThread frees the
 * stack too, since Windows Vista (learn.microsoft.com, TerminateThread).
 */
export function endThread(process: ProcessMemory, threadId: number, exitCode: number): void {
  const { state, kernel } = process
  keepSelected(state)
  const thread = find(state.threads, threadId)
  if (thread === undefined) return
  free(process, thread.stackLow * PAGE_SIZE, 0, k.MEM_RELEASE)
  free(process, thread.teb, TEB_PAGES * PAGE_SIZE, k.MEM_DECOMMIT)
  dropThread(state, threadId)
  dropWait(kernel, threadId)
  abandonMutexes(kernel, threadId)
  const object = threadObjectOf(kernel, threadId)
  if (object !== undefined) kernel.setObject({ ...object, exitCode, suspendCount: 0 })
  wakeWaiters(kernel)
}

import type { Word } from '../machine/word'
import type { ProcessState } from './process-state'
import { find, plainShape, type Tree } from './persistent-tree'

/** What a thread of a process has of its own. The selected thread's lie in the process's state itself. */
export interface ThreadState {
  readonly threadId: number
  /** Number of its thread object. */
  readonly threadObject: number
  readonly lastError: number
  readonly teb: number
  /** Pages of its stack: [low, high). */
  readonly stackLow: number
  readonly stackHigh: number
  readonly stackGuarantee: number
  /** Values of FlsSetValue, and of TlsSetValue beyond what the TEB has room for. */
  readonly localValues: ReadonlyMap<string, Word>
}

const shape = plainShape<ThreadState>()

/** Puts the selected thread's own among the others', and another one's in their place. */
export function selectThread(state: ProcessState, threadId: number): void {
  if (threadId === state.threadId) return
  const next = find(state.threads, threadId)
  if (next === undefined) throw new Error(`There is no thread ${threadId}.`)
  keepSelected(state)
  Object.assign(state, next)
}

/** Brings the tree of threads up to date with the selected one, unless that has ended. */
export function keepSelected(state: ProcessState): void {
  if (find(state.threads, state.threadId) !== undefined) putSelected(state)
}

/** Puts the selected thread among the threads. */
export function putSelected(state: ProcessState): void {
  const { threadId, threadObject, lastError, teb, stackLow, stackHigh, stackGuarantee, localValues } = state
  putThread(state, {
    threadId,
    threadObject,
    lastError,
    teb,
    stackLow,
    stackHigh,
    stackGuarantee,
    localValues
  })
}

export function putThread(state: ProcessState, thread: ThreadState): void {
  state.threads = shape.insert(state.threads, thread.threadId, thread)
}

export function dropThread(state: ProcessState, threadId: number): void {
  state.threads = shape.remove(state.threads, threadId)
}

export type ThreadTree = Tree<ThreadState>

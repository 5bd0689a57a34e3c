import type { ProcessLetter } from '../../shared/contract/observation'
import type { HeapState } from './heap-state'
import type { HandleEntry } from './objects'
import type { PageNode } from './page-table'
import type { Tree } from './persistent-tree'
import type { VadTree } from './vad'

/** A module that the loader has loaded, in load order. */
export interface LoadedModule {
  readonly base: number
  readonly path: string
  /** LoadLibrary calls that FreeLibrary has not undone; the program and its first modules are never unloaded. */
  readonly references: number
}

/** A handle of GlobalAlloc or LocalAlloc with GMEM_MOVEABLE. */
export interface MoveableBlock {
  readonly handle: number
  /** Address of the heap block; 0 when discarded. */
  readonly block: number
  readonly locks: number
  readonly flags: number
}

/** Everything about one process; a snapshot copies it, all it leads to is shared. */
export interface ProcessState {
  readonly letter: ProcessLetter
  readonly processId: number
  readonly threadId: number
  /** Number of its process object, and of its thread's. */
  readonly object: number
  readonly threadObject: number
  lastError: number

  vads: VadTree
  pages: PageNode
  /** Commit charge: private pages, and copies that may have to be made. */
  commitPages: number
  peakCommitPages: number
  workingSetPages: number
  peakWorkingSetPages: number
  lockedPages: number
  pageFaults: number
  minimumWorkingSetPages: number
  maximumWorkingSetPages: number
  workingSetFlags: number
  /** Whether any allocation was made with MEM_WRITE_WATCH. */
  writeWatch: boolean

  handles: Tree<HandleEntry>
  nextHandle: number

  heaps: Tree<HeapState>
  processHeap: number
  moveable: Tree<MoveableBlock>
  /** The next free entry of the last page of handle entries, and its end. */
  moveableNext: number
  moveableEnd: number

  modules: readonly LoadedModule[]
  imageBase: number
  peb: number
  teb: number
  /** Pages of the thread's stack: [low, high). */
  stackLow: number
  stackHigh: number
  stackGuarantee: number
  /** Page from which addresses are chosen upwards. */
  bottomUpStart: number
  prepared: boolean
}

import type { ProcessLetter } from '../../shared/contract/observation'
import type { Word } from '../machine/word'
import type { HeapState } from './heap-state'
import type { HandleEntry } from './objects'
import type { PageNode } from './page-table'
import type { Privileges } from './privileges'
import type { Tree } from './persistent-tree'
import type { ThreadTree } from './thread-state'
import type { VadTree } from './vad'

/** A module that the loader has loaded, in load order. */
export interface LoadedModule {
  readonly base: number
  readonly path: string
  /** LoadLibrary calls that FreeLibrary has not undone; the program and its first modules are never unloaded. */
  readonly references: number
  /** The address of its LDR_DATA_TABLE_ENTRY; absent before the loader has its lists. */
  readonly record?: number
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
  /** Number of its process object. */
  readonly object: number
  /** Every thread that lives; the selected one's entry may be out of date. */
  threads: ThreadTree
  /** What the selected thread has of its own, as `ThreadState` says. */
  threadId: number
  threadObject: number
  lastError: number
  localValues: ReadonlyMap<string, Word>
  /** Indexes that TlsAlloc and FlsAlloc have given away. */
  tlsIndexes: ReadonlySet<number>
  flsIndexes: ReadonlySet<number>

  vads: VadTree
  pages: PageNode
  /** Commit charge: private pages, and copies that may have to be made. */
  commitPages: number
  peakCommitPages: number
  workingSetPages: number
  peakWorkingSetPages: number
  lockedPages: number
  /** All page faults, as PageFaultCount has them, and of them: */
  pageFaults: number
  /** ... pages of zeros, made at the first touch; */
  demandZeroFaults: number
  /** ... pages that were still in memory, of others or on the standby or modified list; */
  softFaults: number
  /** ... copies of shared pages, made at the first write; */
  copyOnWriteFaults: number
  /** ... pages that had to be read from the page file or a file. */
  hardFaults: number
  /** Where the next sweep through the working set goes on. */
  sweepFrom: number
  /** Frames of page tables, by `tableKey`. */
  tables: Tree<number>
  minimumWorkingSetPages: number
  maximumWorkingSetPages: number
  workingSetFlags: number
  /** Whether any allocation was made with MEM_WRITE_WATCH. */
  writeWatch: boolean

  /** What its token holds. */
  privileges: Privileges

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
  /** Pages of the selected thread's stack: [low, high). */
  stackLow: number
  stackHigh: number
  stackGuarantee: number
  /** Page from which addresses are chosen upwards. */
  bottomUpStart: number
  prepared: boolean
}

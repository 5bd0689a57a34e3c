import type { ProcessLetter } from './observation'

/*
 * Pictures of one process at one moment. Page numbers are addresses divided by 4096. Long lists travel as columns: arrays
 * of the same length, one an attribute.
 */

/** A part of a long list: `total` entries there are, these start at `offset`. */
export interface Part {
  readonly offset: number
  readonly total: number
}

/**
 * The VAD tree, in order of addresses; WinDbg's `!vad`. Which VAD is whose parent depends on Windows' order of insertions: here the
 * tree is the evenly balanced one.
 */
export interface VadColumns extends Part {
  /** Index (in the whole list) of the root; -1 for an empty tree. */
  readonly root: number
  readonly startVpn: readonly number[]
  /** The last page. */
  readonly endVpn: readonly number[]
  /** Steps from the root. */
  readonly depth: readonly number[]
  /** Height of the right subtree minus that of the left: -1, 0 or 1. */
  readonly balance: readonly number[]
  /** Indices in the whole list; -1 for none. */
  readonly parent: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Committed pages of private memory, and pages of views that were charged to be copied. */
  readonly commit: readonly number[]
  readonly type: readonly number[]
  /** AllocationProtect. */
  readonly protect: readonly number[]
  /** 0 for none. */
  readonly controlArea: readonly number[]
  /** Prototype PTE of the first page. */
  readonly firstPrototype: readonly number[]
  /** Index into `strings`: the path of the file; 0 is the empty text. */
  readonly file: readonly number[]
  readonly use: readonly number[]
  /** 0 before, 1 program. */
  readonly owner: readonly number[]
  /** Bits: 1 placeholder, 2 took a placeholder's place, 4 write watch, 8 physical (AWE). */
  readonly flags: readonly number[]
  readonly strings: readonly string[]
}

/** What a page is, in the order of the numbers in columns. */
export const pageStates = [
  'free',
  'reserved',
  'demand-zero',
  'valid',
  'transition',
  'page-file',
  /** A page of a view that is not in the working set: the prototype PTE says where it is. */
  'prototype'
] as const
export type PageState = (typeof pageStates)[number]

/** Where the prototype PTE says that a page of a section is, in the order of the numbers in columns. */
export const prototypeStates = [
  'none',
  /** In memory, and in some working set. */
  'valid',
  /** In memory, on the standby or modified list. */
  'transition',
  'demand-zero',
  'page-file',
  'file',
  'not-committed'
] as const
export type PrototypeState = (typeof prototypeStates)[number]

/** Bits of `PageColumns.flags`. */
export const pageFlags = {
  locked: 1,
  guard: 2,
  accessed: 4,
  dirty: 8,
  /** Copied on write: a page of a view that is the process's own. */
  copied: 16,
  offered: 32,
  reset: 64,
  /** Written since the write watch was reset. */
  watched: 128,
  copyOnWrite: 256,
  /** Shared of QueryWorkingSetEx: others can share the page. Told by the Windows machine alone. */
  shareable: 512,
  largePage: 1024,
  bad: 2048
} as const

/** Pages of a process. */
export interface PageColumns {
  readonly process: ProcessLetter
  readonly page: readonly number[]
  /** Index into `pageStates`. */
  readonly state: readonly number[]
  /** Index into `prototypeStates`; `none` for pages that no prototype PTE describes (any more), -1 where the machine does not tell. */
  readonly prototype: readonly number[]
  /** PAGE_ protection; 0 for free and reserved pages. */
  readonly protect: readonly number[]
  /** The frame: of the page itself or of its prototype; 0 for none, -1 where the machine does not tell. */
  readonly frame: readonly number[]
  /** Valid PTEs of all processes that lead to the frame. On Windows ShareCount, where 7 means 7 or more. */
  readonly shares: readonly number[]
  /** Memory priority of the frame; 0 without one, -1 where the machine does not tell. */
  readonly priority: readonly number[]
  /** See `pageFlags`. */
  readonly flags: readonly number[]
}

/** Pages of what the program allocated in a process, ascending; those in a row that are alike are one entry. */
export interface PageRuns {
  readonly process: ProcessLetter
  /** Where the machine knows it from. */
  readonly source: 'simulated' | 'QueryWorkingSetEx'
  /** First page, and how many. */
  readonly page: readonly number[]
  readonly count: readonly number[]
  /** Page number of the AllocationBase. */
  readonly allocation: readonly number[]
  /** These as `PageColumns` has them. */
  readonly state: readonly number[]
  readonly prototype: readonly number[]
  readonly protect: readonly number[]
  readonly frame: readonly number[]
  /** 1 where the frames do not follow each other; `frame` is the first page's. */
  readonly scattered: readonly number[]
  readonly shares: readonly number[]
  readonly priority: readonly number[]
  readonly flags: readonly number[]
  /** Control area (`ShownControlArea.id`) of a view, and the page in it of the run's first; 0 for private memory. */
  readonly area: readonly number[]
  readonly areaPage: readonly number[]
  /** Where to ask on; null when this was all. */
  readonly next: number | null
}

/** The valid pages of a process, ascending. Limits and peak in pages. */
export interface WorkingSet extends Part {
  readonly pages: PageColumns
  readonly minimumPages: number
  readonly maximumPages: number
  readonly peakPages: number
}

/** How much of something there is, in pages; VMMap's columns. */
export interface MemoryTotals {
  readonly size: number
  readonly committed: number
  /** Committed pages that no other process can share. */
  readonly private: number
  readonly workingSet: number
  readonly privateWorkingSet: number
  /** Working set that others can share. */
  readonly shareableWorkingSet: number
  /** Working set that others share now. */
  readonly sharedWorkingSet: number
  readonly lockedWorkingSet: number
  /** Allocations. */
  readonly blocks: number
  /** Pages of the largest allocation. */
  readonly largest: number
}

/** VMMap's types. */
export type MemoryTypeName =
  | 'Image'
  | 'Mapped File'
  | 'Shareable'
  | 'Heap'
  | 'Stack'
  | 'Private Data'
  | 'Page Table'
  | 'Unusable'
  | 'Free'

/** What a process has in numbers, in pages where nothing else is said; -1 where the machine does not tell. */
export interface ProcessCounters {
  readonly process: ProcessLetter
  readonly processId: number
  readonly commit: number
  readonly peakCommit: number
  readonly workingSet: number
  readonly peakWorkingSet: number
  readonly locked: number
  /** Page faults since the process started; `total` is PageFaultCount. */
  readonly faults: {
    readonly total: number
    readonly demandZero: number
    readonly soft: number
    readonly copyOnWrite: number
    readonly hard: number
  }
  readonly total: MemoryTotals
  readonly types: readonly (MemoryTotals & { readonly name: MemoryTypeName })[]
}

/** A stretch that a heap reserved; addresses. */
export interface ShownHeapSegment {
  readonly base: number
  readonly committedEnd: number
  readonly end: number
  /** The first byte that can be a block's. */
  readonly first: number
}

/** A heap, with a part of what is in it. */
export interface ShownHeap {
  /** The handle. */
  readonly base: number
  readonly isProcessHeap: boolean
  readonly flags: number
  /** Bytes; 0 for a heap that grows. */
  readonly maximum: number
  readonly segments: readonly ShownHeapSegment[]
  readonly usedBytes: number
  readonly freeBytes: number
  readonly largeBlocks: number
  readonly blockCount: number
  readonly freeCount: number
}

/** Blocks and free runs of a heap, ascending by address. */
export interface HeapParts extends Part {
  readonly heap: number
  /** From the header to the end. */
  readonly start: readonly number[]
  readonly end: readonly number[]
  /** The address that the program has; 0 for a free run. */
  readonly address: readonly number[]
  /** Bytes that were asked for; 0 for a free run. */
  readonly size: readonly number[]
  /** 0 free, 1 block, 2 large block in an allocation of its own. */
  readonly kind: readonly number[]
  /** 1 where the header before the block is not as the heap left it. */
  readonly damaged: readonly number[]
}

/** A part of an image as its section table has it. */
export interface ShownImageSection {
  readonly name: string
  /** From the image's base. */
  readonly address: number
  readonly size: number
  readonly fileOffset: number
  readonly fileBytes: number
  /** IMAGE_SCN_ flags. */
  readonly characteristics: number
  /** PAGE_ protection that the loader gives it. */
  readonly protect: number
  readonly pages: number
  /** Pages that this process has copied for itself. */
  readonly privatePages: number
  readonly workingSetPages: number
}

/** A module of a process, in load order. */
export interface ShownModule {
  readonly base: number
  readonly path: string
  readonly pages: number
  readonly entryPoint: number
  /** Where its linker wanted it. */
  readonly imageBase: number
  /** LoadLibrary calls that FreeLibrary has not undone; null for what is never unloaded. */
  readonly references: number | null
  readonly machine: number
  readonly subsystem: number
  readonly characteristics: number
  readonly dllCharacteristics: number
  /** IMAGE_EXPORT_DIRECTORY.NumberOfFunctions. */
  readonly exports: number
  /** IMAGE_DIRECTORY_ENTRY_ numbers of directories that are there, with place and size. */
  readonly directories: readonly { readonly index: number; readonly address: number; readonly size: number }[]
  readonly sections: readonly ShownImageSection[]
}

/** A thread's stack; addresses. */
export interface ShownStack {
  readonly threadId: number
  /** Whether it is the thread that runs. */
  readonly isSelected: boolean
  readonly teb: number
  /** The reservation, [low, high). */
  readonly low: number
  readonly high: number
  /** The lowest committed byte above the guard: StackLimit. */
  readonly limit: number
  /** Guard pages, ascending; none when the stack can grow no more. */
  readonly guards: readonly number[]
  readonly committedPages: number
  readonly workingSetPages: number
  /** SetThreadStackGuarantee, bytes. */
  readonly guarantee: number
}

/** A field of a structure that Windows keeps in the process. */
export interface StructureField {
  readonly name: string
  readonly offset: number
  readonly size: number
  /** `0x` and digits, or text; null where it cannot be read. */
  readonly value: string | null
  readonly says: string
}

/** PEB, TEB or KUSER_SHARED_DATA of a process. */
export interface ShownStructure {
  readonly name: 'PEB' | 'TEB' | 'KUSER_SHARED_DATA'
  readonly address: number
  /** The thread of a TEB. */
  readonly threadId: number | null
  readonly fields: readonly StructureField[]
}

import type { FrameState } from './memory-translation'
import type { Part } from './memory-process'
import type { ProcessLetter } from './observation'

/* Pictures of the whole machine at one moment: physical memory, objects, sections and files. */

/** What the machine has in numbers, in pages; Task Manager's and RAMMap's. -1 where the machine does not tell. */
export interface MachineCounters {
  readonly ram: number
  /** What the system itself has in use. */
  readonly system: number
  readonly active: number
  readonly modified: number
  readonly free: number
  readonly zeroed: number
  readonly standby: number
  /** The standby list by memory priority, 0 to 7. */
  readonly standbyByPriority: readonly number[]
  /** Free, zeroed and standby: what a program can have without anything being written. */
  readonly available: number
  readonly commit: {
    readonly total: number
    readonly limit: number
    readonly system: number
    readonly sections: number
  }
  readonly pageFile: { readonly size: number; readonly used: number; readonly peak: number }
  /** What moved between memory and disks since the machine started: transfers and pages. */
  readonly paging: {
    /** For hard faults and prefetching. */
    readonly reads: number
    readonly pagesRead: number
    /** By the modified page writer and flushes. */
    readonly pageFileWrites: number
    readonly pageFilePages: number
    readonly fileWrites: number
    readonly filePages: number
    /** Taken out of working sets because memory was short. */
    readonly trimmedPages: number
    /** Standby pages that were given to somebody else. */
    readonly repurposedPages: number
  }
  /** Pages of files in memory, and how many of them are not on the disk yet. */
  readonly cache: { readonly files: number; readonly pages: number; readonly dirty: number }
  readonly processes: readonly ProcessLetter[]
}

/** `owner` of FrameColumns, in the order of its numbers. */
export const frameOwnerKinds = ['none', 'private', 'section', 'image', 'file', 'page-table'] as const
/** `state` of FrameColumns, in the order of its numbers. */
export const frameStates: readonly FrameState[] = ['active', 'standby', 'modified', 'free', 'zeroed']

/** Records of the PFN database: of a list in the list's order, ascending otherwise. */
export interface FrameColumns extends Part {
  readonly frame: readonly number[]
  readonly state: readonly number[]
  readonly shares: readonly number[]
  readonly references: readonly number[]
  readonly priority: readonly number[]
  /** 0 no, 1 yes. */
  readonly dirty: readonly number[]
  /** -1 for none. */
  readonly slot: readonly number[]
  /** Index into `frameOwnerKinds`. */
  readonly ownerKind: readonly number[]
  /** Index into `processLetters` of a private page or a page table; number of the control area or file of others. */
  readonly ownerId: readonly number[]
  /** Page of the process, prototype PTE, page of the file, or level of the page table. */
  readonly ownerPage: readonly number[]
  /** Who maps it: the uses of the record at `i` are those from `usesStart[i]` to `usesStart[i + 1]`. One longer than the others. */
  readonly usesStart: readonly number[]
  /** Index into `processLetters`. */
  readonly useProcess: readonly number[]
  readonly usePage: readonly number[]
}

/** What sections and views of the same thing share. */
export interface ShownControlArea {
  readonly id: number
  readonly kind: 'pagefile' | 'data' | 'image'
  /** Path of the file; null for none. */
  readonly path: string | null
  readonly pages: number
  /** Prototype PTEs that are committed; this and the next number are -1 where the machine does not tell. */
  readonly committedPages: number
  /** Prototype PTEs with a frame. */
  readonly presentPages: number
  readonly sections: readonly ShownSection[]
  readonly views: readonly ShownView[]
  /** Sections and views that may write it. */
  readonly writers: number
  readonly subsections: readonly {
    readonly firstPage: number
    readonly pages: number
    readonly fileOffset: number
    readonly fileBytes: number
    readonly protect: number
  }[]
}

/** A section object. */
export interface ShownSection {
  readonly object: number
  /** `Local\lab`; null without a name. */
  readonly name: string | null
  /** Bytes. */
  readonly size: number
  readonly protect: number
  /** SEC_ attributes. */
  readonly attributes: number
  readonly handles: readonly { readonly process: ProcessLetter; readonly handle: number }[]
}

/** A view of a section in a process. */
export interface ShownView {
  readonly process: ProcessLetter
  readonly start: number
  readonly pages: number
  /** Bytes from the section's start. */
  readonly offset: number
  readonly protect: number
  readonly access: 'none' | 'read' | 'copy' | 'write'
  /** Pages of it in the process's working set, and those it has copied; -1 where the machine does not tell. */
  readonly workingSetPages: number
  readonly copiedPages: number
}

/** Prototype PTEs of a control area. */
export interface PrototypeColumns extends Part {
  readonly controlArea: number
  /** Index into `prototypeStates`. */
  readonly state: readonly number[]
  /** 0 for none. */
  readonly frame: readonly number[]
  readonly shares: readonly number[]
}

/** One entry of a handle table. */
export interface ShownHandle {
  readonly process: ProcessLetter
  readonly handle: number
  readonly kind: 'process' | 'thread' | 'section' | 'file' | 'event' | 'mutex' | 'semaphore' | 'token'
  readonly access: number
  readonly object: number
  /** Open handles of all processes to the object. */
  readonly objectHandles: number
  /** The name, the path, or which process or thread it is; empty for an object without one. */
  readonly name: string
  readonly says: string
}

/** A name that leads to an object. */
export interface ShownObjectName {
  readonly name: string
  readonly kind: ShownHandle['kind']
  readonly object: number
  readonly handles: number
}

export interface HandleTable extends Part {
  readonly handles: readonly ShownHandle[]
  /** All names of the machine, at most 1,000. */
  readonly names: readonly ShownObjectName[]
}

/** A file of the machine. */
export interface ShownFile {
  readonly id: number
  readonly path: string
  readonly size: number
  readonly attributes: number
  readonly handles: number
  readonly deletePending: boolean
  /** Control areas; 0 for none. */
  readonly dataArea: number
  readonly imageArea: number
  /** Pages in memory, and how many of them the disk does not have yet. */
  readonly cachedPages: number
  readonly dirtyPages: number
}

export interface FileList extends Part {
  readonly files: readonly ShownFile[]
}

import type { ProcessLetter } from './observation'

/*
 * How a virtual address is translated, from its bits to its byte: the VAD that describes it, the four levels of page
 * tables, and where the page is. Numbers of 64 bits are hexadecimal text.
 */

/** A run of bits of an entry. */
export interface EntryField {
  /** As Windows (`Accessed`) or the processor (`U/S`) calls it. */
  readonly name: string
  /** The lowest bit. */
  readonly bit: number
  readonly width: number
  /** The value; null where the machine does not know it. */
  readonly value: number | null
  /** One sentence: what this value means here. */
  readonly says: string
}

/** What an entry is: read by the processor (`hardware`), or left by Windows for its page fault handler. */
export type EntryForm =
  'hardware' | 'zero' | 'demand-zero' | 'transition' | 'page-file' | 'prototype' | 'subsection'

/** An entry of a page table, or a prototype PTE. */
export interface TableEntry {
  readonly form: EntryForm
  /** 16 digits behind `0x`; `?` for digits that are not known (the frame of a page table that has no frame). */
  readonly value: string
  /** The bits from the highest to the lowest; no gap, no overlap. */
  readonly fields: readonly EntryField[]
  /** As WinDbg's `!pte` writes a valid entry, `---DA--UW-V`; empty for others. */
  readonly letters: string
  /** PAGE_ protection that the entry says; 0 where it says none. */
  readonly protect: number
  /** The frame that the entry names. */
  readonly frame: number | null
  /** The place in a page file that the entry names. */
  readonly slot: { readonly pageFile: number; readonly slot: number } | null
}

/** One step of the walk through the tables. */
export interface TableLevel {
  /** The table, and what Windows calls its entries. */
  readonly table: 'PML4' | 'PDPT' | 'PD' | 'PT'
  readonly entryName: 'PXE' | 'PPE' | 'PDE' | 'PTE'
  /** Which bits of the address choose the entry, the highest and the lowest. */
  readonly bits: readonly [number, number]
  readonly index: number
  /** Whether the process has this table; null where that is not known. */
  readonly exists: boolean | null
  /** The frame that holds the table; null where it is not known or there is none. */
  readonly tableFrame: number | null
  /**
   * Where the entry lies in the kernel's half of the address space, through the self map at PML4 index 0x1ED, where it
   * was before Windows 10 1607 made it random.
   */
  readonly entryAddress: string
  /** Null where there is no table, or nobody knows. */
  readonly entry: TableEntry | null
  /** True: the entry maps 2 MiB at once, and no level follows. */
  readonly isLargePage: boolean
  /** `The PDE says ...`. */
  readonly says: string
}

/** A VAD as it concerns an address. */
export interface TranslatedVad {
  readonly start: string
  /** The last byte. */
  readonly end: string
  readonly type: number
  /** AllocationProtect. */
  readonly protect: number
  readonly use: string
  readonly says: string
}

/** A frame as the PFN database has it. */
export interface FrameRecord {
  readonly frame: number
  readonly state: FrameState
  /** Valid PTEs that lead here. */
  readonly shares: number
  /** Reasons why the frame cannot be given away: being in a working set is one. */
  readonly references: number
  /** 0 to 7; 5 is usual. */
  readonly priority: number
  /** Whether the contents differ from what the page file or the file has. */
  readonly dirty: boolean
  /** Where the contents are in the page file as well; null for nowhere. */
  readonly slot: number | null
  readonly owner: FrameOwner | null
}

/** `active`: in some working set; the rest are lists. */
export type FrameState = 'active' | 'standby' | 'modified' | 'free' | 'zeroed'

/** What is in a frame: the PTE that the PFN record leads back to. */
export type FrameOwner =
  /** A private page of a process. */
  | { readonly kind: 'private'; readonly process: ProcessLetter; readonly page: number }
  /** A page of a section without a file: prototype PTE `page` of the control area. */
  | { readonly kind: 'section'; readonly controlArea: number; readonly page: number }
  | { readonly kind: 'image'; readonly controlArea: number; readonly page: number }
  /** A page of a file in the cache; views of the file show the same frame. */
  | { readonly kind: 'file'; readonly file: number; readonly page: number }
  /** A page table: level 0 is a PT, 3 the PML4; the `index`th table of that level in the address space. */
  | {
      readonly kind: 'page-table'
      readonly process: ProcessLetter
      readonly level: number
      readonly index: number
    }

/** A page of a process that a frame is mapped at. */
export interface FrameUse {
  readonly process: ProcessLetter
  /** Page number: the address divided by 4096. */
  readonly page: number
}

/** Where the bytes of a page are. */
export type PagePlace =
  | { readonly kind: 'frame'; readonly frame: FrameRecord; readonly uses: readonly FrameUse[] }
  | { readonly kind: 'page-file'; readonly pageFile: number; readonly slot: number }
  | { readonly kind: 'file'; readonly path: string; readonly offset: number }
  /** Nowhere yet: the first touch makes a page of zeros. */
  | { readonly kind: 'zeros' }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'unknown' }

/** What the section behind a view says of an address. */
export interface TranslatedSection {
  readonly controlArea: number
  readonly kind: 'pagefile' | 'data' | 'image'
  /** The names of its section objects. */
  readonly names: readonly string[]
  /** Path of the file; null for none. */
  readonly path: string | null
  /** Number of the prototype PTE. */
  readonly prototypeIndex: number
  readonly sectionOffset: number
  /** Where the byte stands in the file; null where it is in no file. */
  readonly fileOffset: number | null
  /** The prototype PTE; null when the process has a copy of its own, so that nobody asks the prototype. */
  readonly prototype: TableEntry | null
  readonly says: string
}

/** What an access to the address would do now. */
export type TouchOutcome =
  /** The processor translates it by itself. */
  | 'no-fault'
  | 'demand-zero-fault'
  /** The page is in memory: from transition, or as another process's page. */
  | 'soft-fault'
  /** From the page file or a file. */
  | 'hard-fault'
  | 'copy-on-write'
  | 'guard-page'
  | 'access-violation'

export interface Touch {
  readonly outcome: TouchOutcome
  readonly says: string
}

/** Everything there is to say of an address of a process at one moment. */
export interface Translation {
  readonly process: ProcessLetter
  /** The address as 16 digits behind `0x`. */
  readonly address: string
  /** `not-canonical`: bits 48 to 63 do not repeat bit 47, the processor refuses it before any table. */
  readonly half: 'user' | 'kernel' | 'not-canonical'
  /** Offset in the page. */
  readonly offset: number
  /** MEM_FREE, MEM_RESERVE or MEM_COMMIT; null where no program can have memory. */
  readonly state: number | null
  /** Protect as VirtualQuery has it; 0 while reserved or free. */
  readonly protect: number
  /** Null for free addresses, and where no program can have any. */
  readonly vad: TranslatedVad | null
  /** From the PML4 down to the last table that is there; none where the address is not canonical. */
  readonly levels: readonly TableLevel[]
  /** Null where the VAD is no view of a section. */
  readonly section: TranslatedSection | null
  readonly place: PagePlace
  /** The bytes from the address on to the page's end, at most as many as asked for, two digits each; null where there are none. */
  readonly bytes: string | null
  /** The physical address, `0x` and digits; null where the page is in no frame. */
  readonly physical: string | null
  readonly touch: { readonly read: Touch; readonly write: Touch; readonly execute: Touch } | null
  /** The whole story in one sentence, the end first. */
  readonly says: string
}

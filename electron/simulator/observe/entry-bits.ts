import type { EntryField, EntryForm, TableEntry } from '../../../shared/contract/memory-translation'
import { namedConstants as k } from '../../../shared/win32/constants'
import { protectionText } from '../../../shared/win32/flags'
import { isExecutable, isWritable } from '../pte'
import type { Slot } from './page-facts'

/*
 * The 64 bits of page table entries. Hardware: Intel SDM vol. 3A, table 4-19 and 4-20; Windows' own bits in them:
 * _MMPTE_HARDWARE. What is not valid belongs to Windows: _MMPTE_SOFTWARE, _MMPTE_TRANSITION, _MMPTE_PROTOTYPE,
 * _MMPTE_SUBSECTION, as Windows 10 1809 and later have them (public symbols of ntkrnlmp; Windows Internals, 7th edition,
 * part 1, chapter 5, "Page fault handling").
 */

/** ProtoAddress of an entry whose prototype PTE is found through the VAD: `Proto: VAD` in WinDbg's !pte. */
const PROTOTYPE_IN_VAD = 0xffffffff0000
const FRAME_MASK = 2 ** 36

type Layout = readonly (readonly [name: string, bit: number, width: number])[]

const hardware: Layout = [
  ['NX (NoExecute)', 63, 1],
  ['WsleProtection', 60, 3],
  ['WsleAge', 56, 4],
  ['ReservedForSoftware', 52, 4],
  ['ReservedForHardware', 48, 4],
  ['PFN (PageFrameNumber)', 12, 36],
  ['Write', 11, 1],
  ['Unused', 10, 1],
  ['CopyOnWrite', 9, 1],
  ['G (Global)', 8, 1],
  ['PAT', 7, 1],
  ['D (Dirty)', 6, 1],
  ['A (Accessed)', 5, 1],
  ['PCD (CacheDisable)', 4, 1],
  ['PWT (WriteThrough)', 3, 1],
  ['U/S (Owner)', 2, 1],
  ['R/W (Dirty1)', 1, 1],
  ['P (Valid)', 0, 1]
]

const software: Layout = [
  ['PageFileHigh', 32, 32],
  ['Unused', 28, 4],
  ['OnStandbyLookaside', 27, 1],
  ['ShadowStack', 26, 1],
  ['UsedPageTableEntries', 16, 10],
  ['PageFileLow', 12, 4],
  ['Transition', 11, 1],
  ['Prototype', 10, 1],
  ['Protection', 5, 5],
  ['SwizzleBit', 4, 1],
  ['ColdPage', 3, 1],
  ['PageFileAllocated', 2, 1],
  ['PageFileReserved', 1, 1],
  ['Valid', 0, 1]
]

const transition: Layout = [
  ['Unused', 48, 16],
  ['PageFrameNumber', 12, 36],
  ['Transition', 11, 1],
  ['Prototype', 10, 1],
  ['Protection', 5, 5],
  ['SwizzleBit', 4, 1],
  ['IoTracker', 3, 1],
  ['OnStandbyLookaside', 2, 1],
  ['Write', 1, 1],
  ['Valid', 0, 1]
]

const prototype: Layout = [
  ['ProtoAddress', 16, 48],
  ['Unused1', 12, 4],
  ['Combined', 11, 1],
  ['Prototype', 10, 1],
  ['Protection', 5, 5],
  ['SwizzleBit', 4, 1],
  ['ReadOnly', 3, 1],
  ['HiberVerifyConverted', 2, 1],
  ['DemandFillProto', 1, 1],
  ['Valid', 0, 1]
]

const subsection: Layout = [
  ['SubsectionAddress', 16, 48],
  ['ExecutePrivilege', 15, 1],
  ['Unused1', 12, 3],
  ['ColdPage', 11, 1],
  ['Prototype', 10, 1],
  ['Protection', 5, 5],
  ['SwizzleBit', 4, 1],
  ['Unused0', 1, 3],
  ['Valid', 0, 1]
]

/** Windows' own number of a protection, MM_PROTECTION_MASK: 5 bits. Windows Internals, "Invalid PTEs"; ntosp.h (MM_READONLY ...). */
export function protectionMask(protect: number): number {
  const numbered: readonly number[] = [
    k.PAGE_READONLY,
    k.PAGE_EXECUTE,
    k.PAGE_EXECUTE_READ,
    k.PAGE_READWRITE,
    k.PAGE_WRITECOPY,
    k.PAGE_EXECUTE_READWRITE,
    k.PAGE_EXECUTE_WRITECOPY
  ]
  const base = numbered.indexOf(protect & 0xff)
  // MM_NOACCESS is MM_ZERO_ACCESS with both modifier bits.
  if (base < 0) return protect & k.PAGE_NOACCESS ? 0x18 : 0
  if (protect & k.PAGE_GUARD) return (base + 1) | 0x10
  if (protect & k.PAGE_NOCACHE) return (base + 1) | 0x8
  return protect & k.PAGE_WRITECOMBINE ? (base + 1) | 0x18 : base + 1
}

type Values = Readonly<Record<string, number | null>>
type Words = Readonly<Record<string, string>>

/** Bits that are always said the same way. */
const common: Words = {
  Valid: 'Not valid: the processor raises a page fault, and the rest is for Windows alone to read.',
  Unused: 'Not used.',
  Unused0: 'Not used.',
  Unused1: 'Not used.',
  SwizzleBit: 'Whether the entry stands as it is, without the protection against L1TF; always so here.',
  ReservedForHardware: 'Physical addresses have 48 bits here: these are 0.',
  ReservedForSoftware: 'Windows notes nothing here.',
  WsleProtection: 'Windows’ notes of the working set; not modelled.',
  WsleAge: 'How long ago Windows saw the page accessed; not modelled.',
  PAT: 'Chooses the kind of caching, with PCD and PWT: ordinary memory.',
  'G (Global)': 'Pages of the user’s half leave the TLB when another process runs.',
  'PWT (WriteThrough)': 'Writes may wait in the cache.',
  UsedPageTableEntries: 'Counts entries of a page table; not used here.',
  ShadowStack: 'No shadow stack.',
  OnStandbyLookaside: 'Not used.',
  ColdPage: 'Not used.',
  PageFileReserved: 'No place of the page file is reserved.',
  IoTracker: 'Nothing is being written.',
  Combined: 'Not merged with an equal page.',
  HiberVerifyConverted: 'Not used.',
  ReadOnly: 'Not used.',
  DemandFillProto: 'Not used.',
  ExecutePrivilege: 'Not used.'
}

function build(
  form: EntryForm,
  layout: Layout,
  values: Values,
  words: Words,
  rest: Partial<Pick<TableEntry, 'letters' | 'protect' | 'frame' | 'slot'>> = {}
): TableEntry {
  let bits = 0n
  const unknown = new Set<number>()
  const fields = layout.map(([name, bit, width]): EntryField => {
    const value = values[name] === undefined ? 0 : values[name]
    if (value === null)
      for (let digit = bit >> 2; digit <= (bit + width - 1) >> 2; digit++) unknown.add(digit)
    else bits |= BigInt(value) << BigInt(bit)
    return { name, bit, width, value, says: words[name] ?? common[name] ?? '' }
  })
  const digits = bits.toString(16).padStart(16, '0')
  const value = `0x${[...digits].map((digit, i) => (unknown.has(15 - i) ? '?' : digit)).join('')}`
  return { form, value, fields, letters: '', protect: 0, frame: null, slot: null, ...rest }
}

/** What a valid entry is to say. */
export interface HardwareFacts {
  /** PAGE_ protection. */
  readonly protect: number
  /** Null where the frame is not known. */
  readonly frame: number | null
  readonly isAccessed: boolean
  readonly isDirty: boolean
  readonly isCopyOnWrite: boolean
  /** Maps 2 MiB, or leads to a page that is another table. */
  readonly kind: 'page' | 'large-page' | 'table'
}

/** An entry that the processor reads. */
export function hardwareEntry(facts: HardwareFacts): TableEntry {
  const { protect, frame, isAccessed, isCopyOnWrite, kind } = facts
  const isTable = kind === 'table'
  const mayWrite = isTable || (isWritable(protect) && !isCopyOnWrite)
  const isDirty = facts.isDirty || isTable
  // Windows lets the processor write only once it knows that the page is dirty. Windows Internals, "PTE status and protection bits".
  const writes = mayWrite && isDirty
  const executes = isTable || isExecutable(protect)
  const noCache = (protect & k.PAGE_NOCACHE) !== 0
  const values: Values = {
    'NX (NoExecute)': executes ? 0 : 1,
    'PFN (PageFrameNumber)': frame === null ? null : frame % FRAME_MASK,
    Write: mayWrite ? 1 : 0,
    CopyOnWrite: isCopyOnWrite ? 1 : 0,
    PAT: kind === 'large-page' ? 1 : 0,
    'D (Dirty)': isDirty ? 1 : 0,
    'A (Accessed)': isAccessed ? 1 : 0,
    'PCD (CacheDisable)': noCache ? 1 : 0,
    'U/S (Owner)': 1,
    'R/W (Dirty1)': writes ? 1 : 0,
    'P (Valid)': 1
  }
  const target = isTable ? 'next table' : 'page'
  const words: Words = {
    'P (Valid)': 'Present: the processor uses this entry.',
    'R/W (Dirty1)': writes
      ? 'The processor lets programs write.'
      : mayWrite
        ? 'Windows lets the processor write only when the page was written once.'
        : 'The processor refuses writes.',
    'U/S (Owner)': 'Programs may use it, not only the kernel.',
    'PCD (CacheDisable)': noCache ? 'Not cached: PAGE_NOCACHE.' : 'Cached.',
    'A (Accessed)': isAccessed
      ? 'It has been used since Windows last looked.'
      : 'Not used since Windows last looked.',
    'D (Dirty)': isDirty ? 'It has been written.' : 'It has not been written.',
    PAT:
      kind === 'large-page'
        ? 'PS: this entry maps 2 MiB at once.'
        : isTable
          ? 'PS: 0, it leads to a table.'
          : common.PAT!,
    CopyOnWrite: isCopyOnWrite
      ? 'Windows’ own bit: the first write makes a copy for this process.'
      : 'Windows’ own bit: writes copy nothing.',
    Write: mayWrite
      ? 'Windows’ own bit: the protection allows writing.'
      : 'Windows’ own bit: the protection does not allow writing.',
    'PFN (PageFrameNumber)':
      frame === null
        ? `The frame of the ${target} is not known.`
        : `The ${target} is in frame ${frame}, at physical address 0x${(frame * 4096).toString(16)}.`,
    'NX (NoExecute)': executes ? 'Code may be executed.' : 'Nothing there may be executed: DEP.'
  }
  const letters = [
    isCopyOnWrite ? 'C' : '-',
    '-',
    kind === 'large-page' ? 'L' : '-',
    isDirty ? 'D' : '-',
    isAccessed ? 'A' : '-',
    noCache ? 'N' : '-',
    '-',
    'U',
    writes ? 'W' : 'R',
    executes ? 'E' : '-',
    'V'
  ].join('')
  const layout =
    kind === 'page'
      ? hardware
      : hardware.map(([name, bit, width]): Layout[number] => [name === 'PAT' ? 'PS' : name, bit, width])
  return build(
    'hardware',
    layout,
    kind === 'page' ? values : { ...values, PS: values.PAT! },
    kind === 'page' ? words : { ...words, PS: words.PAT! },
    { letters, protect: isTable ? 0 : protect, frame }
  )
}

/** Nothing: no table below, or only the VAD knows. */
export function zeroEntry(): TableEntry {
  return build(
    'zero',
    software,
    {},
    {
      Protection: 'Nothing is said here: the VAD has the protection.',
      Prototype: 'No prototype PTE is named here.',
      Transition: 'No frame is named.',
      PageFileLow: 'No page file.',
      PageFileHigh: 'No place in a page file.',
      PageFileAllocated: 'No place of the page file is taken.'
    }
  )
}

const protectionSays = (protect: number): string =>
  `${protectionText(protect)}, as Windows numbers protections (MM_): ${protectionMask(protect)}.`

/** Committed and never touched: the first touch makes a page of zeros. */
export function demandZeroEntry(protect: number): TableEntry {
  return build(
    'demand-zero',
    software,
    { Protection: protectionMask(protect) },
    {
      Protection: protectionSays(protect),
      Prototype: 'No prototype PTE: the page is the process’s own.',
      Transition: 'In no frame.',
      PageFileLow: 'Page file 0, place 0: nowhere, so the page is made of zeros.',
      PageFileHigh: 'Place 0: nowhere, so the page is made of zeros.',
      PageFileAllocated: 'No place of the page file is taken.'
    },
    { protect }
  )
}

/** The contents are in a page file. */
export function pageFileEntry(protect: number, slot: Slot): TableEntry {
  return build(
    'page-file',
    software,
    {
      Protection: protectionMask(protect),
      PageFileLow: slot.pageFile,
      PageFileHigh: slot.slot,
      PageFileAllocated: 1
    },
    {
      Protection: protectionSays(protect),
      Prototype: 'No prototype PTE: this entry itself says where the page is.',
      Transition: 'In no frame.',
      PageFileLow: `Page file number ${slot.pageFile}.`,
      PageFileHigh: `Page ${slot.slot} of the page file, at its byte 0x${(slot.slot * 4096).toString(16)}.`,
      PageFileAllocated: 'The place in the page file is taken.'
    },
    { protect, slot }
  )
}

/** Out of the working set, still in a frame on the standby or modified list. */
export function transitionEntry(protect: number, frame: number): TableEntry {
  return build(
    'transition',
    transition,
    { Protection: protectionMask(protect), Transition: 1, PageFrameNumber: frame % FRAME_MASK },
    {
      Protection: protectionSays(protect),
      Transition: 'In transition: the page has left every working set, its frame is still the old one.',
      Prototype: 'No prototype PTE: this entry itself says where the page is.',
      PageFrameNumber: `Frame ${frame}, on the standby or modified list.`,
      Write: 'Not used.'
    },
    { protect, frame }
  )
}

/** A page of a view outside the working set: the prototype PTE, found through the VAD, says where it is. */
export function prototypeEntry(protect: number): TableEntry {
  return build(
    'prototype',
    prototype,
    { ProtoAddress: PROTOTYPE_IN_VAD, Prototype: 1, Protection: protectionMask(protect) },
    {
      ProtoAddress: 'FFFFFFFF0000: find the prototype PTE through the VAD.',
      Prototype: 'A prototype PTE of the section says where the page is.',
      Protection: protectionSays(protect)
    },
    { protect }
  )
}

/** A prototype PTE whose page is only in the file: it leads to the subsection, which knows the place. */
export function subsectionEntry(protect: number): TableEntry {
  return build(
    'subsection',
    subsection,
    { SubsectionAddress: null, Prototype: 1, Protection: protectionMask(protect) },
    {
      SubsectionAddress:
        'The kernel’s address of the subsection; the simulator gives kernel memory no addresses.',
      Prototype: 'The page is in a file; the subsection knows where.',
      Protection: protectionSays(protect)
    },
    { protect }
  )
}

import type { FigureGroup } from './figure'

const book = {
  faults: 'Page faults',
  invalid: 'Invalid PTEs',
  prototypes: 'Prototype PTEs',
  pfn: 'Page frame number database',
  priority: 'Page priority',
  sets: 'Working sets'
} as const
const wsBlock = 'api/psapi/ns-psapi-psapi_working_set_ex_block'
const rammap = '/sysinternals/downloads/rammap'
const pfnCommand = '/windows-hardware/drivers/debuggercmds/-pfn'

/** What can be said of a single page. */
export const pageFigures = {
  title: 'Facts of a page',
  figures: {
    'page-valid': {
      name: 'Valid (resident)',
      says: 'The page is in a frame and in the working set: its PTE is valid, and the processor finds it without a page fault.',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Valid',
      page: wsBlock
    },
    'page-dirty': {
      name: 'Dirty',
      says: 'The page was written since its contents were last saved to the page file or file.',
      by: 'kernel',
      book: book.invalid
    },
    'page-accessed': {
      name: 'Accessed',
      says: 'The page was read, written or executed since Windows last cleared the bit; trimming spares such pages.',
      by: 'kernel',
      book: book.sets
    },
    'share-count': {
      name: 'ShareCount',
      says: 'How many times processes have the page mapped, 0 where it is not shareable or not in memory; it has three bits, so 7 means 7 or more.',
      unit: 'count',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.ShareCount',
      page: wsBlock
    },
    shared: {
      name: 'Shared',
      says: 'The page could be shared: it is a section’s. A page copied on write is Shared = 0.',
      unit: 'count',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Shared',
      page: wsBlock
    },
    'page-transition': {
      name: 'Transition',
      says: 'The page left the working set but is still in its frame, on the standby or modified list: a soft fault brings it back.',
      by: 'kernel',
      book: book.invalid
    },
    'demand-zero': {
      name: 'Demand-zero',
      says: 'The page is committed and was never touched: the first touch gets a frame of zeros.',
      by: 'kernel',
      book: book.faults
    },
    'page-prototype': {
      name: 'Prototype',
      says: 'The page is a view’s and not in the working set: the section’s prototype PTE says where it is.',
      by: 'kernel',
      book: book.prototypes
    },
    'page-in-page-file': {
      name: 'In the page file',
      says: 'The page’s contents are in a slot of the page file and in no frame: a touch is a hard fault.',
      by: 'kernel',
      book: book.invalid
    },
    'copy-on-write': {
      name: 'Copy on write',
      says: 'Everyone sees one page until somebody writes it: the writer then gets a private copy, and the others keep the old one.',
      by: 'documented',
      page: 'memory/memory-protection'
    },
    'page-copied': {
      name: 'Copied',
      says: 'This process wrote a copy-on-write page and has a private copy of it; the section’s page is no longer seen here.',
      formula: 'Copied pages of a view = pages in the working set with Shared = 0.',
      unit: 'pages',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Shared',
      page: wsBlock
    },
    'page-guard': {
      name: 'Guard',
      says: 'An alarm that rings once: the first touch raises STATUS_GUARD_PAGE_VIOLATION and takes the guard away.',
      by: 'VirtualQuery',
      page: 'memory/creating-guard-pages'
    },
    'page-locked': {
      name: 'Locked',
      says: 'VirtualLock keeps the page in the working set until VirtualUnlock or the end of the process.',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Locked',
      page: 'api/memoryapi/nf-memoryapi-virtuallock'
    },
    'page-offered': {
      name: 'Offered',
      says: 'The program offered the page: Windows may drop its contents when memory is short, until it is reclaimed.',
      by: 'kernel',
      page: 'api/memoryapi/nf-memoryapi-offervirtualmemory'
    },
    'page-reset': {
      name: 'Reset',
      says: 'The program does not need the contents any more: they may be dropped instead of written to the page file.',
      by: 'kernel',
      page: 'api/memoryapi/nf-memoryapi-virtualalloc'
    },
    'write-watch': {
      name: 'Write watch',
      says: 'The page was written since the watch was reset; GetWriteWatch lists such pages.',
      by: 'documented',
      page: 'api/memoryapi/nf-memoryapi-getwritewatch'
    },
    'large-page': {
      name: 'Large page',
      says: 'A page of 2 MiB that one PDE maps at once; it is never paged out.',
      by: 'documented',
      page: 'memory/large-page-support'
    }
  }
} as const satisfies FigureGroup

/** Physical memory: frames, their lists and records. */
export const frameFigures = {
  title: 'Frames: physical memory',
  figures: {
    frame: {
      name: 'Frame (physical page)',
      says: '4,096 bytes of RAM: it holds a page of a process, of a file or of the system, a page table, or nothing.',
      unit: 'frame number',
      by: 'kernel',
      book: book.pfn
    },
    'frame-active': {
      name: 'Active',
      says: 'The frame is in a working set, or the system uses it: usually a valid PTE leads to it.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'frame-standby': {
      name: 'Standby',
      says: 'The frame left its last working set, and its contents are saved elsewhere too: it comes back by a soft fault, or is given away.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'frame-modified': {
      name: 'Modified',
      says: 'The frame left its last working set, and its contents must be written to disk before it can be given away.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'frame-free': {
      name: 'Free (frames)',
      says: 'The frame belongs to nobody; old bytes may still be in it, so it is zeroed before a program gets it.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'frame-zeroed': {
      name: 'Zeroed',
      says: 'The frame belongs to nobody and holds zeros: ready for the next demand-zero fault.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'frame-unknown': {
      name: 'frame ?',
      says: 'A frame whose number Windows tells only a kernel debugger; it is drawn where views show the same page of one section.',
      by: 'QueryWorkingSetEx',
      page: wsBlock
    },
    'shared-in-memory': {
      name: 'Shared pages in memory',
      says: 'How much of the program’s sections two processes both have in their working sets now.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      page: wsBlock
    },
    pfn: {
      name: 'PFN',
      says: 'Page frame number: the number of a frame, which a valid PTE holds.',
      formula: 'PFN = physical address ÷ 4,096.',
      unit: 'frame number',
      by: 'kernel',
      book: book.pfn
    },
    'pfn-share-count': {
      name: 'Share count (PFN)',
      says: 'How many valid PTEs lead to the frame, of all processes.',
      unit: 'count',
      by: 'kernel',
      page: pfnCommand
    },
    'pfn-reference-count': {
      name: 'Reference count (PFN)',
      says: 'How many reasons there are not to give the frame away: being in working sets is one, a lock or a transfer another.',
      unit: 'count',
      by: 'kernel',
      page: pfnCommand
    },
    'pfn-priority': {
      name: 'Priority (memory priority)',
      says: 'Which standby list the frame goes to, 0 to 7: frames of lower priority are given away first, and 5 is usual.',
      unit: 'level',
      by: 'kernel',
      book: book.priority
    },
    'pfn-slot': {
      name: 'Slot',
      says: 'The place in the page file that holds the same contents, so that the frame can go without being written.',
      unit: 'count',
      by: 'kernel',
      book: book.pfn
    },
    'pfn-owner': {
      name: 'Owner of a frame',
      says: 'Whose contents the frame has: a private page, a prototype PTE of a section, image or file, or a page table.',
      by: 'kernel',
      page: pfnCommand
    },
    'pfn-uses': {
      name: 'Mapped at',
      says: 'The pages of processes whose PTEs lead to the frame: several lines to one tile are one page, shared.',
      by: 'kernel',
      book: book.pfn
    }
  }
} as const satisfies FigureGroup

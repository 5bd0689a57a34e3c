import type { FigureGroup } from './figure'

const book = {
  faults: 'Page faults',
  invalid: 'Invalid PTEs',
  prototypes: 'Prototype PTEs',
  pfn: 'Page frame number database',
  lists: 'Page list dynamics',
  priority: 'Page priority',
  writer: 'Modified page writer',
  sets: 'Working sets',
  commit: 'Commit charge and the system commit limit'
} as const
const wsBlock = 'api/psapi/ns-psapi-psapi_working_set_ex_block'
const performance = 'api/psapi/ns-psapi-performance_information'
const counters = 'api/psapi/ns-psapi-process_memory_counters'
const countersEx = 'api/psapi/ns-psapi-process_memory_counters_ex'
const rammap = '/sysinternals/downloads/rammap'
const pfnCommand = '/windows-hardware/drivers/debuggercmds/-pfn'

/** What can be said of a single page. */
export const pageFigures: FigureGroup = {
  title: 'Facts of a page',
  figures: {
    'page-valid': {
      name: 'Valid (resident)',
      says: 'The page is in a frame and in the working set: the processor translates a touch by itself.',
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
      says: 'How many places have the page mapped; the field has three bits, so 7 means 7 or more.',
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
      says: 'VirtualLock keeps the page in the working set.',
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
}

/** Physical memory: frames, their lists and records. */
export const frameFigures: FigureGroup = {
  title: 'Frames: physical memory',
  figures: {
    frame: {
      name: 'Frame (physical page)',
      says: 'A page of RAM; what holds a page of some process, of a file, of a page table, or nothing.',
      unit: 'frame number',
      by: 'kernel',
      book: book.pfn
    },
    'frame-active': {
      name: 'Active',
      says: 'The frame is in a working set, or the system uses it: a valid PTE leads to it.',
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
}

/** Counters of the machine. */
export const machineFigures: FigureGroup = {
  title: 'Counters of the machine',
  figures: {
    ram: {
      name: 'RAM',
      says: 'All physical memory that the machine has.',
      unit: 'pages',
      by: 'GetPerformanceInfo',
      field: 'PERFORMANCE_INFORMATION.PhysicalTotal',
      page: performance
    },
    'ram-system': {
      name: 'System (RAM)',
      says: 'Frames that the system itself has in use, so that no program can get them.',
      unit: 'pages',
      by: 'kernel',
      book: book.pfn
    },
    available: {
      name: 'Available',
      says: 'Frames that a program can have at once, without anything being written to disk first.',
      formula: 'Available = Standby + Free + Zeroed.',
      unit: 'pages',
      by: 'GetPerformanceInfo',
      field: 'PERFORMANCE_INFORMATION.PhysicalAvailable',
      page: performance
    },
    'standby-by-priority': {
      name: 'Standby by priority',
      says: 'The standby list is eight lists, one a memory priority; when free frames run out, list 0 gives first.',
      formula: 'Standby = the sum of the lists of priorities 0 to 7.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'commit-total': {
      name: 'Commit charge (CommitTotal)',
      says: 'How much backing the machine has promised: all private commit of all processes, sections without a file, and the system’s own.',
      formula: 'Commit charge = commit of each process + sections without a file + the system’s.',
      unit: 'pages',
      by: 'GetPerformanceInfo',
      field: 'PERFORMANCE_INFORMATION.CommitTotal',
      page: performance
    },
    'commit-limit': {
      name: 'Commit limit',
      says: 'How much backing the machine can promise; beyond it, allocations fail with ERROR_COMMITMENT_LIMIT even with RAM free.',
      formula: 'Commit limit = RAM that programs can use + page file.',
      unit: 'pages',
      by: 'GetPerformanceInfo',
      field: 'PERFORMANCE_INFORMATION.CommitLimit',
      page: performance
    },
    'commit-peak': {
      name: 'Commit peak',
      says: 'The most that was ever promised at once since the machine started.',
      unit: 'pages',
      by: 'GetPerformanceInfo',
      field: 'PERFORMANCE_INFORMATION.CommitPeak',
      page: performance
    },
    'commit-system': {
      name: 'Commit of the system',
      says: 'What the system has committed for itself.',
      unit: 'pages',
      by: 'kernel',
      book: book.commit
    },
    'commit-sections': {
      name: 'Commit of sections',
      says: 'What sections without a file have committed: charged once, however many processes map them.',
      unit: 'pages',
      by: 'kernel',
      book: book.commit
    },
    'page-file-size': {
      name: 'Page file',
      says: 'How large the file is in which private pages can be kept while they are in no frame.',
      unit: 'pages',
      by: 'kernel',
      book: book.commit
    },
    'page-file-used': {
      name: 'Page file used',
      says: 'How many pages of the page file hold something now.',
      unit: 'pages',
      by: 'kernel',
      book: book.writer
    },
    'page-file-peak': {
      name: 'Page file peak',
      says: 'The most that the page file held at once.',
      unit: 'pages',
      by: 'kernel',
      book: book.writer
    },
    'paging-reads': {
      name: 'Reads (paging)',
      says: 'Transfers from disk for hard faults and prefetching; one may bring several pages.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'paging-pages-read': {
      name: 'Pages read',
      says: 'Pages that transfers from the page file and files brought into memory.',
      unit: 'pages',
      by: 'kernel',
      book: book.faults
    },
    'paging-page-file-writes': {
      name: 'Page file writes',
      says: 'Transfers with which the modified page writer put private pages into the page file.',
      unit: 'count',
      by: 'kernel',
      book: book.writer
    },
    'paging-file-writes': {
      name: 'File writes',
      says: 'Transfers with which the mapped page writer and flushes put changed pages of views into their files.',
      unit: 'count',
      by: 'kernel',
      book: book.writer
    },
    'paging-trimmed': {
      name: 'Trimmed',
      says: 'Pages taken out of working sets because memory was short; they go to the standby or modified list.',
      unit: 'pages',
      by: 'kernel',
      book: book.sets
    },
    'paging-repurposed': {
      name: 'Repurposed',
      says: 'Standby frames that were given to somebody else: their old contents must be read from disk when they are needed again.',
      unit: 'pages',
      by: 'kernel',
      book: book.lists
    },
    'cache-pages': {
      name: 'Cached pages of files',
      says: 'Pages of files that are in memory: views and ReadFile use the same ones.',
      unit: 'pages',
      by: 'kernel',
      page: rammap
    },
    'cache-dirty': {
      name: 'Not yet on disk',
      says: 'Cached pages of files that were changed and that the disk does not have yet.',
      unit: 'pages',
      by: 'kernel',
      page: 'api/memoryapi/nf-memoryapi-flushviewoffile'
    }
  }
}

/** Counters of a process. */
export const processFigures: FigureGroup = {
  title: 'Counters of a process',
  figures: {
    'process-commit': {
      name: 'Commit (PrivateUsage)',
      says: 'How much backing was promised to this process alone: Task Manager’s “Commit size”, often called private bytes.',
      unit: 'pages',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS_EX.PrivateUsage',
      page: countersEx
    },
    'peak-commit': {
      name: 'Peak commit (PeakPagefileUsage)',
      says: 'The most that was promised to the process at once.',
      unit: 'pages',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS_EX.PeakPagefileUsage',
      page: countersEx
    },
    'working-set': {
      name: 'Working set',
      says: 'The pages of the process that are in physical memory and that it can touch without a page fault.',
      formula: 'Working set = its private pages in memory + shared pages in memory, each counted in full.',
      unit: 'pages',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS.WorkingSetSize',
      page: 'memory/working-set'
    },
    'peak-working-set': {
      name: 'Peak working set',
      says: 'The largest working set that the process had.',
      unit: 'pages',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS.PeakWorkingSetSize',
      page: counters
    },
    'working-set-minimum': {
      name: 'Minimum working set',
      says: 'What the working set may not fall below while memory is not short; VirtualLock can lock a little less than this.',
      unit: 'pages',
      by: 'documented',
      page: 'api/memoryapi/nf-memoryapi-setprocessworkingsetsize'
    },
    'working-set-maximum': {
      name: 'Maximum working set',
      says: 'What the working set is trimmed to when memory is short; with memory to spare it may be larger.',
      unit: 'pages',
      by: 'documented',
      page: 'api/memoryapi/nf-memoryapi-setprocessworkingsetsize'
    },
    faults: {
      name: 'Page faults (PageFaultCount)',
      says: 'How often the processor could not translate a touch and Windows had to help; most need no disk.',
      formula: 'Page faults = demand-zero + soft + copy-on-write + hard.',
      unit: 'count',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS.PageFaultCount',
      page: counters
    },
    'fault-demand-zero': {
      name: 'Demand-zero faults',
      says: 'Pages of zeros, made at the first touch.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-soft': {
      name: 'Soft faults',
      says: 'Pages that were still in memory: another process’s, or on the standby or modified list.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-copy-on-write': {
      name: 'Copy-on-write faults',
      says: 'Private copies of shared pages, made at the first write.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-hard': {
      name: 'Hard faults',
      says: 'Pages that had to be read from the page file or a file: the slow ones.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'access-violation': {
      name: 'Access violation',
      says: 'A touch that Windows refuses: the page has no backing, or its protection does not allow it. Exception 0xC0000005.',
      by: 'documented',
      page: 'debug/getexceptioncode'
    },
    'process-id': {
      name: 'pid (process ID)',
      says: 'The number by which programs name the process while it lives.',
      unit: 'count',
      by: 'documented',
      page: 'procthread/process-handles-and-identifiers'
    },
    'machine-settings': {
      name: 'The machine’s settings',
      says: 'Where the simulated machine of this run differs from the common one: RAM, page file, randomisation, seed.',
      by: 'VadLab',
      page: 'api/sysinfoapi/ns-sysinfoapi-memorystatusex'
    }
  }
}

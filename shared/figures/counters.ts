import type { FigureGroup } from './figure'

const book = {
  faults: 'Page faults',
  pfn: 'Page frame number database',
  lists: 'Page list dynamics',
  writer: 'Modified page writer',
  sets: 'Working sets',
  commit: 'Commit charge and the system commit limit'
} as const
const performance = 'api/psapi/ns-psapi-performance_information'
const counters = 'api/psapi/ns-psapi-process_memory_counters'
const countersEx = 'api/psapi/ns-psapi-process_memory_counters_ex'
const rammap = '/sysinternals/downloads/rammap'

/** Counters of the machine. */
export const machineFigures = {
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
      formula: 'Commit limit = RAM that Windows can use + page files.',
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
      says: 'How large the file is in which pages without a file of their own are kept while they are in no frame.',
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
      says: 'Transfers with which the modified page writer put pages without a file of their own into the page file.',
      unit: 'count',
      by: 'kernel',
      book: book.writer
    },
    'paging-file-writes': {
      name: 'File writes',
      says: 'Transfers with which the mapped page writer and flushes put changed pages of files into their files.',
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
} as const satisfies FigureGroup

/** Counters of a process. */
export const processFigures = {
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
      says: 'How much Windows tries to keep in memory while the process is active; VirtualLock can lock a little less than this.',
      unit: 'pages',
      by: 'documented',
      page: 'api/memoryapi/nf-memoryapi-setprocessworkingsetsize'
    },
    'working-set-maximum': {
      name: 'Maximum working set',
      says: 'How much Windows tries to keep at most in memory while the process is active and memory is short; otherwise it may be more.',
      unit: 'pages',
      by: 'documented',
      page: 'api/memoryapi/nf-memoryapi-setprocessworkingsetsize'
    },
    faults: {
      name: 'Page faults (PageFaultCount)',
      says: 'How often the processor could not translate a touch and Windows had to help; most need no disk.',
      formula:
        'Page faults = demand-zero + soft + copy-on-write + hard; Windows tells a program the sum alone.',
      unit: 'count',
      by: 'GetProcessMemoryInfo',
      field: 'PROCESS_MEMORY_COUNTERS.PageFaultCount',
      page: counters
    },
    'fault-demand-zero': {
      name: 'Demand-zero faults',
      says: 'Faults at the first touch of a committed page, which were answered with a page of zeros.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-soft': {
      name: 'Soft faults',
      says: 'Faults that found the page in memory: mapped by another process, or on the standby or modified list.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-copy-on-write': {
      name: 'Copy-on-write faults',
      says: 'Faults at the first write to a copy-on-write page, which gave the writer a private copy.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
    },
    'fault-hard': {
      name: 'Hard faults',
      says: 'Faults that had to read the page from the page file or a file: the slow ones.',
      unit: 'count',
      by: 'kernel',
      book: book.faults
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
} as const satisfies FigureGroup

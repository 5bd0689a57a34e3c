import type { StructureFacts } from './structure-facts'

/** Structures of virtual memory and heaps. */
export const memoryStructures: Readonly<Record<string, StructureFacts>> = {
  MEMORY_BASIC_INFORMATION: {
    says: 'What VirtualQuery answers of a run of pages with equal attributes.',
    page: 'api/winnt/ns-winnt-memory_basic_information',
    fields: {
      BaseAddress: 'where the run begins: the page of the address asked about',
      AllocationBase: 'where the whole allocation begins; NULL for free addresses',
      AllocationProtect: 'the protection the allocation was made with',
      PartitionId: 'the memory partition; 0 is the system’s',
      RegionSize: 'how many bytes the run has, from BaseAddress on',
      State: 'committed, reserved or free',
      Protect: 'the protection now; 0 for pages without backing',
      Type: 'private, mapped or image'
    },
    constants: {
      AllocationProtect: 'protection',
      Protect: 'protection',
      State: 'memoryState',
      Type: 'memoryType'
    }
  },
  MEM_EXTENDED_PARAMETER: {
    says: 'One further wish to VirtualAlloc2 or MapViewOfFile3.',
    page: 'api/winnt/ns-winnt-mem_extended_parameter',
    fields: {
      Type: 'which kind of wish',
      Reserved: 'must be 0',
      ULong64: 'the wish, as a number of 64 bits',
      Pointer: 'the wish, as a pointer to its structure',
      Size: 'the wish, as a size',
      Handle: 'the wish, as a handle',
      ULong: 'the wish, as a number of 32 bits'
    },
    constants: { Type: 'extendedParameter' }
  },
  MEM_ADDRESS_REQUIREMENTS: {
    says: 'Where an allocation may lie, for VirtualAlloc2 and MapViewOfFile3.',
    page: 'api/winnt/ns-winnt-mem_address_requirements',
    fields: {
      LowestStartingAddress: 'the lowest address it may begin at; NULL for no limit',
      HighestEndingAddress: 'the last address it may take, inclusive; NULL for no limit',
      Alignment: 'what its address must be a multiple of; 0 for 64 KB'
    }
  },
  WIN32_MEMORY_RANGE_ENTRY: {
    says: 'A range of addresses for PrefetchVirtualMemory.',
    page: 'api/memoryapi/ns-memoryapi-win32_memory_range_entry',
    fields: { VirtualAddress: 'where it begins', NumberOfBytes: 'how many bytes it has' }
  },
  WIN32_MEMORY_REGION_INFORMATION: {
    says: 'What QueryVirtualMemoryInformation answers of a whole allocation.',
    page: 'api/memoryapi/ns-memoryapi-win32_memory_region_information',
    fields: {
      AllocationBase: 'where the allocation begins',
      AllocationProtect: 'the protection it was made with',
      Flags: 'the bits below, as one number',
      Private: 'memory of this process alone',
      MappedDataFile: 'a view of a file',
      MappedImage: 'a view of an executable',
      MappedPageFile: 'a view of a section behind which stands the paging file',
      MappedPhysical: 'a view of physical memory',
      DirectMapped: 'a view of a file on persistent memory',
      Reserved: 'not used',
      RegionSize: 'how many bytes the allocation has',
      CommitSize: 'how many of them are committed'
    },
    constants: { AllocationProtect: 'protection' }
  },
  PROCESS_HEAP_ENTRY: {
    says: 'One element of a heap, as HeapWalk steps through them.',
    page: 'api/minwinbase/ns-minwinbase-process_heap_entry',
    fields: {
      lpData: 'where the element begins; NULL starts the walk',
      cbData: 'how many bytes it has',
      cbOverhead: 'how many bytes the heap spends on it',
      iRegionIndex: 'which region of the heap it lies in',
      wFlags: 'what kind of element it is; 0 for a free block',
      Block: 'of an allocated block',
      'Block.hMem': 'the handle of a moveable block',
      'Block.dwReserved': 'not used',
      Region: 'of a region',
      'Region.dwCommittedSize': 'how many bytes are committed',
      'Region.dwUnCommittedSize': 'how many bytes are only reserved',
      'Region.lpFirstBlock': 'the first block',
      'Region.lpLastBlock': 'the first address after the last block'
    },
    constants: { wFlags: 'heapEntry' }
  },
  HEAP_SUMMARY: {
    says: 'How much of a heap is used, as HeapSummary answers.',
    page: 'api/heapapi/ns-heapapi-heap_summary',
    fields: {
      cb: 'the size of this structure, set before the call',
      cbAllocated: 'bytes in allocated blocks',
      cbCommitted: 'bytes committed',
      cbReserved: 'bytes reserved',
      cbMaxReserve: 'the most bytes the heap may reserve'
    }
  },
  PSAPI_WORKING_SET_BLOCK: {
    says: 'One page of the working set.',
    page: 'api/psapi/ns-psapi-psapi_working_set_block',
    fields: {
      Flags: 'the bits below, as one number',
      Protection: 'the protection, in a code of its own',
      ShareCount: 'how many processes share the page, at most 7',
      Shared: 'whether the page can be shared',
      Reserved: 'not used',
      VirtualPage: 'the number of the page: its address divided by 4,096'
    }
  },
  PSAPI_WORKING_SET_INFORMATION: {
    says: 'The pages of the working set, as QueryWorkingSet lists them.',
    page: 'api/psapi/ns-psapi-psapi_working_set_information',
    fields: { NumberOfEntries: 'how many pages are listed', WorkingSetInfo: 'the pages' }
  },
  PSAPI_WORKING_SET_EX_BLOCK: {
    says: 'The state of one page, as QueryWorkingSetEx answers.',
    page: 'api/psapi/ns-psapi-psapi_working_set_ex_block',
    fields: {
      Flags: 'the bits below, as one number',
      Valid: 'whether the page is in the working set; if 0, only Shared and Bad mean something',
      ShareCount: 'how many processes share the page, at most 7',
      Win32Protection: 'the protection, as PAGE_ constants',
      Shared: 'whether the page can be shared',
      Node: 'the NUMA node',
      Locked: 'whether the page is locked in physical memory',
      LargePage: 'whether it is a large page',
      Reserved: 'not used',
      Bad: 'whether the hardware has reported the page as bad',
      ReservedUlong: 'not used',
      Invalid: 'the same bits of a page that is not in the working set',
      'Invalid.Valid': 'always 0',
      'Invalid.Reserved0': 'not used',
      'Invalid.Shared': 'whether the page can be shared',
      'Invalid.Reserved1': 'not used',
      'Invalid.Bad': 'whether the hardware has reported the page as bad',
      'Invalid.ReservedUlong': 'not used'
    },
    constants: { Win32Protection: 'protection' }
  },
  PSAPI_WORKING_SET_EX_INFORMATION: {
    says: 'An address and the state of its page, for QueryWorkingSetEx.',
    page: 'api/psapi/ns-psapi-psapi_working_set_ex_information',
    fields: { VirtualAddress: 'the address, set before the call', VirtualAttributes: 'the state of its page' }
  },
  PSAPI_WS_WATCH_INFORMATION: {
    says: 'One page fault, as GetWsChanges lists them.',
    page: 'api/psapi/ns-psapi-psapi_ws_watch_information',
    fields: { FaultingPc: 'the instruction that caused it', FaultingVa: 'the address it touched' }
  },
  PROCESS_MEMORY_COUNTERS: {
    says: 'What a process uses of memory, as GetProcessMemoryInfo answers.',
    page: 'api/psapi/ns-psapi-process_memory_counters',
    fields: {
      cb: 'the size of this structure',
      PageFaultCount: 'how many page faults there were',
      PeakWorkingSetSize: 'the largest working set there was, in bytes',
      WorkingSetSize: 'the working set: what is in physical memory, in bytes',
      QuotaPeakPagedPoolUsage: 'the most paged pool it had',
      QuotaPagedPoolUsage: 'its paged pool, in bytes',
      QuotaPeakNonPagedPoolUsage: 'the most nonpaged pool it had',
      QuotaNonPagedPoolUsage: 'its nonpaged pool, in bytes',
      PagefileUsage: 'what it has committed, in bytes',
      PeakPagefileUsage: 'the most it had committed'
    }
  },
  PROCESS_MEMORY_COUNTERS_EX: {
    says: 'PROCESS_MEMORY_COUNTERS with the private bytes.',
    page: 'api/psapi/ns-psapi-process_memory_counters_ex',
    fields: {
      cb: 'the size of this structure',
      PageFaultCount: 'how many page faults there were',
      PeakWorkingSetSize: 'the largest working set there was, in bytes',
      WorkingSetSize: 'the working set: what is in physical memory, in bytes',
      QuotaPeakPagedPoolUsage: 'the most paged pool it had',
      QuotaPagedPoolUsage: 'its paged pool, in bytes',
      QuotaPeakNonPagedPoolUsage: 'the most nonpaged pool it had',
      QuotaNonPagedPoolUsage: 'its nonpaged pool, in bytes',
      PagefileUsage: 'the same as PrivateUsage',
      PeakPagefileUsage: 'the most it had committed',
      PrivateUsage: 'what it has committed for itself alone, in bytes'
    }
  },
  PERFORMANCE_INFORMATION: {
    says: 'What the whole system uses of memory, as GetPerformanceInfo answers; sizes are in pages.',
    page: 'api/psapi/ns-psapi-performance_information',
    fields: {
      cb: 'the size of this structure',
      CommitTotal: 'pages committed by all processes',
      CommitLimit: 'pages that can be committed without a larger paging file',
      CommitPeak: 'the most pages that were committed',
      PhysicalTotal: 'pages of physical memory',
      PhysicalAvailable: 'pages that can be used at once',
      SystemCache: 'pages of the file cache and the standby list',
      KernelTotal: 'pages of the kernel’s pools',
      KernelPaged: 'pages of the paged pool',
      KernelNonpaged: 'pages of the nonpaged pool',
      PageSize: 'the size of a page in bytes',
      HandleCount: 'how many handles are open',
      ProcessCount: 'how many processes there are',
      ThreadCount: 'how many threads there are'
    }
  },
  SYSTEM_INFO: {
    says: 'What GetSystemInfo answers of the computer.',
    page: 'api/sysinfoapi/ns-sysinfoapi-system_info',
    fields: {
      dwOemId: 'of old; the two fields below as one number',
      wProcessorArchitecture: 'the kind of processor; 9 is x64',
      wReserved: 'not used',
      dwPageSize: 'the size of a page: 4,096 bytes',
      lpMinimumApplicationAddress: 'the lowest address a program can have',
      lpMaximumApplicationAddress: 'the highest address a program can have',
      dwActiveProcessorMask: 'a bit for each processor',
      dwNumberOfProcessors: 'how many processors there are',
      dwProcessorType: 'of old; 8664 for x64',
      dwAllocationGranularity: 'what addresses of allocations are multiples of: 64 KB',
      wProcessorLevel: 'the family of the processor',
      wProcessorRevision: 'its model and stepping'
    }
  },
  MEMORYSTATUSEX: {
    says: 'How much memory there is and is free, as GlobalMemoryStatusEx answers.',
    page: 'api/sysinfoapi/ns-sysinfoapi-memorystatusex',
    fields: {
      dwLength: 'the size of this structure, set before the call',
      dwMemoryLoad: 'how much of physical memory is in use, in percent',
      ullTotalPhys: 'physical memory, in bytes',
      ullAvailPhys: 'physical memory that is free, in bytes',
      ullTotalPageFile: 'the commit limit, in bytes',
      ullAvailPageFile: 'what this process can still commit, in bytes',
      ullTotalVirtual: 'the address space of the process, in bytes',
      ullAvailVirtual: 'what of it is free, in bytes',
      ullAvailExtendedVirtual: 'always 0'
    }
  },
  MEMORYSTATUS: {
    says: 'How much memory there is and is free, as GlobalMemoryStatus answers.',
    page: 'api/winbase/ns-winbase-memorystatus',
    fields: {
      dwLength: 'the size of this structure',
      dwMemoryLoad: 'how much of physical memory is in use, in percent',
      dwTotalPhys: 'physical memory, in bytes',
      dwAvailPhys: 'physical memory that is free, in bytes',
      dwTotalPageFile: 'the commit limit, in bytes',
      dwAvailPageFile: 'what can still be committed, in bytes',
      dwTotalVirtual: 'the address space of the process, in bytes',
      dwAvailVirtual: 'what of it is free, in bytes'
    }
  }
}

import type { FigureGroup } from './figure'

const region = 'api/winnt/ns-winnt-memory_basic_information'
const vmmap = '/sysinternals/downloads/vmmap'

/** Columns of the region table and of its summary. */
export const regionFigures = {
  title: 'Regions and their columns',
  figures: {
    page: {
      name: 'Page',
      says: 'The unit in which memory has a state, a protection and a frame: 4,096 bytes on x64.',
      by: 'documented',
      field: 'SYSTEM_INFO.dwPageSize',
      page: 'api/sysinfoapi/ns-sysinfoapi-system_info'
    },
    granule: {
      name: 'Allocation granularity',
      says: 'What the address of each new allocation or view is a multiple of: 64 K, sixteen pages.',
      unit: 'K',
      by: 'documented',
      field: 'SYSTEM_INFO.dwAllocationGranularity',
      page: 'api/sysinfoapi/ns-sysinfoapi-system_info'
    },
    region: {
      name: 'Region',
      says: 'A run of pages of one allocation that are alike in state, protection and type.',
      formula: 'A region ends where the next page differs in one of them, or belongs to another allocation.',
      by: 'VirtualQuery',
      page: 'api/memoryapi/nf-memoryapi-virtualquery'
    },
    allocation: {
      name: 'Allocation',
      says: 'What one call reserved or mapped: it has one base and one initial protection, and is freed or unmapped as a whole.',
      formula: 'Allocation = all regions with the same AllocationBase.',
      by: 'VirtualQuery',
      page: 'api/memoryapi/nf-memoryapi-virtualalloc'
    },
    address: {
      name: 'Address (BaseAddress)',
      says: 'Where the region begins: the first byte of its first page.',
      unit: 'address',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.BaseAddress',
      page: region
    },
    'allocation-base': {
      name: 'AllocationBase',
      says: 'Where the whole allocation begins that the region is a part of; VirtualFree with MEM_RELEASE wants this one.',
      formula: 'AllocationBase = the BaseAddress of the allocation’s first region.',
      unit: 'address',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.AllocationBase',
      page: region
    },
    size: {
      name: 'Size (RegionSize)',
      says: 'How much address space the region takes, whether anything backs it or not.',
      formula: 'Size = Committed + what is only reserved.',
      unit: 'K',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.RegionSize',
      page: region
    },
    committed: {
      name: 'Committed',
      says: 'How much of it has backing promised: RAM or page file for private memory, the file or section for views.',
      formula: 'Committed = the sizes of the regions whose State is MEM_COMMIT.',
      unit: 'K',
      by: 'VirtualQuery',
      page: vmmap
    },
    reserved: {
      name: 'Reserved',
      says: 'Addresses that are taken but have no backing: touching them is an access violation.',
      formula: 'Reserved = Size − Committed.',
      unit: 'K',
      by: 'VirtualQuery',
      page: 'memory/page-state'
    },
    private: {
      name: 'Private',
      says: 'Committed memory that no other process can share: private data, heaps, stacks, and pages that can be copied on write.',
      formula: 'Private = Committed − what could be shared with others.',
      unit: 'K',
      by: 'VirtualQuery',
      page: vmmap
    },
    'total-ws': {
      name: 'Total WS',
      says: 'How much of it is in physical memory for this process now: a read of these pages needs no page fault.',
      formula: 'Total WS = Private WS + Shareable WS = the pages that QueryWorkingSetEx calls Valid.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Valid',
      page: vmmap
    },
    'private-ws': {
      name: 'Private WS',
      says: 'Pages in the working set that are this process’s own and cannot be shared.',
      formula: 'Private WS = pages in the working set with Shared = 0.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Shared',
      page: vmmap
    },
    'shareable-ws': {
      name: 'Shareable WS',
      says: 'Pages in the working set that other processes could map too, whether one does or not.',
      formula: 'Shareable WS = pages in the working set with Shared = 1.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Shared',
      page: vmmap
    },
    'shared-ws': {
      name: 'Shared WS',
      says: 'Pages in the working set that another place has mapped as well, now.',
      formula: 'Shared WS = pages in the working set with Shared = 1 and ShareCount ≥ 2.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.ShareCount',
      page: vmmap
    },
    'locked-ws': {
      name: 'Locked WS',
      says: 'Pages that VirtualLock keeps in the working set, so that they are never paged out.',
      formula: 'Locked WS = pages in the working set with Locked = 1.',
      unit: 'K',
      by: 'QueryWorkingSetEx',
      field: 'PSAPI_WORKING_SET_EX_BLOCK.Locked',
      page: 'api/memoryapi/nf-memoryapi-virtuallock'
    },
    blocks: {
      name: 'Blocks',
      says: 'How many pieces there are: allocations of a type, or regions of an allocation.',
      unit: 'count',
      by: 'VirtualQuery',
      page: vmmap
    },
    largest: {
      name: 'Largest',
      says: 'The size of the largest single piece; of free memory, the most that one allocation can still get.',
      unit: 'K',
      by: 'VirtualQuery',
      page: vmmap
    },
    distance: {
      name: 'Distance',
      says: 'How far apart the two selected regions begin.',
      formula: 'Distance = the second region’s BaseAddress − the first one’s.',
      by: 'VadLab',
      field: 'MEMORY_BASIC_INFORMATION.BaseAddress',
      page: region
    },
    state: {
      name: 'State',
      says: 'What the pages are: free, reserved or committed.',
      unit: 'flags',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.State',
      page: 'memory/page-state'
    },
    type: {
      name: 'Type',
      says: 'What stands behind the pages: the process alone, a section, or an executable; VMMap’s names tell the uses apart.',
      unit: 'flags',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.Type',
      page: region
    },
    protect: {
      name: 'Protect',
      says: 'What the process may do with the pages now; 0 while they have no backing.',
      unit: 'flags',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.Protect',
      page: 'memory/memory-protection-constants'
    },
    'allocation-protect': {
      name: 'Initial (AllocationProtect)',
      says: 'The protection the allocation was made with; VirtualProtect never changes it.',
      unit: 'flags',
      by: 'VirtualQuery',
      field: 'MEMORY_BASIC_INFORMATION.AllocationProtect',
      page: region
    },
    use: {
      name: 'Use',
      says: 'What the region serves for, as far as one can tell: a stack, a heap, an image’s name, the PEB.',
      by: 'VadLab',
      page: vmmap
    },
    'made-by-line': {
      name: 'Line',
      says: 'The line of the program whose call made the allocation; empty for what was there before the program began.',
      by: 'VadLab',
      page: vmmap
    },
    'changed-by-line': {
      name: 'Last changed',
      says: 'The line of the program whose step changed this region last: its state, its protection or its size.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    owner: {
      name: 'From before',
      says: 'The process had it before the program’s first line: images, heaps, stacks, and on the Windows machine all that its runtime uses.',
      by: 'VadLab',
      page: vmmap
    }
  }
} as const satisfies FigureGroup

/** The types of memory under VMMap's names, and the states. */
export const typeFigures = {
  title: 'Types and states',
  figures: {
    'type-image': {
      name: 'Image',
      says: 'A program or DLL that the loader mapped: its pages come from the file, and those written become private copies.',
      formula: 'Image = regions of type MEM_IMAGE.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'type-mapped-file': {
      name: 'Mapped File',
      says: 'A view of a data file: its pages are read from the file, and written back to it unless the view is copy-on-write.',
      formula: 'Mapped File = regions of type MEM_MAPPED with a file behind their section.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'type-shareable': {
      name: 'Shareable',
      says: 'A view of a section without a file, backed by the page file: what processes share memory with.',
      formula: 'Shareable = regions of type MEM_MAPPED without a file behind their section.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'type-heap': {
      name: 'Heap',
      says: 'Private memory that a heap manager got from VirtualAlloc and hands out in small blocks: malloc, HeapAlloc.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'type-stack': {
      name: 'Stack',
      says: 'A thread’s stack: reserved as a whole, committed from the top down as it grows, with a guard page at its edge.',
      by: 'VirtualQuery',
      page: 'procthread/thread-stack-size'
    },
    'type-private': {
      name: 'Private Data',
      says: 'Private memory that is neither a heap nor a stack: what a program gets from VirtualAlloc itself.',
      formula: 'Private Data = regions of type MEM_PRIVATE − Heap − Stack.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'type-page-table': {
      name: 'Page Table',
      says: 'Pages in which the processor looks up where this process’s pages are; they lie in the kernel’s half.',
      by: 'kernel',
      page: vmmap
    },
    'type-unusable': {
      name: 'Unusable',
      says: 'Free addresses behind an allocation that is no multiple of 64 K: too close to it for a new one to begin.',
      formula: 'Unusable = from the allocation’s end up to the next multiple of 64 K.',
      by: 'VirtualQuery',
      page: vmmap
    },
    'state-free': {
      name: 'Free',
      says: 'Nothing is allocated here: the addresses can be had, and touching them is an access violation.',
      unit: 'K',
      by: 'VirtualQuery',
      page: 'memory/page-state'
    },
    'state-reserved': {
      name: 'Reserve (reserved)',
      says: 'The addresses are taken, but nothing backs them: no commit is charged, and touching them is an access violation.',
      by: 'VirtualQuery',
      page: 'memory/page-state'
    },
    'state-committed': {
      name: 'Commit (committed)',
      says: 'The pages have backing promised and can be used as their protection says; a frame comes with the first touch.',
      by: 'VirtualQuery',
      page: 'memory/page-state'
    },
    placeholder: {
      name: 'Placeholder',
      says: 'A reservation that MEM_REPLACE_PLACEHOLDER puts memory or a view in the place of, at exactly that address.',
      by: 'VirtualQuery',
      page: 'api/memoryapi/nf-memoryapi-virtualalloc2'
    },
    mixed: {
      name: 'Mixed',
      says: 'The parts of this allocation have different protections; open it to see each.',
      by: 'VirtualQuery',
      page: 'api/memoryapi/nf-memoryapi-virtualprotect'
    }
  }
} as const satisfies FigureGroup

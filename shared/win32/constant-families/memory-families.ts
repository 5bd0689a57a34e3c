import type { ConstantFamily } from './family'

const protections = {
  PAGE_READWRITE: 'The page can be read and written.',
  PAGE_READONLY: 'The page can be read; a write raises an access violation.',
  PAGE_NOACCESS: 'Every access to the page raises an access violation.',
  PAGE_EXECUTE_READ: 'The page can be executed and read.',
  PAGE_EXECUTE_READWRITE: 'The page can be executed, read and written.',
  PAGE_EXECUTE: 'The page can be executed; on x64 it can be read too.',
  PAGE_WRITECOPY: 'The page can be read; the first write makes a private copy of it.',
  PAGE_EXECUTE_WRITECOPY: 'The page can be executed and read; the first write makes a private copy of it.',
  PAGE_GUARD: 'The first access raises STATUS_GUARD_PAGE_VIOLATION and takes the guard away.',
  PAGE_NOCACHE: 'The processor does not cache the page; goes with another protection.',
  PAGE_WRITECOMBINE: 'Writes to the page are gathered before they go out; goes with another protection.',
  PAGE_TARGETS_INVALID: 'Control Flow Guard refuses indirect calls into the page.',
  PAGE_TARGETS_NO_UPDATE: 'The page keeps what Control Flow Guard knows of it while its protection changes.',
  PAGE_REVERT_TO_FILE_MAP: 'A page with a private copy goes back to what its file or section holds.',
  PAGE_ENCLAVE_THREAD_CONTROL: 'The page holds the control structure of an enclave’s thread.',
  PAGE_ENCLAVE_UNVALIDATED: 'The page of an enclave is not part of what is measured.'
} as const

const sectionAttributes = {
  SEC_COMMIT: 'All pages of the section are committed at once; this is so if nothing is said.',
  SEC_RESERVE: 'The pages are only reserved, to be committed one by one through a view.',
  SEC_IMAGE: 'The file is an executable and is mapped as the loader maps it.',
  SEC_IMAGE_NO_EXECUTE: 'The file is mapped as the loader maps it, but no page can be executed.',
  SEC_NOCACHE: 'The processor does not cache the pages of the section.',
  SEC_WRITECOMBINE: 'Writes to the pages are gathered before they go out.',
  SEC_LARGE_PAGES: 'Views of the section use large pages.',
  SEC_FILE: 'The section has a file behind it; only the system says this.',
  SEC_PROTECTED_IMAGE: 'The section holds an image that the system protects.',
  SEC_64K_PAGES: 'Views of the section prefer pages of 64 KB.',
  SEC_PARTITION_OWNER_HANDLE: 'The section belongs to a memory partition.'
} as const

/** The constants of virtual memory, sections and heaps. */
export const memoryFamilies = {
  protection: {
    title: 'page protection',
    page: 'memory/memory-protection-constants',
    flags: true,
    members: protections
  },
  allocationType: {
    title: 'allocation type',
    page: 'api/memoryapi/nf-memoryapi-virtualalloc',
    flags: true,
    members: {
      MEM_COMMIT: 'Backs the pages with memory or paging file; they begin as zeros.',
      MEM_RESERVE: 'Keeps a range of addresses without backing it with anything.',
      MEM_TOP_DOWN: 'Takes the highest free address instead of the lowest.',
      MEM_WRITE_WATCH: 'Keeps track of which pages are written; goes with MEM_RESERVE.',
      MEM_RESET: 'The contents of the pages are not needed any more; the pages stay committed.',
      MEM_RESET_UNDO: 'Takes a MEM_RESET back, if the contents are still there.',
      MEM_RESERVE_PLACEHOLDER: 'Reserves a placeholder, to be replaced later by memory or a view.',
      MEM_REPLACE_PLACEHOLDER: 'Puts memory or a view in the place of a placeholder.',
      MEM_PHYSICAL: 'Reserves addresses for physical pages that the program maps by itself.',
      MEM_LARGE_PAGES: 'Uses large pages; needs a privilege.',
      MEM_64K_PAGES: 'Uses pages of 64 KB.',
      MEM_4MB_PAGES: 'Uses large pages of 4 MB; a name of old.',
      MEM_ROTATE: 'Makes a view that can change between a file and video memory; for drivers.',
      MEM_DIFFERENT_IMAGE_BASE_OK: 'An image may be mapped at another address than it prefers.'
    }
  },
  freeType: {
    title: 'free type',
    page: 'api/memoryapi/nf-memoryapi-virtualfree',
    flags: true,
    members: {
      MEM_RELEASE: 'Gives the whole allocation back; the size must be 0 and the address its base.',
      MEM_DECOMMIT: 'Gives the backing of pages back; their addresses stay reserved.',
      MEM_PRESERVE_PLACEHOLDER: 'Leaves a placeholder where memory or a view was; goes with MEM_RELEASE.',
      MEM_COALESCE_PLACEHOLDERS: 'Joins neighbouring placeholders into one; goes with MEM_RELEASE.'
    }
  },
  memoryState: {
    title: 'state of pages',
    page: 'api/winnt/ns-winnt-memory_basic_information',
    flags: false,
    members: {
      MEM_COMMIT: 'The pages have backing and can be used as their protection says.',
      MEM_RESERVE: 'The addresses are taken, but nothing backs them.',
      MEM_FREE: 'Nothing is allocated at these addresses.'
    }
  },
  memoryType: {
    title: 'type of pages',
    page: 'api/winnt/ns-winnt-memory_basic_information',
    flags: false,
    members: {
      MEM_PRIVATE: 'The pages belong to this process alone.',
      MEM_MAPPED: 'The pages are a view of a section.',
      MEM_IMAGE: 'The pages are a view of an executable.'
    }
  },
  unmap: {
    title: 'unmap option',
    page: 'api/memoryapi/nf-memoryapi-unmapviewoffile2',
    flags: true,
    members: {
      MEM_PRESERVE_PLACEHOLDER: 'Leaves a placeholder where the view was.',
      MEM_UNMAP_WITH_TRANSIENT_BOOST:
        'Raises the priority of the pages for a while, as they may be mapped again soon.'
    }
  },
  fileMap: {
    title: 'access to a view',
    page: 'memory/file-mapping-security-and-access-rights',
    flags: true,
    members: {
      FILE_MAP_READ: 'The view can be read.',
      FILE_MAP_WRITE: 'The view can be read and written.',
      FILE_MAP_ALL_ACCESS: 'The view can be read and written.',
      FILE_MAP_COPY: 'The view can be written, and each page written becomes a private copy.',
      FILE_MAP_EXECUTE: 'The view can be executed too; the section must allow it.',
      FILE_MAP_RESERVE: 'The view of a section without pages is only reserved.',
      FILE_MAP_LARGE_PAGES: 'The view uses large pages; the section must be made with SEC_LARGE_PAGES.',
      FILE_MAP_TARGETS_INVALID: 'Control Flow Guard refuses indirect calls into the view.'
    }
  },
  section: {
    title: 'protection and attributes of a section',
    page: 'api/memoryapi/nf-memoryapi-createfilemappingw',
    flags: true,
    members: {
      PAGE_READWRITE: 'Views can be read, written or copied on write.',
      PAGE_READONLY: 'Views can be read or copied on write.',
      PAGE_WRITECOPY: 'Views can be read or copied on write.',
      PAGE_EXECUTE_READ: 'Views can be executed, read or copied on write.',
      PAGE_EXECUTE_READWRITE: 'Views can be executed, read, written or copied on write.',
      PAGE_EXECUTE_WRITECOPY: 'Views can be executed, read or copied on write.',
      ...sectionAttributes
    }
  },
  sectionRights: {
    title: 'right to a section',
    page: 'memory/file-mapping-security-and-access-rights',
    flags: true,
    members: {
      SECTION_QUERY: 'The section can be asked about.',
      SECTION_MAP_WRITE: 'Views can be written.',
      SECTION_MAP_READ: 'Views can be read.',
      SECTION_MAP_EXECUTE: 'Views can be executed, as the kernel means it.',
      SECTION_EXTEND_SIZE: 'The section can grow.',
      SECTION_MAP_EXECUTE_EXPLICIT: 'Views can be executed, as FILE_MAP_EXECUTE asks for.',
      SECTION_ALL_ACCESS: 'Everything but FILE_MAP_EXECUTE.'
    }
  },
  writeWatch: {
    title: 'option of GetWriteWatch',
    page: 'api/memoryapi/nf-memoryapi-getwritewatch',
    flags: true,
    members: { WRITE_WATCH_FLAG_RESET: 'Forgets the pages that were written once it has listed them.' }
  },
  workingSet: {
    title: 'limits of the working set',
    page: 'api/memoryapi/nf-memoryapi-setprocessworkingsetsizeex',
    flags: true,
    members: {
      QUOTA_LIMITS_HARDWS_MIN_ENABLE: 'The working set never falls below its minimum.',
      QUOTA_LIMITS_HARDWS_MIN_DISABLE: 'The working set may fall below its minimum when memory is scarce.',
      QUOTA_LIMITS_HARDWS_MAX_ENABLE: 'The working set never exceeds its maximum.',
      QUOTA_LIMITS_HARDWS_MAX_DISABLE: 'The working set may exceed its maximum when memory is plentiful.',
      QUOTA_LIMITS_USE_DEFAULT_LIMITS: 'The limits are those of the system.'
    }
  },
  offerPriority: {
    title: 'priority of offered pages',
    page: 'api/memoryapi/nf-memoryapi-offervirtualmemory',
    flags: false,
    members: {
      VmOfferPriorityVeryLow: 'These pages are discarded first.',
      VmOfferPriorityLow: 'These pages are discarded early.',
      VmOfferPriorityBelowNormal: 'These pages are discarded a little earlier than normal.',
      VmOfferPriorityNormal: 'These pages are discarded last.'
    }
  },
  resourceNotification: {
    title: 'kind of memory notification',
    page: 'api/memoryapi/nf-memoryapi-creatememoryresourcenotification',
    flags: false,
    members: {
      LowMemoryResourceNotification: 'Signalled while physical memory is scarce.',
      HighMemoryResourceNotification: 'Signalled while physical memory is plentiful.'
    }
  },
  extendedParameter: {
    title: 'kind of extended parameter',
    page: 'api/winnt/ns-winnt-mem_extended_parameter',
    flags: false,
    members: {
      MemExtendedParameterAddressRequirements: 'A range of addresses to choose from, and an alignment.',
      MemExtendedParameterNumaNode: 'The NUMA node that pages should come from.',
      MemExtendedParameterAttributeFlags: 'Flags of the pages: nonpaged, large, huge.',
      MemExtendedParameterPartitionHandle: 'The memory partition that pages come from.',
      MemExtendedParameterUserPhysicalHandle: 'The object that physical pages come from.',
      MemExtendedParameterImageMachine: 'The kind of processor that an image is for.',
      MemExtendedParameterInvalidType: 'No parameter.',
      MemExtendedParameterMax: 'One more than the last kind.',
      MEM_EXTENDED_PARAMETER_NONPAGED: 'The pages are never written to the paging file.',
      MEM_EXTENDED_PARAMETER_NONPAGED_LARGE: 'The pages are large and never written to the paging file.',
      MEM_EXTENDED_PARAMETER_NONPAGED_HUGE: 'The pages are of 1 GB and never written to the paging file.',
      MEM_EXTENDED_PARAMETER_ZERO_PAGES_OPTIONAL: 'The pages need not begin as zeros.',
      MEM_EXTENDED_PARAMETER_TYPE_BITS: 'How many bits the kind of an extended parameter has.'
    }
  },
  memoryInformation: {
    title: 'what to ask about an allocation',
    page: 'api/memoryapi/nf-memoryapi-queryvirtualmemoryinformation',
    flags: false,
    members: { MemoryRegionInfo: 'Asks for a WIN32_MEMORY_REGION_INFORMATION.' }
  },
  heapCreate: {
    title: 'option of a heap',
    page: 'api/heapapi/nf-heapapi-heapcreate',
    flags: true,
    members: {
      HEAP_GENERATE_EXCEPTIONS: 'A failing allocation raises an exception instead of answering NULL.',
      HEAP_NO_SERIALIZE: 'No lock is taken; only one thread may use the heap at a time.',
      HEAP_CREATE_ENABLE_EXECUTE: 'The pages of the heap can be executed.',
      HEAP_GROWABLE: 'The heap grows when it is full; a heap made with maximum size 0 does.',
      HEAP_TAIL_CHECKING_ENABLED: 'A pattern behind each block shows when a block was overrun.',
      HEAP_FREE_CHECKING_ENABLED: 'Free blocks are filled with a pattern that shows later writes.',
      HEAP_DISABLE_COALESCE_ON_FREE: 'Free blocks that touch are not joined.',
      HEAP_CREATE_ALIGN_16: 'Blocks are aligned to 16 bytes.',
      HEAP_CREATE_ENABLE_TRACING: 'Allocations are traced.',
      HEAP_MAXIMUM_TAG: 'The largest tag of a block.',
      HEAP_PSEUDO_TAG_FLAG: 'Marks a tag that the heap made up.',
      HEAP_TAG_SHIFT: 'How far a tag is shifted in the flags.'
    }
  },
  heapAllocate: {
    title: 'option of an allocation',
    page: 'api/heapapi/nf-heapapi-heapalloc',
    flags: true,
    members: {
      HEAP_ZERO_MEMORY: 'The block begins as zeros.',
      HEAP_GENERATE_EXCEPTIONS: 'Failing raises an exception instead of answering NULL.',
      HEAP_NO_SERIALIZE: 'No lock is taken for this call.'
    }
  },
  heapReallocate: {
    title: 'option of a reallocation',
    page: 'api/heapapi/nf-heapapi-heaprealloc',
    flags: true,
    members: {
      HEAP_ZERO_MEMORY: 'What the block gains begins as zeros.',
      HEAP_REALLOC_IN_PLACE_ONLY: 'The block stays where it is, or the call fails.',
      HEAP_GENERATE_EXCEPTIONS: 'Failing raises an exception instead of answering NULL.',
      HEAP_NO_SERIALIZE: 'No lock is taken for this call.'
    }
  },
  heapSerialize: {
    title: 'option of a heap call',
    page: 'api/heapapi/nf-heapapi-heapfree',
    flags: true,
    members: { HEAP_NO_SERIALIZE: 'No lock is taken for this call.' }
  },
  heapInformation: {
    title: 'option of a heap',
    page: 'api/heapapi/nf-heapapi-heapsetinformation',
    flags: false,
    members: {
      HeapCompatibilityInformation: 'Whether the low-fragmentation heap is used.',
      HeapEnableTerminationOnCorruption: 'Damage of the heap ends the program.',
      HeapOptimizeResources: 'The heap gives memory it keeps in reserve back.'
    }
  },
  heapEntry: {
    title: 'kind of a heap’s element',
    page: 'api/minwinbase/ns-minwinbase-process_heap_entry',
    flags: true,
    members: {
      PROCESS_HEAP_ENTRY_BUSY: 'The element is an allocated block.',
      PROCESS_HEAP_REGION: 'The element is the start of a region of the heap.',
      PROCESS_HEAP_UNCOMMITTED_RANGE: 'The element is a range that is not committed.',
      PROCESS_HEAP_ENTRY_MOVEABLE: 'The block was allocated as moveable.',
      PROCESS_HEAP_ENTRY_DDESHARE: 'The block was allocated as shared.',
      PROCESS_HEAP_SEG_ALLOC: 'The block was allocated as a segment.'
    }
  },
  global: {
    title: 'attribute of a global block',
    page: 'api/winbase/nf-winbase-globalalloc',
    flags: true,
    members: {
      GPTR: 'A fixed block that begins as zeros.',
      GHND: 'A moveable block that begins as zeros.',
      GMEM_FIXED: 'A fixed block: the handle is its address.',
      GMEM_MOVEABLE: 'A block behind a handle, to be locked before use.',
      GMEM_ZEROINIT: 'The block begins as zeros.',
      GMEM_MODIFY: 'Changes the attributes of a block, not its size.',
      GMEM_DISCARDABLE: 'Of 16-bit Windows; has no effect.',
      GMEM_NOCOMPACT: 'Of 16-bit Windows; has no effect.',
      GMEM_NODISCARD: 'Of 16-bit Windows; has no effect.',
      GMEM_DDESHARE: 'Of 16-bit Windows; has no effect.',
      GMEM_SHARE: 'Of 16-bit Windows; has no effect.',
      GMEM_NOTIFY: 'Of 16-bit Windows; has no effect.',
      GMEM_LOWER: 'Of 16-bit Windows; has no effect.',
      GMEM_NOT_BANKED: 'Of 16-bit Windows; has no effect.',
      GMEM_DISCARDED: 'GlobalFlags: the block was discarded.',
      GMEM_LOCKCOUNT: 'GlobalFlags: the bits of the lock count.',
      GMEM_VALID_FLAGS: 'All attributes there are.',
      GMEM_INVALID_HANDLE: 'GlobalFlags: the handle names no block.'
    }
  },
  local: {
    title: 'attribute of a local block',
    page: 'api/winbase/nf-winbase-localalloc',
    flags: true,
    members: {
      LPTR: 'A fixed block that begins as zeros.',
      LHND: 'A moveable block that begins as zeros.',
      LMEM_FIXED: 'A fixed block: the handle is its address.',
      LMEM_MOVEABLE: 'A block behind a handle, to be locked before use.',
      LMEM_ZEROINIT: 'The block begins as zeros.',
      LMEM_MODIFY: 'Changes the attributes of a block, not its size.',
      LMEM_DISCARDABLE: 'Of 16-bit Windows; has no effect.',
      LMEM_NOCOMPACT: 'Of 16-bit Windows; has no effect.',
      LMEM_NODISCARD: 'Of 16-bit Windows; has no effect.',
      LMEM_DISCARDED: 'LocalFlags: the block was discarded.',
      LMEM_LOCKCOUNT: 'LocalFlags: the bits of the lock count.',
      LMEM_VALID_FLAGS: 'All attributes there are.',
      LMEM_INVALID_HANDLE: 'LocalFlags: the handle names no block.',
      NONZEROLHND: 'A moveable block as it comes.',
      NONZEROLPTR: 'A fixed block as it comes.'
    }
  }
} as const satisfies Readonly<Record<string, ConstantFamily>>

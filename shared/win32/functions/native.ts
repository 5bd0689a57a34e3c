import type { FunctionFacts, FunctionFamily } from './function-entry'

/** ntdll's functions answer an NTSTATUS unless they say otherwise. */
const withStatus = (
  functions: Readonly<Record<string, FunctionFacts>>
): Readonly<Record<string, FunctionFacts>> =>
  Object.fromEntries(Object.entries(functions).map(([name, facts]) => [name, { fails: 'status', ...facts }]))

/** The functions below kernel32's: ntdll.dll. */
export const nativeFunctions: FunctionFamily = {
  title: 'Native functions',
  header: 'ntifs.h',
  dll: 'ntdll.dll',
  functions: withStatus({
    NtAllocateVirtualMemory: {
      says: 'Reserves addresses, commits pages in them, or both; tells the rounded range.',
      flags: { AllocationType: 'allocationType', Protect: 'protection' },
      writes: ['BaseAddress', 'RegionSize'],
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntallocatevirtualmemory'
    },
    NtAllocateVirtualMemoryEx: {
      says: 'Does what NtAllocateVirtualMemory does, with placeholders, a range to choose from and an alignment.',
      flags: { AllocationType: 'allocationType', PageProtection: 'protection' },
      writes: ['BaseAddress', 'RegionSize'],
      since: 'Windows 10 1803',
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntallocatevirtualmemoryex'
    },
    NtFreeVirtualMemory: {
      says: 'Decommits pages, or releases an allocation or a part of it; tells the rounded range.',
      flags: { FreeType: 'freeType' },
      writes: ['BaseAddress', 'RegionSize'],
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntfreevirtualmemory'
    },
    NtProtectVirtualMemory: {
      says: 'Changes the protection of committed pages; tells the rounded range and what the first page had before.',
      flags: { NewProtection: 'protection' },
      writes: ['BaseAddress', 'RegionSize', 'OldProtection'],
      page: 'api/memoryapi/nf-memoryapi-virtualprotect'
    },
    NtQueryVirtualMemory: {
      says: 'Answers what is known of the pages, the allocation, the mapped file or the working set at an address.',
      writes: ['MemoryInformation', 'ReturnLength'],
      limits: 'It knows basic, mapped-file-name, region and working-set-ex information.',
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntqueryvirtualmemory'
    },
    NtReadVirtualMemory: {
      says: 'Copies bytes of another process here and tells how many.',
      writes: ['Buffer', 'NumberOfBytesRead'],
      page: 'api/memoryapi/nf-memoryapi-readprocessmemory'
    },
    NtWriteVirtualMemory: {
      says: 'Copies bytes into another process, where its pages can be written, and tells how many.',
      writes: ['NumberOfBytesWritten'],
      page: 'api/memoryapi/nf-memoryapi-writeprocessmemory'
    },
    NtLockVirtualMemory: {
      says: 'Keeps pages in the working set; tells the rounded range.',
      writes: ['BaseAddress', 'RegionSize'],
      page: 'api/memoryapi/nf-memoryapi-virtuallock'
    },
    NtUnlockVirtualMemory: {
      says: 'Lets locked pages leave the working set again; tells the rounded range.',
      writes: ['BaseAddress', 'RegionSize'],
      page: 'api/memoryapi/nf-memoryapi-virtualunlock'
    },
    NtFlushVirtualMemory: {
      says: 'Writes the changed pages of a view of a file to the file.',
      writes: ['BaseAddress', 'RegionSize', 'IoStatus'],
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwflushvirtualmemory'
    },
    NtCreateSection: {
      says: 'Creates a section, of a file or of the paging file.',
      flags: { SectionPageProtection: 'protection' },
      writes: ['SectionHandle'],
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntcreatesection'
    },
    NtOpenSection: {
      says: 'Opens a section by its name in the namespace of objects.',
      writes: ['SectionHandle'],
      page: '/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopensection'
    },
    NtMapViewOfSection: {
      says: 'Maps a view of a section into a process; tells where it is and how large.',
      flags: { AllocationType: 'allocationType', Win32Protect: 'protection' },
      writes: ['BaseAddress', 'SectionOffset', 'ViewSize'],
      page: '/windows-hardware/drivers/ddi/wdm/nf-wdm-zwmapviewofsection'
    },
    NtUnmapViewOfSection: {
      says: 'Takes a view away from a process.',
      releases: 'BaseAddress',
      page: '/windows-hardware/drivers/ddi/wdm/nf-wdm-zwunmapviewofsection'
    },
    NtUnmapViewOfSectionEx: {
      says: 'Takes a view away from a process and can leave a placeholder.',
      releases: 'BaseAddress',
      page: 'api/memoryapi/nf-memoryapi-unmapviewoffile2'
    },
    NtQuerySection: {
      says: 'Answers the attributes and the size of a section.',
      writes: ['SectionInformation', 'ReturnLength'],
      limits: 'It knows basic information.',
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntcreatesection'
    },
    NtClose: {
      says: 'Closes a handle; the object goes when nothing refers to it any more.',
      header: 'winternl.h',
      page: 'api/winternl/nf-winternl-ntclose'
    },
    NtQuerySystemInformation: {
      says: 'Answers what the kernel knows of the machine.',
      header: 'winternl.h',
      writes: ['SystemInformation', 'ReturnLength'],
      limits: 'It knows basic information.',
      accidental: true,
      page: 'api/winternl/nf-winternl-ntquerysysteminformation'
    },
    RtlGetVersion: {
      says: 'Answers the version of Windows, whatever the manifest of the program says.',
      writes: ['lpVersionInformation'],
      accidental: true,
      page: '/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlgetversion'
    },
    RtlInitUnicodeString: {
      says: 'Makes a UNICODE_STRING lead to a string that ends with 0.',
      header: 'winternl.h',
      fails: 'never',
      writes: ['DestinationString'],
      page: 'api/winternl/nf-winternl-rtlinitunicodestring'
    },
    RtlAllocateHeap: {
      says: 'Allocates a block from a heap, as HeapAlloc does.',
      fails: 'zero',
      makes: 'Size',
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlallocateheap'
    },
    RtlFreeHeap: {
      says: 'Frees a block of a heap, as HeapFree does.',
      fails: 'zero',
      releases: 'BaseAddress',
      page: '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlfreeheap'
    },
    RtlReAllocateHeap: {
      says: 'Changes the size of a block of a heap, as HeapReAlloc does.',
      fails: 'zero',
      makes: 'Size',
      releases: 'BaseAddress',
      page: 'api/heapapi/nf-heapapi-heaprealloc'
    },
    RtlSizeHeap: {
      says: 'Answers the size of a block of a heap, as HeapSize does.',
      fails: 'all-ones',
      page: 'api/heapapi/nf-heapapi-heapsize'
    }
  })
}

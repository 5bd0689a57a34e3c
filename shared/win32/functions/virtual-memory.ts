import type { FunctionFamily } from './function-entry'

const allocation = { flAllocationType: 'allocationType', flProtect: 'protection' } as const
const replacement = { AllocationType: 'allocationType', PageProtection: 'protection' } as const

/** Reserving, committing, protecting and asking about pages: memoryapi.h. */
export const virtualMemory: FunctionFamily = {
  title: 'Virtual memory',
  header: 'memoryapi.h',
  dll: 'kernel32.dll',
  functions: {
    VirtualAlloc: {
      says: 'Reserves addresses, commits pages in them, or both, and answers the base address.',
      flags: allocation,
      makes: 'dwSize'
    },
    VirtualAllocEx: {
      says: 'Does what VirtualAlloc does, in the address space of another process.',
      flags: allocation,
      makes: 'dwSize'
    },
    VirtualAllocExNuma: {
      says: 'Does what VirtualAllocEx does and names the NUMA node the pages should come from.',
      flags: allocation,
      makes: 'dwSize'
    },
    VirtualAlloc2: {
      says: 'Does what VirtualAllocEx does, with placeholders, a range to choose from and an alignment.',
      flags: replacement,
      makes: 'Size',
      since: 'Windows 10 1803',
      absent: 0,
      limits: 'Of the extended parameters, partitions and sections of pages are not modelled.'
    },
    VirtualAlloc2FromApp: {
      says: 'Does what VirtualAlloc2 does for packaged apps, which may not ask for executable pages.',
      flags: replacement,
      makes: 'Size',
      since: 'Windows 10 1803',
      dll: 'kernelbase.dll'
    },
    VirtualAllocFromApp: {
      says: 'Does what VirtualAlloc does for packaged apps, which may not ask for executable pages.',
      flags: { AllocationType: 'allocationType', Protection: 'protection' },
      makes: 'Size',
      since: 'Windows 10'
    },
    VirtualFree: {
      says: 'Decommits pages, which keeps their addresses reserved, or releases a whole allocation.',
      flags: { dwFreeType: 'freeType' },
      releases: 'lpAddress'
    },
    VirtualFreeEx: {
      says: 'Does what VirtualFree does, in the address space of another process.',
      flags: { dwFreeType: 'freeType' },
      releases: 'lpAddress'
    },
    VirtualProtect: {
      says: 'Changes the protection of committed pages and answers what the first page had before.',
      flags: { flNewProtect: 'protection' },
      writes: ['lpflOldProtect']
    },
    VirtualProtectEx: {
      says: 'Does what VirtualProtect does, in the address space of another process.',
      flags: { flNewProtect: 'protection' },
      writes: ['lpflOldProtect']
    },
    VirtualProtectFromApp: {
      says: 'Does what VirtualProtect does for packaged apps, which may not make pages executable.',
      flags: { NewProtection: 'protection' },
      writes: ['OldProtection'],
      since: 'Windows 10'
    },
    VirtualQuery: {
      says: 'Describes the run of pages with equal attributes that begins at an address.',
      writes: ['lpBuffer']
    },
    VirtualQueryEx: {
      says: 'Does what VirtualQuery does, for the address space of another process.',
      writes: ['lpBuffer']
    },
    VirtualLock: { says: 'Keeps pages in physical memory until they are unlocked.' },
    VirtualUnlock: { says: 'Lets locked pages leave physical memory again.' },
    VirtualUnlockEx: {
      says: 'Does what VirtualUnlock does, in the address space of another process.',
      since: 'Windows 10',
      dll: 'kernelbase.dll',
      page: 'memory/memory-management-functions'
    },
    ReadProcessMemory: {
      says: 'Copies bytes out of another process; every page of the range must be readable.',
      writes: ['lpBuffer', 'lpNumberOfBytesRead']
    },
    WriteProcessMemory: {
      says: 'Copies bytes into another process; every page of the range must be accessible.',
      writes: ['lpNumberOfBytesWritten']
    },
    FlushInstructionCache: {
      says: 'Makes processors forget what they had read of code that was changed.',
      header: 'processthreadsapi.h'
    },
    GetWriteWatch: {
      says: 'Lists the pages written since write tracking began or was last reset.',
      fails: 'nonzero',
      flags: { dwFlags: 'writeWatch' },
      writes: ['lpAddresses', 'lpdwCount', 'lpdwGranularity']
    },
    ResetWriteWatch: {
      says: 'Forgets which pages of a range were written, so that tracking starts anew.',
      fails: 'nonzero'
    },
    PrefetchVirtualMemory: {
      says: 'Asks the system to bring ranges into memory ahead of their use; only a hint.',
      limits: 'The arguments are checked; nothing is brought in ahead.',
      since: 'Windows 8'
    },
    OfferVirtualMemory: {
      says: 'Lets the system discard the contents of pages when it needs memory, by priority.',
      fails: 'nonzero',
      flags: { Priority: 'offerPriority' },
      since: 'Windows 8.1',
      absent: 120
    },
    ReclaimVirtualMemory: {
      says: 'Takes offered pages back and says whether their contents are still there.',
      fails: 'nonzero',
      limits: 'The contents are always still there: memory never gets scarce.',
      since: 'Windows 8.1',
      absent: 120
    },
    DiscardVirtualMemory: {
      says: 'Throws the contents of pages away at once; the pages stay committed.',
      fails: 'nonzero',
      since: 'Windows 8.1',
      absent: 120
    },
    QueryVirtualMemoryInformation: {
      says: 'Describes the whole allocation that an address belongs to.',
      writes: ['MemoryInformation', 'ReturnSize'],
      since: 'Windows 10 1607',
      absent: 0
    },
    GetLargePageMinimum: {
      says: 'Answers the smallest size of a large page; 0 where there are none.',
      fails: 'never'
    },
    AllocateUserPhysicalPages: {
      says: 'Allocates physical pages that a program maps by itself (Address Windowing Extensions).',
      limits: 'It is refused, as for a user without the privilege.',
      writes: ['NumberOfPages', 'PageArray']
    },
    AllocateUserPhysicalPagesNuma: {
      says: 'Does what AllocateUserPhysicalPages does, with pages of a NUMA node.',
      writes: ['NumberOfPages', 'PageArray'],
      limits: 'It is refused, as for a user without the privilege.'
    },
    FreeUserPhysicalPages: {
      says: 'Frees physical pages from AllocateUserPhysicalPages.',
      writes: ['NumberOfPages']
    },
    MapUserPhysicalPages: { says: 'Maps physical pages at addresses that were reserved with MEM_PHYSICAL.' },
    CreateMemoryResourceNotification: {
      says: 'Makes an object that is signalled while physical memory is scarce or plentiful.',
      flags: { NotificationType: 'resourceNotification' },
      limits: 'Memory counts as plentiful always.'
    },
    QueryMemoryResourceNotification: {
      says: 'Answers whether physical memory is scarce or plentiful just now.',
      writes: ['ResourceState']
    },
    SetProcessValidCallTargets: {
      says: 'Tells Control Flow Guard which addresses in a range may be called indirectly.',
      since: 'Windows 10'
    },
    IsBadReadPtr: {
      says: 'Tries whether a range can be read; obsolete, as the answer may be wrong a moment later.',
      fails: 'never',
      header: 'winbase.h'
    },
    IsBadWritePtr: {
      says: 'Tries whether a range can be written; obsolete, and it consumes guard pages.',
      fails: 'never',
      header: 'winbase.h'
    },
    IsBadCodePtr: {
      says: 'Tries whether an address can be read as code; obsolete for the same reasons.',
      fails: 'never',
      header: 'winbase.h'
    },
    IsBadHugeReadPtr: {
      says: 'Does what IsBadReadPtr does; the name is from 16-bit Windows.',
      fails: 'never',
      header: 'winbase.h',
      page: 'memory/memory-management-functions'
    },
    IsBadHugeWritePtr: {
      says: 'Does what IsBadWritePtr does; the name is from 16-bit Windows.',
      fails: 'never',
      header: 'winbase.h',
      page: 'memory/memory-management-functions'
    },
    IsBadStringPtrA: {
      says: 'Tries whether a string can be read up to its end; obsolete for the same reasons.',
      fails: 'never',
      header: 'winbase.h'
    },
    IsBadStringPtrW: {
      says: 'Tries whether a string can be read up to its end; obsolete for the same reasons.',
      fails: 'never',
      header: 'winbase.h'
    }
  }
}

import type { FunctionFamily } from './function-entry'

/** Heaps: heapapi.h. */
export const heaps: FunctionFamily = {
  title: 'Heaps',
  header: 'heapapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetProcessHeap: { says: 'Answers the heap that every process has from its start.' },
    GetProcessHeaps: { says: 'Lists the heaps of the process.', writes: ['ProcessHeaps'] },
    HeapCreate: {
      says: 'Makes a heap: reserves its addresses and commits the first part of them.',
      flags: { flOptions: 'heapCreate' }
    },
    HeapDestroy: { says: 'Ends a heap with every block in it and gives its pages back.' },
    HeapAlloc: { says: 'Allocates a block on a heap.', flags: { dwFlags: 'heapAllocate' }, makes: 'dwBytes' },
    HeapReAlloc: {
      says: 'Changes the size of a block, moving it when needed; the contents are kept.',
      flags: { dwFlags: 'heapReallocate' },
      makes: 'dwBytes'
    },
    HeapFree: { says: 'Frees a block of a heap.', flags: { dwFlags: 'heapSerialize' }, releases: 'lpMem' },
    HeapSize: {
      says: 'Answers how many bytes a block was asked to have.',
      fails: 'all-ones',
      flags: { dwFlags: 'heapSerialize' }
    },
    HeapValidate: {
      says: 'Checks one block, or all of a heap, for damage.',
      flags: { dwFlags: 'heapSerialize' }
    },
    HeapCompact: {
      says: 'Joins neighbouring free blocks and answers the size of the largest free one.',
      flags: { dwFlags: 'heapSerialize' }
    },
    HeapLock: { says: 'Takes the lock of a heap, so that no other thread can use it.' },
    HeapUnlock: { says: 'Gives the lock of a heap back.' },
    HeapWalk: {
      says: 'Steps through the blocks and regions of a heap, one for each call.',
      writes: ['lpEntry']
    },
    HeapSummary: {
      says: 'Sums up how much of a heap is allocated, committed and reserved.',
      writes: ['lpSummary'],
      since: 'Windows 10'
    },
    HeapSetInformation: {
      says: 'Sets an option of a heap, such as ending the program when damage is found.',
      flags: { HeapInformationClass: 'heapInformation' },
      limits: 'The options are taken; they change nothing in the simulator.'
    },
    HeapQueryInformation: {
      says: 'Answers an option of a heap.',
      flags: { HeapInformationClass: 'heapInformation' },
      writes: ['HeapInformation', 'ReturnLength']
    },
    CoTaskMemAlloc: {
      says: 'Allocates a block the way COM does.',
      header: 'combaseapi.h',
      dll: 'ole32.dll'
    },
    CoTaskMemRealloc: {
      says: 'Changes the size of a block from CoTaskMemAlloc.',
      header: 'combaseapi.h',
      dll: 'ole32.dll'
    },
    CoTaskMemFree: {
      says: 'Frees a block from CoTaskMemAlloc.',
      header: 'combaseapi.h',
      dll: 'ole32.dll',
      fails: 'never',
      releases: 'pv'
    }
  }
}

/** The blocks of 16-bit Windows, which live on the process heap today: winbase.h. */
export const globalBlocks: FunctionFamily = {
  title: 'Global and local blocks',
  header: 'winbase.h',
  dll: 'kernel32.dll',
  functions: {
    GlobalAlloc: {
      says: 'Allocates a block, fixed or behind a handle.',
      flags: { uFlags: 'global' },
      makes: 'dwBytes'
    },
    GlobalReAlloc: { says: 'Changes the size or the attributes of a block.', flags: { uFlags: 'global' } },
    GlobalFree: {
      says: 'Frees a block; NULL says that it worked.',
      fails: 'nonzero',
      releases: 'hMem'
    },
    GlobalLock: { says: 'Answers the address of a block and counts one more lock on it.' },
    GlobalUnlock: { says: 'Counts one lock less; FALSE with NO_ERROR says that none is left.' },
    GlobalSize: { says: 'Answers the size of a block in bytes.' },
    GlobalFlags: { says: 'Answers the lock count and the flags of a block.', fails: 0x8000 },
    GlobalHandle: { says: 'Answers the handle of the block at an address.' },
    LocalAlloc: {
      says: 'Allocates a block, fixed or behind a handle.',
      flags: { uFlags: 'local' },
      makes: 'uBytes'
    },
    LocalReAlloc: { says: 'Changes the size or the attributes of a block.', flags: { uFlags: 'local' } },
    LocalFree: { says: 'Frees a block; NULL says that it worked.', fails: 'nonzero', releases: 'hMem' },
    LocalLock: { says: 'Answers the address of a block and counts one more lock on it.' },
    LocalUnlock: { says: 'Counts one lock less; FALSE with NO_ERROR says that none is left.' },
    LocalSize: { says: 'Answers the size of a block in bytes.' },
    LocalFlags: { says: 'Answers the lock count and the flags of a block.', fails: 0x8000 },
    LocalHandle: { says: 'Answers the handle of the block at an address.' }
  }
}

import { namedConstants as k } from '../../shared/win32/constants'

/** What a sequence is about: which operations it prefers. */
export type Theme = 'private' | 'watch' | 'sections' | 'files' | 'placeholders' | 'heap'

type Weights = Readonly<Record<string, number>>

const touches: Weights = { read: 3, write: 8, execute: 1 }
const changes: Weights = {
  VirtualProtect: 10,
  VirtualFree: 6,
  VirtualQuery: 2,
  VirtualLock: 1,
  VirtualUnlock: 1
}
const copies: Weights = { ReadProcessMemory: 2, WriteProcessMemory: 3 }

/** How often a sequence of a theme does what. */
export const themes: Readonly<Record<Theme, Weights>> = {
  private: {
    ...touches,
    ...changes,
    ...copies,
    VirtualAlloc: 24,
    VirtualAlloc2: 2,
    VirtualProtectNowhere: 0.2,
    UnmapViewOfFile: 0.3,
    OfferVirtualMemory: 0.1,
    DiscardVirtualMemory: 0.1,
    ReclaimVirtualMemory: 0.1,
    FlushViewOfFile: 0.2
  },
  watch: {
    ...touches,
    ...changes,
    write: 16,
    VirtualAlloc: 14,
    GetWriteWatch: 10,
    ResetWriteWatch: 4,
    WriteProcessMemory: 2
  },
  sections: {
    ...touches,
    ...changes,
    ...copies,
    VirtualAlloc: 8,
    CreateFileMapping: 10,
    OpenFileMapping: 2,
    MapViewOfFile: 8,
    MapViewOfFileEx: 8,
    MapViewOfFile3: 4,
    UnmapViewOfFile: 7,
    UnmapViewOfFile2: 1,
    FlushViewOfFile: 2,
    CloseSection: 3
  },
  files: {
    ...touches,
    VirtualProtect: 8,
    VirtualFree: 1,
    VirtualAlloc: 2,
    CreateFile: 7,
    CloseFile: 1,
    WriteFile: 4,
    ReadFile: 5,
    SetEndOfFile: 2,
    GetFileSize: 1,
    CreateFileMapping: 10,
    MapViewOfFile: 8,
    MapViewOfFileEx: 6,
    UnmapViewOfFile: 5,
    FlushViewOfFile: 4,
    CloseSection: 2,
    WriteProcessMemory: 2
  },
  placeholders: {
    ...touches,
    VirtualAlloc2: 14,
    VirtualFree: 12,
    VirtualProtect: 3,
    VirtualAlloc: 3,
    VirtualQuery: 1,
    CreateFileMapping: 4,
    MapViewOfFile3: 8,
    UnmapViewOfFile2: 6,
    UnmapViewOfFile: 1
  },
  heap: { HeapCreate: 3, HeapAlloc: 14, HeapReAlloc: 6, HeapSize: 6, HeapFree: 6, HeapValidate: 2 }
}

/** What a sequence of two processes does besides to the other one's memory. */
export const across: Weights = {
  VirtualAllocEx: 9,
  VirtualFreeEx: 5,
  VirtualProtectEx: 6,
  VirtualQueryEx: 3,
  ReadProcessMemory: 3,
  WriteProcessMemory: 6,
  OpenFileMapping: 5
}

/** Protections, the usual ones more often. */
export const protections = [
  k.PAGE_READWRITE,
  k.PAGE_READWRITE,
  k.PAGE_READWRITE,
  k.PAGE_READONLY,
  k.PAGE_READONLY,
  k.PAGE_NOACCESS,
  k.PAGE_EXECUTE_READ,
  k.PAGE_EXECUTE_READWRITE,
  k.PAGE_EXECUTE,
  k.PAGE_WRITECOPY,
  k.PAGE_EXECUTE_WRITECOPY
] as const
/** Protections that are none, or rare. */
export const oddProtections = [
  0,
  3,
  6,
  0x44,
  k.PAGE_GUARD,
  k.PAGE_NOCACHE,
  k.PAGE_WRITECOMBINE,
  0x800,
  0x1000,
  0x80000004,
  0xff,
  k.PAGE_READWRITE | k.PAGE_NOCACHE,
  k.PAGE_READWRITE | k.PAGE_WRITECOMBINE,
  k.PAGE_NOACCESS | k.PAGE_GUARD,
  k.PAGE_EXECUTE_READ | k.PAGE_GUARD | k.PAGE_NOCACHE
]
/** What VirtualAlloc is mostly called for. */
export const allocationTypes = [
  k.MEM_RESERVE,
  k.MEM_RESERVE,
  0x3000,
  0x3000,
  0x3000,
  k.MEM_COMMIT,
  k.MEM_COMMIT,
  k.MEM_COMMIT
]
/** What it is rarely or wrongly called for. */
export const oddAllocationTypes = [
  0,
  1,
  0x10,
  k.MEM_TOP_DOWN,
  k.MEM_RESET,
  k.MEM_RESET,
  k.MEM_RESET_UNDO,
  k.MEM_RESET | k.MEM_RESERVE,
  k.MEM_RESERVE | k.MEM_TOP_DOWN,
  0x3000 | k.MEM_TOP_DOWN,
  0x3000 | k.MEM_WRITE_WATCH,
  k.MEM_WRITE_WATCH,
  k.MEM_COMMIT | k.MEM_WRITE_WATCH,
  k.MEM_RESERVE | k.MEM_PHYSICAL,
  k.MEM_PHYSICAL,
  0x3000 | k.MEM_LARGE_PAGES,
  k.MEM_DECOMMIT,
  0x80000000 | k.MEM_RESERVE
]
/** What makes and replaces placeholders. */
export const placeholderTypes = [
  k.MEM_RESERVE | k.MEM_RESERVE_PLACEHOLDER,
  k.MEM_RESERVE | k.MEM_REPLACE_PLACEHOLDER,
  0x3000 | k.MEM_REPLACE_PLACEHOLDER
]
/** What VirtualFree is mostly called for. */
export const freeTypes = [k.MEM_RELEASE, k.MEM_RELEASE, k.MEM_DECOMMIT, k.MEM_DECOMMIT]
/** What it is rarely or wrongly called for. */
export const oddFreeTypes = [
  0,
  k.MEM_RELEASE | k.MEM_DECOMMIT,
  4,
  k.MEM_RELEASE | k.MEM_PRESERVE_PLACEHOLDER,
  k.MEM_RELEASE | k.MEM_COALESCE_PLACEHOLDERS,
  k.MEM_PRESERVE_PLACEHOLDER,
  k.MEM_COMMIT,
  0x80000000 | k.MEM_RELEASE
]
/** Accesses of views. */
export const viewAccesses = [
  k.FILE_MAP_WRITE,
  k.FILE_MAP_WRITE,
  k.FILE_MAP_READ,
  k.FILE_MAP_READ | k.FILE_MAP_WRITE,
  k.FILE_MAP_COPY,
  k.FILE_MAP_COPY,
  k.FILE_MAP_READ | k.FILE_MAP_EXECUTE,
  k.FILE_MAP_WRITE | k.FILE_MAP_EXECUTE,
  k.FILE_MAP_COPY | k.FILE_MAP_EXECUTE,
  0xf001f,
  k.FILE_MAP_READ | k.FILE_MAP_COPY,
  k.FILE_MAP_WRITE | k.FILE_MAP_COPY,
  k.FILE_MAP_EXECUTE
]
/** Protections that a section can have. */
export const sectionProtections = [
  k.PAGE_READWRITE,
  k.PAGE_READWRITE,
  k.PAGE_READWRITE,
  k.PAGE_READONLY,
  k.PAGE_WRITECOPY,
  k.PAGE_EXECUTE_READ,
  k.PAGE_EXECUTE_READWRITE,
  k.PAGE_EXECUTE_READWRITE,
  k.PAGE_EXECUTE_WRITECOPY
]
/** Protections and attributes that a section cannot have. */
export const oddSectionProtections = [
  0,
  k.PAGE_NOACCESS,
  k.PAGE_EXECUTE,
  6,
  k.PAGE_READWRITE | k.PAGE_GUARD,
  k.PAGE_READWRITE | k.SEC_COMMIT | k.SEC_RESERVE,
  k.PAGE_READONLY | k.SEC_IMAGE,
  k.PAGE_READWRITE | 0x40000
]

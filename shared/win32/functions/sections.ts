import type { FunctionFamily } from './function-entry'

const viewAccess = { dwDesiredAccess: 'fileMap' } as const
const create = { flProtect: 'section' } as const

/** File mappings, which the kernel calls sections, and views of them: memoryapi.h. */
export const sections: FunctionFamily = {
  title: 'Sections and views',
  header: 'memoryapi.h',
  dll: 'kernel32.dll',
  functions: {
    CreateFileMappingA: {
      says: 'Makes a section over a file, or over the paging file when the handle is INVALID_HANDLE_VALUE.',
      flags: create,
      header: 'winbase.h'
    },
    CreateFileMappingW: {
      says: 'Makes a section over a file, or over the paging file when the handle is INVALID_HANDLE_VALUE.',
      flags: create
    },
    CreateFileMappingNumaA: {
      says: 'Does what CreateFileMappingA does and names the NUMA node the pages should come from.',
      flags: create,
      header: 'winbase.h'
    },
    CreateFileMappingNumaW: {
      says: 'Does what CreateFileMappingW does and names the NUMA node the pages should come from.',
      flags: create
    },
    CreateFileMappingFromApp: {
      says: 'Does what CreateFileMappingW does for packaged apps, which may not ask for executable pages.',
      flags: { PageProtection: create.flProtect },
      since: 'Windows 8'
    },
    CreateFileMapping2: {
      says: 'Does what CreateFileMappingW does and says which rights the handle has.',
      flags: { PageProtection: create.flProtect },
      since: 'Windows 10 1809',
      dll: 'kernelbase.dll'
    },
    OpenFileMappingA: { says: 'Opens a section by its name.', flags: viewAccess, header: 'winbase.h' },
    OpenFileMappingW: { says: 'Opens a section by its name.', flags: viewAccess },
    MapViewOfFile: {
      says: 'Maps a part of a section into the address space and answers where.',
      flags: viewAccess,
      makes: 'dwNumberOfBytesToMap'
    },
    MapViewOfFileEx: {
      says: 'Does what MapViewOfFile does, at an address of your choice.',
      flags: viewAccess,
      makes: 'dwNumberOfBytesToMap'
    },
    MapViewOfFile2: {
      says: 'Maps a part of a section into the address space of a process.',
      flags: { AllocationType: 'allocationType', PageProtection: 'protection' },
      makes: 'ViewSize',
      since: 'Windows 10 1703',
      dll: 'kernelbase.dll'
    },
    MapViewOfFileNuma2: {
      says: 'Does what MapViewOfFile2 does and names the NUMA node the pages should come from.',
      flags: { AllocationType: 'allocationType', PageProtection: 'protection' },
      makes: 'ViewSize',
      since: 'Windows 10 1703',
      dll: 'kernelbase.dll'
    },
    MapViewOfFileExNuma: {
      says: 'Does what MapViewOfFileEx does and names the NUMA node the pages should come from.',
      flags: viewAccess,
      makes: 'dwNumberOfBytesToMap',
      header: 'winbase.h'
    },
    MapViewOfFileFromApp: {
      says: 'Does what MapViewOfFile does for packaged apps, which may not map executable views.',
      flags: { DesiredAccess: 'fileMap' },
      makes: 'NumberOfBytesToMap',
      since: 'Windows 8',
      dll: 'kernelbase.dll'
    },
    MapViewOfFile3FromApp: {
      says: 'Does what MapViewOfFile3 does for packaged apps, which may not map executable views.',
      flags: { AllocationType: 'allocationType', PageProtection: 'protection' },
      makes: 'ViewSize',
      since: 'Windows 10 1803',
      dll: 'kernelbase.dll'
    },
    MapViewOfFile3: {
      says: 'Maps a part of a section into a process; can take the place of a placeholder.',
      flags: { AllocationType: 'allocationType', PageProtection: 'protection' },
      makes: 'ViewSize',
      since: 'Windows 10 1803',
      absent: 0,
      dll: 'kernelbase.dll'
    },
    UnmapViewOfFile: { says: 'Takes a view out of the address space.', releases: 'lpBaseAddress' },
    UnmapViewOfFileEx: {
      says: 'Takes a view out of the address space, with options.',
      flags: { UnmapFlags: 'unmap' },
      releases: 'BaseAddress',
      since: 'Windows 8'
    },
    UnmapViewOfFile2: {
      says: 'Takes a view out of a process; can leave a placeholder in its place.',
      flags: { UnmapFlags: 'unmap' },
      releases: 'BaseAddress',
      since: 'Windows 10 1703',
      absent: 0,
      dll: 'kernelbase.dll'
    },
    FlushViewOfFile: { says: 'Starts writing the changed pages of a view to its file.' }
  }
}

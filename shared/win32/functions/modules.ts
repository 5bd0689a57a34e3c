import type { FunctionFamily } from './function-entry'

/** Executables and DLLs in a process: libloaderapi.h, and psapi.h's questions about them. */
export const modules: FunctionFamily = {
  title: 'Modules',
  header: 'libloaderapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetModuleHandleA: {
      says: 'Answers the base address of a loaded module; NULL asks for the program itself.'
    },
    GetModuleHandleW: {
      says: 'Answers the base address of a loaded module; NULL asks for the program itself.'
    },
    GetModuleHandleExA: {
      says: 'Answers a module by its name or by an address inside it, with or without one more reference.',
      flags: { dwFlags: 'moduleHandle' },
      writes: ['phModule']
    },
    GetModuleHandleExW: {
      says: 'Answers a module by its name or by an address inside it, with or without one more reference.',
      flags: { dwFlags: 'moduleHandle' },
      writes: ['phModule']
    },
    GetModuleFileNameA: {
      says: 'Answers the path of a module’s file.',
      writes: ['lpFilename'],
      accidental: true
    },
    GetModuleFileNameW: {
      says: 'Answers the path of a module’s file.',
      writes: ['lpFilename'],
      accidental: true
    },
    LoadLibraryA: {
      says: 'Maps a DLL into the process, or counts one more reference to it.',
      limits: 'A DLL’s own code, DllMain included, does not run.'
    },
    LoadLibraryW: {
      says: 'Maps a DLL into the process, or counts one more reference to it.',
      limits: 'A DLL’s own code, DllMain included, does not run.'
    },
    LoadLibraryExA: {
      says: 'Does what LoadLibrary does, with options such as mapping the file as data.',
      flags: { dwFlags: 'loadLibrary' }
    },
    LoadLibraryExW: {
      says: 'Does what LoadLibrary does, with options such as mapping the file as data.',
      flags: { dwFlags: 'loadLibrary' }
    },
    FreeLibrary: { says: 'Counts one reference less to a module; the last one unmaps it.' },
    GetProcAddress: { says: 'Answers the address of a function or variable that a DLL exports.' },
    EnumProcessModules: {
      says: 'Lists the modules of a process.',
      header: 'psapi.h',
      writes: ['lphModule', 'lpcbNeeded']
    },
    EnumProcesses: {
      says: 'Lists the ids of all processes.',
      header: 'psapi.h',
      writes: ['lpidProcess', 'lpcbNeeded']
    },
    GetModuleInformation: {
      says: 'Answers the base address, the size and the entry point of a module.',
      header: 'psapi.h',
      writes: ['lpmodinfo']
    },
    GetModuleBaseNameA: {
      says: 'Answers the file name of a module without its path.',
      header: 'psapi.h',
      writes: ['lpBaseName']
    },
    GetModuleFileNameExA: {
      says: 'Answers the path of the file of a module in another process.',
      header: 'psapi.h',
      writes: ['lpFilename']
    },
    GetModuleBaseNameW: {
      says: 'Answers the file name of a module without its path.',
      header: 'psapi.h',
      writes: ['lpBaseName']
    },
    GetModuleFileNameExW: {
      says: 'Answers the path of the file of a module in another process.',
      header: 'psapi.h',
      writes: ['lpFilename']
    },
    EnumProcessModulesEx: {
      says: 'Lists the modules of a process, of 32 or 64 bits as its filter says.',
      header: 'psapi.h',
      writes: ['lphModule', 'lpcbNeeded']
    },
    GetProcessImageFileNameA: {
      says: 'Answers the device path of the executable of a process.',
      header: 'psapi.h',
      writes: ['lpImageFileName'],
      accidental: true
    },
    GetProcessImageFileNameW: {
      says: 'Answers the device path of the executable of a process.',
      header: 'psapi.h',
      writes: ['lpImageFileName'],
      accidental: true
    },
    GetMappedFileNameA: {
      says: 'Answers the device path of the file that is mapped at an address.',
      header: 'psapi.h',
      writes: ['lpFilename']
    },
    GetMappedFileNameW: {
      says: 'Answers the device path of the file that is mapped at an address.',
      header: 'psapi.h',
      writes: ['lpFilename']
    }
  }
}

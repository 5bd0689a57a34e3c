import type { FunctionFamily } from './function-entry'

/** The computer, its memory and its clocks: sysinfoapi.h and profileapi.h. */
export const systemInformation: FunctionFamily = {
  title: 'System and time',
  header: 'sysinfoapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetSystemInfo: {
      says: 'Answers the page size, the allocation granularity, the address range and the processors.',
      fails: 'never',
      writes: ['lpSystemInfo']
    },
    GetNativeSystemInfo: {
      says: 'Does what GetSystemInfo does, without regard to 32-bit emulation.',
      fails: 'never',
      writes: ['lpSystemInfo']
    },
    GlobalMemoryStatusEx: {
      says: 'Answers how much physical memory, paging file and address space there is and is free.',
      writes: ['lpBuffer'],
      accidental: true
    },
    GlobalMemoryStatus: {
      says: 'Does what GlobalMemoryStatusEx does, with the fields of 32-bit days.',
      fails: 'never',
      header: 'winbase.h',
      writes: ['lpBuffer']
    },
    GetPhysicallyInstalledSystemMemory: {
      says: 'Answers how much memory is plugged into the computer.',
      writes: ['TotalMemoryInKilobytes']
    },
    GetVersion: {
      says: 'Answers a version of Windows; obsolete, as it need not be the real one.',
      fails: 'never'
    },
    GetTickCount: {
      says: 'Answers the milliseconds since Windows started, modulo 49.7 days.',
      fails: 'never',
      accidental: true
    },
    GetTickCount64: {
      says: 'Answers the milliseconds since Windows started.',
      fails: 'never',
      accidental: true
    },
    GetSystemTimeAsFileTime: {
      says: 'Answers the time in steps of 100 ns since 1601, UTC.',
      fails: 'never',
      writes: ['lpSystemTimeAsFileTime'],
      accidental: true
    },
    GetSystemTime: { says: 'Answers the date and time, UTC.', fails: 'never', writes: ['lpSystemTime'] },
    GetLocalTime: {
      says: 'Answers the date and time of the time zone.',
      fails: 'never',
      writes: ['lpSystemTime']
    },
    QueryPerformanceCounter: {
      says: 'Answers a counter of high resolution.',
      header: 'profileapi.h',
      writes: ['lpPerformanceCount'],
      accidental: true
    },
    QueryPerformanceFrequency: {
      says: 'Answers how often the performance counter counts in a second.',
      header: 'profileapi.h',
      writes: ['lpFrequency'],
      accidental: true
    },
    GetSystemDirectoryA: { says: 'Answers the path of the system directory.', writes: ['lpBuffer'] },
    GetSystemDirectoryW: { says: 'Answers the path of the system directory.', writes: ['lpBuffer'] },
    GetWindowsDirectoryW: { says: 'Answers the path of the Windows directory.', writes: ['lpBuffer'] },
    GetWindowsDirectoryA: { says: 'Answers the path of the Windows directory.', writes: ['lpBuffer'] }
  }
}

/** What a parameter's number stands for, by the name Microsoft gave the parameter and, where that is not enough, by function. */
export type FlagKind = 'allocationType' | 'freeType' | 'protection' | 'processAccess' | 'fileMap' | 'section'

const byParameter: Readonly<Record<string, FlagKind>> = {
  flAllocationType: 'allocationType',
  AllocationType: 'allocationType',
  dwFreeType: 'freeType',
  flProtect: 'protection',
  flNewProtect: 'protection',
  PageProtection: 'protection'
}

const byFunction: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  OpenProcess: { dwDesiredAccess: 'processAccess' },
  MapViewOfFile: { dwDesiredAccess: 'fileMap' },
  MapViewOfFileEx: { dwDesiredAccess: 'fileMap' },
  OpenFileMappingA: { dwDesiredAccess: 'fileMap' },
  OpenFileMappingW: { dwDesiredAccess: 'fileMap' },
  CreateFileMappingA: { flProtect: 'section' },
  CreateFileMappingW: { flProtect: 'section' }
}

export function flagKindOf(functionName: string, parameter: string): FlagKind | null {
  return byFunction[functionName]?.[parameter] ?? byParameter[parameter] ?? null
}

/** Functions whose result is the address of something new, with the parameter that says its size. */
const allocators: Readonly<Record<string, string>> = {
  VirtualAlloc: 'dwSize',
  VirtualAllocEx: 'dwSize',
  VirtualAlloc2: 'Size',
  MapViewOfFile: 'dwNumberOfBytesToMap',
  MapViewOfFileEx: 'dwNumberOfBytesToMap',
  MapViewOfFile3: 'ViewSize',
  HeapAlloc: 'dwBytes',
  HeapReAlloc: 'dwBytes',
  LocalAlloc: 'uBytes',
  GlobalAlloc: 'dwBytes'
}

/** The parameter that says the new thing's size, or null for a function that makes nothing. */
export function sizeParameterOf(functionName: string): string | null {
  return allocators[functionName] ?? null
}

/** Functions that end what an address leads to, with the parameter that is the address. */
const releasers: Readonly<Record<string, string>> = {
  VirtualFree: 'lpAddress',
  VirtualFreeEx: 'lpAddress',
  UnmapViewOfFile: 'lpBaseAddress',
  UnmapViewOfFile2: 'BaseAddress',
  HeapFree: 'lpMem',
  LocalFree: 'hMem',
  GlobalFree: 'hMem'
}

export function releasedParameterOf(functionName: string): string | null {
  return releasers[functionName] ?? null
}

/** Functions whose answer is another on every machine or at every moment: never compared. */
const accidental = new Set([
  'GetTickCount',
  'GetTickCount64',
  'QueryPerformanceCounter',
  'QueryPerformanceFrequency',
  'GetSystemTimeAsFileTime',
  'GetTempPathA',
  'GetTempPathW',
  'GetTempFileNameA',
  'GetTempFileNameW',
  'GetCurrentProcessId',
  'GetCurrentThreadId',
  'GetProcessId',
  'GetThreadId',
  'GetCurrentThreadStackLimits',
  'GetProcessIdOfThread',
  'TlsAlloc',
  'FlsAlloc',
  'SwitchToThread',
  'GetModuleFileNameA',
  'GetModuleFileNameW',
  'GetProcessMemoryInfo',
  'K32GetProcessMemoryInfo',
  'GlobalMemoryStatusEx',
  'GetCommandLineA',
  'GetCommandLineW',
  'SetLastError'
])

/** Whether the function's answers depend on the moment or on the computer, not on what the program did. */
export function answersByAccident(functionName: string): boolean {
  return accidental.has(functionName)
}

/** Functions that say by another value than 0 that they failed; null for those that cannot fail. */
const failures: Readonly<Record<string, 'nonzero' | 'all-ones' | 'never'>> = {
  OfferVirtualMemory: 'nonzero',
  ReclaimVirtualMemory: 'nonzero',
  DiscardVirtualMemory: 'nonzero',
  GetWriteWatch: 'nonzero',
  ResetWriteWatch: 'nonzero',
  CreateFileA: 'all-ones',
  CreateFileW: 'all-ones',
  HeapSize: 'all-ones',
  SetFilePointer: 'all-ones',
  GetFileSize: 'all-ones',
  LocalFree: 'nonzero',
  GlobalFree: 'nonzero',
  GetLastError: 'never',
  GetTickCount: 'never',
  GetTickCount64: 'never',
  GetCurrentProcess: 'never',
  GetCurrentThread: 'never',
  GetCurrentProcessId: 'never',
  GetCurrentThreadId: 'never',
  WaitForSingleObject: 'all-ones',
  WaitForSingleObjectEx: 'all-ones',
  WaitForMultipleObjects: 'all-ones',
  WaitForMultipleObjectsEx: 'all-ones',
  SignalObjectAndWait: 'all-ones',
  SuspendThread: 'all-ones',
  ResumeThread: 'all-ones',
  TlsAlloc: 'all-ones',
  FlsAlloc: 'all-ones',
  TlsGetValue: 'never',
  FlsGetValue: 'never',
  SleepEx: 'never',
  SwitchToThread: 'never',
  TryEnterCriticalSection: 'never',
  TryAcquireSRWLockExclusive: 'never',
  TryAcquireSRWLockShared: 'never',
  GetThreadPriority: 'never'
}

/** Whether a result says that the call failed. `bits` is the width of the result in bits; 0 for void. */
export function saysFailure(functionName: string, result: bigint, bits: number): boolean {
  if (bits === 0) return false
  const value = BigInt.asUintN(bits, result)
  switch (failures[functionName]) {
    case 'never':
      return false
    case 'nonzero':
      return value !== 0n
    case 'all-ones':
      return value === BigInt.asUintN(bits, -1n)
    default:
      return value === 0n
  }
}

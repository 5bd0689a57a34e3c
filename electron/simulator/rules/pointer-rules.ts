import type { RuleTable } from './rule-table'

/** Pointers and sizes of buffers that functions are given. */
export const pointerRules = {
  'kernel-reads-what-is-readable': {
    source: 'Microsoft, System Error Codes (ERROR_NOACCESS)'
  },
  'kernel-writes-where-it-can': {
    source:
      'Microsoft, System Error Codes (ERROR_NOACCESS); Conformance private/write-watch-refuses-bad-arguments'
  },
  'query-needs-room-for-its-answer': {
    source: 'Microsoft, VirtualQuery (dwLength); Conformance more/private/query-needs-room-for-the-answer'
  },
  'query-ends-with-the-address-space': {
    source: 'Microsoft, VirtualQuery (lpAddress); Conformance private/walk-the-whole-address-space'
  },
  'read-process-memory-needs-readable-pages': {
    source:
      'Microsoft, ReadProcessMemory (lpBaseAddress); Conformance more/private/read-process-memory-is-all-or-failure'
  },
  'write-process-memory-needs-committed-pages': {
    source:
      'Microsoft, WriteProcessMemory (lpBaseAddress); Conformance more/private/write-process-memory-across-pages'
  },
  'write-process-memory-needs-writable-pages': {
    source: 'Microsoft, WriteProcessMemory (lpBaseAddress); Conformance private/write-process-memory'
  },
  'memory-status-knows-its-size': {
    source: 'Microsoft, MEMORYSTATUSEX (dwLength); Conformance process/global-memory-status'
  },
  'performance-information-needs-a-whole-record': {
    source: 'Microsoft, GetPerformanceInfo (cb); Conformance process/memory-info-arguments'
  },
  'installed-memory-needs-a-place': {
    source: 'Microsoft, GetPhysicallyInstalledSystemMemory (TotalMemoryInKilobytes)'
  },
  'region-information-is-of-a-known-class': {
    source: 'Microsoft, QueryVirtualMemoryInformation (MemoryInformationClass)'
  },
  'region-information-needs-a-whole-record': {
    source: 'Microsoft, QueryVirtualMemoryInformation (MemoryInformationSize)'
  },
  'region-information-needs-an-allocation': {
    source: 'Conformance more/process/region-information-of-allocations'
  },
  'range-stands-in-two-variables': {
    source: 'Microsoft, NtAllocateVirtualMemory (BaseAddress, RegionSize)'
  },
  'information-needs-a-whole-record': {
    source: 'Microsoft, NtQueryVirtualMemory (MemoryInformationLength)'
  },
  'memory-information-class-is-known': {
    source: 'Microsoft, NtQueryVirtualMemory (MemoryInformationClass)'
  },
  'system-information-class-is-known': {
    source: 'Microsoft, NtQuerySystemInformation (SystemInformationClass)'
  }
} as const satisfies RuleTable

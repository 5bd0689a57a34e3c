import type { RuleTable } from './rule-table'

/** VirtualAlloc, VirtualAllocEx, VirtualAlloc2 and VirtualFree. */
export const allocationRules = {
  'size-is-above-zero': { source: 'Conformance private/sizes-zero-and-too-large' },
  'addresses-end-at-128-tib': {
    source:
      'Microsoft, Memory Limits for Windows and Windows Server Releases; Conformance process/address-space-limits'
  },
  'first-64-kib-stay-free': {
    source:
      'Microsoft, SYSTEM_INFO (lpMinimumApplicationAddress); Conformance process/access-violation-by-address'
  },
  'allocation-type-is-known': {
    source:
      'Microsoft, VirtualAlloc (flAllocationType); Conformance private/allocation-types-that-are-refused'
  },
  'allocation-type-says-what-to-do': {
    source:
      'Microsoft, VirtualAlloc (flAllocationType); Conformance private/allocation-types-that-are-refused'
  },
  'reset-stands-alone': {
    source: 'Microsoft, VirtualAlloc (MEM_RESET); Conformance private/allocation-types-that-are-refused'
  },
  'reset-undo-stands-alone': {
    source: 'Microsoft, VirtualAlloc (MEM_RESET_UNDO); Conformance private/allocation-types-that-are-refused'
  },
  'reset-contents-may-be-gone': { source: 'Microsoft, VirtualAlloc (MEM_RESET_UNDO)' },
  'reset-needs-paging-file-memory': { source: 'Microsoft, VirtualAlloc (MEM_RESET)' },
  'write-watch-needs-reserve': {
    source: 'Microsoft, VirtualAlloc (MEM_WRITE_WATCH); Conformance private/allocation-types-that-are-refused'
  },
  'physical-goes-with-reserve-alone': {
    source: 'Microsoft, VirtualAlloc (MEM_PHYSICAL); Conformance private/allocation-types-that-are-refused'
  },
  'physical-memory-is-mapped-not-committed': { source: 'Microsoft, VirtualAlloc (MEM_PHYSICAL)' },
  'large-pages-need-a-privilege': {
    source: 'Microsoft, Large-Page Support; Conformance private/allocation-types-that-are-refused'
  },
  'allocation-needs-a-free-range': { source: 'Conformance private/sizes-zero-and-too-large' },
  'reservation-needs-free-addresses': {
    source: 'Microsoft, VirtualAlloc (Remarks); Conformance private/occupied-addresses-are-refused'
  },
  'pages-belong-to-an-allocation': {
    source: 'Microsoft, VirtualAlloc (MEM_COMMIT); Conformance private/commit-needs-a-reservation'
  },
  'range-stays-in-one-allocation': {
    source:
      'Microsoft, VirtualProtect (lpAddress); Conformance more/private/neighbours-are-not-one-allocation'
  },
  'commit-charge-stays-below-the-limit': {
    source: 'Microsoft, PERFORMANCE_INFORMATION (CommitLimit); Microsoft, VirtualAlloc (MEM_COMMIT)'
  },
  'free-type-is-decommit-or-release': {
    source: 'Microsoft, VirtualFree (dwFreeType); Conformance private/free-types-that-are-refused'
  },
  'release-takes-size-zero': {
    source: 'Microsoft, VirtualFree (dwSize); Conformance private/release-takes-base-and-size-zero'
  },
  'size-zero-needs-the-base': {
    source: 'Microsoft, VirtualFree (dwSize); Conformance private/decommit-covers-every-page-touched'
  },
  'freeing-needs-an-allocation': {
    source: 'Microsoft, VirtualFree (lpAddress); Conformance private/release-takes-base-and-size-zero'
  },
  'freeing-stays-in-one-allocation': {
    source: 'Microsoft, VirtualFree (MEM_DECOMMIT); Conformance private/decommit-range-rules'
  },
  'views-are-unmapped-not-freed': { source: 'Conformance sections/view-memory-is-not-virtualallocs' },
  'numa-node-is-there': {
    source: 'Microsoft, VirtualAllocExNuma (nndPreferred)'
  },
  'zero-bits-are-21-or-a-mask': {
    source:
      'Microsoft, NtAllocateVirtualMemory (ZeroBits); Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemory)'
  }
} as const satisfies RuleTable

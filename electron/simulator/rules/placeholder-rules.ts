import type { RuleTable } from './rule-table'

/** Placeholders and the extended parameters of VirtualAlloc2 and its kin. */
export const placeholderRules = {
  'placeholders-need-virtualalloc2': {
    source:
      'Microsoft, VirtualAlloc2 (MEM_RESERVE_PLACEHOLDER); Conformance private/placeholder-is-a-reservation'
  },
  'placeholder-is-reserved-without-access': {
    source:
      'Microsoft, VirtualAlloc2 (MEM_RESERVE_PLACEHOLDER); Conformance private/placeholder-is-a-reservation'
  },
  'replacing-names-the-placeholder': {
    source:
      'Microsoft, VirtualAlloc2 (MEM_REPLACE_PLACEHOLDER); Conformance private/placeholder-is-a-reservation'
  },
  'replacement-fits-its-placeholder': {
    source:
      'Microsoft, VirtualAlloc2 (MEM_REPLACE_PLACEHOLDER); Conformance private/placeholder-is-a-reservation'
  },
  'placeholder-is-replaced-before-use': {
    source:
      'Microsoft, VirtualAlloc2 (MEM_RESERVE_PLACEHOLDER); Conformance private/placeholder-is-a-reservation'
  },
  'placeholder-flags-go-with-release': {
    source: 'Microsoft, VirtualFree (dwFreeType); Conformance private/free-types-that-are-refused'
  },
  'whole-placeholders-are-joined': {
    source:
      'Microsoft, VirtualFree (MEM_COALESCE_PLACEHOLDERS); Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx); Conformance private/placeholder-becomes-private-memory'
  },
  'splitting-takes-a-part-of-a-placeholder': {
    source:
      'Microsoft, VirtualFree (MEM_PRESERVE_PLACEHOLDER); Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx)'
  },
  'only-replaced-placeholders-come-back': {
    source:
      'Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx); Microsoft, VirtualFree (MEM_PRESERVE_PLACEHOLDER)'
  },
  'address-requirements-go-with-null': {
    source: 'Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx_address_requirements)'
  },
  'placeholder-flags-need-a-size': {
    source: 'Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx)'
  },
  'extended-parameters-are-given-once': {
    source:
      'Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx); Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx_address_requirements)'
  },
  'extended-parameters-are-possible': { source: 'Microsoft, MEM_EXTENDED_PARAMETER (Type)' },
  'address-requirements-are-possible': {
    source:
      'Microsoft, MEM_ADDRESS_REQUIREMENTS; Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx_address_requirements)'
  },
  'extended-parameters-are-known': {
    source:
      'Wine, dlls/ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx_address_requirements); Microsoft, MEM_EXTENDED_PARAMETER (Type)'
  }
} as const satisfies RuleTable

import type { RuleTable } from './rule-table'

/** MapViewOfFile and its kin, UnmapViewOfFile, FlushViewOfFile. */
export const viewRules = {
  'view-starts-at-64-kib': {
    source: 'Microsoft, MapViewOfFile (dwFileOffsetLow); Conformance sections/view-at-a-chosen-address'
  },
  'view-in-a-placeholder-starts-at-a-page': {
    source: 'Conformance sections/placeholder-view-needs-only-page-alignment'
  },
  'view-access-is-within-the-sections': {
    source: 'Microsoft, MapViewOfFile (dwDesiredAccess)'
  },
  'view-stays-inside-its-section': { source: 'Conformance sections/view-offset-and-size-inside-the-section' },
  'only-sections-are-write-combined': {
    source: 'Microsoft, Memory Protection Constants (PAGE_WRITECOMBINE)'
  },
  'view-needs-free-addresses': {
    source: 'Microsoft, MapViewOfFileEx (lpBaseAddress); Conformance sections/view-at-a-chosen-address'
  },
  'file-views-have-nothing-to-commit': {
    source: 'Microsoft, VirtualAlloc (MEM_COMMIT); Conformance sections/view-memory-is-not-virtualallocs'
  },
  'unmapping-needs-a-view': {
    source:
      'Microsoft, UnmapViewOfFile (lpBaseAddress); Conformance sections/placeholder-becomes-a-view-and-back'
  },
  'unmap-flags-are-known': {
    source:
      'Microsoft, UnmapViewOfFile2 (UnmapFlags); Conformance sections/placeholder-becomes-a-view-and-back'
  },
  'mapping-type-is-known': { source: 'Microsoft, MapViewOfFile3 (AllocationType)' },
  'flushing-stays-inside-a-view': {
    source:
      'Microsoft, FlushViewOfFile (lpBaseAddress); Conformance more/sections/memory-functions-refuse-what-is-not-theirs'
  },
  'image-needs-a-free-place': { source: 'Microsoft, PE Format (ImageBase)' },
  'fixed-image-needs-its-own-place': { source: 'Microsoft, PE Format (IMAGE_FILE_RELOCS_STRIPPED)' },
  'native-mapping-is-known': {
    source:
      'Microsoft, NtMapViewOfSection (InheritDisposition, AllocationType); Wine, dlls/ntdll/tests/virtual.c (test_NtMapViewOfSection)'
  }
} as const satisfies RuleTable

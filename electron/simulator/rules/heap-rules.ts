import type { RuleTable } from './rule-table'

/** Heaps, and the blocks of GlobalAlloc and LocalAlloc. */
export const heapRules = {
  'heap-handle-is-a-heap': {
    source: 'Microsoft, HeapAlloc (hHeap)'
  },
  'heap-starts-below-its-maximum': { source: 'Microsoft, HeapCreate (dwInitialSize, dwMaximumSize)' },
  'heap-fits-the-address-space': { source: 'Microsoft, HeapCreate (dwMaximumSize)' },
  'process-heap-stays': {
    source: 'Microsoft, HeapDestroy (hHeap); Conformance process/heap-create-and-destroy'
  },
  'heap-block-needs-memory': {
    source:
      'Microsoft, HeapAlloc (Return value); Conformance process/heap-realloc; Conformance more/process/heap-failures-and-their-errors'
  },
  'heap-block-belongs-to-its-heap': {
    source: 'Microsoft, HeapFree (lpMem); Conformance process/heap-free-and-validate'
  },
  'heap-header-is-intact': {
    source:
      'Microsoft, HeapValidate (Remarks); Microsoft, HeapSetInformation (HeapEnableTerminationOnCorruption)'
  },
  'heap-realloc-needs-a-block': {
    source: 'Microsoft, HeapReAlloc (lpMem); Conformance process/heap-realloc'
  },
  'heap-walk-ends': { source: 'Microsoft, HeapWalk (Remarks); Conformance process/heap-walk' },
  'full-heap-compacts-to-zero': { source: 'Microsoft, HeapCompact (Return value)' },
  'global-handle-is-in-use': {
    source: 'Microsoft, Global and Local Functions; Conformance process/global-alloc-moveable'
  },
  'global-block-needs-memory': { source: 'Microsoft, GlobalAlloc (Return value)' },
  'discarded-memory-cannot-be-locked': {
    source: 'Microsoft, GlobalLock (Return value); Conformance process/global-alloc-moveable'
  },
  'discarded-memory-has-no-size': {
    source: 'Microsoft, GlobalSize (Return value); Conformance process/global-alloc-moveable'
  },
  'empty-block-has-size-zero': { source: 'Conformance process/local-alloc' },
  'global-unlock-needs-a-lock': {
    source: 'Microsoft, GlobalUnlock (Remarks); Conformance process/global-alloc-moveable'
  },
  'fixed-memory-has-no-locks': { source: 'Microsoft, LocalUnlock; Conformance process/local-alloc' },
  'last-unlock-answers-zero': {
    source: 'Microsoft, GlobalUnlock (Return value); Conformance process/global-alloc-moveable'
  },
  'heap-summary-knows-its-size': {
    source: 'Microsoft, HeapSummary'
  },
  'heap-information-class-is-known': {
    source: 'Microsoft, HeapQueryInformation (HeapInformationClass)'
  },
  'heap-information-needs-room': {
    source: 'Microsoft, HeapQueryInformation (HeapInformationLength)'
  },
  'locked-memory-is-not-discarded': {
    source: 'Microsoft, GlobalDiscard; Conformance more/process/moveable-blocks-and-their-flags'
  }
} as const satisfies RuleTable

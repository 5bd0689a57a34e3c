import type { RuleTable } from './rule-table'

/** Threads, their stacks and their own values. */
export const threadRules = {
  'thread-creation-flags-are-known': { source: 'Microsoft, CreateThread (dwCreationFlags)' },
  'threads-fit-in-virtual-memory': { source: 'Microsoft, CreateThread (Remarks)' },
  'ended-thread-cannot-be-changed': {
    source: 'Wine, dlls/kernel32/tests/thread.c (test_SuspendThread)'
  },
  'suspensions-are-counted-to-127': { source: 'Microsoft, SuspendThread (Remarks)' },
  'thread-priority-is-known': { source: 'Microsoft, SetThreadPriority (nPriority)' },
  'stack-guarantee-fits-the-stack': {
    source: 'Microsoft, SetThreadStackGuarantee (StackSizeInBytes); Conformance process/stack-guarantee'
  },
  'thread-local-indexes-are-limited': { source: 'Microsoft, Thread Local Storage' },
  'thread-local-index-is-allocated': {
    source: 'Microsoft, TlsSetValue (dwTlsIndex); Conformance more/threads/thread-local-storage'
  }
} as const satisfies RuleTable

import type { RuleTable } from './rule-table'

/** Objects that threads wait for, and waiting. */
export const waitingRules = {
  'waiting-needs-an-object-that-signals': { source: 'Microsoft, WaitForSingleObject (Remarks)' },
  'waiting-needs-synchronize': { source: 'Microsoft, WaitForSingleObject (hHandle)' },
  'wait-names-1-to-64-objects': {
    source: 'Microsoft, WaitForMultipleObjects (nCount); Conformance more/threads/waiting-for-several'
  },
  'waiting-for-all-names-each-once': {
    source: 'Microsoft, WaitForMultipleObjects (lpHandles); Conformance more/threads/waiting-for-several'
  },
  'wait-ends-with-its-time': {
    source: 'Microsoft, WaitOnAddress (Return value); Conformance more/threads/condition-variables-and-locks'
  },
  'wait-on-address-compares-1-2-4-or-8-bytes': { source: 'Microsoft, WaitOnAddress (AddressSize)' },
  'only-the-owner-releases-a-mutex': {
    source: 'Microsoft, ReleaseMutex (Remarks); Conformance more/threads/mutex-abandoned'
  },
  'semaphore-count-is-within-its-maximum': {
    source:
      'Microsoft, CreateSemaphore (lInitialCount, lMaximumCount); Conformance more/threads/semaphore-counts'
  },
  'semaphore-is-released-by-more-than-zero': { source: 'Microsoft, ReleaseSemaphore (lReleaseCount)' },
  'semaphore-never-exceeds-its-maximum': {
    source: 'Microsoft, ReleaseSemaphore (lReleaseCount); Conformance more/threads/semaphore-counts'
  },
  'signalled-object-is-event-mutex-or-semaphore': {
    source: 'Microsoft, SignalObjectAndWait (hObjectToSignal)'
  },
  'opened-object-is-named': { source: 'Microsoft, Object Names' }
} as const satisfies RuleTable

import type { RuleTable } from './rule-table'

/** VirtualLock, working sets, offered and prefetched memory, write watches. */
export const workingSetRules = {
  'locking-needs-accessible-pages': {
    source: 'Microsoft, VirtualLock (Remarks); Conformance private/lock-and-unlock'
  },
  'locks-fit-the-minimum-working-set': {
    source: 'Microsoft, VirtualLock (Remarks); Conformance private/lock-is-limited-by-the-working-set'
  },
  'unlocking-needs-a-lock': {
    source: 'Microsoft, VirtualUnlock (Remarks); Conformance private/lock-and-unlock'
  },
  'working-set-sizes-are-above-zero': {
    source: 'Microsoft, SetProcessWorkingSetSize (dwMinimumWorkingSetSize, dwMaximumWorkingSetSize)'
  },
  'working-set-minimum-is-below-its-maximum': {
    source:
      'Microsoft, SetProcessWorkingSetSize (dwMinimumWorkingSetSize); Conformance process/virtual-lock-quota'
  },
  'working-set-fits-the-machine': {
    source: 'Microsoft, SetProcessWorkingSetSize (dwMaximumWorkingSetSize, Remarks)'
  },
  'counters-need-a-whole-record': {
    source: 'Microsoft, GetProcessMemoryInfo (cb); Conformance process/memory-info-arguments'
  },
  'working-set-records-are-whole': {
    source: 'Microsoft, QueryWorkingSetEx (cb)'
  },
  'offer-priority-is-known': { source: 'Microsoft, OfferVirtualMemory (Priority)' },
  'offered-memory-is-whole-pages': { source: 'Microsoft, OfferVirtualMemory (VirtualAddress)' },
  'offered-memory-is-private-and-writable': {
    source: 'Microsoft, DiscardVirtualMemory (Remarks); Conformance private/offer-reclaim-discard'
  },
  'reclaimed-contents-may-be-gone': { source: 'Microsoft, ReclaimVirtualMemory (Return value)' },
  'prefetch-flags-are-zero': {
    source: 'Microsoft, PrefetchVirtualMemory (Flags)'
  },
  'prefetch-needs-ranges': {
    source: 'Microsoft, PrefetchVirtualMemory (NumberOfEntries); Conformance private/prefetch-is-only-a-hint'
  },
  'write-watch-needs-room-for-an-address': {
    source: 'Microsoft, GetWriteWatch (lpdwCount); Conformance private/write-watch-refuses-bad-arguments'
  },
  'write-watch-flags-are-known': {
    source: 'Microsoft, GetWriteWatch (dwFlags); Conformance private/write-watch-refuses-bad-arguments'
  },
  'only-watched-memory-remembers-writes': {
    source: 'Microsoft, GetWriteWatch (lpBaseAddress); Conformance private/write-watch-refuses-bad-arguments'
  },
  'working-set-list-needs-room': {
    source: 'Microsoft, QueryWorkingSet (cb)'
  },
  'memory-notification-is-low-or-high': {
    source: 'Microsoft, CreateMemoryResourceNotification (NotificationType)'
  },
  'lock-type-is-process-or-system': {
    source: 'Conformance more/native/locking-and-flushing-ranges'
  },
  'working-set-flags-do-not-contradict': {
    source: 'Microsoft, SetProcessWorkingSetSizeEx (Flags)'
  }
} as const satisfies RuleTable

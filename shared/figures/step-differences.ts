import type { Difference } from './differences'

/** What people mix up about steps, errors, exceptions and the signs of pages, and the difference in one line. */
export const stepDifferences: readonly Difference[] = [
  ['step', 'moment', 'A step is one statement; between A and B there may be many.'],
  ['step', 'made-by-line', 'A line can run in many steps; each step runs one line.'],
  [
    'changed-by-line',
    'made-by-line',
    'The line that made the allocation stays; the one that changed a region last moves on.'
  ],
  ['moment', 'sign-new', 'The signs compare with the step before, unless all changes since A are marked.'],
  ['last-error', 'exception', 'An error is what a call leaves behind; an exception interrupts the program.'],
  ['last-error', 'event-call-failed', 'The mark says that a call failed, the last error why.'],
  [
    'exception',
    'faults',
    'Windows settles most page faults unseen; only what it cannot settle becomes an exception.'
  ],
  [
    'exception',
    'access-violation',
    'An access violation is one exception of many, with the code 0xC0000005.'
  ],
  [
    'stack-overflow',
    'page-guard',
    'A stack’s guard page moves on as the stack grows; an overflow is when it no longer can.'
  ],
  [
    'stack-overflow',
    'type-stack',
    'A stack has a size reserved from the start; overflow is that size used up.'
  ],
  [
    'in-page-error',
    'access-violation',
    'The access was allowed, but the disk failed; an access violation was never allowed.'
  ],
  ['in-page-error', 'fault-hard', 'A hard fault reads the page; an in-page error is a read that failed.'],
  ['check', 'event-call-failed', 'A CHECK is the program’s own claim; a failed call is Windows’ answer.'],
  ['event-map', 'event-unmap', 'Mapping brings a view into the address space, unmapping takes it out.'],
  ['event-map', 'view', 'The event is the step in which the view came.'],
  ['event-region-changed', 'sign-other', 'The timeline marks the step, the table what changed in it.'],
  [
    'event-region-changed',
    'fault-demand-zero',
    'A first touch brings a page in; VirtualQuery’s answer stays the same.'
  ],
  ['event-output', 'event-region-changed', 'Output is what the program wrote, not what it did to memory.'],
  ['odd-region', 'evidence', 'The rule says what is odd, the evidence how seldom that is innocent.'],
  [
    'odd-region',
    'PAGE_EXECUTE_READWRITE',
    'Write and execute at once is what the best-known rule looks for.'
  ],
  ['odd-region', 'page-copied', 'A copied page in an image’s code is odd, in its data it is usual.'],
  ['cr3', 'pxe', 'CR3 leads to the highest table, a PXE is an entry of it.'],
  ['cr3', 'pfn', 'CR3 holds the PFN of one table; every frame has a PFN.'],
  ['cr3', 'process-id', 'Each process has tables of its own: CR3 chooses whose addresses these are.'],
  ['touch', 'faults', 'Touch says which fault would come; the counter says how many came.'],
  ['touch', 'protect', 'Protect says what is allowed; what happens also depends on where the page is.'],
  ['frame-unknown', 'pfn', 'The PFN exists on Windows too; a program is not told it.'],
  [
    'frame-unknown',
    'share-count',
    'QueryWorkingSetEx tells how many share the frame, not which frame it is.'
  ],
  [
    'shared-in-memory',
    'shared-ws',
    'Shared WS is of one process, whoever the others are; this is of one pair.'
  ],
  ['shared-in-memory', 'size', 'The views may be larger: only pages that both have in memory count.'],
  ['distance', 'size', 'The distance is between the beginnings of two regions, the size is of one.'],
  ['sign-page-new', 'sign-new', '▲ in the table is a new region, ▲ at a page says that it came into memory.'],
  ['sign-page-new', 'fault-demand-zero', 'Most pages come into memory by a demand-zero fault.'],
  ['sign-page-gone', 'paging-trimmed', 'A page that was trimmed left the working set in this way.'],
  [
    'sign-page-gone',
    'page-transition',
    'Out of the working set is not out of memory: the page may be in transition.'
  ],
  [
    'sign-page-gone',
    'sign-gone',
    '▼ at a page leaves the region as it is; ▼ in the table takes the region away.'
  ],
  ['sign-page-copied', 'page-copied', '✂ marks the step that copied; Copied holds from then on.'],
  ['sign-page-copied', 'sign-page-moved', '✂ is a copy of its own, ◆ the same page in another frame.'],
  ['sign-page-moved', 'paging-repurposed', 'A page whose frame was repurposed comes back in another one.'],
  [
    'sign-page-written',
    'page-dirty',
    '✎ marks the step of the first write; Dirty holds until the page is saved.'
  ],
  [
    'ERROR_INVALID_ADDRESS',
    'ERROR_INVALID_PARAMETER',
    '487: the range is not what the call needs; 87: an argument could never be right.'
  ],
  [
    'ERROR_INVALID_PARAMETER',
    'MEM_RELEASE',
    'MEM_RELEASE with a size other than 0 is the best-known way to get 87.'
  ],
  [
    'ERROR_INVALID_ADDRESS',
    'ERROR_NOACCESS',
    '487: the range is taken or not reserved; 998: the pages do not allow the access.'
  ],
  [
    'ERROR_NOACCESS',
    'access-violation',
    'The same refusal: inside a call it is an error, in the program’s own code an exception.'
  ],
  [
    'ERROR_COMMITMENT_LIMIT',
    'ERROR_NOT_ENOUGH_MEMORY',
    '1455: the machine has no commit left; 8: no memory or no large enough range of addresses.'
  ],
  ['ERROR_COMMITMENT_LIMIT', 'commit-limit', 'The error is what a call gets that would go beyond the limit.'],
  [
    'ERROR_WORKING_SET_QUOTA',
    'working-set-minimum',
    'VirtualLock locks only so many pages as the minimum leaves room for.'
  ],
  [
    'ERROR_WORKING_SET_QUOTA',
    'ERROR_COMMITMENT_LIMIT',
    '1453 is about pages held in memory, 1455 about promised backing.'
  ],
  ['ERROR_NOT_LOCKED', 'page-locked', 'VirtualUnlock of a page that is not locked gets this error.'],
  [
    'ERROR_ALREADY_EXISTS',
    'section',
    'CreateFileMapping opens the section of that name and succeeds, with this last error.'
  ],
  [
    'ERROR_INVALID_HANDLE',
    'section-handles',
    'A handle that was closed no longer names the section, though its views remain.'
  ],
  [
    'ERROR_ACCESS_DENIED',
    'ERROR_PRIVILEGE_NOT_HELD',
    '5: this object refuses; 1314: the user lacks a privilege, whatever the object.'
  ],
  ['ERROR_PRIVILEGE_NOT_HELD', 'large-page', 'Large pages need SeLockMemoryPrivilege.'],
  ['ERROR_MAPPED_ALIGNMENT', 'granule', 'The offset and address of a view are multiples of the granularity.'],
  [
    'ERROR_PARTIAL_COPY',
    'ERROR_NOACCESS',
    '299: ReadProcessMemory met a page that refuses; 998: nothing could be done at all.'
  ],
  ['ERROR_USER_MAPPED_FILE', 'type-mapped-file', 'While a view shows the file, its end cannot be cut off.']
]

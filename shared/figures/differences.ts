import { constantDifferences } from './constant-differences'
import { stepDifferences } from './step-differences'

/** What people mix up, and the difference in one line. Each pair stands once and is shown with both. */
export type Difference = readonly [one: string, other: string, line: string]

const ofFigures: readonly Difference[] = [
  ['size', 'committed', 'Size counts addresses, Committed only those with backing.'],
  ['committed', 'private', 'Committed counts views and images too; Private only what cannot be shared.'],
  [
    'private',
    'total-ws',
    'Private is a promise of backing; Total WS is what is in RAM now, shared pages included.'
  ],
  ['size', 'total-ws', 'Size is address space; Total WS is what of it is in RAM now.'],
  ['size', 'private', 'Size may be reserved or shared; Private is committed and this process’s alone.'],
  [
    'committed',
    'total-ws',
    'Committed pages have backing promised; only those touched come into the working set.'
  ],
  [
    'committed',
    'reserved',
    'Reserved takes addresses only; Committed has backing: a file’s, or RAM and page file, which counts against the commit limit.'
  ],
  ['size', 'reserved', 'Size is all of it; Reserved is the part without backing.'],
  [
    'reserved',
    'state-free',
    'Both fault when touched; reserved addresses are taken, free ones can still be had.'
  ],
  ['private', 'private-ws', 'Private is promised; Private WS is the part of it that is in RAM now.'],
  ['total-ws', 'private-ws', 'Total WS counts shared pages too, Private WS does not.'],
  [
    'private-ws',
    'shareable-ws',
    'Private WS has Shared = 0, Shareable WS has Shared = 1; together they are Total WS.'
  ],
  ['shareable-ws', 'shared-ws', 'Shareable could be shared; Shared WS is shared with somebody now.'],
  ['total-ws', 'shareable-ws', 'Shareable WS is the part of Total WS that comes from sections.'],
  ['shared-ws', 'share-count', 'Shared WS counts pages; ShareCount says of one page how many share it.'],
  ['locked-ws', 'total-ws', 'Locked WS is the part of Total WS that cannot be trimmed.'],
  ['locked-ws', 'committed', 'Committed pages may be paged out; locked ones may not.'],
  [
    'total-ws',
    'working-set',
    'The same pages: Total WS by region or type, the working set of the whole process.'
  ],
  ['blocks', 'largest', 'Blocks says how many pieces there are, Largest how big the biggest is.'],
  ['largest', 'size', 'Size adds all pieces up; an allocation must fit into one, so into Largest.'],
  ['page', 'granule', 'States and protections go by pages of 4 K, addresses of allocations by 64 K.'],
  ['page', 'frame', 'A page is a piece of an address space, a frame the piece of RAM that may hold it.'],
  [
    'page',
    'large-page',
    'A page is 4 K and found through a PTE, a large page 2 MiB and found through a PDE.'
  ],
  [
    'granule',
    'type-unusable',
    'Because allocations begin at multiples of 64 K, what a short one leaves over is Unusable.'
  ],
  [
    'region',
    'allocation',
    'An allocation is what one call made; VirtualProtect or commits split it into regions.'
  ],
  ['region', 'page', 'A region is a run of pages that are alike.'],
  ['allocation', 'vad', 'The allocation is what a program sees, the VAD is Windows’ record of it.'],
  [
    'allocation',
    'view',
    'VirtualAlloc makes an allocation of private memory, MapViewOfFile one that is a view.'
  ],
  [
    'address',
    'allocation-base',
    'Address is where this region begins, AllocationBase where its allocation does.'
  ],
  ['address', 'virtual-address', 'Any byte has an address; the column shows that of the region’s first one.'],
  [
    'address',
    'page-number',
    'An address counts bytes, a page number counts pages: it has three hexadecimal digits fewer.'
  ],
  ['allocation-base', 'allocation', 'AllocationBase is the address by which the allocation is freed.'],
  [
    'protect',
    'allocation-protect',
    'Protect is what holds now; Initial is what the allocation was made with, and stays.'
  ],
  ['state', 'type', 'State says whether there is backing, Type what kind.'],
  ['state', 'protect', 'State says whether there is anything to touch, Protect which touches are allowed.'],
  [
    'protect',
    'page-guard',
    'PAGE_GUARD goes with a protection and is gone after one touch; the protection stays.'
  ],
  ['type', 'use', 'Type is what Windows says, Use is what one can conclude.'],
  ['allocation-protect', 'made-by-line', 'The line that made the allocation chose the initial protection.'],
  ['use', 'made-by-line', 'Use says what for, Line says where in the program.'],
  ['owner', 'made-by-line', 'What was there from before has no line.'],
  ['mixed', 'protect', 'Protect belongs to a region; an allocation of several has none of its own.'],
  [
    'mixed',
    'allocation-protect',
    'An allocation has one initial protection even where its parts differ now.'
  ],
  [
    'type-image',
    'type-mapped-file',
    'Both show a file: an image is laid out and protected as the loader does, a mapped file byte by byte.'
  ],
  [
    'type-mapped-file',
    'type-shareable',
    'Behind a mapped file stands a file, behind Shareable the page file.'
  ],
  [
    'type-shareable',
    'type-private',
    'Other processes can map Shareable; they reach Private Data only with calls such as ReadProcessMemory.'
  ],
  ['type-private', 'type-heap', 'Both are private: a heap manager keeps one, the program itself the other.'],
  [
    'type-heap',
    'type-stack',
    'The program decides when heap blocks go; the stack grows and shrinks with calls.'
  ],
  ['type-stack', 'page-guard', 'The guard page at a stack’s edge is what makes it grow.'],
  ['type-unusable', 'state-free', 'Unusable is free, but no allocation can begin there.'],
  ['type-unusable', 'reserved', 'Nobody reserved Unusable addresses; they are merely left over.'],
  ['type-page-table', 'page-table', 'Page Table is the sum of the memory that page tables take.'],
  ['type-page-table', 'type-private', 'Both are this process’s own; page tables are the kernel’s to write.'],
  [
    'type-image',
    'page-copied',
    'An image’s pages are shared until this process writes one; then that one is copied.'
  ],
  ['state-reserved', 'state-committed', 'Reserved has addresses only, committed has backing as well.'],
  [
    'state-free',
    'state-reserved',
    'Reserved addresses are kept from others; free ones go to the next allocation.'
  ],
  ['state-committed', 'page-valid', 'Committed promises a page; Valid means it is in a frame now.'],
  ['state-committed', 'demand-zero', 'A committed page stays demand-zero until it is touched.'],
  [
    'state-reserved',
    'placeholder',
    'A placeholder is a reservation that can be replaced by memory or a view at once.'
  ],
  ['placeholder', 'view', 'A view can take a placeholder’s place exactly.'],
  [
    'page-valid',
    'page-transition',
    'Both are in a frame: Valid is in the working set, Transition has just left it.'
  ],
  [
    'page-transition',
    'frame-standby',
    'The page is in transition, its frame on the standby (or modified) list.'
  ],
  [
    'page-transition',
    'page-in-page-file',
    'Transition comes back by a soft fault, from the page file it takes a hard one.'
  ],
  ['page-dirty', 'page-accessed', 'Dirty was written; accessed was touched in any way.'],
  ['page-dirty', 'frame-modified', 'A dirty page goes to the modified list when it leaves the working set.'],
  [
    'page-dirty',
    'write-watch',
    'Windows clears Dirty when the page is saved, the program clears the write watch.'
  ],
  ['page-accessed', 'page-valid', 'A valid page need not have been touched lately.'],
  ['share-count', 'shared', 'Shared says that the page can be shared, ShareCount by how many it is.'],
  ['share-count', 'pfn-share-count', 'ShareCount stops at 7; the PFN record counts on.'],
  ['shared', 'page-copied', 'A page of a view has Shared = 1 until it is copied on write.'],
  ['shared', 'private-ws', 'Private WS counts the pages with Shared = 0.'],
  [
    'demand-zero',
    'page-prototype',
    'Private pages begin as demand-zero; pages of views ask their prototype first.'
  ],
  [
    'demand-zero',
    'fault-demand-zero',
    'Demand-zero is a page that was never touched; the fault is its first touch.'
  ],
  [
    'page-prototype',
    'prototype-pte',
    'The page’s own PTE only points to the prototype PTE, which knows where the page is.'
  ],
  ['page-in-page-file', 'page-file-used', 'Each such page takes one page of the page file.'],
  ['copy-on-write', 'page-copied', 'Copy on write is the promise, Copied is that it happened.'],
  [
    'copy-on-write',
    'fault-copy-on-write',
    'The first write to a copy-on-write page is the fault that copies it.'
  ],
  ['copy-on-write', 'PAGE_WRITECOPY', 'PAGE_WRITECOPY is the protection that asks for copy on write.'],
  ['page-guard', 'PAGE_GUARD', 'PAGE_GUARD is the constant; the guard is what it does.'],
  ['page-locked', 'locked-ws', 'Locked WS counts the locked pages.'],
  ['page-locked', 'page-valid', 'A locked page is always valid; a valid page need not be locked.'],
  [
    'page-offered',
    'page-reset',
    'Offered pages cannot be used until reclaimed; reset ones can be used at once.'
  ],
  [
    'page-offered',
    'frame-standby',
    'An offered page may be dropped unsaved; a standby page is saved already.'
  ],
  ['page-reset', 'state-committed', 'Reset pages stay committed: only their contents may go.'],
  [
    'write-watch',
    'page-copied',
    'The watch notes writes by their place; copying gives the writer a page of its own.'
  ],
  ['large-page', 'pde', 'The PDE of a large page names its frames itself.'],
  ['large-page', 'total-ws', 'Windows does not count large pages into the working set.'],
  ['frame', 'pfn', 'The PFN is the number of the frame.'],
  [
    'frame-active',
    'frame-standby',
    'An active frame is in use now, a standby one could be again without the disk.'
  ],
  [
    'frame-active',
    'working-set',
    'Active counts each frame once; working sets count a shared frame in each process.'
  ],
  [
    'frame-standby',
    'frame-free',
    'Standby frames still hold something of use; free ones do not. Both are available.'
  ],
  ['frame-standby', 'frame-modified', 'Standby is saved already; modified must be written first.'],
  ['frame-free', 'frame-zeroed', 'Free may hold old bytes; zeroed holds zeros.'],
  ['frame-free', 'state-free', 'Free frames are RAM that nobody uses; State Free is about addresses.'],
  ['frame-zeroed', 'demand-zero', 'A demand-zero page is given a zeroed frame at its first touch.'],
  ['pfn', 'page-number', 'A PFN counts frames of RAM, a page number pages of an address space.'],
  ['pfn', 'physical-address', 'The physical address is the PFN followed by the offset.'],
  [
    'pfn-share-count',
    'pfn-reference-count',
    'The share count counts PTEs; all of them together are one reference.'
  ],
  ['pfn-reference-count', 'page-locked', 'A lock is one more reason not to give the frame away.'],
  ['pfn-priority', 'standby-by-priority', 'The priority decides which of the eight lists a frame goes to.'],
  [
    'pfn-slot',
    'page-in-page-file',
    'With a slot and a frame the page is in both; in the page file only, it has no frame.'
  ],
  ['pfn-owner', 'pfn-uses', 'The owner is the one entry the frame belongs to; the uses are all that map it.'],
  ['pfn-owner', 'prototype-pte', 'A shared frame is owned by its prototype PTE, not by a process.'],
  ['pfn-uses', 'pfn-share-count', 'The share count is how many uses there are.'],
  ['ram', 'commit-limit', 'RAM is what there is; the commit limit adds the page file to it.'],
  ['ram', 'available', 'Available is the part of RAM that can be had at once.'],
  ['ram-system', 'commit-system', 'System (RAM) is frames in use, commit of the system is backing promised.'],
  ['ram', 'ram-system', 'System is the part of RAM that no program can get.'],
  ['available', 'frame-free', 'Available adds standby and zeroed frames to the free ones.'],
  ['available', 'frame-standby', 'Most of Available is usually standby.'],
  ['standby-by-priority', 'frame-standby', 'The eight lists together are the standby list.'],
  ['commit-total', 'commit-limit', 'The charge may never exceed the limit.'],
  ['commit-total', 'process-commit', 'CommitTotal is of the whole machine, PrivateUsage of one process.'],
  ['commit-total', 'commit-peak', 'The peak is the highest the charge has been.'],
  [
    'commit-total',
    'ram',
    'Commit is promised backing; it can exceed RAM, and RAM can be full with little commit.'
  ],
  ['commit-limit', 'page-file-size', 'A larger page file raises the limit.'],
  [
    'commit-sections',
    'process-commit',
    'Sections are charged to the machine once, not to the processes that map them.'
  ],
  ['commit-system', 'commit-total', 'The system’s commit is a part of the charge.'],
  ['page-file-size', 'page-file-used', 'Size is the room there is, used is what is in it.'],
  [
    'page-file-used',
    'commit-total',
    'Commit is promised and need not be written anywhere; used is what really was written.'
  ],
  ['page-file-peak', 'page-file-used', 'The peak is the most that was used at once.'],
  ['paging-reads', 'paging-pages-read', 'One read can bring several pages.'],
  ['paging-reads', 'fault-hard', 'Each hard fault reads; prefetching reads without a fault.'],
  [
    'paging-page-file-writes',
    'paging-file-writes',
    'Pages without a file go to the page file, pages of mapped files to their files.'
  ],
  ['paging-page-file-writes', 'frame-modified', 'Writing is what turns modified frames into standby ones.'],
  ['paging-file-writes', 'cache-dirty', 'What is not yet on disk is what file writes are still to come for.'],
  [
    'paging-trimmed',
    'paging-repurposed',
    'A trimmed page is still in its frame; a repurposed frame is lost to it.'
  ],
  ['paging-trimmed', 'frame-standby', 'Trimmed pages that are saved go to the standby list.'],
  ['paging-repurposed', 'fault-hard', 'Who needs a repurposed page again pays with a hard fault.'],
  [
    'cache-pages',
    'cache-dirty',
    'Cached pages are all in memory; only the dirty ones are newer than the disk.'
  ],
  ['cache-pages', 'type-mapped-file', 'A view of a file shows the cached pages themselves.'],
  [
    'process-commit',
    'working-set',
    'Commit is promised backing, the working set is what is in RAM, shared pages included.'
  ],
  ['process-commit', 'private', 'The same promise: Private by region or type, Commit of the whole process.'],
  ['process-commit', 'peak-commit', 'The peak is the highest the commit has been.'],
  ['working-set', 'peak-working-set', 'The peak is the largest the working set has been.'],
  ['working-set', 'working-set-minimum', 'The minimum is what Windows tries to leave it.'],
  ['working-set-minimum', 'working-set-maximum', 'Trimming works between these two.'],
  [
    'working-set-maximum',
    'peak-working-set',
    'The maximum is not enforced unless the program asks for it, so the peak may lie above it.'
  ],
  ['faults', 'fault-hard', 'Only hard faults wait for a disk; the rest are quick.'],
  [
    'faults',
    'access-violation',
    'A page fault that Windows can help with is none of the program’s business; else it becomes an access violation.'
  ],
  [
    'fault-demand-zero',
    'fault-soft',
    'Demand-zero makes a new page; soft finds an old one that is still in memory.'
  ],
  ['fault-soft', 'fault-hard', 'Soft finds the page in RAM, hard reads it from a disk.'],
  [
    'fault-copy-on-write',
    'fault-demand-zero',
    'Both give a new private page: one with a copy in it, one with zeros.'
  ],
  ['fault-soft', 'page-transition', 'A touch of a page in transition is a soft fault.'],
  [
    'access-violation',
    'page-guard',
    'A guard hit is another exception and goes through the second time; a violation does not.'
  ],
  [
    'access-violation',
    'state-reserved',
    'A touch of reserved memory is an access violation, though it is allocated.'
  ],
  [
    'process-id',
    'section-handles',
    'A process ID is the same for everyone; a handle means something in its process only.'
  ],
  ['machine-settings', 'ram', 'RAM is one of the settings.'],
  ['machine-settings', 'commit-limit', 'The limit follows from the settings of RAM and page file.'],
  [
    'virtual-address',
    'physical-address',
    'A program uses virtual addresses, RAM has physical ones; the page tables lead from the former to the latter.'
  ],
  ['virtual-address', 'page-number', 'The page number is the address without its offset.'],
  ['virtual-address', 'canonical', 'Of 64 bits only 48 say something; canonical is when the rest agree.'],
  ['offset', 'page-number', 'Page number and offset together are the address.'],
  ['offset', 'physical-address', 'The offset is the same in both addresses.'],
  ['pxe', 'ppe', 'A PXE leads to the table that holds the PPEs.'],
  ['ppe', 'pde', 'A PPE leads to the table that holds the PDEs.'],
  ['pde', 'pte', 'A PDE leads to a page table, its PTEs to pages.'],
  ['pte', 'pfn', 'A valid PTE holds the PFN, and bits that say what is allowed.'],
  ['pte', 'prototype-pte', 'A PTE is of a process, a prototype PTE of a section.'],
  [
    'pte',
    'vad',
    'The PTE says where a page is, the VAD what the range is; PTEs appear when touched, the VAD at once.'
  ],
  ['page-table', 'pte', 'A page table is 512 PTEs.'],
  [
    'pte-letters',
    'protect',
    'The letters say what the processor allows now: a page that is PAGE_WRITECOPY in Protect has C and R here.'
  ],
  ['pte-letters', 'pte-hardware', 'Only hardware PTEs have letters.'],
  ['pte-hardware', 'pte-software', 'Bit 0 tells them apart: the processor reads one, Windows the other.'],
  ['pte-hardware', 'page-valid', 'A page is valid when its PTE is a hardware PTE.'],
  ['pte-software', 'demand-zero', 'Demand-zero is one thing a software PTE can say.'],
  ['vad', 'region', 'A VAD is a whole allocation, a region a part of it that is alike.'],
  ['vad', 'control-area', 'The VAD of a view leads to the control area that its section uses.'],
  [
    'vad-commit',
    'committed',
    'Committed counts pages of any kind, a VAD’s commit only those charged to the process.'
  ],
  ['vad-level', 'vad', 'The level is a matter of the tree, not of the memory.'],
  ['blocks', 'region', 'A block of the summary is an allocation, which can have several regions.'],
  ['section', 'view', 'A section is the memory, a view the addresses at which one sees it.'],
  [
    'section',
    'control-area',
    'Sections of the same file share a control area: one as data, another as an image.'
  ],
  ['section', 'type-image', 'An image is a view of a section of an executable.'],
  ['view', 'type-mapped-file', 'A view of a file’s section is what VMMap calls Mapped File.'],
  ['control-area', 'subsection', 'A control area has one subsection or, for images, several.'],
  ['subsection', 'prototype-pte', 'The prototype PTEs stand in arrays, one a subsection.'],
  ['prototype-pte', 'control-area', 'The prototype PTEs are the control area’s list of pages.'],
  ['section-handles', 'view', 'Closing the handle leaves the views; unmapping the view leaves the handle.'],
  ['section-handles', 'section', 'A section lives while there is a handle or a view.'],
  ['sign-new', 'sign-commit', '▲ is a new region of addresses, ✚ gives backing to one that was reserved.'],
  ['sign-gone', 'sign-decommit', '▼ gives the addresses back, ◇ only the backing.'],
  ['sign-new', 'sign-gone', '▲ came with the shown step, ▼ went with it.'],
  ['sign-commit', 'sign-decommit', '✚ after ◇ gives new pages of zeros: the contents do not come back.'],
  [
    'sign-protect',
    'sign-other',
    'Both are ◆: “protection” changed what is allowed, “changed” anything else.'
  ],
  ['sign-protect', 'protect', 'The column shows what holds now; the step card shows before → after.'],
  ['verdict-same', 'verdict-expected', 'Same is equal by value, as expected is equal by meaning.'],
  ['verdict-expected', 'verdict-different', 'What may differ is ≈, what must not is ✗.'],
  ['verdict-same', 'verdict-different', 'One machine confirms the other, or contradicts it.']
]

/** All pairs; of a figure with many, those that come first here are shown first. */
export const differences: readonly Difference[] = [...ofFigures, ...stepDifferences, ...constantDifferences]

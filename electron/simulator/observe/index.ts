/**
 * Pictures of the memory manager at one moment. Each is a function of an `ObservedMachine` (a kept moment and the
 * machine's settings) and, where it is a process's own, of that process's state; none touches or changes anything. Long lists answer
 * the part that was asked for. What the pictures contain is described in shared/contract/memory-*.ts.
 *
 * | picture                                            | function                            | WinDbg, Sysinternals          |
 * | -------------------------------------------------- | ----------------------------------- | ----------------------------- |
 * | an address, from its bits to its byte              | translate                           | !pte, !vtop                   |
 * | the VAD tree                                       | vadTree                             | !vad                          |
 * | pages of a range, the working set                  | pagesOfRange, workingSet            | !wsle, QueryWorkingSetEx      |
 * | the program's pages, like ones folded              | pageRuns                            |                               |
 * | a process in numbers, the machine in numbers       | processCounters, machineCounters    | VMMap, RAMMap, !vm, !memusage |
 * | the PFN database, by range and by list; who shares | frameRecords                        | !pfn, RAMMap                  |
 * | control areas, sections, views; prototype PTEs     | controlAreas, prototypes            | !ca                           |
 * | handles and object names                           | handleTable                         | !handle, WinObj               |
 * | files and what of them is in memory                | fileList                            | RAMMap's File Summary         |
 * | heaps, their blocks and free runs                  | heapList, heapParts                 | !heap                         |
 * | modules with headers and sections                  | modulesOf                           | !dh, lm                       |
 * | stacks; PEB, TEB, KUSER_SHARED_DATA                | stacksOf, structuresOf              | !teb, !peb                    |
 *
 * How the simulator's page table entries and frames are read stands in page-facts.ts and frame-records.ts alone,
 * its trees of VADs and prototype PTEs in observed-machine.ts;
 * the bits that Windows would have written for them, in entry-bits.ts.
 */
export { processCounters } from './counters'
export { fileList } from './files'
export { handleTable } from './handles'
export { heapList, heapParts } from './heaps'
export { modulesOf } from './images'
export { machineCounters } from './machine-counters'
export { ObservedMachine } from './observed-machine'
export { pageRuns } from './page-runs'
export { pagesOfRange, workingSet } from './pages'
export { frameRecords, type FrameChoice } from './pfn-database'
export { controlAreas, prototypes } from './sections'
export { stacksOf } from './stacks'
export { structuresOf } from './structures'
export { halfOf, tableIndices, translate } from './translate'
export { vadTree } from './vads'

import { z } from 'zod'
import type {
  FileList,
  FrameColumns,
  HandleTable,
  MachineCounters,
  PrototypeColumns,
  ShownControlArea
} from './memory-machine'
import type {
  HeapParts,
  PageColumns,
  PageRuns,
  ProcessCounters,
  ShownHeap,
  ShownModule,
  ShownStack,
  ShownStructure,
  VadColumns,
  WorkingSet
} from './memory-process'
import type { Translation } from './memory-translation'

/** A page number of the user's half of the address space. */
const page = z.number().int().min(0).max(0x7ffffffff)
/** Which machine of which run, at which position of its record; null is the present. */
const moment = {
  runId: z.string().max(100),
  machine: z.enum(['simulator', 'windows']),
  position: z.number().int().min(0).nullable()
}
const ofProcess = { ...moment, process: z.enum(['A', 'B', 'C']) }
/** The part of a list that is wanted; answers say how long the whole is. */
const part = {
  offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  count: z.number().int().min(1).max(65_536)
}
const number = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/**
 * Read-only pictures of the memory manager, at any recorded moment. On the Windows machine `translate`, `pages`,
 * `page-runs`, `working-set` and `counters` answer what QueryWorkingSetEx and its like tell a program, in the present
 * alone; `sections` what the program's own calls tell. The others are refused: Windows shows them only to a kernel debugger.
 */
export const memoryRequestSchemas = {
  /** How an address of a process is translated, and what is there. On Windows only what VirtualQuery says. */
  'memory/translate': z.strictObject({
    ...ofProcess,
    /** Any of the 2^64 addresses, in hexadecimal. */
    address: z.string().regex(/^0x[0-9a-fA-F]{1,16}$/),
    /** How many bytes from there on are to be shown at most. */
    length: z.number().int().min(0).max(4096)
  }),
  /** The tree of Virtual Address Descriptors. */
  'memory/vads': z.strictObject({ ...ofProcess, ...part }),
  /** Pages of a range. */
  'memory/pages': z.strictObject({ ...ofProcess, page, count: part.count }),
  /** At most `count` runs of pages alike, of the program's allocations, from `page` on; `next` where there are more. */
  'memory/page-runs': z.strictObject({ ...ofProcess, page, count: z.number().int().min(1).max(16_384) }),
  'memory/working-set': z.strictObject({ ...ofProcess, ...part }),
  /** Numbers of the machine and, which costs a step for each page in memory, of each of its processes. */
  'memory/counters': z.strictObject({ ...moment, machineOnly: z.boolean().optional() }),
  /**
   * Records of the PFN database: `all` begins behind the frames that are the system's own. `shared`: mapped at two
   * places at least; `program`: mapped by allocations that a program made.
   */
  'memory/frames': z.strictObject({
    ...moment,
    ...part,
    which: z.enum(['all', 'active', 'standby', 'modified', 'free', 'zeroed', 'shared', 'program']),
    /** Of the standby list only that priority. */
    priority: z.number().int().min(0).max(7).nullable()
  }),
  /** Control areas with their sections and views: those of the program's sections, or of all. */
  'memory/sections': z.strictObject({ ...moment, images: z.boolean() }),
  /** Prototype PTEs of a control area. */
  'memory/prototypes': z.strictObject({ ...moment, ...part, controlArea: number }),
  /** Handles of a process, and the names of objects. */
  'memory/handles': z.strictObject({ ...ofProcess, ...part }),
  'memory/files': z.strictObject({ ...moment, ...part }),
  'memory/heaps': z.strictObject(ofProcess),
  /** Blocks and free runs of a heap. */
  'memory/heap-parts': z.strictObject({ ...ofProcess, ...part, heap: number }),
  'memory/modules': z.strictObject(ofProcess),
  'memory/stacks': z.strictObject(ofProcess),
  /** PEB, TEB of each thread, KUSER_SHARED_DATA. */
  'memory/structures': z.strictObject(ofProcess)
} as const

/** What each of them answers. */
export interface MemoryRequestOutputs {
  'memory/translate': Translation
  'memory/vads': VadColumns
  'memory/pages': PageColumns
  'memory/page-runs': PageRuns
  'memory/working-set': WorkingSet
  'memory/counters': { readonly machine: MachineCounters; readonly processes: readonly ProcessCounters[] }
  'memory/frames': FrameColumns
  'memory/sections': readonly ShownControlArea[]
  'memory/prototypes': PrototypeColumns
  'memory/handles': HandleTable
  'memory/files': FileList
  'memory/heaps': readonly ShownHeap[]
  'memory/heap-parts': HeapParts
  'memory/modules': readonly ShownModule[]
  'memory/stacks': readonly ShownStack[]
  'memory/structures': readonly ShownStructure[]
}

export type MemoryRequestName = keyof typeof memoryRequestSchemas

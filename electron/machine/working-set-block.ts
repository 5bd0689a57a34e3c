/** What QueryWorkingSetEx says of a page: the low 32 bits of a PSAPI_WORKING_SET_EX_BLOCK, decoded. */
export interface WorkingSetBlock {
  /** In the working set of the process. */
  readonly valid: boolean
  /** Processes that have the page in their working set: 3 bits, so 7 means 7 or more. 0 while it is not valid. */
  readonly shareCount: number
  /** PAGE_ protection; 0 while it is not valid. */
  readonly protect: number
  /** Other processes can share the page. */
  readonly shared: boolean
  readonly node: number
  readonly locked: boolean
  readonly largePage: boolean
  readonly bad: boolean
  /**
   * Where the contents of a page are that is not valid. Windows 10 and later say so in bits that Microsoft does not
   * document (MEMORY_WORKING_SET_EX_BLOCK.Invalid.Location, ntmmapi.h of System Informer); Wine leaves them 0.
   */
  readonly location: 'resident' | 'page-file' | 'none'
}

/** PSAPI_WORKING_SET_EX_BLOCK (psapi.h): Valid 1, ShareCount 3, Win32Protection 11, Shared 1, Node 6, Locked 1, LargePage 1, Reserved 7, Bad 1. */
export function workingSetBlock(bits: number): WorkingSetBlock {
  const field = (bit: number, width: number): number => (bits >>> bit) & ((1 << width) - 1)
  const valid = field(0, 1) === 1
  const location = valid ? 0 : field(22, 2)
  return {
    valid,
    shareCount: valid ? field(1, 3) : 0,
    protect: valid ? field(4, 11) : 0,
    shared: field(15, 1) === 1,
    node: valid ? field(16, 6) : 0,
    locked: valid && field(22, 1) === 1,
    largePage: valid && field(23, 1) === 1,
    bad: field(31, 1) === 1,
    location: location === 1 ? 'resident' : location === 2 ? 'page-file' : 'none'
  }
}

/** Pages asked of QueryWorkingSetEx in a row: the first, and how many. */
export type PageRange = readonly [page: number, count: number]

/** What a process and its machine say of their memory in numbers; sizes in bytes unless said otherwise. */
export interface MemoryUsage {
  /** PROCESS_MEMORY_COUNTERS_EX, and GetProcessWorkingSetSize. */
  readonly process: {
    readonly pageFaultCount: number
    readonly peakWorkingSetSize: number
    readonly workingSetSize: number
    readonly pagefileUsage: number
    readonly peakPagefileUsage: number
    readonly privateUsage: number
    readonly minimumWorkingSetSize: number
    readonly maximumWorkingSetSize: number
  }
  /** PERFORMANCE_INFORMATION, in pages. */
  readonly machine: {
    readonly commitTotal: number
    readonly commitLimit: number
    readonly commitPeak: number
    readonly physicalTotal: number
    readonly physicalAvailable: number
    readonly systemCache: number
    readonly kernelTotal: number
  }
}

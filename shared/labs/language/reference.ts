import { listOf, recordOf, types, type LabType, type RecordName } from './types'

/** A property of a record: what the checker, the evaluator's sentences and the author's page know of it. */
export interface PropertyFacts {
  readonly type: LabType
  /** What it is, in a sentence without its full stop. */
  readonly says: string
  readonly example: string
  /** The property in words; `of` stands for what it is the property of. */
  readonly words: string
  /** For yes-or-no properties: `to be resident`, said of an element. */
  readonly adjective?: string
  /** Windows tells it to a kernel debugger only, so it has a value on the simulator alone. */
  readonly simulatorOnly?: true
}

const property = (
  type: LabType,
  says: string,
  example: string,
  words: string,
  more: Pick<PropertyFacts, 'adjective' | 'simulatorOnly'> = {}
): PropertyFacts => ({ type, says, example, words, ...more })

const only = { simulatorOnly: true } as const

/** The properties of each record. `docs/lab-format.md` is written from this table. */
export const recordProperties: Readonly<Record<RecordName, Readonly<Record<string, PropertyFacts>>>> = {
  region: {
    base: property(types.address, 'BaseAddress: its first byte', 'regionAt(p).base == p', 'the base of {of}'),
    size: property(types.bytes, 'RegionSize', 'regionAt(p).size == 1 MiB', 'the size of {of}'),
    state: property(
      types.state,
      'State: MEM_FREE, MEM_RESERVE or MEM_COMMIT',
      'regionAt(p).state == MEM_RESERVE',
      'the state of {of}'
    ),
    protect: property(
      types.protection,
      'Protect as it is now: 0 while reserved, PAGE_NOACCESS where it is free',
      'regionAt(p).protect == PAGE_READWRITE | PAGE_GUARD',
      'the protection of {of}'
    ),
    type: property(
      types.memoryType,
      'Type: MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE',
      'regionAt(view).type == MEM_MAPPED',
      'the type of {of}'
    ),
    allocationBase: property(
      types.address,
      'AllocationBase: where the allocation that it is a part of begins',
      'regionAt(p + 2 pages).allocationBase == p',
      'the allocation base of {of}'
    ),
    allocationProtect: property(
      types.protection,
      'AllocationProtect: what the allocation was asked for with',
      'regionAt(p).allocationProtect == PAGE_READWRITE',
      'the initial protection of {of}'
    ),
    use: property(
      types.text,
      'What it is used for, as the region table says it: `Stack`, `Heap`, `kernel32.dll`; empty when there is nothing to say',
      'any(allRegions where use == "Stack")',
      'the use of {of}'
    )
  },
  page: {
    address: property(
      types.address,
      'Its first byte',
      'first(pages(p, 1 MiB) where resident).address == p',
      'the address of {of}'
    ),
    resident: property(
      types.boolean,
      'It is in the working set: the processor finds it without a fault',
      'count(pages(p, 64 KiB) where resident) == 1',
      '{of} resident',
      { adjective: 'resident' }
    ),
    state: property(
      types.text,
      '`"free"`, `"reserved"`, `"demand-zero"`, `"valid"`, `"transition"`, `"page-file"` or `"prototype"`',
      'pageAt(p).state == "demand-zero"',
      'the state of {of}'
    ),
    protect: property(
      types.protection,
      'Its protection',
      'pageAt(p).protect has PAGE_GUARD',
      'the protection of {of}'
    ),
    private: property(
      types.boolean,
      'It is in memory and the process’s own: no other process can share it',
      'count(pages(view, 64 KiB) where private) == 1',
      '{of} private',
      { adjective: 'private' }
    ),
    copied: property(
      types.boolean,
      'A page of a view that a write made the process’s own: copy-on-write has happened',
      'pageAt(view).copied',
      '{of} copied',
      { adjective: 'a private copy' }
    ),
    shares: property(
      types.number,
      'How many page tables lead to its frame; on Windows 7 stands for 7 and more',
      'pageAt(view).shares == 2',
      'the share count of {of}'
    ),
    locked: property(types.boolean, 'It is locked in the working set', 'pageAt(p).locked', '{of} locked', {
      adjective: 'locked'
    }),
    frame: property(
      types.number,
      'Number of the physical page; 0 for none',
      'A.pageAt(A.view).frame == B.pageAt(B.view).frame',
      'the frame of {of}',
      only
    ),
    dirty: property(types.boolean, 'Its dirty bit is set', 'pageAt(p).dirty', '{of} dirty', {
      adjective: 'dirty',
      ...only
    })
  },
  call: {
    name: property(
      types.text,
      'The function',
      'first(calls where failed).name == "VirtualFree"',
      'the name of {of}'
    ),
    failed: property(
      types.boolean,
      'The function said by its result that it failed',
      'call(VirtualAlloc, 2).failed',
      '{of} failed',
      { adjective: 'failing' }
    ),
    lastError: property(
      types.error,
      'What GetLastError answers right after it',
      'call(VirtualAlloc).lastError == ERROR_INVALID_PARAMETER',
      'the last error after {of}'
    ),
    result: property(
      types.cNumber,
      'What it returned; an address where the function returns a pointer or handle. Only of `call(Name)`',
      'call(VirtualAlloc).result != NULL',
      'the result of {of}'
    )
  },
  fault: {
    code: property(
      types.exceptionCode,
      'Code of the exception',
      'first(faults).code == EXCEPTION_ACCESS_VIOLATION',
      'the code of {of}'
    ),
    access: property(
      types.text,
      '`"read"`, `"write"` or `"execute"`; empty where the exception is of another kind',
      'first(faults).access == "write"',
      'the access of {of}'
    ),
    address: property(
      types.address,
      'The address that was touched; 0 for none',
      'first(faults).address == p',
      'the address of {of}'
    )
  },
  section: {
    name: property(
      types.text,
      'Its name; empty without one',
      'any(sections where name contains "lab")',
      'the name of {of}'
    ),
    size: property(types.bytes, 'Its size', 'first(sections).size == 64 KiB', 'the size of {of}'),
    views: property(
      types.number,
      'How many views of it all processes have',
      'first(sections).views == 2',
      'the number of views of {of}'
    ),
    handles: property(
      types.number,
      'How many handles to it all processes have',
      'first(sections).handles == 2',
      'the number of handles to {of}'
    ),
    kind: property(
      types.text,
      '`"pagefile"`, `"data"` or `"image"`',
      'first(sections).kind == "pagefile"',
      'the kind of {of}'
    )
  },
  counters: {
    commit: property(
      types.bytes,
      'Commit charge of the process',
      'counters.commit - (counters.commit before @commit) == 8 KiB',
      'the commit charge'
    ),
    workingSet: property(types.bytes, 'Working set', 'counters.workingSet > 0', 'the working set'),
    privateWorkingSet: property(
      types.bytes,
      'Working set that no other process can share',
      'counters.privateWorkingSet > 0',
      'the private working set'
    ),
    sharedWorkingSet: property(
      types.bytes,
      'Working set that other processes share now',
      'counters.sharedWorkingSet > 0',
      'the shared working set'
    ),
    lockedWorkingSet: property(
      types.bytes,
      'Locked pages',
      'counters.lockedWorkingSet == 1 page',
      'the locked working set'
    ),
    pageFaults: property(
      types.number,
      'Page faults since the process began',
      'counters.pageFaults > 0',
      'the number of page faults'
    ),
    demandZeroFaults: property(
      types.number,
      'Faults that brought a page of zeros',
      'counters.demandZeroFaults - (counters.demandZeroFaults before @touch) == 1',
      'the number of demand-zero faults',
      only
    ),
    softFaults: property(
      types.number,
      'Faults that found the page in memory',
      'counters.softFaults > 0',
      'the number of soft faults',
      only
    ),
    hardFaults: property(
      types.number,
      'Faults that read the page from a disk',
      'counters.hardFaults == 0',
      'the number of hard faults',
      only
    ),
    copyOnWriteFaults: property(
      types.number,
      'Faults that copied a page',
      'counters.copyOnWriteFaults == 1',
      'the number of copy-on-write faults',
      only
    )
  },
  machine: {
    commit: property(
      types.bytes,
      'Commit charge of all',
      'machine.commit <= machine.commitLimit',
      'the system’s commit charge'
    ),
    commitLimit: property(types.bytes, 'Commit limit', 'machine.commitLimit == 1 GiB', 'the commit limit'),
    available: property(
      types.bytes,
      'Free, zeroed and standby pages',
      'machine.available > 0',
      'the available memory'
    ),
    standby: property(types.bytes, 'Standby list', 'machine.standby > 0', 'the standby list', only),
    modified: property(types.bytes, 'Modified list', 'machine.modified > 0', 'the modified list', only),
    zeroed: property(types.bytes, 'Zeroed pages', 'machine.zeroed > 0', 'the zeroed list', only),
    free: property(types.bytes, 'Free list', 'machine.free > 0', 'the free list', only),
    pageFileUsed: property(
      types.bytes,
      'How much of the page file is in use',
      'machine.pageFileUsed == 0',
      'the used part of the page file',
      only
    )
  },
  checks: {
    passed: property(
      types.number,
      'CHECKs of the program that held',
      'checks.passed == 3',
      'the number of CHECKs that held'
    ),
    failed: property(
      types.number,
      'CHECKs that did not hold',
      'checks.failed == 0',
      'the number of CHECKs that failed'
    )
  }
}

/** What a call of the language takes: `function` is the name of a Win32 function, `which` a number or a mark, `c` a C name. */
export type ParameterKind = 'address' | 'bytes' | 'function' | 'which' | 'c'

/** Something that an expression can begin with. */
export interface RootFacts {
  /** Null for a word alone; otherwise what stands in the brackets. `?` marks what may be left out. */
  readonly parameters: readonly { readonly kind: ParameterKind; readonly optional?: true }[] | null
  readonly type: LabType
  readonly says: string
  readonly example: string
  /** In words; {0}, {1} stand for the arguments. */
  readonly words: string
  /** Windows tells it for the present alone, so the run is stopped there to ask. */
  readonly live?: true
}

const root = (
  parameters: RootFacts['parameters'],
  type: LabType,
  says: string,
  example: string,
  words: string,
  live?: true
): RootFacts => ({ parameters, type, says, example, words, ...(live ? { live } : {}) })

const address = { kind: 'address' } as const
const bytes = { kind: 'bytes' } as const

/** What expressions begin with. `docs/lab-format.md` is written from this table. */
export const roots: Readonly<Record<string, RootFacts>> = {
  regionAt: root(
    [address],
    recordOf('region'),
    'The region an address lies in, as VirtualQuery answers it; free addresses have one, too',
    'regionAt(base).state == MEM_RESERVE',
    'the region at {0}'
  ),
  regions: root(
    null,
    listOf(recordOf('region')),
    'The regions that the program itself made',
    'count(regions) == 3',
    'the program’s regions'
  ),
  allRegions: root(
    null,
    listOf(recordOf('region')),
    'All regions of the process that are not free',
    'any(allRegions where type == MEM_IMAGE)',
    'all regions'
  ),
  committed: root(
    null,
    types.bytes,
    'Committed bytes in the program’s own regions',
    'committed == 8 KiB',
    'what the program has committed'
  ),
  reserved: root(
    null,
    types.bytes,
    'Bytes of the program’s own regions that are only reserved',
    'reserved == 1 MiB',
    'what the program has only reserved'
  ),
  largestFree: root(
    null,
    types.bytes,
    'The longest run of free addresses: what fits in one piece at most',
    'largestFree < 1 TiB',
    'the longest run of free addresses'
  ),
  pageAt: root(
    [address],
    recordOf('page'),
    'The page an address lies in',
    'pageAt(p).resident',
    'the page at {0}',
    true
  ),
  pages: root(
    [address, bytes],
    listOf(recordOf('page')),
    'The pages of a range, at most 65,536',
    'count(pages(p, 1 MiB) where resident) == 2',
    'the {1} from {0} on',
    true
  ),
  call: root(
    [{ kind: 'function' }, { kind: 'which', optional: true }],
    recordOf('call'),
    'A call of a Win32 function: the first, the n-th, or the one that a marked line makes',
    'call(VirtualAlloc, 2).failed',
    'the call of {0}'
  ),
  calls: root(
    null,
    listOf(recordOf('call')),
    'All calls of the process so far',
    'count(calls where failed) == 0',
    'the calls'
  ),
  faults: root(
    null,
    listOf(recordOf('fault')),
    'Exceptions so far: those that probes met, those that a handler of the program took, and the one it died of',
    'first(faults).code == STATUS_GUARD_PAGE_VIOLATION',
    'the exceptions'
  ),
  sections: root(
    null,
    listOf(recordOf('section')),
    'Section objects that the program made and that still exist',
    'first(sections).handles == 1',
    'the sections'
  ),
  output: root(null, types.text, 'What the program has printed', 'output contains "hello"', 'the output'),
  text: root(
    [{ kind: 'c' }],
    types.text,
    'What a char array or char pointer of the program holds',
    'text(buffer) == "hello"',
    'the text in {0}'
  ),
  checks: root(
    null,
    recordOf('checks'),
    'How the program’s CHECKs came out',
    'checks.failed == 0',
    'the CHECKs'
  ),
  died: root(null, types.boolean, 'The program died of an exception', 'died', 'the program died'),
  exitCode: root(
    null,
    types.cNumber,
    'What main returned; -1 before',
    'exitCode == 0 at end',
    'the exit code'
  ),
  counters: root(
    null,
    recordOf('counters'),
    'Numbers of the process',
    'counters.workingSet > 0',
    'the counters',
    true
  ),
  machine: root(
    null,
    recordOf('machine'),
    'Numbers of the whole machine',
    'machine.available > 0',
    'the machine',
    true
  )
}

/** Words that stand for a value. */
export const literalWords: Readonly<
  Record<string, { readonly type: LabType; readonly value: number | boolean }>
> = {
  NULL: { type: types.address, value: 0 },
  TRUE: { type: types.cNumber, value: 1 },
  FALSE: { type: types.cNumber, value: 0 },
  yes: { type: types.boolean, value: true },
  no: { type: types.boolean, value: false }
}

/** Bytes of a unit. */
export const unitBytes: Readonly<Record<string, number>> = {
  byte: 1,
  bytes: 1,
  page: 4096,
  pages: 4096,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40
}

/** Bytes of a unit; undefined for a word that is none. */
export function unitBytesOf(unit: string): number | undefined {
  return Object.hasOwn(unitBytes, unit) ? unitBytes[unit] : undefined
}

import type {
  PagePlace,
  TableEntry,
  TableLevel,
  TranslatedSection,
  TranslatedVad,
  Translation
} from '../../../shared/contract/memory-translation'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { namedConstants as k } from '../../../shared/win32/constants'
import { protectionText, typeText } from '../../../shared/win32/flags'
import { frameAt } from '../page-table'
import { tableIndex, tableKey } from '../page-table-frames'
import { find, values } from '../persistent-tree'
import { FIRST_USER_PAGE, USER_END_PAGE } from '../process-memory'
import type { ProcessState } from '../process-state'
import { vadAt } from '../vad'
import {
  demandZeroEntry,
  hardwareEntry,
  pageFileEntry,
  prototypeEntry,
  subsectionEntry,
  transitionEntry,
  zeroEntry
} from './entry-bits'
import { frameRecord, usesOf } from './frame-records'
import type { ObservedMachine } from './observed-machine'
import { pageFacts, type PageFacts, type PrototypeFacts } from './page-facts'
import { pageBytes } from './page-bytes'
import { touchesOf } from './touches'
import { entrySays, placeSays } from './translation-words'

const hex = (value: bigint | number): string => `0x${value.toString(16)}`
const wide = (value: bigint | number): string => `0x${value.toString(16).padStart(16, '0')}`

const levelNames = [
  { table: 'PT', entryName: 'PTE' },
  { table: 'PD', entryName: 'PDE' },
  { table: 'PDPT', entryName: 'PPE' },
  { table: 'PML4', entryName: 'PXE' }
] as const

/** Where the tables' entries lie through the self map: PTE_BASE, PDE_BASE, PPE_BASE, PXE_BASE before Windows 10 1607. */
const selfMap = [0xfffff68000000000n, 0xfffff6fb40000000n, 0xfffff6fb7da00000n, 0xfffff6fb7dbed000n] as const

/** Everything there is to say of an address: any of the 2^64. Null where there is no such process. */
export function translate(
  machine: ObservedMachine,
  letter: ProcessLetter,
  address: bigint,
  length: number
): Translation | null {
  const process = machine.snapshot.processes.get(letter)
  if (process === undefined) return null
  const half = halfOf(address)
  if (half !== 'user') return outside(letter, address, half)
  const page = Number(address >> 12n)
  const offset = Number(address & 0xfffn)
  const vad = vadAt(process.vads, page)
  const facts = pageFacts(machine, process, page, vad)
  const levels = levelsOf(process, address, facts)
  const section = sectionOf(machine, facts, offset)
  const place = placeOf(machine, facts)
  const bytes = pageBytes(machine, facts)
  const mayHaveMemory = page >= FIRST_USER_PAGE && page < USER_END_PAGE
  return {
    process: letter,
    address: wide(address),
    half,
    offset,
    state: !mayHaveMemory
      ? null
      : vad === undefined
        ? k.MEM_FREE
        : facts.isCommitted
          ? k.MEM_COMMIT
          : k.MEM_RESERVE,
    protect: facts.protect,
    vad: vadOf(facts),
    levels,
    section,
    place,
    bytes: bytes && length > 0 ? hexOf(bytes.subarray(offset, Math.min(4096, offset + length))) : null,
    physical: place.kind === 'frame' ? hex(place.frame.frame * 4096 + offset) : null,
    touch: touchesOf(process, facts),
    says: placeSays(facts, place, mayHaveMemory)
  }
}

/** Intel SDM vol. 1, 3.3.7.1: bits 48 to 63 repeat bit 47. */
export function halfOf(address: bigint): Translation['half'] {
  if (address < 1n << 47n) return 'user'
  return address >= 0xffff800000000000n ? 'kernel' : 'not-canonical'
}

/** The index that an address has in each table, from the PT up, and where that entry lies. */
export function tableIndices(
  address: bigint
): readonly Pick<TableLevel, 'table' | 'entryName' | 'bits' | 'index' | 'entryAddress'>[] {
  return levelNames.map((names, level) => {
    const low = 12 + level * 9
    const within = (address & 0xffffffffffffn) >> BigInt(low)
    return {
      ...names,
      bits: [low + 8, low] as const,
      index: Number(within & 511n),
      entryAddress: wide(selfMap[level]! + within * 8n)
    }
  })
}

function outside(letter: ProcessLetter, address: bigint, half: 'kernel' | 'not-canonical'): Translation {
  const isKernel = half === 'kernel'
  const says = isKernel
    ? 'This address lies in the kernel’s half. Its tables are the same in every process and their entries have U/S 0: a program that touches it gets an access violation. The simulator has no kernel memory, so there is nothing to show behind it.'
    : 'This is no address: bit 47 is to be repeated in bits 48 to 63. The processor refuses it before it looks at any table.'
  return {
    process: letter,
    address: wide(address),
    half,
    offset: Number(address & 0xfffn),
    state: null,
    protect: 0,
    vad: null,
    levels: isKernel
      ? [...tableIndices(address)].reverse().map((level) => ({
          ...level,
          exists: null,
          tableFrame: null,
          entry: null,
          isLargePage: false,
          says: `Entry ${level.index} of the kernel’s ${level.table}; not modelled.`
        }))
      : [],
    section: null,
    place: isKernel ? { kind: 'unknown' } : { kind: 'nowhere' },
    bytes: null,
    physical: null,
    touch: null,
    says
  }
}

function vadOf({ vad }: PageFacts): TranslatedVad | null {
  if (vad === undefined) return null
  const pages = vad.end - vad.start
  const what = vad.placeholder
    ? 'a placeholder'
    : `${typeText(vad.type)}, ${protectionText(vad.protect)} at first`
  const use = vad.use === '' ? '' : ` (${vad.use})`
  return {
    start: hex(vad.start * 4096),
    end: hex(vad.end * 4096 - 1),
    type: vad.type,
    protect: vad.protect,
    use: vad.use,
    says: `The VAD from ${hex(vad.start * 4096)} to ${hex(vad.end * 4096 - 1)} says: ${pages} ${pages === 1 ? 'page' : 'pages'}, ${what}${use}.`
  }
}

function levelsOf(process: ProcessState, address: bigint, facts: PageFacts): TableLevel[] {
  const indices = tableIndices(address)
  const frameOf = (level: number): number | null =>
    find(process.tables, tableKey(level, tableIndex(level, facts.page))) ?? null
  const levels: TableLevel[] = []
  for (let level = 3; level >= 0; level--) {
    const tableFrame = frameOf(level)
    if (tableFrame === null) break
    const next = level > 0 ? frameOf(level - 1) : null
    if (level === 1 && facts.vad?.largePages === true) {
      levels.push(largePage(process, indices[level]!, tableFrame, facts))
      break
    }
    const entry = level === 0 ? pageEntry(facts) : next !== null ? tableEntry(next) : zeroEntry()
    levels.push({
      ...indices[level]!,
      exists: true,
      tableFrame,
      entry,
      isLargePage: false,
      says: entrySays(indices[level]!, entry, facts)
    })
  }
  return levels
}

/** The PD's entry of a large page, which leads to memory itself: there is no page table. Intel SDM 3A, table 4-18. */
function largePage(
  process: ProcessState,
  place: ReturnType<typeof tableIndices>[number],
  tableFrame: number,
  facts: PageFacts
): TableLevel {
  const first = facts.page - (facts.page % 512)
  const entry = hardwareEntry({ ...facts, frame: frameAt(process.pages, first), kind: 'large-page' })
  return {
    ...place,
    exists: true,
    tableFrame,
    entry,
    isLargePage: true,
    says: entrySays(place, entry, facts)
  }
}

/** An entry that leads to the next table. */
function tableEntry(frame: number): TableEntry {
  return hardwareEntry({
    protect: k.PAGE_EXECUTE_READWRITE,
    frame,
    isAccessed: true,
    isDirty: true,
    isCopyOnWrite: false,
    kind: 'table'
  })
}

/** A page's own entry, as Windows would have written it. */
function pageEntry(facts: PageFacts): TableEntry {
  switch (facts.state) {
    case 'valid':
      return hardwareEntry({ ...facts, kind: 'page' })
    case 'transition':
      return transitionEntry(facts.protect, facts.frame)
    case 'page-file':
      return pageFileEntry(facts.protect, facts.slot!)
    case 'prototype':
      return prototypeEntry(facts.protect)
    case 'demand-zero':
      return demandZeroEntry(facts.protect)
    case 'free':
    case 'reserved':
      return zeroEntry()
  }
}

/** A prototype PTE as Windows would have written it. The section's own protection is what it says. */
export function prototypeTableEntry(machine: ObservedMachine, facts: PrototypeFacts): TableEntry {
  const protect = facts.subsection?.protect ?? k.PAGE_READWRITE
  switch (facts.state) {
    case 'valid':
      return hardwareEntry({
        protect,
        frame: facts.frame,
        isAccessed: true,
        isDirty: machine.kernel.frames.record(facts.frame).dirty,
        isCopyOnWrite:
          facts.owner.kind === 'image' && (protect & (k.PAGE_WRITECOPY | k.PAGE_EXECUTE_WRITECOPY)) !== 0,
        kind: 'page'
      })
    case 'transition':
      return transitionEntry(protect, facts.frame)
    case 'page-file':
      return pageFileEntry(protect, facts.slot!)
    case 'file':
      return subsectionEntry(protect)
    case 'demand-zero':
      return demandZeroEntry(protect)
    case 'none':
    case 'not-committed':
      return zeroEntry()
  }
}

function sectionOf(machine: ObservedMachine, facts: PageFacts, offset: number): TranslatedSection | null {
  const view = facts.vad?.view
  if (!facts.vad || !view) return null
  const area = machine.area(view.controlArea)
  const index = view.firstPrototype + facts.page - facts.vad.start
  const { prototype } = facts
  const inFile = prototype?.inFile ?? null
  const path = machine.pathOf(area)
  const names: string[] = []
  for (const object of values(machine.snapshot.system.objects))
    if (object.kind === 'section' && object.controlArea === area.id && object.name !== null)
      names.push(object.name)
  const entry = prototype === null ? null : prototypeTableEntry(machine, prototype)
  const what =
    area.kind === 'pagefile'
      ? `the section ${names[0] ?? 'without a name'}, backed by the page file`
      : area.kind === 'image'
        ? `the image ${path ?? ''}`
        : `the file ${path ?? ''}`
  return {
    controlArea: area.id,
    kind: area.kind,
    names,
    path,
    prototypeIndex: index,
    sectionOffset: index * 4096 + offset,
    fileOffset: inFile === null || offset >= inFile.bytes ? null : inFile.offset + offset,
    prototype: entry,
    says:
      prototype === null
        ? `The VAD is a view of ${what}, but this page is a copy that only this process has: nobody asks the prototype PTE any more.`
        : `The VAD is a view of ${what}. This is its page ${index}: ${prototypeWords(prototype)}`
  }
}

function prototypeWords({ state, frame, inFile }: PrototypeFacts): string {
  switch (state) {
    case 'valid':
      return `its prototype PTE is valid, the page is in frame ${frame}.`
    case 'transition':
      return `its prototype PTE is in transition, the page is still in frame ${frame} though no process has it in its working set.`
    case 'demand-zero':
      return 'its prototype PTE is demand zero, nobody has touched the page yet.'
    case 'page-file':
      return 'its prototype PTE names a place in the page file.'
    case 'file':
      return `its prototype PTE leads to the subsection: the page is in the file, from byte ${hex(inFile?.offset ?? 0)} on.`
    case 'none':
    case 'not-committed':
      return 'its prototype PTE is zero, the page is not committed.'
  }
}

function placeOf(machine: ObservedMachine, facts: PageFacts): PagePlace {
  if (!facts.isCommitted) return { kind: 'nowhere' }
  const { prototype } = facts
  const frame = facts.frame || (prototype?.frame ?? 0)
  if (frame !== 0) {
    const record = frameRecord(machine, frame)
    return { kind: 'frame', frame: record, uses: usesOf(machine, record) }
  }
  const slot = facts.slot ?? prototype?.slot ?? null
  if (slot !== null) return { kind: 'page-file', ...slot }
  const path = prototype && machine.pathOf(prototype.area)
  if (prototype?.state === 'file' && prototype.inFile && path)
    return { kind: 'file', path, offset: prototype.inFile.offset }
  return { kind: 'zeros' }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

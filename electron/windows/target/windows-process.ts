import type { ProcessLetter, Region } from '../../../shared/contract/observation'
import type {
  AccessSize,
  ExceptionRecord,
  LoadedProgram,
  MachineProcess,
  ProgramLayout
} from '../../machine/machine-process'
import { low32, wordOf, type Word } from '../../machine/word'
import type { MemoryUsage, PageRange } from '../../machine/working-set-block'
import { DirectMemory } from './direct-memory'
import { Functions } from './functions'
import { Ownership } from './ownership'
import { loadProgramImage, type ProgramImage } from './program-image'
import { makeProgramStack, makeSpareStack, type ProgramStack } from './program-stack'
import { RegionUses } from './region-uses'
import { allocationsBetween, PriorRegions } from './prior-regions'
import { allocationBases, isSame, walkedRegion, type RegionWalk } from './region-walk'
import { residencyOf } from './residency'
import { Stub, type CallStack } from './stub'
import type { System } from './system'
import { WindowsThreads } from './windows-threads'
import { askWorkingSet, memoryUsage } from './working-set'

const memCommit = 0x1000
const pageReadOnly = 0x02
const pageReadWrite = 0x04
const pageWriteCopy = 0x08
const pageNoAccess = 0x01
const pageGuard = 0x100
const pageSize = 0x1000
/** TEB.LastErrorValue. */
const lastErrorValue = 0x68

/** Calls that never make or release an allocation: nothing is compared around them. */
const quiet = new Set(['GetLastError', 'SetLastError', 'VirtualQuery', 'VirtualLock', 'VirtualUnlock'])

/**
 * Calls that can take a page of the program's own stack and data away, or change its protection. The Nt functions take
 * pointers to variables for the range; those lie there too, so they count as dangerous always.
 */
const pageChangers =
  /^(Virtual(Alloc|Free|Protect)|UnmapViewOfFile|(Nt|Zw)\w*(Virtual|View|Section)|(Offer|Reclaim|Discard)Virtual)/

interface KnownRegion {
  readonly maker: string | undefined
  readonly region: Region
}

/** This very process, as the machine interface sees one: touches by its CPU, calls into its Windows. */
export class WindowsProcess implements MachineProcess {
  readonly processId: number
  /**
   * Whether allocations are told apart into the program's and others, which costs two region walks a call. Without it
   * every region is `before`.
   */
  observing = true
  /** The run's folder, with a place for the file of the program's image; must be known before `prepare`. */
  folder = ''
  private readonly stub: Stub
  private readonly functions: Functions
  private readonly ownership = new Ownership()
  private readonly uses: RegionUses
  private readonly direct = new DirectMemory()
  private readonly spareStack: CallStack
  /** Once the program is prepared. */
  threads?: WindowsThreads
  private stack: ProgramStack | null = null
  private image: ProgramImage | null = null
  /** Whether calls run on the program's stack; not while that is out of order. */
  private onStack = false
  /** The regions last told, by base: what has not changed since keeps its description. */
  private knownRegions: ReadonlyMap<number, KnownRegion> = new Map()
  private readonly prior = new PriorRegions()
  private idleWalk: RegionWalk | null = null

  constructor(
    private readonly system: System,
    public letter: ProcessLetter = 'A'
  ) {
    this.processId = system.getCurrentProcessId()
    this.stub = new Stub(system)
    this.spareStack = makeSpareStack(system)
    this.stub.useStack(this.spareStack)
    this.functions = new Functions(system)
    this.uses = new RegionUses(system, this.stub)
  }

  get exception(): ExceptionRecord | null {
    return this.stub.exception
  }

  prepare(layout: ProgramLayout): LoadedProgram {
    const image = loadProgramImage(this.system, this.stub, layout, this.folder)
    this.image = image
    const stack = makeProgramStack(this.system, this.stub, layout.stackSize)
    this.stack = stack
    this.onStack = true
    const committed = Math.ceil((stack.variablesTo - layout.stackSize) / pageSize) * pageSize
    this.direct.open(committed, this.system.view(committed, stack.variablesTo - committed))
    const { data, dataEnd, constantsFrom } = image
    this.direct.open(data, this.system.view(data, dataEnd - data))
    if (constantsFrom < data) {
      this.direct.open(constantsFrom, this.system.view(constantsFrom, data - constantsFrom), false)
    }
    const { importsFrom, importsTo, imports } = image
    if (importsFrom < importsTo) {
      this.direct.open(importsFrom, this.system.view(importsFrom, importsTo - importsFrom), false)
    }
    this.uses.enterProgram(stack)
    this.prior.settle()
    this.threads = new WindowsThreads(this.system, this.stub, this.direct, this.uses, {
      callHere: (name, args, watched) => this.callHere(name, args, watched),
      addressOf: (name) => this.addressOf(name),
      watch: (name, doing) => this.watch(name, doing),
      leaveFirstStack: () => this.keepStackLimit(),
      useFirstStack: () => this.returnToStack()
    })
    return { data, stackTop: stack.variablesTo, stackLimit: stack.variablesFrom, imports }
  }

  /** The selected thread's real TEB. */
  get threadBlock(): number {
    return this.threads?.threadBlock ?? this.stub.teb
  }

  /**
   * Whether it is LastErrorValue of node's thread. The program shares that TEB: the field is the program's only while a
   * call of its runs.
   */
  private isLastError(address: Word): boolean {
    return address === this.stub.teb + lastErrorValue
  }

  load(address: Word, size: AccessSize): Word | undefined {
    const value = this.direct.load(address, size) ?? this.loadFar(address, size)
    if (value === undefined) this.noteTouch(address)
    return value
  }

  store(address: Word, size: AccessSize, value: Word): boolean {
    if (this.direct.store(address, size, value)) return true
    if (size === 4 && this.isLastError(address)) {
      this.stub.lastError = low32(value)
      return true
    }
    this.noteTouch(address)
    return this.stub.store(address, size, value)
  }

  private loadFar(address: Word, size: AccessSize): Word | undefined {
    return this.isLastError(address) && size === 4 ? this.stub.lastError : this.stub.load(address, size)
  }

  execute(address: Word, args: readonly Word[] = []): Word | undefined {
    const there = this.threads?.execute(address, args) ?? null
    if (there !== null) return there.result
    const result = this.stub.call(address, args, this.observing)
    if (this.observing) this.noteCalled('')
    return result
  }

  read(address: Word, length: number): Uint8Array | undefined {
    return this.stub.read(address, length)
  }

  write(address: Word, bytes: Uint8Array): boolean {
    this.noteTouch(address)
    return this.stub.write(address, bytes)
  }

  offers(name: string): boolean {
    return this.functions.find(name) !== null
  }

  /** Whether Windows itself has the function and a program may call it. */
  finds(name: string): boolean {
    return this.functions.find(name)?.found === true
  }

  call(name: string, args: readonly Word[]): Word | undefined {
    const callable = this.functions.find(name)
    if (callable === null) throw new Error(`${name} is not offered by this machine.`)
    if (!callable.found) {
      if (this.threads) this.threads.lastError = callable.lastError
      else this.stub.lastError = callable.lastError
      return callable.answer
    }
    const { threads } = this
    if (threads === undefined) return this.callHere(name, args, true)
    return threads.call(name, args)
  }

  /** A call on this very thread. `watched`: the allocations that it makes are told apart. */
  private callHere(name: string, args: readonly Word[], watched: boolean): Word | undefined {
    const address = this.addressOf(name)
    const breaks = pageChangers.test(name)
    if (breaks) {
      // A program that patches its import address table leaves the pages of its variables alone.
      if (this.image !== null && name === 'VirtualProtect' && isWithinImports(args, this.image))
        this.direct.closePart(this.image.importsFrom)
      else if (this.direct.ranges.some((range) => reaches(args, range.from, range.to))) this.direct.close()
    }
    const endangered =
      breaks && this.stack !== null && reaches(args, this.stack.deallocation, this.stack.base)
    if (endangered) this.leaveStack()
    const walks = watched && this.observing && !quiet.has(name)
    const result = this.stub.call(address, args, walks)
    if (walks) this.noteCalled(name)
    if (endangered) this.returnToStack()
    if (name.startsWith('CreateThread') || name.startsWith('CreateRemoteThread')) this.uses.enterThreads()
    return result
  }

  addressOf(name: string): Word {
    const callable = this.functions.find(name)
    return callable?.found === true ? callable.address : 0
  }

  /** Notes what came and went while another thread made a call. */
  private watch<T>(name: string, doing: () => T): T {
    if (pageChangers.test(name)) this.direct.close()
    if (!this.observing || quiet.has(name)) return doing()
    const { records, count } = this.stub.walk()
    const before = { records: records.slice(0, count * 12), count }
    const result = doing()
    const after = this.stub.walk()
    this.ownership.noteCall(name, allocationBases(before), allocationBases(after))
    this.prior.noteAllocations(allocationsBetween(before, after))
    return result
  }

  lastError(): number {
    return this.threads?.lastError ?? this.stub.lastError
  }

  refusal(): null {
    return null
  }

  /**
   * Leaves the process as it is. VirtualQuery says which pages can be read: a guard page would lose its guard, one
   * without access would fault. QueryWorkingSetEx says which are in the working set: those are read. A private page
   * that was never touched is zeros without being read. Any other would be brought in by reading it, as by
   * ReadProcessMemory from another process, so its bytes stay unknown.
   */
  peek(address: number, length: number): Uint8Array | null {
    const direct = this.direct.bytes(address, length)
    if (direct !== null) return direct
    for (let at = address; at < address + length;) {
      const end = this.readableUntil(at)
      if (end === null) return null
      at = end
    }
    const before = this.stub.exception
    const bytes = new Uint8Array(length)
    for (let at = address; at < address + length;) {
      const end = Math.min(Math.floor(at / pageSize) * pageSize + pageSize, address + length)
      const residency = residencyOf(this.system, this.stub, at)
      if (residency === 'here') {
        const part = this.stub.read(at, end - at)
        this.stub.exception = before
        if (part === undefined) return null
        bytes.set(part, at - address)
      } else if (residency === 'away' || !this.isPrivate(at)) return null
      at = end
    }
    return bytes
  }

  workingSet(ranges: readonly PageRange[]): number[] {
    return askWorkingSet(this.system, ranges)
  }

  memoryUsage(): MemoryUsage {
    return memoryUsage(this.system)
  }

  glance(address: Word, size: AccessSize): Word | null {
    const direct = this.direct.load(address, size)
    if (direct !== null || typeof address !== 'number') return direct
    const bytes = this.peek(address, size)
    if (bytes === null) return null
    if (size < 8) return bytes.reduceRight((value, byte) => value * 0x100 + byte, 0)
    return wordOf(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  }

  regions(): Region[] {
    const walk = this.stub.walk()
    const bases = allocationBases(walk)
    this.ownership.keepOnly(bases)
    this.uses.refresh(bases)
    const regions: Region[] = []
    const known = new Map<number, KnownRegion>()
    for (let i = 0; i < walk.count; i++) {
      const walked = walkedRegion(walk, i)
      const maker = this.ownership.makerOf(walked.allocationBase)
      let same = this.knownRegions.get(walked.base)
      if (same === undefined || same.maker !== maker || !isSame(same.region, walked)) {
        const owner = maker === undefined ? 'before' : 'program'
        same = { maker, region: { ...walked, owner, use: this.uses.useOf(walked, maker) } }
      }
      known.set(walked.base, same)
      regions.push(same.region)
    }
    this.knownRegions = known
    // The program's stack grows by being touched and its data is copied by being written, also where the direct way
    // to them sees nothing.
    if (this.stack !== null) this.prior.noteAllocations([this.stack.deallocation])
    if (this.image !== null) this.prior.noteAllocations([this.image.base])
    return this.prior.tell(regions)
  }

  /** See `Stub.openStandardInput`. */
  openStandardInput(): (buffer: Uint8Array) => number {
    return this.stub.openStandardInput()
  }

  /** The process is about to wait for its next order: what is made meanwhile comes from other processes of the run. */
  beginIdle(): void {
    this.idleWalk = null
    if (!this.observing || this.stack === null) return
    const { records, count } = this.stub.walk()
    this.idleWalk = { records: records.slice(0, count * 12), count }
  }

  endIdle(): void {
    // Another process of the run may have been at the pages.
    if (!this.direct.ranges.every(({ from, to, writable }) => this.isPlain(from, to, writable)))
      this.direct.close()
    const before = this.idleWalk
    this.idleWalk = null
    if (before === null) return
    const after = this.stub.walk()
    this.ownership.noteCall('VirtualAllocEx', allocationBases(before), allocationBases(after))
    this.prior.noteAllocations(allocationsBetween(before, after))
  }

  /** Takes over what the regions right before and right after a call say of it. */
  private noteCalled(name: string): void {
    const before = allocationBases(this.stub.walkBefore)
    this.ownership.noteCall(name, before, allocationBases(this.stub.walkAfter))
    this.prior.noteAllocations(allocationsBetween(this.stub.walkBefore, this.stub.walkAfter))
  }

  /** What a touch may have changed, a guard gone or a page copied, is looked at again. */
  private noteTouch(address: Word): void {
    if (this.observing && typeof address === 'number') this.prior.notePage(address)
  }

  /** The end of the readable pages that begin at the address; null when its page cannot be read. */
  private readableUntil(address: number): number | null {
    const { scratch, scratchBytes } = this.stub
    if (this.system.virtualQuery(address, scratch, 48) === 0) return null
    const info = new DataView(scratchBytes.buffer, scratchBytes.byteOffset)
    const state = info.getUint32(32, true)
    const protect = info.getUint32(36, true)
    if (state !== memCommit || protect === 0 || (protect & (pageNoAccess | pageGuard)) !== 0) return null
    // PAGE_EXECUTE is readable on x64: its page tables know no execute-only pages.
    return Number(info.getBigUint64(0, true) + info.getBigUint64(24, true))
  }

  private isPrivate(address: number): boolean {
    const { scratch, scratchBytes } = this.stub
    const memPrivate = 0x20000
    if (this.system.virtualQuery(address, scratch, 48) === 0) return false
    return new DataView(scratchBytes.buffer, scratchBytes.byteOffset).getUint32(40, true) === memPrivate
  }

  /** Whether all of a range is committed, and can be read or written, as it was made. */
  private isPlain(from: number, to: number, writable: boolean): boolean {
    const { scratch, scratchBytes } = this.stub
    const info = new DataView(scratchBytes.buffer, scratchBytes.byteOffset)
    for (let at = from; at < to; at = Number(info.getBigUint64(0, true) + info.getBigUint64(24, true))) {
      if (this.system.virtualQuery(at, scratch, 48) === 0) return false
      const protect = info.getUint32(36, true)
      if (info.getUint32(32, true) !== memCommit) return false
      // A page of an image's data is PAGE_WRITECOPY until it has been written.
      if (writable ? protect !== pageReadWrite && protect !== pageWriteCopy : protect !== pageReadOnly)
        return false
    }
    return true
  }

  /** Lets calls run elsewhere while one may pull the program's stack away under itself. */
  private leaveStack(): void {
    this.keepStackLimit()
    this.onStack = false
    this.stub.useStack(this.spareStack)
  }

  private keepStackLimit(): void {
    if (this.stack !== null && this.onStack) this.stack = { ...this.stack, limit: this.stub.stackLimit }
  }

  /** Goes back to the program's stack, if it still is one that functions can run on. */
  private returnToStack(): void {
    const stack = this.stack
    if (stack === null) return
    const usable = this.isPlain(stack.variablesTo, stack.base, true)
    if (!usable) return
    this.stub.useStack(stack)
    this.onStack = true
  }
}

/** Whether a range of pages lies in the import section alone. */
function isWithinImports([start, size]: readonly Word[], image: ProgramImage): boolean {
  return (
    typeof start === 'number' &&
    typeof size === 'number' &&
    start >= image.importsFrom &&
    start + size <= image.importsTo
  )
}

/** Whether a range that starts at one of the first two arguments (Ex functions take a handle first) meets this one. */
function reaches(args: readonly Word[], from: number, to: number): boolean {
  return [0, 1].some((i) => {
    const start = args[i]
    const size = args[i + 1]
    if (typeof start !== 'number') return false
    const end = start + (typeof size === 'number' ? Math.max(size, pageSize) : to)
    // Whole pages are meant, whatever address in them is named.
    return start - pageSize < to && end + pageSize > from
  })
}

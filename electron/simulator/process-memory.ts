import type { ExceptionRecord, AccessSize } from '../machine/machine-process'
import { addToWord, wordOf, type Word } from '../machine/word'
import { accessFault } from './fault'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'
import { contentInSlot } from './page-file'
import { dropPageTables } from './page-table-frames'
import { frameAt, flagsAt, updateEntries, type EntryChange } from './page-table'
import type { ProcessState } from './process-state'
import { QueryCache } from './query-cache'
import { RegionList } from './region-list'
import {
  chargeOf,
  inWorkingSet,
  isReadable,
  PTE_ACCESSED,
  PTE_COMMITTED,
  PTE_FRAME,
  PTE_LARGE,
  PTE_LOCKED,
  PTE_NUMBER,
  PTE_OFFERED,
  PTE_PAGED,
  PTE_PROTOTYPE,
  PTE_VALID
} from './pte'
import { ruleOf, type RuleId } from './rules'
import { isPrototypeCommitted, prototypeBytes } from './sections'
import { forgetLooks, insertVad, newVad, removeVad, vadAt, type NewVad, type Vad } from './vad'

/** What a touch or a call raises here: with the rule behind it, always. */
export interface Fault extends Omit<ExceptionRecord, 'rule'> {
  readonly rule: RuleId
  readonly why: string
}

export type Access = 'read' | 'write' | 'execute'

/** A page's bytes, as a constant of this module: the hot path reads no other module's. */
const PAGE = 4096
/** Entries of the translation cache; a power of two. */
const TLB_SIZE = 64
const TLB_MASK = TLB_SIZE - 1
const PAGE_GUARD = 0x100
/** The first address that no program has. */
export const USER_END = 0x7fffffff0000
/** Pages below it are never given to a program: NULL and its neighbours. */
export const FIRST_USER_PAGE = 0x10
export const USER_END_PAGE = USER_END / PAGE_SIZE

/** A process's memory as the processor sees it: touches through a translation cache, page faults behind it. */
export class ProcessMemory {
  exception: ExceptionRecord | null = null

  /** What VirtualQuery found of late. */
  readonly queries = new QueryCache()
  protected readonly regionList = new RegionList()
  private readonly readPages = new Float64Array(TLB_SIZE).fill(-1)
  private readonly readBytes: Uint8Array[] = new Array<Uint8Array>(TLB_SIZE).fill(new Uint8Array(0))
  private readonly writePages = new Float64Array(TLB_SIZE).fill(-1)
  private readonly writeBytes: Uint8Array[] = new Array<Uint8Array>(TLB_SIZE).fill(new Uint8Array(0))

  constructor(
    readonly kernel: Kernel,
    public state: ProcessState
  ) {}

  load(address: Word, size: AccessSize): Word | undefined {
    if (typeof address === 'number') {
      const page = Math.floor(address / PAGE)
      const offset = address - page * PAGE
      if (offset + size <= PAGE) {
        const slot = page & TLB_MASK
        const bytes =
          this.readPages[slot] === page ? this.readBytes[slot]! : this.touch(page, 'read', address)
        if (bytes === null) return undefined
        return valueAt(bytes, offset, size)
      }
    }
    const bytes = this.read(address, size)
    return bytes && valueAt(bytes, 0, size)
  }

  store(address: Word, size: AccessSize, value: Word): boolean {
    if (typeof address === 'number') {
      const page = Math.floor(address / PAGE)
      const offset = address - page * PAGE
      if (offset + size <= PAGE) {
        const slot = page & TLB_MASK
        const bytes =
          this.writePages[slot] === page ? this.writeBytes[slot]! : this.touch(page, 'write', address)
        if (bytes === null) return false
        putValue(bytes, offset, size, value)
        return true
      }
    }
    const bytes = new Uint8Array(8)
    putValue(bytes, 0, 8, value)
    // The processor checks both pages before it writes any byte.
    if (!this.probe(address, size, 'write')) return false
    return this.write(address, bytes.subarray(0, size))
  }

  read(address: Word, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    const whole = this.eachPage(address, length, 'read', (page, offset, done, count) => {
      bytes.set(page.subarray(offset, offset + count), done)
    })
    return whole ? bytes : undefined
  }

  write(address: Word, bytes: Uint8Array): boolean {
    if (this.isWritten(address, bytes.length)) {
      const at = address as number
      const page = Math.floor(at / PAGE)
      this.writeBytes[page & TLB_MASK]!.set(bytes, at - page * PAGE)
      return true
    }
    return this.writePageByPage(address, bytes)
  }

  /** Apart from `write`, which would else make what the closure here sees each time. */
  private writePageByPage(address: Word, bytes: Uint8Array): boolean {
    return this.eachPage(address, bytes.length, 'write', (page, offset, done, count) => {
      if (count === bytes.length) page.set(bytes, offset)
      else page.set(bytes.subarray(done, done + count), offset)
    })
  }

  /** Touches every page of a range; false, with the exception, at the first that refuses. */
  probe(address: Word, length: number, access: Access): boolean {
    return this.eachPage(address, length, access, () => undefined)
  }

  /** Whether all of a range is in a page that was written to just now, so that writing there raises nothing. */
  isWritten(address: Word, length: number): boolean {
    if (typeof address !== 'number') return false
    const page = Math.floor(address / PAGE)
    return this.writePages[page & TLB_MASK] === page && address - page * PAGE + length <= PAGE
  }

  peek(address: number, length: number): Uint8Array | null {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length;) {
      const page = Math.floor((address + done) / PAGE_SIZE)
      const offset = address + done - page * PAGE_SIZE
      const count = Math.min(PAGE_SIZE - offset, length - done)
      const source = this.peekPage(page)
      if (source === null) return null
      if (source !== 'zero') bytes.set(source.subarray(offset, offset + count), done)
      done += count
    }
    return bytes
  }

  glance(address: Word, size: AccessSize): Word | null {
    if (typeof address !== 'number') return null
    const page = Math.floor(address / PAGE)
    const offset = address - page * PAGE
    const slot = page & TLB_MASK
    // A translation that is cached has been touched already.
    if (offset + size <= PAGE && this.readPages[slot] === page)
      return valueAt(this.readBytes[slot]!, offset, size)
    const bytes = this.peek(address, size)
    return bytes && valueAt(bytes, 0, size)
  }

  flushTlb(): void {
    this.readPages.fill(-1)
    this.writePages.fill(-1)
  }

  /** To be called when entries of the pages [start, end) have changed. */
  private forgetTranslations(start: number, end: number): void {
    if (end - start >= TLB_SIZE) {
      this.flushTlb()
      return
    }
    for (let page = start; page < end; page++) {
      const slot = page & TLB_MASK
      if (this.readPages[slot] === page) this.readPages[slot] = -1
      if (this.writePages[slot] === page) this.writePages[slot] = -1
    }
  }

  /** Raises the exception of an access or a call. */
  raise(fault: Fault): null {
    this.exception = { ...fault, rule: ruleOf(fault.rule) }
    return null
  }

  /** The bytes of a page after an access to it that succeeded, or null with the exception that it raised. */
  touch(page: number, access: Access, address: Word): Uint8Array | null {
    const bytes = accessFault(this, page, access, address)
    if (bytes === null) return null
    const slot = page & TLB_MASK
    this.readPages[slot] = page
    this.readBytes[slot] = bytes
    if (access === 'write') {
      this.writePages[slot] = page
      this.writeBytes[slot] = bytes
    } else if (this.writePages[slot] === page) this.writePages[slot] = -1
    return bytes
  }

  /** Changes page table entries of [start, end) and keeps the books: charge, working set, locks, frames. */
  changeEntries(start: number, end: number, change: EntryChange): void {
    const { state, kernel } = this
    let numbered = false
    state.pages = updateEntries(state.pages, kernel.epoch, start, end, (before, frame, count, page) => {
      let after = change(before, frame, count, page)
      if (after === before) return after
      if (((before | after) & PTE_NUMBER) === 0) {
        state.commitPages += (chargeOf(after) - chargeOf(before)) * count
        return after & ~(PTE_VALID | PTE_ACCESSED)
      }
      numbered = true
      if ((after & PTE_FRAME) === 0) after &= ~(PTE_VALID | PTE_ACCESSED)
      state.commitPages += (chargeOf(after) - chargeOf(before)) * count
      const valid = (after & PTE_VALID ? 1 : 0) - (before & PTE_VALID ? 1 : 0)
      const gone = (before & (PTE_FRAME | PTE_PROTOTYPE)) === PTE_FRAME && (after & PTE_FRAME) === 0
      state.workingSetPages += (inWorkingSet(after) ? 1 : 0) - (inWorkingSet(before) ? 1 : 0)
      if (gone) kernel.freePage(frame)
      else if (valid !== 0) kernel.frames.share(frame, valid > 0 ? 1 : -1)
      if (before & PTE_PAGED && (after & PTE_PAGED) === 0) kernel.releaseSlot(frame)
      if ((after ^ before) & PTE_LOCKED && !((after | before) & PTE_LARGE))
        state.lockedPages += after & PTE_LOCKED ? 1 : -1
      return after
    })
    this.notePeaks()
    // What has no number was never touched, so no translation of it is cached.
    if (numbered) this.forgetTranslations(start, end)
  }

  notePeaks(): void {
    const { state } = this
    if (state.commitPages > state.peakCommitPages) state.peakCommitPages = state.commitPages
    if (state.workingSetPages > state.peakWorkingSetPages) state.peakWorkingSetPages = state.workingSetPages
  }

  vadAt(page: number): Vad | undefined {
    return vadAt(this.state.vads, page)
  }

  addVad(vad: NewVad): void {
    const { state } = this
    const { epoch } = this.kernel
    state.vads = insertVad(state.vads, newVad(vad, state.prepared ? 'program' : 'before', epoch), epoch)
    this.noteChange(vad)
  }

  removeVad(vad: Vad): void {
    this.state.vads = removeVad(this.state.vads, vad, this.kernel.epoch)
    dropPageTables(this, vad.start, vad.end)
    this.noteChange(vad)
  }

  /** To be called when pages of an allocation look different now: its regions are worked out anew. */
  noteLooks(vad: Vad): void {
    const { epoch } = this.kernel
    if (vad.epoch === epoch.current) {
      vad.cache = null
      forgetLooks(this.state.vads, vad)
    } else this.state.vads = insertVad(this.state.vads, newVad(vad, vad.owner, epoch), epoch)
    this.noteChange(vad)
  }

  private noteChange({ start, end }: NewVad): void {
    this.queries.forget(start, end)
    this.regionList.note(start, end)
  }

  /** Puts another moment of the process in the place of this one. */
  adopt(state: ProcessState): void {
    this.state = state
    this.regionList.forget()
    this.queries.forgetAll()
    this.flushTlb()
  }

  private eachPage(
    address: Word,
    length: number,
    access: Access,
    visit: (page: Uint8Array, offset: number, done: number, count: number) => void
  ): boolean {
    for (let done = 0; done < length;) {
      const at = addToWord(address, done)
      if (typeof at === 'bigint') {
        this.touch(Infinity, access, at)
        return false
      }
      const page = Math.floor(at / PAGE_SIZE)
      const offset = at - page * PAGE_SIZE
      const count = Math.min(PAGE_SIZE - offset, length - done)
      const slot = page & TLB_MASK
      let bytes: Uint8Array | null
      if (access === 'read' && this.readPages[slot] === page) bytes = this.readBytes[slot]!
      else if (access === 'write' && this.writePages[slot] === page) bytes = this.writeBytes[slot]!
      else bytes = this.touch(page, access, at)
      if (bytes === null) return false
      visit(bytes, offset, done, count)
      done += count
    }
    return true
  }

  private peekPage(page: number): Uint8Array | 'zero' | null {
    const flags = flagsAt(this.state.pages, page)
    // As on real memory, where nobody can look behind a guard without taking it away.
    if ((flags & (PTE_OFFERED | PAGE_GUARD)) !== 0 || !isReadable(flags)) return null
    if (flags & PTE_FRAME) return this.kernel.frames.bytes(frameAt(this.state.pages, page))
    if (flags & PTE_PAGED) {
      const { frames, system } = this.kernel
      return frames.contents.read(contentInSlot(system.pageFile, frameAt(this.state.pages, page)))
    }
    if ((flags & PTE_PROTOTYPE) === 0) return flags & PTE_COMMITTED ? 'zero' : null
    const vad = this.vadAt(page)
    if (!vad?.view) return null
    const area = this.kernel.controlArea(vad.view.controlArea)
    const prototype = vad.view.firstPrototype + page - vad.start
    if (!isPrototypeCommitted(area, prototype)) return null
    return prototypeBytes(this.kernel, area, prototype)
  }
}

function valueAt(bytes: Uint8Array, offset: number, size: AccessSize): Word {
  switch (size) {
    case 1:
      return bytes[offset]!
    case 2:
      return bytes[offset]! | (bytes[offset + 1]! << 8)
    case 4:
      return word32(bytes, offset)
    case 8: {
      const low = word32(bytes, offset)
      const high = word32(bytes, offset + 4)
      if (high < 0x200000) return high * 0x100000000 + low
      return (BigInt(high) << 32n) | BigInt(low)
    }
  }
}

function word32(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>>
    0
  )
}

function putValue(bytes: Uint8Array, offset: number, size: AccessSize, value: Word): void {
  const bits = typeof value === 'bigint' ? BigInt(wordOf(value)) : 0n
  const low = typeof value === 'number' ? value % 0x100000000 : Number(bits & 0xffffffffn)
  const high = typeof value === 'number' ? (value - low) / 0x100000000 : Number(bits >> 32n)
  bytes[offset] = low
  if (size === 1) return
  bytes[offset + 1] = low >>> 8
  if (size === 2) return
  bytes[offset + 2] = low >>> 16
  bytes[offset + 3] = low >>> 24
  if (size === 4) return
  bytes[offset + 4] = high
  bytes[offset + 5] = high >>> 8
  bytes[offset + 6] = high >>> 16
  bytes[offset + 7] = high >>> 24
}

import { namedConstants as k } from '../../shared/win32/constants'
import { protectionText } from '../../shared/win32/flags'
import { wordToHex, type Word } from '../machine/word'
import type { Arrival } from './file-cache'
import { makeReady } from './memory-supply'
import { contentInSlot } from './page-file'
import { addPageTables } from './page-table-frames'
import { flagsAt, frameAt, setEntry } from './page-table'
import type { Access, ProcessMemory } from './process-memory'
import {
  isCopyOnWrite,
  isExecutable,
  isReadable,
  isWritable,
  PTE_ACCESSED,
  PTE_COMMITTED,
  PTE_COPIED,
  PTE_FRAME,
  PTE_OFFERED,
  PTE_PAGED,
  PTE_PROTECT,
  PTE_PROTOTYPE,
  PTE_RESET,
  PTE_VALID,
  PTE_WRITTEN,
  withoutCopyOnWrite
} from './pte'
import type { RuleId } from './rules'
import { bringPrototype, isPrototypeCommitted } from './sections'
import { isStackGuard, growStack } from './stack'
import { sweep } from './trimming'
import { vadAbove, type Vad } from './vad'

/** Frames that one fault needs besides those it reads: the page, its copy and four page tables. */
const ROOM = 6
/** QUOTA_LIMITS_HARDWS_MAX_ENABLE. winnt.h. */
const HARD_MAXIMUM = 4

const verbs: Readonly<Record<Access, string>> = { read: 'read', write: 'written', execute: 'executed' }

/** What happens when a page is touched (MmAccessFault): its bytes, or null with the exception raised. */
export function accessFault(
  process: ProcessMemory,
  page: number,
  access: Access,
  address: Word
): Uint8Array | null {
  // Whatever this fault needs is ready before anything is looked at: making room changes entries.
  const { kernel } = process
  const hasRoom = makeReady(kernel, ROOM + 2 * kernel.settings.clusterPages)
  const flags = page < 2 ** 35 ? flagsAt(process.state.pages, page) : 0
  const vad = flags & PTE_PROTOTYPE || (flags & PTE_COMMITTED) === 0 ? process.vadAt(page) : undefined

  if (!isCommitted(process, flags, page, vad)) {
    return violation(process, access, address, ...whyNotCommitted(process, page, address, vad))
  }
  // Microsoft, Creating Guard Pages: any touch meets the guard first, and takes it away.
  if (flags & k.PAGE_GUARD) {
    removeGuard(process, page)
    if (isStackGuard(process.state, page)) {
      if (growStack(process, page)) return accessFault(process, page, access, address)
      return process.raise({
        code: k.STATUS_STACK_OVERFLOW,
        access,
        address,
        rule: 'stack-keeps-its-last-page',
        why: 'The last page of the stack was reached: there is no room for another guard page below it.'
      })
    }
    return process.raise({
      code: k.STATUS_GUARD_PAGE_VIOLATION,
      access,
      address,
      rule: 'guard-page-fires-once',
      why: `The page at ${hex(page)} was a guard page. This first touch took the guard away; the next one goes through.`
    })
  }
  // OfferVirtualMemory (Remarks): offered pages must not be accessed.
  if (flags & PTE_OFFERED) {
    return violation(
      process,
      access,
      address,
      'offered-pages-are-reclaimed-first',
      `The page at ${hex(page)} was offered to the system; reclaim it first.`
    )
  }
  const allowed =
    access === 'read' ? isReadable(flags) : access === 'write' ? isWritable(flags) : isExecutable(flags)
  if (!allowed) {
    const protection = protectionText(flags & PTE_PROTECT)
    const dep = access === 'execute' && isReadable(flags) ? ' (Data Execution Prevention)' : ''
    return violation(
      process,
      access,
      address,
      dep === '' ? 'access-fits-the-protection' : 'data-is-not-executed',
      `The page at ${hex(page)} is ${protection}: it cannot be ${verbs[access]}${dep}.`
    )
  }
  if (!hasRoom && kernel.frames.ready() < ROOM) {
    return process.raise({
      code: k.STATUS_NO_MEMORY,
      access,
      address,
      rule: 'touching-takes-a-page-of-memory',
      why: 'No page of physical memory can be had: all are in use, and what could be written to the page file finds it full.'
    })
  }
  return access === 'write' ? forWriting(process, page, flags) : present(process, page, flags)
}

function isCommitted(process: ProcessMemory, flags: number, page: number, vad: Vad | undefined): boolean {
  if (flags & PTE_COMMITTED) return true
  if ((flags & PTE_PROTOTYPE) === 0 || !vad?.view) return false
  const area = process.kernel.controlArea(vad.view.controlArea)
  return isPrototypeCommitted(area, vad.view.firstPrototype + page - vad.start)
}

/** Brings a page into the working set: as zeros, from its section, from transition, or from the page file. */
function present(process: ProcessMemory, page: number, flags: number): Uint8Array {
  const { state, kernel } = process
  if (flags & PTE_VALID) {
    const frame = frameAt(state.pages, page)
    if (!(flags & PTE_ACCESSED))
      state.pages = setEntry(state.pages, kernel.epoch, page, flags | PTE_ACCESSED, frame)
    return kernel.frames.bytes(frame)
  }
  // SetProcessWorkingSetSizeEx (QUOTA_LIMITS_HARDWS_MAX_ENABLE): at a hard maximum a page comes in for one that goes.
  if (state.workingSetFlags & HARD_MAXIMUM && state.workingSetPages >= state.maximumWorkingSetPages) {
    sweep(kernel, process, Math.max(state.workingSetPages - state.maximumWorkingSetPages + 1, 1))
    flags = flagsAt(state.pages, page)
  }
  addPageTables(process, page)
  const { frame, how } = arrive(process, page, flags)
  const after = (flagsAt(state.pages, page) & ~PTE_PAGED) | PTE_FRAME | PTE_VALID | PTE_ACCESSED
  state.pages = setEntry(state.pages, kernel.epoch, page, after, frame)
  kernel.frames.share(frame, 1)
  state.workingSetPages++
  state.pageFaults++
  if (how === 'demandZero') state.demandZeroFaults++
  else if (how === 'soft') state.softFaults++
  else state.hardFaults++
  process.notePeaks()
  return kernel.frames.bytes(frame)
}

function arrive(process: ProcessMemory, page: number, flags: number): { frame: number; how: Arrival } {
  const { state, kernel } = process
  if (flags & PTE_FRAME) return { frame: frameAt(state.pages, page), how: 'soft' }
  if (flags & PTE_PROTOTYPE) {
    const vad = process.vadAt(page)!
    const { controlArea, firstPrototype } = vad.view!
    const brought = bringPrototype(kernel, controlArea, firstPrototype + page - vad.start)
    if (brought === null) throw new Error('There was room for this fault a moment ago.')
    return brought
  }
  if (flags & PTE_PAGED) return { frame: bringFromPageFile(process, page), how: 'hard' }
  const frame = kernel.frames.allocate('process', state.letter.charCodeAt(0), page)
  // A page of zeros has nothing that it could be brought back from. Windows Internals 7, ch. 5, Demand-zero.
  kernel.frames.setDirty(frame, true)
  return { frame, how: 'demandZero' }
}

/**
 * Reads a page from the page file, and the neighbours behind it whose slots lie side by side with its own: these wait in
 * transition on the standby list. Windows Internals 7, ch. 5, Clustered page faults.
 */
export function bringFromPageFile(process: ProcessMemory, page: number): number {
  const { state, kernel } = process
  const slot = frameAt(state.pages, page)
  let count = 0
  do {
    const at = page + count
    const flags = flagsAt(state.pages, at)
    const frame = kernel.frames.allocate('process', state.letter.charCodeAt(0), at)
    kernel.frames.fill(frame, contentInSlot(kernel.system.pageFile, slot + count))
    kernel.frames.setSlot(frame, slot + count)
    state.pages = setEntry(state.pages, kernel.epoch, at, (flags & ~PTE_PAGED) | PTE_FRAME, frame)
    if (count > 0) kernel.frames.settle(frame)
    count++
  } while (
    count < kernel.settings.clusterPages &&
    flagsAt(state.pages, page + count) & PTE_PAGED &&
    frameAt(state.pages, page + count) === slot + count
  )
  kernel.countReading(count)
  return frameAt(state.pages, page)
}

function forWriting(process: ProcessMemory, page: number, flags: number): Uint8Array {
  const { state, kernel } = process
  if (flags & PTE_PROTOTYPE && isCopyOnWrite(flags)) return copyPage(process, page, flags)
  present(process, page, flags)
  const now = flagsAt(state.pages, page)
  const frame = frameAt(state.pages, page)
  const watched = state.writeWatch && process.vadAt(page)?.writeWatch ? PTE_WRITTEN : 0
  // Writing takes a page that was reset back into use: VirtualAlloc (MEM_RESET).
  const after = (now & ~PTE_RESET) | watched
  if (after !== now) state.pages = setEntry(state.pages, kernel.epoch, page, after, frame)
  kernel.makeDirty(frame)
  const { bytes, replaced } = kernel.frames.writable(frame)
  if (replaced && kernel.frames.shares(frame) > 1) kernel.flushTlbs()
  return bytes
}

/** Copy on write: the process gets a private copy, which is an ordinary writable page. Microsoft, Memory Protection. */
function copyPage(process: ProcessMemory, page: number, flags: number): Uint8Array {
  const { kernel } = process
  const original = present(process, page, flags)
  const shared = frameAt(process.state.pages, page)
  const copy = kernel.frames.allocate('process', process.state.letter.charCodeAt(0), page)
  const bytes = kernel.frameForWriting(copy)
  bytes.set(original)
  const { state } = process
  const now = flagsAt(state.pages, page)
  const after = (withoutCopyOnWrite(now) & ~PTE_PROTOTYPE) | PTE_COPIED | PTE_COMMITTED
  state.pages = setEntry(state.pages, kernel.epoch, page, after, copy)
  kernel.frames.share(shared, -1)
  kernel.frames.share(copy, 1)
  state.pageFaults++
  state.copyOnWriteFaults++
  process.noteLooks(process.vadAt(page)!)
  process.flushTlb()
  return bytes
}

/** Takes a page's guard away; the protection beneath decides from then on. Creating Guard Pages. */
export function removeGuard(process: ProcessMemory, page: number): void {
  process.changeEntries(page, page + 1, (flags) => flags & ~k.PAGE_GUARD)
  process.noteLooks(process.vadAt(page)!)
}

function violation(process: ProcessMemory, access: Access, address: Word, rule: RuleId, why: string): null {
  return process.raise({ code: k.EXCEPTION_ACCESS_VIOLATION, access, address, rule, why })
}

const hex = (page: number): string => `0x${(page * 4096).toString(16)}`

function whyNotCommitted(
  process: ProcessMemory,
  page: number,
  address: Word,
  vad: Vad | undefined
): [RuleId, string] {
  const text = `0x${wordToHex(address)}`
  if (typeof address === 'bigint' ? address < 0xffff800000000000n : address >= 2 ** 47) {
    return ['addresses-repeat-bit-47', `${text} is no address: bit 47 has to be repeated in bits 48 to 63.`]
  }
  if (typeof address === 'bigint')
    return ['kernel-addresses-are-closed', `${text} lies in the kernel's half of the address space.`]
  if (page < 16)
    return [
      'first-64-kib-stay-free',
      `${text} lies in the first 64 KiB, which are never allocated so that NULL pointers are noticed.`
    ]
  if (vad?.placeholder)
    return [
      'placeholder-is-replaced-before-use',
      `The page at ${hex(page)} belongs to a placeholder; replace it first.`
    ]
  if (vad !== undefined)
    return [
      'reserved-pages-are-committed-first',
      `The page at ${hex(page)} is reserved but not committed; commit it first.`
    ]
  const next = vadAbove(process.state.vads, page)
  const where = next === undefined ? '' : ` The next allocation above starts at ${hex(next.start)}.`
  return [
    'free-pages-cannot-be-touched',
    `The page at ${hex(page)} is free: nothing is allocated there.${where}`
  ]
}

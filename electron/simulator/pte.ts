import { namedConstants as k } from '../../shared/win32/constants'

/*
 * A page table entry's flags, 32 bits. The protection stands in the PAGE_ bits of winnt.h. A zero entry is a page that
 * is free or reserved.
 */

/** PAGE_ protection with its modifiers. */
export const PTE_PROTECT = 0x7ff
/** The page is committed (demand zero until it has a frame). In an entry of a section view: see PTE_PROTOTYPE. */
export const PTE_COMMITTED = 1 << 11
/** The page is in the working set: an access causes no fault. */
export const PTE_VALID = 1 << 12
/** The entry names a frame: valid, or in transition. */
export const PTE_FRAME = 1 << 13
/** The section's prototype PTE says whether the page is committed and what is in it. */
export const PTE_PROTOTYPE = 1 << 14
/** A page of a section view that this process has copied for itself. */
export const PTE_COPIED = 1 << 15
/** Locked by VirtualLock. */
export const PTE_LOCKED = 1 << 16
/** Offered by OfferVirtualMemory: not to be touched until reclaimed. */
export const PTE_OFFERED = 1 << 17
/** MEM_RESET: the contents no longer matter. */
export const PTE_RESET = 1 << 18
/** Written since the write watch was reset; outlives protection changes and decommitment. */
export const PTE_WRITTEN = 1 << 19
/** Touched since the working set was last swept: the processor sets it, the sweep clears it. Intel SDM 3A, 4.8. */
export const PTE_ACCESSED = 1 << 20
/** The page's contents are in the page file: the entry's number is their slot. */
export const PTE_PAGED = 1 << 22
/** The contents were given up while the page was offered. */
export const PTE_DISCARDED = 1 << 23
/** A page of the kernel's that programs see, such as KUSER_SHARED_DATA: it is never paged. */
export const PTE_PINNED = 1 << 25
/** Entries with one of these have a number: of a frame, or of a page-file slot. */
export const PTE_NUMBER = PTE_FRAME | PTE_PAGED
/** Part of a large page: always in memory, and no part of the working set. */
export const PTE_LARGE = 1 << 24

/** What VirtualQuery tells apart. */
export const PTE_LOOK = PTE_PROTECT | PTE_COMMITTED | PTE_PROTOTYPE

const readable =
  k.PAGE_READONLY |
  k.PAGE_READWRITE |
  k.PAGE_WRITECOPY |
  // x64 has no execute-only pages: what may be executed may be read.
  k.PAGE_EXECUTE |
  k.PAGE_EXECUTE_READ |
  k.PAGE_EXECUTE_READWRITE |
  k.PAGE_EXECUTE_WRITECOPY
const writable = k.PAGE_READWRITE | k.PAGE_WRITECOPY | k.PAGE_EXECUTE_READWRITE | k.PAGE_EXECUTE_WRITECOPY
const executable = k.PAGE_EXECUTE | k.PAGE_EXECUTE_READ | k.PAGE_EXECUTE_READWRITE | k.PAGE_EXECUTE_WRITECOPY
const copying = k.PAGE_WRITECOPY | k.PAGE_EXECUTE_WRITECOPY

export const isReadable = (flags: number): boolean => (flags & readable) !== 0
export const isWritable = (flags: number): boolean => (flags & writable) !== 0
export const isExecutable = (flags: number): boolean => (flags & executable) !== 0
/** PAGE_WRITECOPY or PAGE_EXECUTE_WRITECOPY. */
export const isCopyOnWrite = (flags: number): boolean => (flags & copying) !== 0

/** The flags with PAGE_WRITECOPY become PAGE_READWRITE, PAGE_EXECUTE_WRITECOPY become PAGE_EXECUTE_READWRITE. */
export function withoutCopyOnWrite(flags: number): number {
  return (flags & ~copying) | ((flags & copying) >> 1)
}

/** The flags with PAGE_READWRITE become PAGE_WRITECOPY, PAGE_EXECUTE_READWRITE become PAGE_EXECUTE_WRITECOPY. */
export function withCopyOnWrite(flags: number): number {
  const shared = flags & (k.PAGE_READWRITE | k.PAGE_EXECUTE_READWRITE)
  return (flags & ~shared) | (shared << 1)
}

/** Whether a page counts in the working set; large pages do not. Microsoft, Large-Page Support. */
export const inWorkingSet = (flags: number): boolean => (flags & (PTE_VALID | PTE_LARGE)) === PTE_VALID

/** Pages of commit charge that an entry of a process costs: its private pages, and copies that may have to be made. */
export function chargeOf(flags: number): number {
  if (flags & PTE_PROTOTYPE) return isCopyOnWrite(flags) ? 1 : 0
  return flags & PTE_COMMITTED ? 1 : 0
}

/** PAGE_TARGETS_INVALID and PAGE_TARGETS_NO_UPDATE, which are for Control Flow Guard and change no page. winnt.h. */
const PAGE_TARGETS = 0x40000000

/** An executable protection without what it says of call targets. Memory Protection Constants (PAGE_TARGETS_INVALID). */
export const withoutCallTargets = (protect: number): number =>
  isExecutable(protect) ? protect & ~PAGE_TARGETS : protect

/**
 * Whether a value is one protection with at most one modifier, as all functions of virtual memory want it.
 * Memory Protection Constants (PAGE_GUARD, PAGE_NOCACHE, PAGE_WRITECOMBINE).
 */
export function isValidProtection(protect: number): boolean {
  if (protect & ~PTE_PROTECT) return false
  const base = protect & 0xff
  if (base === 0 || (base & (base - 1)) !== 0) return false
  const modifier = protect & 0x700
  if (modifier === 0) return true
  return base !== k.PAGE_NOACCESS && (modifier & (modifier - 1)) === 0
}

import { namedConstants as k } from '../../../shared/win32/constants'
import type { FrameOwner } from '../../../shared/contract/memory-translation'
import type { PageState, PrototypeState } from '../../../shared/contract/memory-process'
import type { ControlArea, Subsection } from '../control-area'
import { zeroContent } from '../page-content'
import { flagsAt, frameAt } from '../page-table'
import type { ProcessState } from '../process-state'
import {
  isCopyOnWrite,
  isWritable,
  PTE_ACCESSED,
  PTE_COMMITTED,
  PTE_COPIED,
  PTE_FRAME,
  PTE_LOCKED,
  PTE_OFFERED,
  PTE_PAGED,
  PTE_PROTECT,
  PTE_PROTOTYPE,
  PTE_RESET,
  PTE_VALID,
  PTE_WRITTEN
} from '../pte'
import { isPrototypeCommitted } from '../sections'
import type { Vad } from '../vad'
import { prototypeOwner } from './frame-records'
import type { ObservedMachine } from './observed-machine'

/** A place in the page file. */
export interface Slot {
  readonly pageFile: number
  readonly slot: number
}

/** What a prototype PTE says of its page. */
export interface PrototypeFacts {
  readonly area: ControlArea
  /** Number of the prototype PTE. */
  readonly index: number
  readonly state: PrototypeState
  /** 0 for none. */
  readonly frame: number
  readonly slot: Slot | null
  readonly owner: FrameOwner
  /** The part of the image that the page belongs to. */
  readonly subsection: Subsection | undefined
  /** Where the page starts in its file, and how many bytes of it are there; null where it is in no file. */
  readonly inFile: { readonly offset: number; readonly bytes: number } | null
}

/** What a process's page table says of a page, in the terms of Windows. */
export interface PageFacts {
  readonly page: number
  readonly vad: Vad | undefined
  readonly state: PageState
  readonly isCommitted: boolean
  /** PAGE_ protection with modifiers; 0 while reserved or free. */
  readonly protect: number
  /** The frame that the process's own entry names; 0 for none. */
  readonly frame: number
  readonly slot: Slot | null
  /** Null where no prototype PTE describes the page: private memory, free addresses, copies on write. */
  readonly prototype: PrototypeFacts | null
  /** Who the frame belongs to; null without one. */
  readonly owner: FrameOwner | null
  readonly isValid: boolean
  readonly isLocked: boolean
  readonly isGuard: boolean
  readonly isAccessed: boolean
  readonly isDirty: boolean
  readonly isCopied: boolean
  readonly isCopyOnWrite: boolean
  readonly isOffered: boolean
  readonly isReset: boolean
  readonly isWatched: boolean
}

/** What a page of a process is. */
export function pageFacts(
  machine: ObservedMachine,
  process: ProcessState,
  page: number,
  vad: Vad | undefined
): PageFacts {
  const flags = flagsAt(process.pages, page)
  const hasFrame = (flags & PTE_FRAME) !== 0
  const frame = hasFrame ? frameAt(process.pages, page) : 0
  const isValid = (flags & PTE_VALID) !== 0
  const view = vad?.view ?? null
  const prototype =
    flags & PTE_PROTOTYPE && vad && view
      ? prototypeFacts(machine, machine.area(view.controlArea), view.firstPrototype + page - vad.start)
      : null
  const isCommitted = prototype ? prototype.state !== 'not-committed' : (flags & PTE_COMMITTED) !== 0
  const owner: FrameOwner | null =
    frame === 0 ? null : (prototype?.owner ?? { kind: 'private', process: process.letter, page })
  return {
    page,
    vad,
    state: stateOf(vad, isCommitted, isValid, flags, prototype !== null),
    isCommitted,
    protect: isCommitted ? flags & PTE_PROTECT : 0,
    frame,
    slot: slotIn(process.pages, page, flags),
    prototype,
    owner,
    isValid,
    isLocked: (flags & PTE_LOCKED) !== 0,
    isGuard: isCommitted && (flags & k.PAGE_GUARD) !== 0,
    isAccessed: (flags & PTE_ACCESSED) !== 0,
    isDirty: isValid && isWritten(machine, frame, prototype === null || writesThrough(flags)),
    isCopied: (flags & PTE_COPIED) !== 0,
    isCopyOnWrite: prototype !== null && isCopyOnWrite(flags),
    isOffered: (flags & PTE_OFFERED) !== 0,
    isReset: (flags & PTE_RESET) !== 0,
    isWatched: (flags & PTE_WRITTEN) !== 0
  }
}

function stateOf(
  vad: Vad | undefined,
  isCommitted: boolean,
  isValid: boolean,
  flags: number,
  isOfSection: boolean
): PageState {
  if (vad === undefined) return 'free'
  if (!isCommitted) return 'reserved'
  if (isValid) return 'valid'
  if (isOfSection) return 'prototype'
  if (flags & PTE_PAGED) return 'page-file'
  return flags & PTE_FRAME ? 'transition' : 'demand-zero'
}

/** The page file is the machine's only one: number 0. */
function slotIn(pages: ProcessState['pages'], page: number, flags: number): Slot | null {
  return flags & PTE_PAGED ? { pageFile: 0, slot: frameAt(pages, page) } : null
}

const writesThrough = (flags: number): boolean => isWritable(flags) && !isCopyOnWrite(flags)

/** Whether a write has gone to a frame; a page of zeros that was only read counts as dirty for the lists, but has none. */
function isWritten(machine: ObservedMachine, frame: number, mayHaveWritten: boolean): boolean {
  const { frames } = machine.kernel
  return mayHaveWritten && frames.record(frame).dirty && frames.content(frame) !== zeroContent
}

/** What a prototype PTE of a control area is. */
export function prototypeFacts(machine: ObservedMachine, area: ControlArea, index: number): PrototypeFacts {
  const pages = machine.prototypesOf(area)
  const flags = flagsAt(pages, index)
  const frame = flags & PTE_FRAME ? frameAt(pages, index) : 0
  const slot = slotIn(pages, index, flags)
  const subsection = area.subsections.find((s) => index >= s.firstPage && index < s.firstPage + s.pageCount)
  const inFile = placeInFile(area, index, subsection, machine.file(area.file)?.size ?? 0)
  return {
    area,
    index,
    state: prototypeState(machine, area, index, frame, slot !== null, inFile !== null),
    frame,
    slot,
    owner: prototypeOwner(area, index),
    subsection,
    inFile
  }
}

function prototypeState(
  machine: ObservedMachine,
  area: ControlArea,
  index: number,
  frame: number,
  isPaged: boolean,
  isInFile: boolean
): PrototypeState {
  if (!isPrototypeCommitted(area, index)) return 'not-committed'
  if (frame !== 0) return machine.kernel.frames.shares(frame) > 0 ? 'valid' : 'transition'
  if (isPaged) return 'page-file'
  return isInFile ? 'file' : 'demand-zero'
}

function placeInFile(
  area: ControlArea,
  index: number,
  subsection: Subsection | undefined,
  fileSize: number
): PrototypeFacts['inFile'] {
  if (area.kind === 'pagefile') return null
  if (area.kind === 'data') {
    const offset = index * 4096
    return offset < fileSize ? { offset, bytes: Math.min(4096, fileSize - offset) } : null
  }
  if (subsection === undefined) return null
  const start = (index - subsection.firstPage) * 4096
  const bytes = Math.min(4096, subsection.fileBytes - start)
  return bytes > 0 ? { offset: subsection.fileOffset + start, bytes } : null
}

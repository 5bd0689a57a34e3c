import type { FrameOwner, FrameRecord, FrameUse } from '../../../shared/contract/memory-translation'
import type { ProcessLetter } from '../../../shared/contract/observation'
import type { ControlArea } from '../control-area'
import { eachFrame, flagsAt, frameAt } from '../page-table'
import { values } from '../persistent-tree'
import { USER_END_PAGE } from '../process-memory'
import { PTE_FRAME, PTE_PROTOTYPE, PTE_VALID } from '../pte'
import { vadAt, type Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'

/** The usual memory priority of a page. Windows Internals, Page priority. */
const USUAL_PRIORITY = 5

/** Pages of files and images have their contents in a file; the rest exist in memory alone until they are written out. */
const hasFile = (owner: FrameOwner): boolean => owner.kind === 'file' || owner.kind === 'image'

/** The PFN record of a frame that is in use, and whose it is. */
export function frameRecord(machine: ObservedMachine, frame: number, owner: FrameOwner): FrameRecord {
  const shares = machine.kernel.frames.shares(frame)
  return {
    frame,
    // A page without a valid PTE is on a list: with a file behind it on the standby list, else it has to be written first.
    state: shares > 0 ? 'active' : hasFile(owner) ? 'standby' : 'modified',
    shares,
    references: shares > 0 ? 1 : 0,
    priority: USUAL_PRIORITY,
    dirty: hasFile(owner) ? null : true,
    slot: null,
    owner
  }
}

/** Visits every frame in use with what is in it. Costs as many steps as there are frames. */
export function eachOwnedFrame(
  machine: ObservedMachine,
  visit: (frame: number, owner: FrameOwner) => void
): void {
  for (const { letter, pages } of machine.processes) {
    eachFrame(pages, 0, USER_END_PAGE, (page, flags, frame) => {
      if ((flags & PTE_PROTOTYPE) === 0) visit(frame, { kind: 'private', process: letter, page })
    })
  }
  for (const area of machine.areas()) {
    if (area.kind === 'data') continue
    const kind = area.kind === 'image' ? 'image' : 'section'
    eachFrame(area.pages, 0, area.pageCount, (page, _flags, frame) =>
      visit(frame, { kind, controlArea: area.id, page })
    )
  }
  for (const file of values(machine.snapshot.system.files)) {
    eachFrame(file.pages, 0, 512 ** 3, (page, _flags, frame) =>
      visit(frame, { kind: 'file', file: file.id, page })
    )
  }
}

/** Visits every valid PTE of every process. */
export function eachFrameUse(
  machine: ObservedMachine,
  visit: (frame: number, process: ProcessLetter, page: number) => void
): void {
  for (const { letter, pages } of machine.processes) {
    eachFrame(pages, 0, USER_END_PAGE, (page, flags, frame) => {
      if (flags & PTE_VALID) visit(frame, letter, page)
    })
  }
}

/** The owner of the frame behind a prototype PTE. */
export function prototypeOwner(area: ControlArea, page: number): FrameOwner {
  if (area.kind === 'data') return { kind: 'file', file: area.file, page }
  return { kind: area.kind === 'image' ? 'image' : 'section', controlArea: area.id, page }
}

/** All pages of processes at which a frame is mapped, found from its owner: costs a step for each VAD. */
export function usesOf(machine: ObservedMachine, frame: number, owner: FrameOwner): FrameUse[] {
  if (owner.kind === 'page-table') return []
  const uses: FrameUse[] = []
  for (const { letter, pages, vads } of machine.processes) {
    const note = (page: number): void => {
      const flags = flagsAt(pages, page)
      if ((flags & (PTE_VALID | PTE_FRAME)) === (PTE_VALID | PTE_FRAME) && frameAt(pages, page) === frame)
        uses.push({ process: letter, page })
    }
    if (owner.kind === 'private') {
      if (owner.process === letter && vadAt(vads, owner.page)) note(owner.page)
      continue
    }
    for (const vad of values(vads)) if (shows(machine, vad, owner)) note(pageIn(vad, owner.page))
  }
  return uses
}

const pageIn = (vad: Vad, prototype: number): number =>
  vad.start + prototype - (vad.view?.firstPrototype ?? 0)

function shows(machine: ObservedMachine, vad: Vad, owner: FrameOwner & { readonly page: number }): boolean {
  if (vad.view === null) return false
  const page = pageIn(vad, owner.page)
  if (page < vad.start || page >= vad.end) return false
  if (owner.kind === 'file') {
    const area = machine.area(vad.view.controlArea)
    return area.kind === 'data' && area.file === owner.file
  }
  return (owner.kind === 'section' || owner.kind === 'image') && vad.view.controlArea === owner.controlArea
}

/** How many frames programs and files can have, and from which number on none was ever used: they are full of zeros. */
export function frameRange(machine: ObservedMachine): { readonly total: number; readonly fresh: number } {
  const { ramPages, systemPages } = machine.kernel
  const { next } = machine.snapshot.frames
  return { total: Math.max(ramPages - systemPages, next - 1), fresh: next }
}

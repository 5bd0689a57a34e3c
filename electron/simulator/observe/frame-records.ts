import type { FrameOwner, FrameRecord, FrameUse } from '../../../shared/contract/memory-translation'
import type { ProcessLetter } from '../../../shared/contract/observation'
import type { ControlArea } from '../control-area'
import type { Frame } from '../frames'
import { eachFrame, flagsAt, frameAt } from '../page-table'
import { find } from '../persistent-tree'
import { USER_END_PAGE } from '../process-memory'
import { PTE_VALID } from '../pte'
import { vadAt, type Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'

/** Tables of one level have keys from this multiple of their level on; see page-table-frames.ts. */
const TABLE_LEVEL = 2 ** 28

/** The PFN record of a frame that is in the database. */
export function frameRecord(machine: ObservedMachine, frame: number): FrameRecord {
  const record = machine.kernel.frames.record(frame)
  const { state, shares, priority, dirty, slot } = record
  return {
    frame,
    state,
    shares,
    // Being in a working set is one reference, however many share it. Windows Internals 7, ch. 5, PFN data structures.
    references: record.references + (shares > 0 ? 1 : 0),
    priority,
    dirty,
    slot: slot === 0 ? null : slot,
    owner: state === 'free' || state === 'zeroed' ? null : ownerOf(machine, record)
  }
}

function ownerOf(machine: ObservedMachine, { owner, id, page }: Readonly<Frame>): FrameOwner {
  switch (owner) {
    case 'process':
      return { kind: 'private', process: letterOf(id), page }
    case 'table':
      return {
        kind: 'page-table',
        process: letterOf(id),
        level: Math.floor(page / TABLE_LEVEL),
        index: page % TABLE_LEVEL
      }
    case 'file':
      return { kind: 'file', file: id, page }
    case 'section': {
      const area = find(machine.snapshot.system.controlAreas, id)
      return { kind: area?.kind === 'image' ? 'image' : 'section', controlArea: id, page }
    }
  }
}

const letterOf = (code: number): ProcessLetter => String.fromCharCode(code) as ProcessLetter

/** Frames of the database that ever held something; those behind are full of zeros. The system's own come before. */
export function frameRange(machine: ObservedMachine): {
  readonly first: number
  readonly untouched: number
  readonly end: number
} {
  const { ramPages, systemPages } = machine.kernel
  return { first: systemPages + 1, untouched: machine.snapshot.frames.untouched, end: ramPages + 1 }
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
export function usesOf(machine: ObservedMachine, { frame, owner }: FrameRecord): FrameUse[] {
  if (owner === null || owner.kind === 'page-table') return []
  const uses: FrameUse[] = []
  for (const process of machine.processes) {
    const { letter, pages } = process
    const note = (page: number): void => {
      if (flagsAt(pages, page) & PTE_VALID && frameAt(pages, page) === frame)
        uses.push({ process: letter, page })
    }
    if (owner.kind === 'private') {
      if (owner.process === letter && vadAt(process.vads, owner.page)) note(owner.page)
      continue
    }
    for (const vad of machine.vadsOf(process)) if (shows(machine, vad, owner)) note(pageIn(vad, owner.page))
  }
  return uses
}

const pageIn = (vad: Vad, prototype: number): number =>
  vad.start + prototype - (vad.view?.firstPrototype ?? 0)

function shows(
  machine: ObservedMachine,
  vad: Vad,
  owner: Extract<FrameOwner, { readonly page: number }>
): boolean {
  if (vad.view === null) return false
  const page = pageIn(vad, owner.page)
  if (page < vad.start || page >= vad.end) return false
  if (owner.kind === 'file') {
    const area = machine.area(vad.view.controlArea)
    return area.kind === 'data' && area.file === owner.file
  }
  return owner.kind !== 'private' && vad.view.controlArea === owner.controlArea
}

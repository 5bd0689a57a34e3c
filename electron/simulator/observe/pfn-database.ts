import { frameOwnerKinds, frameStates, type FrameColumns } from '../../../shared/contract/memory-machine'
import type { FrameOwner, FrameRecord, FrameState } from '../../../shared/contract/memory-translation'
import { processLetters, type ProcessLetter } from '../../../shared/contract/observation'
import { eachFrame } from '../page-table'
import { values } from '../persistent-tree'
import type { ProcessState } from '../process-state'
import type { Vad } from '../vad'
import { eachFrameUse, eachOwnedFrame, frameRange, frameRecord } from './frame-records'
import type { ObservedMachine } from './observed-machine'

/** Which records are wanted; see `memory/frames`. */
export interface FrameChoice {
  readonly which: 'all' | FrameState | 'shared' | 'program'
  readonly priority: number | null
  readonly offset: number
  readonly count: number
}

/** Records of the PFN database and who maps the frames. Walks all tables once or twice, describes the part. */
export function frameRecords(machine: ObservedMachine, choice: FrameChoice): FrameColumns {
  const { total, fresh } = frameRange(machine)
  const { which, offset, count } = choice
  if (which === 'all') {
    const frames: number[] = []
    for (let frame = offset + 1; frame <= Math.min(offset + count, total); frame++) frames.push(frame)
    return describe(machine, frames, offset, total, fresh)
  }
  if (which === 'zeroed') {
    const frames: number[] = []
    for (let frame = fresh + offset; frame <= Math.min(fresh + offset + count - 1, total); frame++)
      frames.push(frame)
    return describe(machine, frames, offset, Math.max(total - fresh + 1, 0), fresh)
  }
  const chosen = which === 'free' ? freeFrames(machine, fresh) : chosenFrames(machine, choice)
  return describe(machine, chosen.slice(offset, offset + count), offset, chosen.length, fresh)
}

function freeFrames(machine: ObservedMachine, fresh: number): number[] {
  const used = new Uint8Array(fresh)
  eachOwnedFrame(machine, (frame) => {
    used[frame] = 1
  })
  const frames: number[] = []
  for (let frame = 1; frame < fresh; frame++) if (used[frame] === 0) frames.push(frame)
  return frames
}

function chosenFrames(machine: ObservedMachine, { which, priority }: FrameChoice): number[] {
  const ofProgram = which === 'program' ? programFrames(machine) : null
  const frames: number[] = []
  eachOwnedFrame(machine, (frame, owner) => {
    const record = frameRecord(machine, frame, owner)
    const isChosen =
      ofProgram?.has(frame) ??
      (which === 'shared'
        ? record.shares > 1
        : record.state === which &&
          (priority === null || which !== 'standby' || record.priority === priority))
    if (isChosen) frames.push(frame)
  })
  return frames.sort((a, b) => a - b)
}

/** Frames of pages that programs allocated, of their sections' prototype PTEs, too. */
function programFrames(machine: ObservedMachine): Set<number> {
  const frames = new Set<number>()
  for (const process of machine.processes)
    for (const vad of values(process.vads))
      if (vad.owner === 'program') addFrames(machine, process, vad, frames)
  return frames
}

function addFrames(machine: ObservedMachine, process: ProcessState, vad: Vad, frames: Set<number>): void {
  eachFrame(process.pages, vad.start, vad.end, (_page, _flags, frame) => frames.add(frame))
  if (vad.view === null) return
  const area = machine.area(vad.view.controlArea)
  const pages = area.kind === 'data' ? machine.file(area.file)?.pages : area.pages
  if (pages === undefined) return
  const first = vad.view.firstPrototype
  eachFrame(pages, first, first + vad.end - vad.start, (_page, _flags, frame) => frames.add(frame))
}

function describe(
  machine: ObservedMachine,
  frames: readonly number[],
  offset: number,
  total: number,
  fresh: number
): FrameColumns {
  const wanted = new Set(frames)
  const owners = new Map<number, FrameOwner>()
  const uses = new Map<number, { process: ProcessLetter; page: number }[]>()
  // Frames that were never used have neither.
  if (frames.some((frame) => frame < fresh)) {
    eachOwnedFrame(machine, (frame, owner) => {
      if (wanted.has(frame)) owners.set(frame, owner)
    })
    eachFrameUse(machine, (frame, process, page) => {
      if (!wanted.has(frame)) return
      const known = uses.get(frame)
      if (known) known.push({ process, page })
      else uses.set(frame, [{ process, page }])
    })
  }
  const records = frames.map((frame): FrameRecord => {
    const owner = owners.get(frame)
    return owner ? frameRecord(machine, frame, owner) : unused(frame, frame >= fresh ? 'zeroed' : 'free')
  })
  const usesStart = [0]
  const useProcess: number[] = []
  const usePage: number[] = []
  for (const frame of frames) {
    for (const { process, page } of uses.get(frame) ?? []) {
      useProcess.push(processLetters.indexOf(process))
      usePage.push(page)
    }
    usesStart.push(useProcess.length)
  }
  return {
    offset,
    total,
    frame: [...frames],
    state: records.map((record) => frameStates.indexOf(record.state)),
    shares: records.map((record) => record.shares),
    references: records.map((record) => record.references),
    priority: records.map((record) => record.priority),
    dirty: records.map((record) => (record.dirty === null ? -1 : record.dirty ? 1 : 0)),
    slot: records.map((record) => record.slot ?? -1),
    ownerKind: records.map((record) => frameOwnerKinds.indexOf(record.owner?.kind ?? 'none')),
    ownerId: records.map((record) => ownerId(record.owner)),
    ownerPage: records.map((record) => ownerPage(record.owner)),
    usesStart,
    useProcess,
    usePage
  }
}

const unused = (frame: number, state: FrameState): FrameRecord => ({
  ...{ frame, state, shares: 0, references: 0, priority: 0, dirty: false, slot: null },
  owner: null
})

function ownerId(owner: FrameOwner | null): number {
  switch (owner?.kind) {
    case 'private':
    case 'page-table':
      return processLetters.indexOf(owner.process)
    case 'section':
    case 'image':
      return owner.controlArea
    case 'file':
      return owner.file
    default:
      return 0
  }
}

function ownerPage(owner: FrameOwner | null): number {
  if (owner === null) return 0
  return owner.kind === 'page-table' ? owner.level : owner.page
}

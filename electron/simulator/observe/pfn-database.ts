import { frameOwnerKinds, frameStates, type FrameColumns } from '../../../shared/contract/memory-machine'
import type { FrameOwner, FrameRecord, FrameState } from '../../../shared/contract/memory-translation'
import { processLetters, type ProcessLetter } from '../../../shared/contract/observation'
import { eachFrame } from '../page-table'
import type { ProcessState } from '../process-state'
import type { Vad } from '../vad'
import { eachFrameUse, frameRange, frameRecord } from './frame-records'
import type { ObservedMachine } from './observed-machine'

/** Which records are wanted; see `memory/frames`. */
export interface FrameChoice {
  readonly which: 'all' | FrameState | 'shared' | 'program'
  readonly priority: number | null
  readonly offset: number
  readonly count: number
}

/** Records of the PFN database and who maps the frames. Looks through the records and page tables, describes the part. */
export function frameRecords(machine: ObservedMachine, choice: FrameChoice): FrameColumns {
  const { which, offset, count } = choice
  const { first, untouched, end } = frameRange(machine)
  if (which === 'all') return describe(machine, range(first + offset, end, count), offset, end - first)
  if (which === 'zeroed') {
    const zeroed = [...machine.kernel.frames.list('zeroed')]
    const own = zeroed.slice(offset, offset + count)
    const fresh = range(untouched + Math.max(offset - zeroed.length, 0), end, count - own.length)
    return describe(machine, [...own, ...fresh], offset, machine.kernel.frames.count('zeroed'))
  }
  const chosen = chosenFrames(machine, choice)
  return describe(machine, chosen.slice(offset, offset + count), offset, chosen.length)
}

function range(start: number, end: number, count: number): number[] {
  return Array.from({ length: Math.max(Math.min(count, end - start), 0) }, (_, i) => start + i)
}

function chosenFrames(machine: ObservedMachine, { which, priority }: FrameChoice): number[] {
  const { frames } = machine.kernel
  if (which === 'free' || which === 'modified') return [...frames.list(which)]
  if (which === 'standby') {
    const priorities = priority === null ? [0, 1, 2, 3, 4, 5, 6, 7] : [priority]
    return priorities.flatMap((one) => [...frames.list('standby', one)])
  }
  const ofProgram = which === 'program' ? programFrames(machine) : null
  const { first, untouched } = frameRange(machine)
  return range(first, untouched, untouched).filter((frame) => {
    if (ofProgram) return ofProgram.has(frame)
    const { state, shares } = frames.record(frame)
    return which === 'shared' ? shares > 1 : state === 'active'
  })
}

/** Frames of pages that programs allocated, of their sections' prototype PTEs, too. */
function programFrames(machine: ObservedMachine): Set<number> {
  const frames = new Set<number>()
  for (const process of machine.processes)
    for (const vad of machine.vadsOf(process))
      if (vad.owner === 'program') addFrames(machine, process, vad, frames)
  return frames
}

function addFrames(machine: ObservedMachine, process: ProcessState, vad: Vad, frames: Set<number>): void {
  eachFrame(process.pages, vad.start, vad.end, (_page, _flags, frame) => frames.add(frame))
  if (vad.view === null) return
  const pages = machine.prototypesOf(machine.area(vad.view.controlArea))
  const first = vad.view.firstPrototype
  eachFrame(pages, first, first + vad.end - vad.start, (_page, _flags, frame) => frames.add(frame))
}

function describe(
  machine: ObservedMachine,
  frames: readonly number[],
  offset: number,
  total: number
): FrameColumns {
  const { untouched } = frameRange(machine)
  const records = frames.map((frame): FrameRecord =>
    frame < untouched ? frameRecord(machine, frame) : neverUsed(frame)
  )
  const wanted = new Set(records.filter(({ shares }) => shares > 0).map(({ frame }) => frame))
  const uses = new Map<number, { process: ProcessLetter; page: number }[]>()
  if (wanted.size > 0)
    eachFrameUse(machine, (frame, process, page) => {
      if (!wanted.has(frame)) return
      const known = uses.get(frame)
      if (known) known.push({ process, page })
      else uses.set(frame, [{ process, page }])
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
    dirty: records.map((record) => (record.dirty ? 1 : 0)),
    slot: records.map((record) => record.slot ?? -1),
    ownerKind: records.map((record) => frameOwnerKinds.indexOf(record.owner?.kind ?? 'none')),
    ownerId: records.map((record) => ownerId(record.owner)),
    ownerPage: records.map((record) => ownerPage(record.owner)),
    usesStart,
    useProcess,
    usePage
  }
}

const neverUsed = (frame: number): FrameRecord => ({
  ...{ frame, state: 'zeroed', shares: 0, references: 0, priority: 0, dirty: false, slot: null },
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

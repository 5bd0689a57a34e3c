import type {
  PrototypeColumns,
  ShownControlArea,
  ShownSection,
  ShownView
} from '../../../shared/contract/memory-machine'
import { prototypeStates } from '../../../shared/contract/memory-process'
import type { ControlArea } from '../control-area'
import { eachFrame, eachRun } from '../page-table'
import { find, values } from '../persistent-tree'
import { PTE_COMMITTED, PTE_COPIED } from '../pte'
import type { ObservedMachine } from './observed-machine'
import { inWorkingSet } from '../pte'
import { prototypeFacts } from './page-facts'

/** Control areas with their section objects and views; with or without those of images. */
export function controlAreas(machine: ObservedMachine, images: boolean): ShownControlArea[] {
  const sections = sectionsByArea(machine)
  const views = viewsByArea(machine)
  const shown: ShownControlArea[] = []
  for (const area of machine.areas()) {
    if (area.kind === 'image' && !images) continue
    shown.push({
      id: area.id,
      kind: area.kind,
      path: machine.pathOf(area),
      pages: area.pageCount,
      committedPages: committedPages(area),
      presentPages: presentPages(machine, area),
      sections: sections.get(area.id) ?? [],
      views: views.get(area.id) ?? [],
      writers: area.writers,
      subsections: area.subsections.map(({ firstPage, pageCount, fileOffset, fileBytes, protect }) => ({
        firstPage,
        pages: pageCount,
        fileOffset,
        fileBytes,
        protect
      }))
    })
  }
  return shown
}

function committedPages(area: ControlArea): number {
  if (area.kind !== 'pagefile') return area.pageCount
  let committed = 0
  eachRun(area.pages, 0, area.pageCount, PTE_COMMITTED, (_page, count, flags) => {
    if (flags !== 0) committed += count
  })
  return committed
}

function presentPages(machine: ObservedMachine, area: ControlArea): number {
  let present = 0
  eachFrame(machine.prototypesOf(area), 0, area.pageCount, () => present++)
  return present
}

function sectionsByArea(machine: ObservedMachine): Map<number, ShownSection[]> {
  const handles = new Map<number, ShownSection['handles'][number][]>()
  for (const process of machine.processes) {
    const walk = (node: typeof process.handles): void => {
      if (node === null) return
      walk(node.left)
      const list = handles.get(node.value.object) ?? []
      list.push({ process: process.letter, handle: node.key })
      handles.set(node.value.object, list)
      walk(node.right)
    }
    walk(process.handles)
  }
  const sections = new Map<number, ShownSection[]>()
  for (const object of values(machine.snapshot.system.objects)) {
    if (object.kind !== 'section') continue
    const { id, name, size, protect, attributes } = object
    const list = sections.get(object.controlArea) ?? []
    list.push({ object: id, name, size, protect, attributes, handles: handles.get(id) ?? [] })
    sections.set(object.controlArea, list)
  }
  return sections
}

function viewsByArea(machine: ObservedMachine): Map<number, ShownView[]> {
  const views = new Map<number, ShownView[]>()
  for (const process of machine.processes)
    for (const vad of machine.vadsOf(process)) {
      if (vad.view === null) continue
      let workingSetPages = 0
      let copiedPages = 0
      eachFrame(process.pages, vad.start, vad.end, (_page, flags) => {
        if (inWorkingSet(flags)) workingSetPages++
        if (flags & PTE_COPIED) copiedPages++
      })
      const list = views.get(vad.view.controlArea) ?? []
      list.push({
        process: process.letter,
        start: vad.start * 4096,
        pages: vad.end - vad.start,
        offset: vad.view.firstPrototype * 4096,
        protect: vad.protect,
        access: vad.view.access.kind,
        workingSetPages,
        copiedPages
      })
      views.set(vad.view.controlArea, list)
    }
  return views
}

/** Prototype PTEs of a control area; null where there is none of that number. */
export function prototypes(
  machine: ObservedMachine,
  id: number,
  offset: number,
  count: number
): PrototypeColumns | null {
  const area = find(machine.snapshot.system.controlAreas, id)
  if (area === undefined) return null
  const state: number[] = []
  const frame: number[] = []
  const shares: number[] = []
  for (let index = offset; index < Math.min(offset + count, area.pageCount); index++) {
    const facts = prototypeFacts(machine, area, index)
    state.push(prototypeStates.indexOf(facts.state))
    frame.push(facts.frame)
    shares.push(facts.frame === 0 ? 0 : machine.kernel.frames.shares(facts.frame))
  }
  return { offset, total: area.pageCount, controlArea: id, state, frame, shares }
}

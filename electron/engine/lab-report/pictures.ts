import type { LabRecord } from '../../../shared/contract/lab-progress'
import type { ToldPicture } from '../../../shared/contract/lab-told'
import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { measured, regionOf, regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import type { Lab } from '../../../shared/labs/format'
import { evaluate, evaluationOn, momentWords, type MomentWish } from '../../../shared/labs/language'
import { namedConstants as k } from '../../../shared/win32/constants'
import { programSums } from '../comparison/region-measures'
import type { Moment } from '../history'
import { runForLab, type LabRun } from '../labs/lab-run'
import { labState } from '../labs/run-state'
import { wantedBy } from '../labs/wanted'
import type { Machine } from '../process-host'
import { shownPlaces, whereOf, type ShownPlace } from './shown-places'

/** The pictures of a lab, and what is to be said of those that are missing. */
export interface LabPictures {
  readonly byStep: ReadonlyMap<string, readonly ToldPicture[]>
  /** Where the text points at nothing: the program's memory when it had the most. */
  readonly whole: readonly ToldPicture[]
  readonly notes: readonly string[]
}

/** Regions that one picture draws; the strip has room for so many. */
const mostDrawn = 24

/** The learner's text of a lab's program; the lab's own where it was never changed. */
export function learnersProgram(
  lab: Lab,
  record: LabRecord,
  fileName: string
): { readonly fileName: string; readonly source: string } {
  const kept = record.programs[record.current[fileName] ?? '']
  return { fileName, source: kept?.source ?? lab.programs.get(fileName) ?? '' }
}

/** Runs the learner's programs and takes a picture of every place that the text of the lab points at. */
export async function picturesOf(
  lab: Lab,
  record: LabRecord,
  machine: Machine,
  signal?: AbortSignal
): Promise<LabPictures> {
  const begun = new Set([...Object.keys(record.steps), ...Object.keys(record.items).map(stepOf)])
  const all = shownPlaces(lab)
  const places = all.filter(({ step }) => begun.has(step))
  const byStep = new Map<string, ToldPicture[]>()
  const notes: string[] = []
  const run = async (
    fileName: string,
    shown: readonly ShownPlace[]
  ): Promise<Awaited<ReturnType<typeof runForLab>>> =>
    runForLab(
      machine,
      { ...learnersProgram(lab, record, fileName), settings: lab.settings },
      wantedBy(shown.map(({ expression }) => expression)),
      signal
    )
  for (const fileName of new Set(places.map((place) => place.fileName))) {
    const shown = places.filter((place) => place.fileName === fileName)
    const running = await run(fileName, shown)
    if (!running.ok) {
      notes.push(`No pictures of ${fileName}: ${running.reason}`)
      continue
    }
    for (const { step, picture } of picturesOfRun(running.run, machine.name, shown, notes))
      byStep.set(step, [...(byStep.get(step) ?? []), picture])
  }
  const first = [...lab.programs.keys()][0]
  if (all.length > 0 || first === undefined) return { byStep, whole: [], notes }
  const running = await run(first, [])
  if (!running.ok) return { byStep, whole: [], notes: [`No pictures of ${first}: ${running.reason}`] }
  return { byStep, whole: fullest(running.run, machine.name), notes }
}

const stepOf = (item: string): string => item.slice(0, item.lastIndexOf('/'))

const machineWords = (name: MachineName): string => (name === 'windows' ? 'Windows' : 'the simulator')

/** One picture for all places of a step at the same moment in the same process. */
function picturesOfRun(
  run: LabRun,
  machine: MachineName,
  places: readonly ShownPlace[],
  notes: string[]
): readonly { readonly step: string; readonly picture: ToldPicture }[] {
  const states = { [machine]: labState(run) }
  const found = new Map<string, { step: string; at: Standing; words: string; marks: ToldPicture['marks'] }>()
  for (const { step, words, expression } of places) {
    const { moment, process } = whereOf(expression)
    const value = evaluate(expression.typed, evaluationOn(states, machine, expression.moment))
    if (!value.ok) {
      notes.push(`No picture of “${words}”: ${value.reason}`)
      continue
    }
    const at = standing(run, moment, process)
    if (at === null) continue
    const facts = value.value
    const { state, base, address, size } = (typeof facts === 'object' ? facts : {}) as {
      readonly state?: number | string
      readonly base?: number
      readonly address?: number
      readonly size?: number
    }
    // As in the window: there is nothing to show there yet.
    if (state === k.MEM_FREE || state === 'free' || facts === 0) continue
    const mark = {
      words,
      base: typeof facts === 'number' ? facts : (base ?? address ?? 0),
      size: typeof facts === 'number' ? 1 : (size ?? 4096)
    }
    const key = `${step} ${at.position} ${at.process}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { step, at, words: whenWords(moment), marks: [mark] })
    else if (!known.marks.some((one) => one.words === words && one.base === mark.base)) known.marks.push(mark)
  }
  return [...found.values()].flatMap(({ step, at, words, marks }) => {
    const tree = at.moment.processes.get(at.process)?.regions
    if (tree === undefined) return []
    const whose = run.program.processes.length > 1 ? `, process ${at.process}` : ''
    return [{ step, picture: pictureOf(tree, `On ${machineWords(machine)}${whose}, ${words}`, marks) }]
  })
}

/** A moment of a run, and in whose memory one looks. */
interface Standing {
  readonly position: number
  readonly moment: Moment
  readonly process: ProcessLetter
}

/** Null for a run that got nowhere. */
function standing(run: LabRun, wish: MomentWish, process: ProcessLetter | null): Standing | null {
  const visit = wish.when === 'end' ? undefined : run.visits.get(wish.mark)?.[wish.visit - 1]
  const stand = wish.when === 'end' || visit === undefined ? run.end : visit[wish.when]
  const { moments } = run.run.history
  const position = stand?.position ?? moments.length - 1
  const moment = stand?.moment ?? moments.at(-1)
  return moment === undefined ? null : { position, moment, process: process ?? visit?.process ?? 'A' }
}

const whenWords = (moment: MomentWish): string =>
  moment.when === 'end' ? 'at the end' : momentWords(moment).replace(/^(\w+) /, '$1 the line ')

function pictureOf(tree: RegionTree, title: string, marks: ToldPicture['marks']): ToldPicture {
  const own = measured(tree, programSums).regions
  const around = new Set<ObservedRegion>()
  for (const { base, size } of marks) {
    const place = regionOf(tree, base)
    if (place !== undefined) around.add(place)
    for (const region of regionsOf(tree, base)) {
      if (region.base >= base + size || around.size >= mostDrawn) break
      around.add(region)
    }
  }
  const programs: ObservedRegion[] = []
  if (own > 0)
    for (const region of regionsOf(tree)) {
      if (region.owner === 'program') programs.push(region)
      if (programs.length >= mostDrawn * 4) break
    }
  // Those nearest to what is pointed at are drawn first.
  const near = marks[0]?.base ?? programs[0]?.base ?? 0
  const byNearness = [...programs].sort((a, b) => Math.abs(a.base - near) - Math.abs(b.base - near))
  for (const region of byNearness) if (around.size < mostDrawn) around.add(region)
  const drawn = [...around].sort((a, b) => a.base - b.base)
  return {
    title,
    regions: drawn.map(({ base, size, state, type, protect, use }) => ({
      ...{ base, size, state, type, protect },
      use: use.slice(0, 400)
    })),
    more: own - drawn.filter(({ owner }) => owner === 'program').length,
    marks
  }
}

/** The moment at which the program had the most regions of its own; none where it never had any. */
function fullest(run: LabRun, machine: MachineName): readonly ToldPicture[] {
  let most = 0
  let found: { readonly tree: RegionTree; readonly step: number } | null = null
  for (const [step, { processes }] of run.run.history.moments.entries()) {
    const tree = processes.get('A')?.regions
    const count = tree === undefined ? 0 : measured(tree, programSums).regions
    if (tree === undefined || count < most || count === 0) continue
    most = count
    found = { tree, step }
  }
  if (found === null) return []
  return [pictureOf(found.tree, `On ${machineWords(machine)}, when the program had the most`, [])]
}

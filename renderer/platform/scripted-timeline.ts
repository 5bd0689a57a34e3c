import type { MomentComparison, OtherMoment } from '../../shared/contract/moments'
import { processLetters, type MachineName, type RegionChange } from '../../shared/contract/observation'
import { regionDifference, regionOf, regionTree, type RegionTree } from '../../shared/contract/region-tree'
import type { RequestInput } from '../../shared/contract/requests'
import { eventsOf, type TimelineColumns } from '../../shared/contract/timeline'
import { memoryConstants } from '../../shared/win32/memory-constants'
import type { ScriptedMoment } from './scripted-door'

const differences = (values: readonly number[]): number[] =>
  values.map((value, i) => value - (values[i - 1] ?? 0))

/** The timeline of scripted moments, as an engine tells it. */
export function scriptedTimeline(
  machine: MachineName,
  moments: readonly ScriptedMoment[],
  from: number,
  count: number
): TimelineColumns {
  const asked = moments.slice(from, from + count)
  const names = [...new Set(asked.flatMap(({ step }) => step?.calls[0]?.name ?? []))]
  const pages = (moment: ScriptedMoment, letter: string, state: number): number =>
    (moment.processes.find((process) => process.letter === letter)?.regions ?? [])
      .filter((region) => region.state === state)
      .reduce((sum, region) => sum + region.size / 4096, 0)
  return {
    from,
    momentCount: moments.length,
    process: asked.map(({ step, turn }) => step?.process ?? turn).join(''),
    line: asked.map(({ step }) => step?.line ?? 0),
    events: asked.map(({ step }) => (step === null ? 0 : eventsOf(step))),
    call: asked.map(({ step }) => names.indexOf(step?.calls[0]?.name ?? '')),
    names,
    processes: processLetters
      .filter((letter) => asked.at(-1)?.processes.some((process) => process.letter === letter))
      .map((letter) => {
        const committed = differences(asked.map((m) => pages(m, letter, memoryConstants.MEM_COMMIT)))
        return {
          letter,
          committed,
          reserved: differences(asked.map((m) => pages(m, letter, memoryConstants.MEM_RESERVE))),
          private: machine === 'simulator' ? committed : null,
          workingSet: machine === 'simulator' ? differences(asked.map((_, i) => 20 + i)) : null
        }
      })
  }
}

function changesBetween(before: RegionTree, after: RegionTree): RegionChange[] {
  const { removed, set } = regionDifference(before, after)
  const added = set.map((region): RegionChange => {
    const was = regionOf(before, region.base)
    return was === undefined
      ? { kind: 'added', after: region }
      : { kind: 'changed', before: was, after: region }
  })
  const gone = removed.flatMap((base): RegionChange[] => {
    const was = regionOf(before, base)
    return was === undefined || regionOf(after, base) !== undefined ? [] : [{ kind: 'removed', before: was }]
  })
  return [...added, ...gone]
}

/** How two scripted moments differ, in their regions and, on the simulator, in a figure. */
export function scriptedComparison(
  moments: readonly ScriptedMoment[],
  { machine, a, b, regionsOnly }: RequestInput<'run/compare-moments'>
): MomentComparison {
  const treeOf = (position: number, letter: string): RegionTree =>
    regionTree(moments[position]?.processes.find((process) => process.letter === letter)?.regions ?? [])
  const letters = processLetters.filter((letter) => moments[b]?.processes.some((p) => p.letter === letter))
  const whole = machine === 'simulator' && regionsOnly !== true && a !== b
  return {
    machine,
    a,
    b,
    processes: letters.map((letter) => ({
      letter,
      presence: 'both',
      regions: changesBetween(treeOf(a, letter), treeOf(b, letter)),
      figures: whole ? [{ name: 'workingSetPages', before: 20 + a, after: 20 + b }] : [],
      pages: [],
      bytes: [],
      more: false
    })),
    figures: []
  }
}

/** Where a scripted region was another. */
export function scriptedOther(
  moments: readonly ScriptedMoment[],
  from: number,
  { process, what, direction }: RequestInput<'run/back-until'>
): OtherMoment {
  const at = (position: number): string =>
    JSON.stringify(
      moments[position]?.processes
        .find(({ letter }) => letter === process)
        ?.regions.find(({ base, size }) => what.address >= base && what.address < base + size) ?? null
    )
  const by = direction === 'back' ? -1 : 1
  for (let position = from + by; position >= 0 && position < moments.length; position += by)
    if (at(position) !== at(from)) return { position, text: `It was another at step ${position}.` }
  return { position: null, text: 'It has been so since the record begins.' }
}

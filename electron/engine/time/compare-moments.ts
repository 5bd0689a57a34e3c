import type { FigureChange, MomentComparison, ProcessComparison } from '../../../shared/contract/moments'
import { processLetters, type ProcessLetter } from '../../../shared/contract/observation'
import { regionChanges } from '../../runner/region-changes'
import { PastMachine } from '../../simulator'
import type { RunRecord } from '../run-record'
import { compareMemory } from './compare-memory'

/** How moment `b` of a run differs from moment `a`, process by process. Both are positions of its history. */
export function compareMoments(
  record: RunRecord,
  a: number,
  b: number,
  regionsOnly = false
): MomentComparison {
  const before = record.history.moments[a]!
  const after = record.history.moments[b]!
  const letters = processLetters.filter((l) => before.processes.has(l) || after.processes.has(l))
  return {
    machine: record.machineName,
    a,
    b,
    processes: letters.map((letter) => compareProcess(record, a, b, letter, regionsOnly)),
    figures:
      before.state === null || after.state === null || regionsOnly
        ? []
        : [
            ...figureChanges(before.state.system, after.state.system),
            ...figureChanges(framesAt(record, a), framesAt(record, b))
          ]
  }
}

/** Changes of regions that are listed of one process. */
const mostRegions = 1000

function compareProcess(
  record: RunRecord,
  a: number,
  b: number,
  letter: ProcessLetter,
  regionsOnly: boolean
): ProcessComparison {
  const before = record.history.moments[a]!
  const after = record.history.moments[b]!
  const had = before.processes.get(letter)
  const has = after.processes.get(letter)
  const regions = had === has ? [] : regionChanges(had?.regions ?? null, has?.regions ?? null)
  const nothing = { figures: [], pages: [], bytes: [], more: regions.length > mostRegions }
  const outline = {
    letter,
    presence: had === undefined ? 'only-after' : has === undefined ? 'only-before' : 'both',
    regions: regions.slice(0, mostRegions)
  } as const
  if (regionsOnly || before.state === null || after.state === null || before.state === after.state)
    return { ...outline, ...nothing }
  const then = new PastMachine(record.settings).memory(before.state, letter)
  const now = new PastMachine(record.settings).memory(after.state, letter)
  if (then === null || now === null) return { ...outline, ...nothing }
  const memory = compareMemory(then, now)
  return {
    ...outline,
    figures: figureChanges(then.state, now.state),
    ...memory,
    more: memory.more || nothing.more
  }
}

/** Physical pages by what they are used for. */
function framesAt(record: RunRecord, position: number): object {
  const state = record.momentState(position)
  return state === null ? {} : { frames: new PastMachine(record.settings).frameCounts(state) }
}

/** Fields that count something; others are numbers of things, addresses and flags. */
const counting = /(Pages|Faults|Commit|Count|[uU]sed)$/

/** The figures that differ: fields that count, and all of a record that has nothing but numbers. */
function figureChanges(before: object, after: object): FigureChange[] {
  const old = figuresOf(before)
  return [...figuresOf(after)].flatMap(([name, value]) => {
    const was = old.get(name) ?? 0
    return was === value ? [] : [{ name, before: was, after: value }]
  })
}

function figuresOf(state: object): Map<string, number> {
  const figures = new Map<string, number>()
  for (const [name, value] of Object.entries(state) as [string, unknown][]) {
    if (typeof value === 'number') {
      if (counting.test(name)) figures.set(name, value)
    } else if (isRecord(value)) {
      const parts = Object.entries(value) as [string, unknown][]
      const all = parts.every(([, part]) => typeof part === 'number')
      for (const [part, count] of parts)
        if (typeof count === 'number' && (all || counting.test(part))) figures.set(`${name}.${part}`, count)
    }
  }
  return figures
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

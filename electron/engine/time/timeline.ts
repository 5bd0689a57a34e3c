import { processLetters, type ObservedRegion } from '../../../shared/contract/observation'
import { measured, type RegionMeasure } from '../../../shared/contract/region-tree'
import type { StepRecord } from '../../../shared/contract/step'
import {
  eventsOf,
  stepEvents,
  type TimelineColumns,
  type TimelineProcess
} from '../../../shared/contract/timeline'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import type { Moment } from '../history'
import type { RunRecord } from '../run-record'

interface Extent {
  readonly committed: number
  readonly reserved: number
}

const pageSize = 4096

/** Pages committed and reserved; known of each part of a tree, so that a moment costs what it changed. */
const extent: RegionMeasure<Extent> = {
  nothing: { committed: 0, reserved: 0 },
  of: ({ state, size }: ObservedRegion) =>
    state === memoryConstants.MEM_COMMIT
      ? { committed: size / pageSize, reserved: 0 }
      : { committed: 0, reserved: size / pageSize },
  join: (a, b) => ({ committed: a.committed + b.committed, reserved: a.reserved + b.reserved }),
  known: new WeakMap()
}

const knownEvents = new WeakMap<StepRecord, number>()

function eventsAt(step: StepRecord): number {
  let events = knownEvents.get(step)
  if (events === undefined) knownEvents.set(step, (events = eventsOf(step)))
  return events
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Moments of a run as columns, from one on. Costs a few operations a moment, and what regions changed between them. */
export function timelineOf(record: RunRecord, from: number, count: number): TimelineColumns {
  const all = record.history.moments
  const moments = all.slice(from, from + count)
  const names: string[] = []
  const indices = new Map<string, number>()
  const nameIndex = (name: string | undefined): number => {
    if (name === undefined) return -1
    const index = indices.get(name) ?? names.push(name) - 1
    indices.set(name, index)
    return index
  }
  return {
    from,
    momentCount: all.length,
    process: moments.map((moment) => moment.step?.process ?? moment.turn).join(''),
    line: moments.map(({ step }) => step?.line ?? 0),
    events: moments.map((moment) => {
      const events = moment.step === null ? 0 : eventsAt(moment.step)
      return record.exception !== null && moment === all.at(-1) ? events | stepEvents.exception : events
    }),
    call: moments.map(({ step }) => nameIndex(step?.calls[0]?.name)),
    names,
    processes: processLetters
      .filter((letter) => moments.at(-1)?.processes.has(letter))
      .map((letter) => processColumns(moments, letter))
  }
}

function processColumns(moments: readonly Moment[], letter: TimelineProcess['letter']): TimelineProcess {
  const keepsState = moments.some(({ state }) => state !== null)
  const columns: Mutable<TimelineProcess> = {
    letter,
    ...differences(moments, (moment) => measured(moment.processes.get(letter)?.regions ?? null, extent)),
    private: null,
    workingSet: null
  }
  if (!keepsState) return columns
  const pages = (of: 'commitPages' | 'workingSetPages'): number[] =>
    differencesOf(moments.map(({ state }) => state?.processes.get(letter)?.[of] ?? 0))
  return { ...columns, private: pages('commitPages'), workingSet: pages('workingSetPages') }
}

function differences(
  moments: readonly Moment[],
  at: (moment: Moment) => Extent
): { committed: number[]; reserved: number[] } {
  const extents = moments.map(at)
  return {
    committed: differencesOf(extents.map(({ committed }) => committed)),
    reserved: differencesOf(extents.map(({ reserved }) => reserved))
  }
}

const differencesOf = (values: readonly number[]): number[] =>
  values.map((value, i) => value - (values[i - 1] ?? 0))

import { describe, expect, test } from 'vitest'
import type { StepRecord } from '../../../shared/contract/step'
import { regionsOf } from '../../../shared/contract/region-tree'
import { eventsOf, stepEvents, type StepEvent } from '../../../shared/contract/timeline'
import type { Run } from '../run'
import { LoadedRun } from '../loaded-run'
import { recordedProgram, recordedRun } from '../testing-run'
import { otherMoment } from './back-until'
import { timelineOf } from './timeline'

const running = (differences: readonly number[]): number[] => {
  let sum = 0
  return differences.map((difference) => (sum += difference))
}
const has = (events: number, ...wanted: StepEvent[]): boolean[] =>
  wanted.map((event) => (events & stepEvents[event]) !== 0)

const run = await recordedRun(
  'DWORD old;',
  'BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE, PAGE_READWRITE);',
  'VirtualAlloc(p, 0x2000, MEM_COMMIT, PAGE_READWRITE);',
  'p[0] = 1; p[0x1000] = 2; VirtualQuery(p, NULL, 0);',
  'VirtualProtect(p, 0x1000, PAGE_READONLY, &old);',
  'VirtualProtect(p, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);',
  'CHECK(probe_read(p) == STATUS_GUARD_PAGE_VIOLATION); VirtualQuery(p, NULL, 0);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'CHECK(1 == 2); VirtualQuery(p, NULL, 0);',
  'printf("done"); VirtualQuery(p, NULL, 0);',
  'VirtualFree(p, 0, MEM_RELEASE);'
)
const at = (of: Run, line: number): number => of.history.moments.findIndex(({ step }) => step?.line === line)
const first = 4

describe('the timeline of a run', () => {
  const all = timelineOf(run, 0, 65_536)

  test('has a line, a process, a call and events for each moment', () => {
    expect(all.momentCount).toBe(run.history.moments.length)
    expect([...all.process].every((letter) => letter === 'A')).toBe(true)
    expect(all.line[0]).toBe(0)
    const step = at(run, first + 4)
    expect(all.line[step]).toBe(first + 4)
    expect(all.names[all.call[step]!]).toBe('VirtualProtect')
    expect(all.call[0]).toBe(-1)
  })

  test('counts the pages that the regions of each moment have', () => {
    const [process] = all.processes
    const committed = running(process!.committed)
    const reserved = running(process!.reserved)
    run.history.moments.forEach((moment, i) => {
      const pages = { 0x1000: 0, 0x2000: 0 } as Record<number, number>
      for (const region of regionsOf(moment.processes.get('A')!.regions))
        pages[region.state]! += region.size / 4096
      expect([committed[i], reserved[i]]).toEqual([pages[0x1000], pages[0x2000]])
    })
    const commit = at(run, first + 2)
    expect(process!.committed[commit]).toBe(2)
    expect(process!.reserved[commit]).toBe(-2)
  })

  test('has the commit charge and the working set of the simulator’s own books', () => {
    const [process] = all.processes
    const charged = running(process!.private!)
    const resident = running(process!.workingSet!)
    run.history.moments.forEach(({ state }, i) => {
      const books = state!.processes.get('A')!
      expect([charged[i], resident[i]]).toEqual([books.commitPages, books.workingSetPages])
    })
  })

  test('marks what happened', () => {
    const events = (line: number): number => all.events[at(run, line)]!
    expect(has(events(first + 1), 'regionChanged', 'callFailed')).toEqual([true, false])
    expect(has(events(first + 3), 'demandZero')).toEqual([true])
    expect(has(events(first + 4), 'guard')).toEqual([false])
    expect(has(events(first + 6), 'guard', 'checkPassed')).toEqual([true, true])
    expect(has(events(first + 7), 'callFailed', 'regionChanged')).toEqual([true, false])
    expect(has(events(first + 8), 'checkFailed', 'checkPassed')).toEqual([true, false])
    expect(has(events(first + 9), 'output')).toEqual([true])
    expect(all.events[0]).toBe(0)
  })

  test('told in parts is the same', () => {
    const parts = [timelineOf(run, 0, 3), timelineOf(run, 3, 65_536)]
    expect(parts.flatMap(({ events }) => events)).toEqual(all.events)
    expect(parts.flatMap(({ processes }) => running(processes[0]!.committed))).toEqual(
      running(all.processes[0]!.committed)
    )
  })
})

test('views that come and go, and copies at the first write, are events', async () => {
  const views = await recordedProgram(`#include "lab.h"
int main(void)
{
    HANDLE m = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000, NULL);
    BYTE *v = MapViewOfFile(m, FILE_MAP_COPY, 0, 0, 0);
    v[0] = 1;
    UnmapViewOfFile(v);
    return 0;
}
`)
  const { events } = timelineOf(views, 0, 100)
  const of = (line: number): number => events[at(views, line)]!
  expect(has(of(5), 'map', 'unmap')).toEqual([true, false])
  expect(events.some((one) => has(one, 'copyOnWrite')[0])).toBe(true)
  expect(has(of(7), 'map', 'unmap')).toEqual([false, true])
})

test('ten thousand steps of three processes are one answer of less than a megabyte', () => {
  const [, moment] = run.history.moments
  const processes = new Map(['A', 'B', 'C'].map((letter) => [letter, moment!.processes.get('A')!]))
  const state = {
    ...moment!.state!,
    processes: new Map(['A', 'B', 'C'].map((l) => [l, moment!.state!.processes.get('A')!]))
  }
  const other = { ...moment!, processes, state } as never
  const moments = Array.from({ length: 10_001 }, (_, i) => (i % 2 ? other : run.history.moments.at(-1)!))
  const record = Object.assign(Object.create(run) as Run, {
    history: { moments: [...moments, other], output: '' }
  })
  const text = JSON.stringify(timelineOf(record, 0, 65_536))
  expect(text.length).toBeLessThan(700_000)
})

test('a step that lost a guard by VirtualProtect did not hit it', () => {
  const change = run.history.moments[at(run, first + 6)]!.step!.changes[0]!
  const step = (name: string): StepRecord =>
    ({
      ...run.history.moments[1]!.step!,
      changes: [change],
      calls: [{ ...run.history.moments[at(run, first + 4)]!.step!.calls[0]!, name }]
    }) as StepRecord
  expect(has(eventsOf(step('VirtualProtect')), 'guard')).toEqual([false])
  expect(has(eventsOf(step('ReadFile')), 'guard')).toEqual([true])
})

describe('going to where a protection came from', () => {
  const base = Number(run.history.moments[at(run, first + 1)]!.step!.calls[0]!.result.raw)
  const find = (from: number, protect: number, direction: 'back' | 'forward' = 'back') =>
    otherMoment(run, from, 'A', { kind: 'protection', address: base, protect }, direction)
  const last = run.history.moments.length - 1

  test('stops behind the step that made it', () => {
    expect(find(last, 2).position).toBe(at(run, first + 4))
    expect(find(last, 4).position).toBe(at(run, first + 6))
    expect(find(last, 0x100).position).toBe(at(run, first + 5))
    expect(find(0, 4, 'forward').position).toBe(at(run, first + 2))
    expect(find(0, 2, 'forward').text).toContain('becomes PAGE_READONLY')
  })
  test('says that no step did', () => {
    expect(find(last, 0x20)).toMatchObject({
      position: null,
      text: expect.stringContaining('PAGE_EXECUTE_READ') as string
    })
  })
})

test('a run from a file has the same timeline', () => {
  expect(timelineOf(new LoadedRun(run.contents, 'saved.vadrun'), 0, 100)).toEqual(timelineOf(run, 0, 100))
})

test('an exception that the program handles itself is an event of its step', async () => {
  const handles = await recordedProgram(`#include "lab.h"
int main(void)
{
    volatile int *p = NULL;
    __try { *p = 1; } __except (EXCEPTION_EXECUTE_HANDLER) { VirtualQuery(NULL, NULL, 0); }
    VirtualQuery(NULL, NULL, 0);
    return 0;
}
`)
  const { events } = timelineOf(handles, 0, 100)
  expect(events.filter((one) => has(one, 'exception')[0])).toHaveLength(1)
  expect(handles.history.moments.flatMap(({ step }) => step?.handled ?? [])).toMatchObject([
    { name: 'EXCEPTION_ACCESS_VIOLATION', where: 'write to 0x0' }
  ])
})

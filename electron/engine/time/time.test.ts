import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import { beforeAll, describe, expect, test } from 'vitest'
import { firstRegion, recordedRun } from '../testing-run'
import type { Run } from '../run'
import { scriptedMachine } from '../testing-machine'
import { Run as AnyRun } from '../run'
import { followRefusal, otherMoment } from './back-until'
import { regionList } from '../../../shared/contract/region-tree'
import { lastChange } from './last-change'
import { compareMoments } from './compare-moments'
import { pastBytes, pastView } from './past-memory'

let run: Run
let base: number
let last: number
/** The step that each line of the program made: lines begin at 4. */
let stepOf: (line: number) => number
beforeAll(async () => {
  run = await recordedRun(
    'DWORD old;',
    'BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
    'p[0] = 42; VirtualQuery(p, NULL, 0);',
    'p[0x1000] = 43; VirtualQuery(p, NULL, 0);',
    'VirtualProtect(p, 0x1000, PAGE_READONLY, &old);',
    'VirtualFree(p, 0, MEM_RELEASE);'
  )
  expect(run.status).toBe('ended')
  base = firstRegion(run)
  last = run.history.moments.length - 1
  stepOf = (line) => run.history.moments.findIndex(({ step }) => step?.line === line)
})

describe('the last change of a place', () => {
  const change = (address: number): (number | undefined)[] =>
    [7, 8, 9].map((line) => lastChange(run, stepOf(line), 'A', address)?.line)

  test('is the step that gave it its state or protection, not one that touched it', () =>
    expect(change(base)).toEqual([5, 8, 9]))

  test('is no step that only cut other pages off', () => expect(change(base + 0x1000)).toEqual([5, 5, 9]))

  test('is none for what was there before the program', () => {
    const stack = regionList(run.history.moments[0]!.processes.get('A')!.regions)[0]!
    expect(lastChange(run, last - 1, 'A', stack.base)).toBeNull()
  })
})

describe('going back until something changed', () => {
  const back = (from: number, kind: 'region' | 'page' | 'byte', address: number): number | null =>
    otherMoment(run, from, 'A', { kind, address }, 'back').position

  test('stops at the last moment at which the region was another', () => {
    const protect = stepOf(8)
    expect(back(last, 'region', base)).toBe(stepOf(9) - 1)
    expect(back(protect, 'region', base)).toBe(protect - 1)
    expect(back(protect - 1, 'region', base)).toBe(stepOf(5) - 1)
    expect(back(stepOf(5) - 1, 'region', base)).toBeNull()
  })

  test('knows one byte from its neighbours', () => {
    expect(back(stepOf(8), 'byte', base)).toBe(stepOf(6) - 1)
    expect(back(stepOf(8), 'byte', base + 0x1000)).toBe(stepOf(7) - 1)
    expect(back(stepOf(8), 'byte', base + 1)).toBe(stepOf(5) - 1)
  })

  test('tells a page’s entry and its contents', () => {
    expect(back(stepOf(8), 'page', base + 0x1234)).toBe(stepOf(7) - 1)
    expect(back(stepOf(8), 'page', base)).toBe(stepOf(8) - 1)
    const found = otherMoment(run, stepOf(8), 'A', { kind: 'page', address: base }, 'back')
    expect(found.text).toMatch(/was valid, PAGE_READWRITE, frame 0x[0-9a-f]+; step \d+ changed it/)
  })

  test('goes forward as well', () => {
    const forward = (from: number): number | null =>
      otherMoment(run, from, 'A', { kind: 'byte', address: base }, 'forward').position
    expect(forward(stepOf(5))).toBe(stepOf(6))
    expect(forward(stepOf(6))).toBe(stepOf(9))
    expect(forward(last)).toBeNull()
  })

  test('is refused for pages and bytes of a machine that keeps none, with the reason', async () => {
    const scripted = new AnyRun(
      { ...scriptedMachine({ A: [] }), name: 'windows' },
      {
        source: '',
        fileName: 'a.c',
        processes: ['A'],
        settings: defaultMachineSettings,
        recording: 'steps',
        breakpoints: []
      }
    )
    await scripted.begin()
    expect(followRefusal(scripted, { kind: 'byte', address: 0 })).toMatch(/real memory does not go back/)
    expect(followRefusal(scripted, { kind: 'region', address: 0 })).toBeNull()
    expect(otherMoment(scripted, 0, 'A', { kind: 'region', address: 0 }, 'back').position).toBeNull()
  })
})

describe('two moments compared', () => {
  test('differ in regions, figures, pages and bytes', () => {
    const [process] = compareMoments(run, stepOf(5), stepOf(8)).processes
    expect(process).toMatchObject({ letter: 'A', presence: 'both', more: false })
    expect(process!.regions).toMatchObject([{ kind: 'changed', after: { base, size: 0x1000 } }])
    expect(process!.figures).toContainEqual(expect.objectContaining({ name: 'demandZeroFaults' }))
    expect(process!.pages).toContainEqual(
      expect.objectContaining({
        address: base,
        before: { state: 'demand zero', protect: 4, frame: null, slot: null },
        after: { state: 'valid', protect: 2, frame: expect.any(Number) as number, slot: null }
      })
    )
    expect(process!.bytes).toContainEqual({ address: base, length: 1, before: '00', after: '2a' })
    expect(process!.bytes).toContainEqual({ address: base + 0x1000, length: 1, before: '00', after: '2b' })
  })

  test('are the other way round when they are asked so', () => {
    const [there] = compareMoments(run, stepOf(6), stepOf(7)).processes
    const [back] = compareMoments(run, stepOf(7), stepOf(6)).processes
    expect(back!.bytes.map(({ before, after }) => [after, before])).toEqual(
      there!.bytes.map(({ before, after }) => [before, after])
    )
  })

  test('that are the same differ in nothing', () => {
    const same = compareMoments(run, 2, 2)
    expect(same.figures).toEqual([])
    expect(same.processes).toEqual([
      { letter: 'A', presence: 'both', regions: [], figures: [], pages: [], bytes: [], more: false }
    ])
  })
})

describe('memory of the past', () => {
  test('is there although nobody looked at it', () => {
    expect(pastBytes(run, stepOf(6), 'A', base, 2)).toEqual([42, 0])
    expect(pastBytes(run, stepOf(5), 'A', base, 2)).toEqual([0, 0])
    expect(pastBytes(run, last, 'A', base, 2)).toEqual([null, null])
    expect(pastBytes(run, last, 'B', base, 2)).toBeNull()
  })

  test('is found by a number, a pointer and a variable, and tells what the step changed', () => {
    const view = (address: string, position = stepOf(6)): ReturnType<typeof pastView> =>
      pastView(run, position, 'A', { id: 'x', address, offset: 0, length: 4 })
    const seen = { address: base, hex: '2a000000', changed: [0] }
    expect(view(`0x${base.toString(16)}`)).toMatchObject(seen)
    expect(view('p')).toMatchObject(seen)
    expect(view('&old', stepOf(8))).toMatchObject({ hex: '04000000' })
    expect(view('p + 1')).toBeNull()
  })

  test('stays as it was while others look into it', () => {
    const state = run.momentState(stepOf(6))!
    const before = JSON.stringify([...state.processes.get('A')!.modules])
    pastBytes(run, stepOf(8), 'A', base, 4096)
    expect(run.momentState(stepOf(6))).toBe(state)
    expect(JSON.stringify([...state.processes.get('A')!.modules])).toBe(before)
  })
})

test('every recorded step of the simulator has a state of its own', () => {
  const states = run.history.moments.map(({ state }) => state)
  expect(states).not.toContain(null)
  expect(new Set(states).size).toBe(states.length)
})

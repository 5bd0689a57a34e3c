import { expect, test } from 'vitest'
import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { regionTree } from '../../../shared/contract/region-tree'
import { stepTotals, workingSetRow } from './step-totals'

const region = (base: number, pages: number, more: Partial<ObservedRegion> = {}): ObservedRegion => ({
  ...{ base, size: pages * 4096, state: 0x1000, type: 0x20000, protect: 4, allocationBase: 0x10000 },
  ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine: 5, ...more }
})
const shown = (changes: readonly RegionChange[], now: readonly ObservedRegion[]): string[] =>
  stepTotals(changes, regionTree(now)).map(({ name, before, after }) => `${name} ${before} → ${after}`)

test('a new allocation comes from nothing', () => {
  const after = region(0x10000, 5)
  expect(shown([{ kind: 'added', after }], [after])).toEqual([
    'State Free → Commit',
    'Protect — → PAGE_READWRITE',
    'Committed 0 K → 20 K',
    'Private 0 K → 20 K'
  ])
})

test('of a split allocation the whole is counted, and only what changed differs', () => {
  const whole = region(0x10000, 5)
  const reserved = region(0x12000, 2, { state: 0x2000, protect: 0 })
  const now = [region(0x10000, 2), reserved, region(0x14000, 1)]
  expect(shown([{ kind: 'changed', before: whole, after: reserved }], now)).toEqual([
    'State Commit → Reserve',
    'Protect PAGE_READWRITE → —',
    'Committed 20 K → 12 K',
    'Private 20 K → 12 K'
  ])
})

test('a change of protection leaves the sums out', () => {
  const after = region(0x10000, 1, { protect: 2 })
  expect(
    shown([{ kind: 'changed', before: region(0x10000, 5), after }], [after, region(0x11000, 4)])
  ).toEqual(['Protect PAGE_READWRITE → PAGE_READONLY'])
})

test('a view is committed and not private; what is released is gone', () => {
  const view = region(0x10000, 4, { type: 0x40000 })
  expect(shown([{ kind: 'removed', before: view }], [])).toEqual([
    'State Commit → Free',
    'Protect PAGE_READWRITE → —',
    'Committed 16 K → 0 K'
  ])
})

test('nothing changed, nothing to show', () => {
  expect(stepTotals([], null)).toEqual([])
  expect(workingSetRow(3, 3)).toEqual([])
  expect(workingSetRow(3, 4)[0]).toMatchObject({ name: 'WS', before: '12 K', after: '16 K' })
})

import { expect, it } from 'vitest'
import { memoryConstants as m } from '../win32/memory-constants'
import type { ObservedRegion, RegionChange } from './observation'
import { guardsGone, takesGuards } from './guards-hit'

const base = 0x10000
function part(
  offset: number,
  pages: number,
  guard: boolean,
  more: Partial<ObservedRegion> = {}
): ObservedRegion {
  return {
    ...{ base: base + offset * 4096, size: pages * 4096, state: m.MEM_COMMIT, type: m.MEM_PRIVATE },
    ...{ protect: m.PAGE_READWRITE | (guard ? m.PAGE_GUARD : 0), allocationBase: base },
    ...{ allocationProtect: m.PAGE_READWRITE, owner: 'program', use: '', madeByLine: 7 },
    ...more
  }
}
const gone = (...changes: RegionChange[]) => guardsGone(changes).map(({ address }) => address - base)

it('finds a guard in the middle of a guarded region, which the hit splits', () => {
  expect(
    gone(
      { kind: 'changed', before: part(0, 3, true), after: part(0, 1, true) },
      { kind: 'added', after: part(1, 1, false) },
      { kind: 'added', after: part(2, 1, true) }
    )
  ).toEqual([0x1000])
})
it('finds a guard between open pages, which the hit joins', () => {
  expect(
    gone(
      { kind: 'changed', before: part(0, 1, false), after: part(0, 3, false) },
      { kind: 'removed', before: part(1, 1, true) },
      { kind: 'removed', before: part(2, 1, false) }
    )
  ).toEqual([0x1000])
})
it('finds none where the pages are free, reserved, still guarded, or another allocation’s', () => {
  const guarded = part(0, 1, true)
  expect(gone({ kind: 'removed', before: guarded })).toEqual([])
  for (const after of [
    part(0, 1, false, { state: m.MEM_RESERVE, protect: 0 }),
    part(0, 1, true, { protect: m.PAGE_READONLY | m.PAGE_GUARD }),
    part(0, 1, false, { allocationBase: 0 })
  ])
    expect(gone({ kind: 'changed', before: guarded, after })).toEqual([])
})
it('does not blame a call that allocates somewhere else, or that failed', () => {
  const call = (name: string, raw: string, failed = false) =>
    takesGuards({ name, failed, args: [{ name: 'lpAddress', raw, text: raw, meaning: null }] })
  expect([call('VirtualProtect', '0x10000'), call('VirtualAlloc', '0x10000')]).toEqual([true, true])
  expect([call('VirtualAlloc', '0'), call('VirtualAlloc', '0x0')]).toEqual([false, false])
  expect([call('VirtualProtect', '0x10000', true), call('VirtualQuery', '0x10000')]).toEqual([false, false])
})

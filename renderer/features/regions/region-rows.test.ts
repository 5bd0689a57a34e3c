import { describe, expect, it } from 'vitest'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { changeSign, changeTexts } from './change-sign'
import { regionKind } from './region-kind'
import { regionRows } from './region-rows'

function region(base: number, size: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    base,
    size,
    state: m.MEM_COMMIT,
    type: m.MEM_PRIVATE,
    protect: m.PAGE_READWRITE,
    allocationBase: base,
    allocationProtect: m.PAGE_READWRITE,
    owner: 'program',
    use: '',
    madeByLine: 3,
    ...more
  }
}
const before = { owner: 'before', madeByLine: null } as const
const inOne = { allocationBase: 0x100000 } as const

describe('the rows of a process', () => {
  it('fold what was there before the program into one row that says how much is committed', () => {
    const regions = [
      region(0x10000, 0x1000, before),
      region(0x20000, 0x3000, { ...before, state: m.MEM_RESERVE, protect: 0 }),
      region(0x100000, 0x1000)
    ]
    const rows = regionRows(regions, [], false)
    expect(rows.map((row) => row.kind)).toEqual(['region', 'fold'])
    expect(rows[1]).toMatchObject({ count: 2, committed: 0x1000, open: false })
    expect(regionRows(regions, [], true).map((row) => row.kind)).toEqual([
      'region',
      'fold',
      'region',
      'region'
    ])
  })

  it('show an allocation from before that the program changed', () => {
    const was = region(0x10000, 0x1000, before)
    const is = { ...was, protect: m.PAGE_READONLY }
    const rows = regionRows([is], [{ kind: 'changed', before: was, after: is }], false)
    expect(rows).toMatchObject([{ kind: 'region', sign: { kind: 'protect', sign: '◆' } }])
  })

  it('put the regions of one allocation under a row of its own', () => {
    const rows = regionRows(
      [
        region(0x100000, 0x1000, inOne),
        region(0x101000, 0x2000, { ...inOne, state: m.MEM_RESERVE, protect: 0 }),
        region(0x200000, 0x1000)
      ],
      [],
      false
    )
    expect(rows.map((row) => row.kind)).toEqual(['allocation', 'region', 'region', 'region'])
    expect(rows[0]).toMatchObject({ size: 0x3000, count: 2 })
    expect(rows.map((row) => row.kind === 'region' && row.indented)).toEqual([false, true, true, false])
  })

  it('keep a region that the step removed in view, as gone', () => {
    const gone = region(0x100000, 0x1000)
    const rows = regionRows([region(0x200000, 0x1000)], [{ kind: 'removed', before: gone }], false)
    expect(rows).toMatchObject([
      { kind: 'region', gone: true, sign: { sign: '▼' }, region: { base: 0x100000 } },
      { kind: 'region', gone: false, sign: null }
    ])
  })

  it('have keys of their own, even for a gone region and a new one at its base', () => {
    const old = region(0x100000, 0x1000)
    const fresh = region(0x100000, 0x2000)
    const rows = regionRows(
      [fresh],
      [
        { kind: 'removed', before: old },
        { kind: 'added', after: fresh }
      ],
      false
    )
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    expect(rows).toMatchObject([{ kind: 'region', gone: false, sign: { sign: '▲' } }])
  })
})

describe('a change', () => {
  const reserved = region(0x100000, 0x1000, { state: m.MEM_RESERVE, protect: 0 })
  const committed = region(0x100000, 0x1000)

  it('is signed by state first, then by protection', () => {
    const guarded = { ...committed, protect: m.PAGE_READWRITE | m.PAGE_GUARD }
    expect(changeSign({ kind: 'added', after: committed }).sign).toBe('▲')
    expect(changeSign({ kind: 'removed', before: committed }).sign).toBe('▼')
    expect(changeSign({ kind: 'changed', before: reserved, after: committed }).sign).toBe('✚')
    expect(changeSign({ kind: 'changed', before: committed, after: reserved }).sign).toBe('◇')
    expect(changeSign({ kind: 'changed', before: committed, after: guarded }).sign).toBe('◆')
  })

  it('says what was and what is', () => {
    expect(changeTexts({ kind: 'changed', before: reserved, after: committed })).toEqual({
      before: 'Reserve',
      after: 'Commit RW'
    })
    expect(changeTexts({ kind: 'removed', before: committed })).toEqual({
      before: 'Commit RW',
      after: 'Free'
    })
  })
})

describe('the kind of a region', () => {
  it('is VMMap’s type name for its type and use', () => {
    const kind = (type: number, use: string): string => regionKind({ type, use }).name
    expect(kind(m.MEM_IMAGE, 'kernel32.dll')).toBe('Image')
    expect(kind(m.MEM_MAPPED, 'Section view')).toBe('Shareable')
    expect(kind(m.MEM_MAPPED, 'locale.nls')).toBe('Mapped File')
    expect(kind(m.MEM_PRIVATE, 'Stack')).toBe('Stack')
    expect(kind(m.MEM_PRIVATE, 'Heap')).toBe('Heap')
    expect(kind(m.MEM_PRIVATE, 'PEB')).toBe('Private Data')
  })
})

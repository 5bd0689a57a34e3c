import { describe, expect, it } from 'vitest'
import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  changeRegions,
  measured,
  regionList,
  regionTree,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { gapsBetween, highestEnd, lowestAddress } from './gaps'
import { groupedRows } from './listed-rows'
import { allocationRow, gapRow, type RegionRow } from './region-row'
import { gapSection, rowMeasure, type RowRule, type Section } from './row-measure'
import { TreeRows, type TreeRowsInput } from './tree-rows'
import { regionAt as region } from '../../stores/testing/region'

const before = { owner: 'before', madeByLine: null } as const
const inOne = { allocationBase: 0x100000 } as const
const everything: RowRule = { matches: () => true, gaps: { free: false, unusable: false } }

function rowsOf(
  regions: readonly ObservedRegion[] | RegionTree,
  more: Partial<TreeRowsInput> = {}
): TreeRows {
  const rule = more.rule ?? everything
  const tree = Array.isArray(regions) ? regionTree(regions as ObservedRegion[]) : (regions as RegionTree)
  return new TreeRows({
    tree,
    rule,
    measure: rowMeasure(rule),
    ghosts: [],
    touched: [],
    folded: false,
    otherwise: new Set(),
    beforeOpen: false,
    ...more
  })
}
const listOf = (rows: TreeRows): RegionRow[] => Array.from({ length: rows.count }, (_, i) => rows.at(i))
const kindsOf = (rows: TreeRows): string[] => listOf(rows).map((row) => row.kind)

describe('the rows of a process', () => {
  it('fold what was there before the program into one row that says how much is committed', () => {
    const regions = [
      region(0x10000, 0x1000, before),
      region(0x20000, 0x3000, { ...before, state: m.MEM_RESERVE, protect: 0 }),
      region(0x100000, 0x1000)
    ]
    const rows = rowsOf(regions)
    expect(kindsOf(rows)).toEqual(['region', 'fold'])
    expect(rows.at(1)).toMatchObject({ count: 2, committed: 0x1000, open: false })
    expect(kindsOf(rowsOf(regions, { beforeOpen: true }))).toEqual(['region', 'fold', 'region', 'region'])
  })

  it('show an allocation from before that the program changed among the program’s', () => {
    const rows = rowsOf([region(0x10000, 0x1000, before), region(0x100000, 0x1000)], { touched: [0x10000] })
    expect(listOf(rows)).toMatchObject([{ region: { base: 0x10000 } }, { region: { base: 0x100000 } }])
  })

  it('put the regions of one allocation under a row of its own, which folds', () => {
    const regions = [
      region(0x100000, 0x1000, inOne),
      region(0x101000, 0x2000, { ...inOne, state: m.MEM_RESERVE, protect: 0 }),
      region(0x200000, 0x1000)
    ]
    const rows = rowsOf(regions)
    expect(kindsOf(rows)).toEqual(['allocation', 'region', 'region', 'region'])
    expect(listOf(rows).map((row) => row.kind === 'region' && row.indented)).toEqual([
      false,
      true,
      true,
      false
    ])
    expect(kindsOf(rowsOf(regions, { otherwise: new Set([0x100000]) }))).toEqual(['allocation', 'region'])
    expect(kindsOf(rowsOf(regions, { folded: true }))).toEqual(['allocation', 'region'])
    expect(kindsOf(rowsOf(regions, { folded: true, otherwise: new Set([0x100000]) }))).toHaveLength(4)
  })

  it('keep a region that the step removed in view, as gone', () => {
    const gone = region(0x100000, 0x1000)
    expect(listOf(rowsOf([region(0x200000, 0x1000)], { ghosts: [gone] }))).toMatchObject([
      { kind: 'region', gone: true, region: { base: 0x100000 } },
      { kind: 'region', gone: false }
    ])
  })

  it('show free blocks with the unusable rest of a granule, where they are wanted', () => {
    const rule: RowRule = { matches: () => true, gaps: { free: true, unusable: true } }
    const rows = rowsOf([region(0x20000, 0x1000), region(0x40000, 0x10000)], { rule })
    expect(listOf(rows)).toMatchObject([
      { gap: { kind: 'free', base: 0x10000, size: 0x10000 } },
      { region: { base: 0x20000 } },
      { gap: { kind: 'unusable', base: 0x21000, size: 0xf000 } },
      { gap: { kind: 'free', base: 0x30000, size: 0x10000 } },
      { region: { base: 0x40000 } },
      { gap: { kind: 'free', base: 0x50000, size: highestEnd - 0x50000 } }
    ])
  })
})

/** The rows as one would list them, without counting. */
function listed(input: TreeRowsInput): RegionRow[] {
  const regions = regionList(input.tree)
  const touched = new Set(input.touched)
  const ghostBases = new Set(input.ghosts.map((ghost) => ghost.allocationBase))
  const isOwn = (r: ObservedRegion): boolean =>
    r.owner === 'program' || touched.has(r.allocationBase) || ghostBases.has(r.allocationBase)
  const gaps: Record<Section, RegionRow[]> = { program: [], before: [] }
  const shown = (from: number, to: number): RegionRow[] =>
    gapsBetween(from, to)
      .filter(({ kind }) => input.rule.gaps[kind])
      .map(gapRow)
  regions.forEach((r, i) => {
    const former = regions[i - 1]
    const section = former === undefined ? r.owner : gapSection(former.owner, r.owner)
    const from = former === undefined ? lowestAddress : former.base + former.size
    gaps[section].push(...shown(from, r.base))
  })
  const last = regions.at(-1)
  gaps[last?.owner ?? 'program'].push(
    ...shown(last === undefined ? lowestAddress : last.base + last.size, highestEnd)
  )
  const matching = regions.filter((r) => input.rule.matches(r))
  const section = (own: boolean): RegionRow[] => {
    const grouped = groupedRows(
      matching.filter((r) => isOwn(r) === own),
      new Set(own ? input.ghosts : [])
    )
    const folded: RegionRow[] = []
    for (let i = 0; i < grouped.length; i++) {
      const row = grouped[i]!
      const base = row.kind === 'allocation' ? row.first.allocationBase : -1
      const fold = row.kind === 'allocation' && input.folded !== input.otherwise.has(base)
      const first = regions.find(({ allocationBase }) => allocationBase === base)
      folded.push(row.kind === 'allocation' ? allocationRow(first ?? row.first, fold) : row)
      if (fold)
        while (grouped[i + 1]?.kind === 'region' && (grouped[i + 1] as { indented: boolean }).indented) {
          const next = grouped[i + 1] as { region: ObservedRegion }
          if (next.region.allocationBase !== base) break
          i++
        }
    }
    const address = (row: RegionRow): number =>
      row.kind === 'gap'
        ? row.gap.base
        : row.kind === 'region'
          ? row.region.base
          : row.kind === 'allocation'
            ? row.first.allocationBase - 0.5
            : 0
    return [...gaps[own ? 'program' : 'before'], ...folded].sort((a, b) => address(a) - address(b))
  }
  const folded = matching.filter((r) => !isOwn(r))
  const rest = section(false)
  const committed = folded.reduce((sum, r) => sum + (r.state === m.MEM_COMMIT ? r.size : 0), 0)
  const fold: RegionRow[] =
    folded.length > 0
      ? [{ kind: 'fold', key: 'fold', count: folded.length, committed, open: input.beforeOpen }]
      : []
  return [...section(true), ...fold, ...(input.beforeOpen ? rest : [])]
}

/** A generator of numbers that repeats itself. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

describe('rows that are counted', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('are those that one would list (%d)', (seed) => {
    const roll = dice(seed + 1)
    const regions: ObservedRegion[] = []
    const bases: number[] = []
    let at = 0x10000
    for (let i = 0; i < 3 + roll(120); i++) {
      at += roll(3) === 0 ? 0x10000 * roll(3) : 0
      const allocation = at
      bases.push(at)
      const owner = roll(3) === 0 ? ('before' as const) : ('program' as const)
      for (let part = 0; part <= roll(5); part++) {
        const size = 0x1000 * (1 + roll(4))
        const reserved = roll(2) === 0
        regions.push(
          region(at, size, {
            allocationBase: allocation,
            owner,
            state: reserved ? m.MEM_RESERVE : m.MEM_COMMIT,
            protect: reserved ? 0 : [m.PAGE_READONLY, m.PAGE_READWRITE][roll(2)]!
          })
        )
        at += size
      }
      at = Math.ceil(at / 0x10000) * 0x10000
    }
    const gapsWanted = { free: roll(2) === 0, unusable: roll(2) === 0 }
    const protect = roll(2) === 0 ? m.PAGE_READONLY : null
    const rule: RowRule = {
      matches: (r) => protect === null || r.protect === protect,
      gaps: gapsWanted
    }
    const some = (share: number): number[] => bases.filter(() => roll(share) === 0)
    const priorBases = new Set(regions.filter((r) => r.owner === 'before').map((r) => r.allocationBase))
    // A region that was cut off the end of its allocation, and one whose allocation is gone.
    const parts = regions.filter(
      (r, i) => r.base !== r.allocationBase && regions[i + 1]?.allocationBase !== r.allocationBase
    )
    const cut = parts.filter(() => roll(6) === 0)
    const gone = gapsWanted.free ? [] : [region(at + 0x100000, 0x1000)]
    const input: TreeRowsInput = {
      tree: regionTree(regions.filter((r) => !cut.includes(r))),
      rule,
      measure: rowMeasure(rule),
      ghosts: gapsWanted.free || gapsWanted.unusable ? [] : [...cut, ...gone],
      touched: some(8).filter((base) => priorBases.has(base)),
      folded: roll(3) === 0,
      otherwise: new Set(some(5)),
      beforeOpen: roll(2) === 0
    }
    const rows = new TreeRows(input)
    expect(listOf(rows)).toEqual(listed(input))
    listOf(rows).forEach((row, i) => {
      expect(`${row.key}: ${rows.indexOf(row.key)}`).toBe(`${row.key}: ${i}`)
      if (row.kind === 'gap') expect(rows.indexAt(row.gap.base)).toBe(i)
      if (row.kind === 'region' && !row.gone) expect(rows.indexAt(row.region.base + 0xfff)).toBe(i)
    })
    expect(rows.indexOf('region 1')).toBe(-1)
    const again = new TreeRows(input)
    const backwards = Array.from({ length: again.count }, (_, i) => again.at(again.count - 1 - i))
    expect(backwards.reverse()).toEqual(listed(input))
  })

  it('look at a few regions of a million when one has changed', () => {
    const count = 1_000_000
    let looks = 0
    const rule: RowRule = {
      matches: () => {
        looks++
        return true
      },
      gaps: { free: true, unusable: true }
    }
    const measure = rowMeasure(rule)
    const tree = regionTree(
      Array.from({ length: count }, (_, i) =>
        region(0x100000 + i * 0x1000, 0x1000, {
          allocationBase: 0x100000 + Math.floor(i / 16) * 0x10000,
          protect: i % 2 === 0 ? m.PAGE_READWRITE : m.PAGE_READONLY
        })
      )
    )
    const first = rowsOf(tree, { rule, measure })
    expect(looks).toBe(count)
    expect(first.count).toBe(count + count / 16 + 2)

    looks = 0
    const changed = changeRegions(tree, {
      removed: [],
      set: [
        region(0x100000 + 500_000 * 0x1000, 0x1000, {
          allocationBase: 0x100000 + 500_000 * 0x1000,
          protect: m.PAGE_EXECUTE_READ
        })
      ]
    })
    const rows = rowsOf(changed, { rule, measure })
    expect(measured(changed, measure).all).toBe(count)
    expect(looks).toBeLessThan(100)

    looks = 0
    for (let i = 0; i < 50; i++) rows.at(700_000 + i)
    expect(looks).toBeLessThan(50 * 300)
    looks = 0
    expect(rows.at(rows.indexAt(0x100000 + 700_000 * 0x1000))).toMatchObject({
      region: { base: 0x100000 + 700_000 * 0x1000 }
    })
    expect(looks).toBeLessThan(500)
  }, 30_000)
})

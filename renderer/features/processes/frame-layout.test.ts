import { describe, expect, test } from 'vitest'
import { pageFlags, pageStates } from '../../../shared/contract/memory-process'
import { between, heights, layOutFrames, type FrameLayout } from './frame-layout'
import type { PagePiece } from './page-pieces'

const piece = (more: Partial<PagePiece> & { page: number }): PagePiece => ({
  ...{ count: 1, allocation: more.page, state: pageStates.indexOf('valid'), prototype: 0, protect: 4 },
  ...{ frame: 0, scattered: false, shares: 1, priority: 5, flags: 0, area: 0, areaPage: 0, change: null },
  ...more
})
const ofSection = (page: number, count: number, areaPage: number, frame: number): PagePiece =>
  piece({ page, count, allocation: page, area: 7, areaPage, frame, prototype: 1, shares: 2 })
const two = (a: PagePiece[], b: PagePiece[], sharedOnly = false): FrameLayout =>
  layOutFrames({ letter: 'A', pieces: a }, { letter: 'B', pieces: b }, sharedOnly)
const sizes = (layout: FrameLayout): number[] => layout.tiles.map(({ count }) => count)

describe('the frames between two processes', () => {
  test('a shared page is one tile with a line to each view, however the addresses differ', () => {
    const layout = two([ofSection(100, 1, 0, 1201)], [ofSection(900, 1, 0, 1201)])
    expect(layout.tiles).toMatchObject([{ frame: 1201, rows: ['left-p100', 'right-p900'] }])
    expect(layout.lines.map(({ row, side }) => [row, side])).toEqual([
      ['left-p100', 'left'],
      ['right-p900', 'right']
    ])
  })
  test('private pages are folded, and their tile names the frames', () => {
    const layout = two([piece({ page: 16, count: 16, frame: 1201 })], [])
    expect(layout.tiles).toMatchObject([{ frame: 1201, count: 16, letter: 'A' }])
    expect(layout.lines).toHaveLength(1)
  })
  test('views of different parts of a section share exactly what both show', () => {
    const layout = two([ofSection(100, 32, 0, 2000)], [ofSection(900, 32, 16, 2016)])
    expect(layout.tiles.map(({ frame, count, rows }) => [frame, count, rows.length]).sort()).toEqual([
      [2000, 16, 1],
      [2016, 16, 2],
      [2032, 16, 1]
    ])
  })
  test('two views in one process lead to the same tile', () => {
    const layout = layOutFrames(
      { letter: 'A', pieces: [ofSection(100, 2, 0, 50), ofSection(200, 2, 0, 50)] },
      null,
      true
    )
    expect(layout.tiles.map(({ rows }) => rows)).toEqual([
      ['left-p100', 'left-p200'],
      ['left-p101', 'left-p201']
    ])
    expect(layout.right).toEqual([])
  })
  test('copy-on-write splits: the former tile keeps the other’s line, the copy is born beside it, both are marked', () => {
    const before = two([ofSection(100, 2, 0, 60)], [ofSection(900, 2, 0, 60)])
    const copy = {
      ...ofSection(900, 1, 0, 99),
      flags: pageFlags.copied,
      prototype: 0,
      change: 'copied' as const
    }
    const after = two([ofSection(100, 2, 0, 60)], [copy, { ...ofSection(901, 1, 1, 61), allocation: 900 }])
    const tiles = after.tiles.map(({ frame, mark, rows }) => ({ frame, mark, rows }))
    expect(tiles).toEqual([
      { frame: 60, mark: 'split', rows: ['left-p100'] },
      { frame: 99, mark: 'born', rows: ['right-p900'] },
      { frame: 61, mark: null, rows: ['left-p101', 'right-p901'] }
    ])
    expect(after.tiles[0]!.y).toBe(before.tiles[0]!.y)
  })
  test('a page that is in no frame has no line, and says where it is', () => {
    const away = (page: number, state: (typeof pageStates)[number], prototype = 0): PagePiece =>
      piece({ page, state: pageStates.indexOf(state), prototype })
    const layout = two(
      [away(1, 'demand-zero'), away(2, 'page-file'), away(3, 'prototype', 5), away(4, 'prototype', -1)],
      [away(5, 'reserved')]
    )
    expect(layout.tiles).toEqual([])
    const places = [...layout.left, ...layout.right].flatMap(({ piece: p, elsewhere }) =>
      p ? [elsewhere] : []
    )
    expect(places).toEqual(['zeros', 'page file', 'file', 'not in WS', 'reserved'])
  })
  test('with shared only, nothing that one process has alone is drawn', () => {
    const pieces = [piece({ page: 16, count: 16, frame: 1201 }), ofSection(100, 2, 0, 60)]
    const layout = two(pieces, [ofSection(900, 1, 0, 60)], true)
    expect(layout.tiles.map(({ frame }) => frame)).toEqual([60])
    expect(layout.left.filter(({ kind }) => kind === 'allocation')).toHaveLength(1)
  })
  test('frames that the machine does not tell are shared by meaning, and stay unknown', () => {
    const unknown = { frame: -1, shares: 1 }
    const layout = two(
      [{ ...ofSection(100, 1, 0, 0), ...unknown }],
      [{ ...ofSection(900, 1, 0, 0), ...unknown }]
    )
    expect(layout.tiles).toMatchObject([{ frame: -1, rows: ['left-p100', 'right-p900'] }])
  })
})

describe('whatever the pages are', () => {
  let seed = 1
  const chance = (most: number): number => (seed = (seed * 48271) % 2147483647) % most
  const column = (start: number): PagePiece[] => {
    const pieces: PagePiece[] = []
    for (let page = start; pieces.length < 40;) {
      const count = 1 + chance(30)
      const isView = chance(2) === 0
      const areaPage = chance(40)
      const area = isView ? 1 + chance(3) : 0
      const frame = chance(4) === 0 ? 0 : isView ? area * 10_000 + areaPage : page + 500_000
      pieces.push(piece({ page, count, allocation: page, area, areaPage: isView ? areaPage : 0, frame }))
      page += count + chance(5)
    }
    return pieces
  }
  test('no page is lost, tiles do not overlap, and each line ends at a row and a tile of the same count', () => {
    for (let round = 0; round < 15; round++) {
      const [a, b] = [column(1000), column(90_000)]
      const layout = two(a, b)
      const pagesOf = (pieces: readonly PagePiece[]): number =>
        pieces.reduce((sum, { count }) => sum + count, 0)
      expect(pagesOf(layout.left.flatMap(({ piece: p }) => (p ? [p] : [])))).toBe(pagesOf(a))
      expect(pagesOf(layout.right.flatMap(({ piece: p }) => (p ? [p] : [])))).toBe(pagesOf(b))
      const apart = layout.tiles.every((tile, i) => {
        const next = layout.tiles[i + 1]
        return next === undefined || next.y >= tile.y + heights.tile
      })
      expect(apart).toBe(true)
      const rows = new Map([...layout.left, ...layout.right].map((row) => [row.id, row]))
      const tiles = new Map(layout.tiles.map((tile) => [tile.key, tile]))
      const agree = layout.lines.every(
        ({ row, tile }) => rows.get(row)!.piece!.count === tiles.get(tile)!.count
      )
      expect(agree).toBe(true)
      expect(layout.lines).toHaveLength([...rows.values()].filter(({ tile }) => tile !== null).length)
      expect(sizes(layout).every((count) => count > 0)).toBe(true)
    }
  })
  test('only what is between two heights is drawn', () => {
    const layout = two(column(1000), column(90_000))
    const seen = between(layout.left, 200, 400)
    expect(seen.length).toBeGreaterThan(2)
    expect(seen.every(({ y }) => y >= 200 && y <= 400)).toBe(true)
    expect(layout.left.filter(({ y }) => y >= 200 && y <= 400)).toHaveLength(seen.length)
  })
})

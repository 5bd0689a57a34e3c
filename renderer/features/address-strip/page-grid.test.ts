import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regionTree } from '../../../shared/contract/region-tree'
import {
  gridLength,
  pageAt,
  pageGrid,
  pagesInView,
  pageSize,
  placeOfPage,
  regionsOfPages,
  stepPage
} from './page-grid'
import { regionAt } from '../../stores/testing/region'

const someGrid = fc
  .tuple(
    fc.integer({ min: 16, max: 2 ** 30 }),
    fc.integer({ min: 1, max: 2 ** 20 }),
    fc.integer({ min: 60, max: 600 })
  )
  .map(([first, count, room]) => pageGrid(first * pageSize, (first + count) * pageSize, room, 1))

describe('the page grid', () => {
  it('has a place for every page, and the page of every place', () => {
    fc.assert(
      fc.property(someGrid, fc.double({ min: 0, max: 0.999999, noNaN: true }), (grid, share) => {
        const page = Math.floor((grid.from + share * (grid.to - grid.from)) / pageSize)
        const { column, low } = placeOfPage(grid, page)
        const { width, height } = grid.cell
        expect(low).toBeLessThan(gridLength(grid))
        expect(pageAt(grid, low + height / 2, (column + 0.5) * width)).toBe(page)
        expect(pageAt(grid, low, column * width)).toBe(page)
      })
    )
  })

  it('asks for the pages in view only, a few more than fit', () => {
    fc.assert(
      fc.property(someGrid, fc.double({ min: 0, max: 1, noNaN: true }), (grid, share) => {
        const size = 600
        const low = share * Math.max(0, gridLength(grid) - size)
        const { from, to } = pagesInView(grid, low, size)
        expect(from).toBeGreaterThanOrEqual(grid.from / pageSize)
        expect(to).toBeLessThanOrEqual(grid.to / pageSize)
        expect(to).toBeGreaterThan(from)
        expect(to - from).toBeLessThanOrEqual((size / grid.cell.height + 2) * grid.columns)
      })
    )
  })

  it('has a granule in a row where there is room for it, and a part of one where there is not', () => {
    expect(pageGrid(0x10000, 0x30000, 400, 1)).toMatchObject({ columns: 16, rows: 2, firstRow: 1 })
    expect(pageGrid(0x10000, 0x30000, 150, 1)).toMatchObject({ columns: 8, rows: 4 })
    expect(pageGrid(0x10000, 0x30000, 60, 1)).toMatchObject({ columns: 4, rows: 8 })
  })

  it('has no page beside it, and none outside its range', () => {
    const grid = pageGrid(0x12000, 0x14000, 400, 1)
    expect(pageAt(grid, 0, 0)).toBeNull()
    expect(pageAt(grid, 0, 2 * grid.cell.width)).toBe(0x12)
    expect(pageAt(grid, 0, 17 * grid.cell.width)).toBeNull()
    expect(pageAt(grid, -1, 0)).toBeNull()
  })

  it('is walked within its range', () => {
    const grid = pageGrid(0x12000, 0x34000, 400, 1)
    expect(stepPage(grid, 0x12, 16)).toBe(0x22)
    expect(stepPage(grid, 0x12, -1)).toBe(0x12)
    expect(stepPage(grid, 0x30, 16)).toBe(0x33)
  })

  it('finds the regions of pages, the one that began before them too', () => {
    const tree = regionTree([regionAt(0x10000, 0x5000), regionAt(0x15000, 0x1000), regionAt(0x20000, 0x1000)])
    expect([...regionsOfPages(tree, 0x12, 0x20)].map(({ base }) => base)).toEqual([0x10000, 0x15000])
    expect([...regionsOfPages(tree, 0x16, 0x20)]).toEqual([])
  })
})

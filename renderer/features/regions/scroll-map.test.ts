import { describe, expect, it } from 'vitest'
import { rowWindow, scrollMap } from './scroll-map'

const view = 400
const rowHeight = 24

describe('rows that fit into a page', () => {
  const map = scrollMap(1000, rowHeight, view)

  it('lie where they are', () => {
    expect(map.height).toBe(24_000)
    expect(map.toRows(1234)).toBe(1234)
    expect(rowWindow(map, 1000, rowHeight, view, 4800)).toEqual({
      start: 196,
      end: 221,
      above: 196 * 24,
      below: (1000 - 221) * 24
    })
  })
})

describe('more rows than a browser can make a page of', () => {
  const rows = 3_000_000
  const most = 1_000_000
  const map = scrollMap(rows, rowHeight, view, most)

  it('are reached from the first to the last', () => {
    expect(map.height).toBe(most)
    expect(rowWindow(map, rows, rowHeight, view, 0).start).toBe(0)
    expect(rowWindow(map, rows, rowHeight, view, most - view).end).toBe(rows)
  })

  it('fill what is seen at every scroll position, and never stand higher than the page', () => {
    for (let scrolled = 0; scrolled <= most - view; scrolled += 997) {
      const { start, end, above, below } = rowWindow(map, rows, rowHeight, view, scrolled)
      expect(above).toBeLessThanOrEqual(scrolled)
      expect(above + (end - start) * rowHeight).toBeGreaterThanOrEqual(scrolled + view)
      expect(above + below + (end - start) * rowHeight).toBeLessThanOrEqual(most + rowHeight)
    }
  })

  it('are scrolled to by their place', () => {
    for (const row of [0, 1, 1_500_000, rows - 1]) {
      const place = row * rowHeight
      expect(map.toRows(map.toScroll(place))).toBeCloseTo(place, 3)
    }
  })
})

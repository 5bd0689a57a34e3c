import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionBelow, regionsOf, type RegionTree } from '../../../shared/contract/region-tree'

export const pageSize = 0x1000
/** A row is a granule of 64 K, or in a narrow strip a half or a quarter of one. */
const rowLengths = [16, 8, 4] as const
/** The least width of a page whose marks can be read, in CSS pixels. */
const leastWidth = 14

/** The pages of a range of addresses in rows, which count from the low end. */
export interface PageGrid {
  readonly from: number
  readonly to: number
  readonly firstRow: number
  readonly rows: number
  /** Pages in a row. */
  readonly columns: number
  /** Device pixels. */
  readonly cell: { readonly width: number; readonly height: number }
}

/** The grid of a range in so much room, in device pixels. */
export function pageGrid(from: number, to: number, room: number, ratio: number): PageGrid {
  const columns = rowLengths.find((length) => room / length >= leastWidth * ratio) ?? rowLengths[2]
  const rowSize = columns * pageSize
  const firstRow = Math.floor(from / rowSize)
  const width = Math.max(2, Math.floor(room / columns))
  const height = Math.max(Math.round(12 * ratio), Math.min(width, Math.round(26 * ratio)))
  return { from, to, firstRow, rows: Math.ceil(to / rowSize) - firstRow, columns, cell: { width, height } }
}

/** How high the whole grid is. */
export const gridLength = (grid: PageGrid): number => grid.rows * grid.cell.height

/** The place of a page: its column, and the distance of its row's low edge from the low end. */
export function placeOfPage(grid: PageGrid, page: number): { readonly column: number; readonly low: number } {
  const row = Math.floor(page / grid.columns)
  return { column: page - row * grid.columns, low: (row - grid.firstRow) * grid.cell.height }
}

/** The page at a distance from the low end and from the left; null beside the grid or outside the range. */
export function pageAt(grid: PageGrid, along: number, across: number): number | null {
  const row = Math.floor(along / grid.cell.height)
  const column = Math.floor(across / grid.cell.width)
  if (row < 0 || row >= grid.rows || column < 0 || column >= grid.columns) return null
  const page = (grid.firstRow + row) * grid.columns + column
  return page >= grid.from / pageSize && page < grid.to / pageSize ? page : null
}

/** The pages in view: from the first one of the lowest row to behind the last one of the highest, within the range. */
export function pagesInView(
  grid: PageGrid,
  low: number,
  size: number
): { readonly from: number; readonly to: number } {
  const firstRow = Math.max(0, Math.floor(low / grid.cell.height))
  const endRow = Math.min(grid.rows, Math.ceil((low + size) / grid.cell.height))
  return {
    from: Math.max(grid.from / pageSize, (grid.firstRow + firstRow) * grid.columns),
    to: Math.min(grid.to / pageSize, (grid.firstRow + endRow) * grid.columns)
  }
}

/** The page that a key leads to from another one, within the range. */
export function stepPage(grid: PageGrid, page: number, by: number): number {
  return Math.min(grid.to / pageSize - 1, Math.max(grid.from / pageSize, page + by))
}

/** The regions of pages, in order: what overlaps [from, to), in page numbers. */
export function* regionsOfPages(tree: RegionTree, from: number, to: number): Generator<ObservedRegion> {
  const first = regionBelow(tree, from * pageSize)
  if (first !== undefined && first.base < from * pageSize && first.base + first.size > from * pageSize)
    yield first
  yield* regionsOf(tree, from * pageSize, to * pageSize)
}

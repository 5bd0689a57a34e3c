/** Browsers cut elements that are about 33 million pixels high, and are off by more than a pixel from 16 million on. */
const mostPixels = 12_000_000

/** How rows of one height lie in a scrolled box that may be too high for a browser: further down it scrolls faster. */
export interface ScrollMap {
  /** The height of all rows in the page. */
  readonly height: number
  /** How far down in the rows one is, scrolled to a place of the box; both in pixels. */
  toRows(scrolled: number): number
  /** Where to scroll to have a place of the rows at the top. */
  toScroll(inRows: number): number
}

/** The map for so many rows, seen through a window of a height. */
export function scrollMap(rows: number, rowHeight: number, view: number, most = mostPixels): ScrollMap {
  const full = rows * rowHeight
  if (full <= most) return { height: full, toRows: (at) => at, toScroll: (at) => at }
  const ratio = (full - view) / (most - view)
  return {
    height: most,
    // Outside of the rows one pixel is one pixel: what stands above and below is not mapped.
    toRows: (at) => (at <= 0 ? at : at >= most - view ? at + full - most : at * ratio),
    toScroll: (at) => (at <= 0 ? at : at >= full - view ? at - full + most : at / ratio)
  }
}

/** The rows that are drawn, and the room above and below them. */
export interface RowWindow {
  readonly start: number
  readonly end: number
  readonly above: number
  readonly below: number
}

/** The rows seen at a scroll position, with some more on both sides. */
export function rowWindow(
  map: ScrollMap,
  rows: number,
  rowHeight: number,
  view: number,
  scrolled: number,
  more = 4
): RowWindow {
  const top = map.toRows(scrolled)
  // Rows are drawn where they are on the screen, whatever the map made of their place: so many do not fit above and below.
  const ahead = top - scrolled
  const first = Math.max(Math.floor(top / rowHeight) - more, Math.floor(ahead / rowHeight), 0)
  const start = Math.min(first, rows)
  const last = Math.min(
    Math.ceil((top + view) / rowHeight) + more,
    Math.ceil((map.height + ahead) / rowHeight),
    rows
  )
  const end = Math.max(start, last)
  const above = Math.min(Math.max(0, start * rowHeight - ahead), map.height)
  return { start, end, above, below: Math.max(0, map.height - above - (end - start) * rowHeight) }
}

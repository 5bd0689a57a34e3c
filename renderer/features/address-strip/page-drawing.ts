import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import type { RegionTree } from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { addressGroups } from '../../ui/number-text'
import type { PageFact, PageFacts } from './page-facts'
import { pageSize, pagesInView, placeOfPage, regionsOfPages, type PageGrid } from './page-grid'
import { changePlace, changeSign } from '../regions/change-sign'
import { firstMarkFrom, isGhost } from './strip-changes'
import { drawLeftOut, stripColumns, zigZag, type StripCanvas } from './strip-drawing'
import type { StripFilter } from './strip-filter'
import { fillOf } from './strip-fills'
import type { StripPalette } from './strip-palette'

const { MEM_RESERVE, PAGE_GUARD, PAGE_NOACCESS } = memoryConstants

/** A picture of pages: everything in device pixels. */
export interface PagePicture {
  readonly tree: RegionTree
  readonly grid: PageGrid
  /** From the grid's low end to the window's. */
  readonly low: number
  readonly size: number
  readonly width: number
  readonly palette: StripPalette
  readonly lowAtBottom: boolean
  readonly marks: readonly RegionChange[]
  readonly facts: PageFacts
  readonly selected: { readonly from: number; readonly to: number } | null
  /** The page that the keyboard is at. */
  readonly focus: number | null
  /** What the filter of the tables leaves out; null or left out: nothing. */
  readonly filter?: StripFilter | null
}

interface Cell {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Where the grid begins across. */
export const gridLeft = (width: number, ratio: number): number => stripColumns(width, ratio).left
/** How much room it has across. */
export function gridRoom(width: number, ratio: number): number {
  const { left } = stripColumns(width, ratio)
  return Math.min(width - left - Math.round(10 * ratio), Math.round(16 * 30 * ratio))
}

/** Draws the pages in view. */
export function drawPages(canvas: StripCanvas, picture: PagePicture): void {
  const { tree, grid, palette, width, size } = picture
  canvas.fillStyle = palette.surface
  canvas.fillRect(0, 0, width, size)
  canvas.textBaseline = 'alphabetic'
  const view = pagesInView(grid, picture.low, size)
  for (const region of regionsOfPages(tree, view.from, view.to)) {
    const from = Math.max(view.from, region.base / pageSize)
    const to = Math.min(view.to, (region.base + region.size) / pageSize)
    const leftOut = picture.filter?.leavesOutRegion(region) === true
    for (let page = from; page < to; page++)
      if (leftOut) {
        const { x, y, w, h } = cellOf(picture, page)
        drawLeftOut(canvas, x, y, w - palette.ratio, h - palette.ratio, palette)
      } else drawPage(canvas, cellOf(picture, page), region, picture.facts.of(page), palette)
  }
  drawRowAddresses(canvas, picture, view)
  drawPageMarks(canvas, picture, view)
  drawSelectedPages(canvas, picture, view)
  if (picture.focus !== null) frame(canvas, cellOf(picture, picture.focus), palette.focus, palette)
}

function cellOf({ grid, low, size, width, palette, lowAtBottom }: PagePicture, page: number): Cell {
  const place = placeOfPage(grid, page)
  const { width: w, height: h } = grid.cell
  const from = place.low - low
  return {
    x: gridLeft(width, palette.ratio) + place.column * w,
    y: lowAtBottom ? size - from - h : from,
    w,
    h
  }
}

function drawPage(
  canvas: StripCanvas,
  { x, y, w, h }: Cell,
  region: ObservedRegion,
  fact: PageFact | null,
  palette: StripPalette
): void {
  const { ratio } = palette
  const gap = Math.max(1, Math.round(ratio))
  if (isGhost(region)) {
    canvas.strokeStyle = palette.signs['gone']!
    canvas.lineWidth = gap
    canvas.setLineDash([2 * ratio, 2 * ratio])
    canvas.strokeRect(x + gap / 2, y + gap / 2, w - 2 * gap, h - 2 * gap)
    canvas.setLineDash([])
    return
  }
  const fill = fillOf(region)
  const reserved = region.state === MEM_RESERVE
  // The outline is what shows between the cells.
  canvas.fillStyle = palette.outline
  canvas.fillRect(x - gap, y - gap, w + gap, h + gap)
  canvas.fillStyle = reserved ? palette.reserved[fill]! : palette.committed[fill]!
  canvas.fillRect(x, y, w - gap, h - gap)
  const ink = palette.plates ? palette.text : palette.ink
  if ((region.protect & PAGE_GUARD) !== 0)
    zigZag(canvas, x, x + w - gap, y + gap, Math.min(3 * ratio, w / 2), ink, ratio)
  if ((region.protect & 0xff) === PAGE_NOACCESS) noAccess(canvas, x, y, w - gap, h - gap, ink, ratio)
  if (fact !== null) drawFact(canvas, { x, y, w: w - gap, h: h - gap }, fact, palette, ink)
}

/** Dot resident, corner dirty, + copied, ×n shared. */
function drawFact(
  canvas: StripCanvas,
  { x, y, w, h }: Cell,
  fact: PageFact,
  palette: StripPalette,
  ink: string
): void {
  const { ratio } = palette
  const wide = w >= 18 * ratio
  canvas.fillStyle = ink
  if (fact.resident) {
    const dot = Math.max(2, Math.round(Math.min(w, h) * 0.28))
    const left = wide && fact.shares > 1 ? x + Math.round(3 * ratio) : x + Math.round((w - dot) / 2)
    canvas.fillRect(left, y + Math.round((h - dot) / 2), dot, dot)
  }
  if (fact.dirty) {
    const corner = Math.max(2, Math.round(Math.min(w, h) * 0.35))
    canvas.beginPath()
    canvas.moveTo(x + w - corner, y)
    canvas.lineTo(x + w, y)
    canvas.lineTo(x + w, y + corner)
    canvas.closePath()
    canvas.fill()
  }
  if (fact.copied) {
    const arm = Math.max(1, Math.round(Math.min(w, h) * 0.18))
    const line = Math.max(1, Math.round(ratio))
    const [cx, cy] = [x + arm + line, y + h - arm - 2 * line]
    canvas.fillRect(cx - arm, cy, 2 * arm + line, line)
    canvas.fillRect(cx, cy - arm, line, 2 * arm + line)
  }
  if (fact.shares < 2) return
  if (wide) {
    canvas.font = palette.textFont
    canvas.textAlign = 'right'
    canvas.fillText(`×${fact.shares}`, x + w - Math.round(2 * ratio), y + h - Math.round(3 * ratio))
  } else canvas.fillRect(x, y + h - Math.max(1, Math.round(2 * ratio)), w, Math.max(1, Math.round(ratio)))
}

function noAccess(
  canvas: StripCanvas,
  x: number,
  y: number,
  w: number,
  h: number,
  ink: string,
  ratio: number
): void {
  canvas.strokeStyle = ink
  canvas.lineWidth = Math.max(1, Math.round(ratio))
  const side = Math.min(w, h) - 2 * Math.round(ratio)
  const [left, top] = [x + (w - side) / 2, y + (h - side) / 2]
  canvas.beginPath()
  canvas.moveTo(left, top + side)
  canvas.lineTo(left + side, top)
  canvas.stroke()
}

function frame(canvas: StripCanvas, { x, y, w, h }: Cell, colour: string, palette: StripPalette): void {
  const edge = Math.max(2, Math.round(2 * palette.ratio))
  const gap = Math.max(1, Math.round(palette.ratio))
  canvas.lineWidth = edge
  canvas.strokeStyle = palette.surface
  canvas.strokeRect(x + edge / 2, y + edge / 2, w - gap - edge, h - gap - edge)
  canvas.strokeStyle = colour
  canvas.strokeRect(x - edge / 2, y - edge / 2, w - gap + edge, h - gap + edge)
}

interface PagesSeen {
  readonly from: number
  readonly to: number
}

function drawRowAddresses(canvas: StripCanvas, picture: PagePicture, view: PagesSeen): void {
  const { palette, width } = picture
  const { address } = stripColumns(width, palette.ratio)
  if (address === null) return
  canvas.font = palette.codeFont
  canvas.textAlign = 'right'
  canvas.fillStyle = palette.second
  const { columns } = picture.grid
  for (let page = view.from; page < view.to; page = (Math.floor(page / columns) + 1) * columns) {
    const { y, h } = cellOf(picture, page)
    const row = Math.floor(page / columns) * columns
    canvas.fillText(
      addressGroups(row * pageSize).join(' '),
      address,
      Math.round(y + h / 2 + 4 * palette.ratio)
    )
  }
}

/** A line around the pages of what the step changed, and its sign beside the first row. */
function drawPageMarks(canvas: StripCanvas, picture: PagePicture, view: PagesSeen): void {
  const { marks, palette, width } = picture
  const { ratio } = palette
  const edge = Math.max(1, Math.round(1.5 * ratio))
  let signed = NaN
  // A mark may begin below what is in view.
  for (let i = Math.max(0, firstMarkFrom(marks, view.from * pageSize) - 1); i < marks.length; i++) {
    const { base, size } = changePlace(marks[i]!)
    const sign = changeSign(marks[i]!)
    const from = Math.max(view.from, base / pageSize)
    const to = Math.min(view.to, (base + size) / pageSize)
    if (from >= view.to) return
    if (from >= to) continue
    canvas.fillStyle = palette.signs[sign.kind]!
    for (let page = from; page < to; page++) {
      const { x, y, w, h } = cellOf(picture, page)
      const top = picture.lowAtBottom ? y : y + h - 2 * edge
      canvas.fillRect(x, top, w, edge)
    }
    const { y, h } = cellOf(picture, from)
    if (y === signed) continue
    signed = y
    canvas.font = palette.letterFont
    canvas.textAlign = 'center'
    canvas.fillText(
      sign.sign,
      Math.round(stripColumns(width, ratio).sign - 2 * ratio),
      Math.round(y + h / 2 + 4 * ratio)
    )
  }
}

function drawSelectedPages(canvas: StripCanvas, picture: PagePicture, view: PagesSeen): void {
  const { selected, palette } = picture
  if (selected === null) return
  const from = Math.max(view.from, Math.floor(selected.from / pageSize))
  const to = Math.min(view.to, Math.ceil(selected.to / pageSize))
  for (let page = from; page < to; page++) {
    const cell = cellOf(picture, page)
    const edge = Math.max(1, Math.round(1.5 * palette.ratio))
    canvas.fillStyle = palette.accent
    canvas.fillRect(cell.x, cell.y + cell.h - 2 * edge, cell.w, edge)
    if (to - from === 1) frame(canvas, cell, palette.accent, palette)
  }
}

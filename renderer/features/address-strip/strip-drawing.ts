import type { RegionChange } from '../../../shared/contract/observation'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { addressGroups, kibText } from '../../ui/number-text'
import { isGhost, markWithin } from './strip-changes'
import type { StripFilter } from './strip-filter'
import { fillOf, fills, unusableFill } from './strip-fills'
import { foldRun, painted, segmentOf, type Painted, type StripLayout, type StripWindow } from './strip-layout'
import type { StripPalette } from './strip-palette'
import { freeText, protectionMark } from './strip-words'

/** What a picture of the strip is drawn on. */
export type StripCanvas = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillRect'
  | 'strokeRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
>

/** A picture of a strip: everything in device pixels but what says otherwise. */
export interface StripPicture {
  readonly layout: StripLayout
  readonly window: StripWindow
  readonly width: number
  readonly palette: StripPalette
  readonly lowAtBottom: boolean
  readonly marks: readonly RegionChange[]
  /** The addresses of what is selected. */
  readonly selected: { readonly from: number; readonly to: number } | null
  /** An address in the segment that the keyboard is at. */
  readonly focus: number | null
  /** How many regions a fold has. */
  readonly foldCount: (from: number, to: number) => number
  /** What the filter of the tables leaves out; null or left out: nothing. */
  readonly filter?: StripFilter | null
}

/** Where things stand across a strip, in device pixels. */
export interface StripColumns {
  readonly sign: number
  /** Where addresses end; null where there is no room for them. */
  readonly address: number | null
  readonly left: number
  readonly right: number
  /** The lane that shows which part is in view. */
  readonly lane: number
}

/** The columns of a strip of a width in device pixels. */
export function stripColumns(width: number, ratio: number): StripColumns {
  const css = width / ratio
  const px = (value: number): number => Math.round(value * ratio)
  const address = css >= 190 ? 14 + 96 : null
  const left = (address ?? 14) + 4
  const right = Math.max(left + 8, Math.min(css - 12, left + 260))
  return {
    sign: px(8),
    address: address === null ? null : px(address),
    left: px(left),
    right: px(right),
    lane: width - px(6)
  }
}

/** Draws the strip; answers what it drew. */
export function drawStrip(canvas: StripCanvas, picture: StripPicture): readonly Painted[] {
  const { layout, window, width, palette } = picture
  const columns = stripColumns(width, palette.ratio)
  canvas.fillStyle = palette.surface
  canvas.fillRect(0, 0, width, window.size)
  const items = painted(layout, window, picture.marks.length === 0)
  canvas.textBaseline = 'alphabetic'
  items.forEach((item, i) => {
    const joins = (other: Painted | undefined): boolean =>
      other !== undefined && other.kind !== 'free' && other.kind !== 'fold'
    const [below, above] = [joins(items[i - 1]), joins(items[i + 1])]
    drawItem(canvas, item, picture, columns, { below, above })
  })
  drawMarks(canvas, items, picture, columns)
  drawSelected(canvas, picture, columns)
  drawFocus(canvas, items, picture, columns)
  return items
}

/** The top and bottom of something that is `low` to `high` from the low end. */
export function flipped(
  { low, high }: { readonly low: number; readonly high: number },
  { window, lowAtBottom }: Pick<StripPicture, 'window' | 'lowAtBottom'>
): { readonly top: number; readonly height: number } {
  return { top: lowAtBottom ? window.size - high : low, height: high - low }
}

function drawItem(
  canvas: StripCanvas,
  item: Painted,
  picture: StripPicture,
  columns: StripColumns,
  joins: { readonly below: boolean; readonly above: boolean }
): void {
  const { palette } = picture
  const { ratio } = palette
  const { top, height } = flipped(item, picture)
  const { left, right } = columns
  const { region } = item
  if (picture.filter?.leavesOut(item) === true)
    return drawLeftOut(canvas, left, top, right - left, height, palette)
  if (item.kind === 'many') {
    canvas.fillStyle = palette.plain[item.fill]!
    canvas.fillRect(left, top, right - left, height)
    return
  }
  if (item.kind === 'free') return drawFree(canvas, item, picture, columns)
  if (item.kind === 'fold') return drawFold(canvas, item, picture, columns)
  const ghost = region !== null && isGhost(region)
  const fill = region === null ? unusableFill : fillOf(region)
  const reserved = region !== null && region.state === memoryConstants.MEM_RESERVE
  if (height < 3 * ratio) {
    canvas.fillStyle = ghost ? palette.surface : palette.plain[fill]!
    canvas.fillRect(left, top, right - left, height)
    return
  }
  // Neighbours share an outline of two pixels; beside what is folded a segment has all of its own.
  const edge = Math.max(1, Math.round(ratio))
  const side = 2 * edge
  const thin = height < 6 * ratio
  const end = (joined: boolean): number => (joined || thin ? edge : side)
  const [first, last] = picture.lowAtBottom
    ? [end(joins.above), end(joins.below)]
    : [end(joins.below), end(joins.above)]
  canvas.fillStyle = palette.outline
  if (!ghost) canvas.fillRect(left, top, right - left, height)
  canvas.fillStyle = ghost ? palette.surface : reserved ? palette.reserved[fill]! : palette.committed[fill]!
  const inside = { x: left + side, y: top + first, w: right - left - 2 * side, h: height - first - last }
  if (inside.h > 0) canvas.fillRect(inside.x, inside.y, inside.w, inside.h)
  if (ghost) {
    canvas.strokeStyle = palette.signs['gone']!
    canvas.lineWidth = edge
    canvas.setLineDash([3 * ratio, 2 * ratio])
    canvas.strokeRect(left + edge / 2, top + edge / 2, right - left - edge, height - edge)
    canvas.setLineDash([])
  } else if (region !== null && (region.protect & memoryConstants.PAGE_GUARD) !== 0 && height >= 6 * ratio)
    zigZag(canvas, inside.x, inside.x + inside.w, inside.y, 3 * ratio, palette.ink, ratio)
  if (height >= 14 * ratio) drawTexts(canvas, item, picture, columns, { fill, reserved, ghost })
}

/** What the filter leaves out keeps its place: an empty outline, without letter and text. */
export function drawLeftOut(
  canvas: StripCanvas,
  left: number,
  top: number,
  width: number,
  height: number,
  { line, surface, ratio }: StripPalette
): void {
  const edge = Math.max(1, Math.round(ratio))
  canvas.fillStyle = surface
  canvas.fillRect(left, top, width, height)
  canvas.fillStyle = line
  canvas.fillRect(left, top, edge, height)
  canvas.fillRect(left + width - edge, top, edge, height)
  if (height < 4 * edge) return
  canvas.fillRect(left, top, width, edge)
  canvas.fillRect(left, top + height - edge, width, edge)
}

function drawTexts(
  canvas: StripCanvas,
  item: Painted,
  picture: StripPicture,
  columns: StripColumns,
  look: { readonly fill: number; readonly reserved: boolean; readonly ghost: boolean }
): void {
  const { palette, window } = picture
  const { ratio } = palette
  const { top, height } = flipped(item, picture)
  const seenTop = Math.max(0, top)
  const seenBottom = Math.min(window.size, top + height)
  if (seenBottom - seenTop < 12 * ratio) return
  // The texts of a segment stand in the middle of what is in view of it.
  const base = Math.round((seenTop + seenBottom) / 2 + 4 * ratio)
  const plated = palette.plates || look.reserved || look.ghost
  const ink = plated ? palette.text : palette.ink
  let x = columns.left + Math.round(5 * ratio)
  const limit = columns.right - Math.round(4 * ratio)
  canvas.textAlign = 'left'
  const put = (text: string, font: string): boolean => {
    canvas.font = font
    const width = Math.ceil(canvas.measureText(text).width)
    if (text === '' || x + width > limit) return false
    if (plated) {
      canvas.fillStyle = palette.surface
      canvas.fillRect(
        x - Math.round(2 * ratio),
        base - Math.round(9.5 * ratio),
        width + Math.round(4 * ratio),
        Math.round(12 * ratio)
      )
    }
    canvas.fillStyle = ink
    canvas.fillText(text, x, base)
    x += width + Math.round(6 * ratio)
    return true
  }
  const { region } = item
  put(fills[look.fill]!.letter, palette.letterFont)
  if (region !== null && !look.ghost && region.protect !== 0) put(protectionMark(region), palette.codeFont)
  if (look.ghost) put('gone', palette.textFont)
  if (put(kibText(item.to - item.from), palette.textFont) && region !== null)
    put(region.use, palette.textFont)
  if (columns.address === null || region === null) return
  canvas.font = palette.codeFont
  canvas.fillStyle = palette.second
  canvas.textAlign = 'right'
  const text = addressGroups(item.from).join(' ')
  const low = picture.lowAtBottom ? seenBottom - Math.round(3 * ratio) : seenTop + Math.round(11 * ratio)
  canvas.fillText(text, columns.address, low)
}

function drawFree(canvas: StripCanvas, item: Painted, picture: StripPicture, columns: StripColumns): void {
  const { palette } = picture
  const { ratio } = palette
  const { top, height } = flipped(item, picture)
  if (height < 8 * ratio) return
  const { left, right } = columns
  const inset = Math.round(2 * ratio)
  zigZag(canvas, left, right, top + inset, 3 * ratio, palette.line, ratio)
  zigZag(canvas, left, right, top + height - inset, -3 * ratio, palette.line, ratio)
  if (height < 18 * ratio) return
  const size = freeText(item.to - item.from)
  middleText(canvas, [`⋯ ${size} free`, `⋯ ${size}`, size], top, height, picture, columns)
}

function drawFold(canvas: StripCanvas, item: Painted, picture: StripPicture, columns: StripColumns): void {
  const { palette } = picture
  const { ratio } = palette
  const { top, height } = flipped(item, picture)
  const { left, right } = columns
  const edge = Math.max(1, Math.round(ratio))
  canvas.strokeStyle = palette.line
  canvas.lineWidth = edge
  const inset = height < 8 * ratio ? 0 : Math.round(ratio)
  canvas.strokeRect(
    left + edge / 2,
    top + inset + edge / 2,
    right - left - edge,
    Math.max(edge, height - 2 * inset - edge)
  )
  if (height < 14 * ratio) return
  const run = foldRun(picture.layout, item.from)
  const count = picture.foldCount(run.from, run.to)
  const regions = `${count.toLocaleString('en-US')} ${count === 1 ? 'region' : 'regions'}`
  middleText(
    canvas,
    [`▸ ${regions} from before`, `▸ ${regions}`, `▸ ${count} before`, `▸ ${count}`],
    top,
    height,
    picture,
    columns
  )
}

/** The first of some texts that fits, in the middle. */
function middleText(
  canvas: StripCanvas,
  texts: readonly string[],
  top: number,
  height: number,
  { palette }: StripPicture,
  { left, right }: StripColumns
): void {
  canvas.font = palette.textFont
  const room = right - left - 8 * palette.ratio
  const text = texts.find((one) => canvas.measureText(one).width <= room)
  if (text === undefined) return
  canvas.textAlign = 'center'
  canvas.fillStyle = palette.second
  canvas.fillText(text, Math.round((left + right) / 2), Math.round(top + height / 2 + 4 * palette.ratio))
}

/** A zig-zag line: the torn edge of what is folded, the alarm wire of a guard page. */
export function zigZag(
  canvas: StripCanvas,
  left: number,
  right: number,
  y: number,
  height: number,
  colour: string,
  ratio: number
): void {
  const step = Math.abs(height)
  canvas.strokeStyle = colour
  canvas.lineWidth = Math.max(1, Math.round(ratio))
  canvas.beginPath()
  canvas.moveTo(left, y)
  for (let x = left, up = true; x < right; up = !up) {
    x = Math.min(right, x + step)
    canvas.lineTo(x, up ? y + height : y)
  }
  canvas.stroke()
}

/** Signs beside what the step changed, as many as there is room for, and a line along all of it. */
function drawMarks(
  canvas: StripCanvas,
  items: readonly Painted[],
  picture: StripPicture,
  columns: StripColumns
): void {
  const { window, palette, marks } = picture
  const { ratio } = palette
  if (marks.length === 0) return
  let lastSign = -Infinity
  for (const item of items) {
    const mark = item.kind === 'region' || item.kind === 'many' ? markWithin(marks, item.from, item.to) : null
    if (mark === null) continue
    const { low } = item
    const high = Math.max(low + Math.round(2 * ratio), item.high)
    const { top, height } = flipped({ low, high }, picture)
    canvas.fillStyle = palette.signs[mark.sign.kind]!
    const width = Math.round(3 * ratio)
    canvas.fillRect(columns.left - width - Math.round(ratio), top, width, height)
    const middle = (Math.max(0, low) + Math.min(window.size, high)) / 2
    if (middle - lastSign < 11 * ratio) continue
    lastSign = middle
    const y = picture.lowAtBottom ? window.size - middle : middle
    canvas.font = palette.letterFont
    canvas.textAlign = 'center'
    canvas.fillText(mark.sign.sign, Math.round(columns.sign - 2 * ratio), Math.round(y + 4 * ratio))
  }
}

function drawSelected(canvas: StripCanvas, picture: StripPicture, columns: StripColumns): void {
  const { layout, window, palette, selected } = picture
  const { ratio } = palette
  if (selected === null || selected.from >= layout.to || selected.to <= layout.from) return
  const pixel = (address: number): number => {
    const segment = segmentOf(layout, address)
    if (segment === null) return -1
    const share = (address - segment.from) / (segment.to - segment.from)
    const along = segment.low + share * (segment.high - segment.low)
    return Math.round(along * window.scale) - window.low
  }
  const low = pixel(selected.from)
  const high = Math.max(low + Math.round(3 * ratio), pixel(selected.to - 1) + 1)
  if (high <= 0 || low >= window.size) return
  const { top, height } = flipped({ low: Math.max(0, low), high: Math.min(window.size, high) }, picture)
  const x = columns.right + Math.round(ratio)
  canvas.fillStyle = palette.accent
  canvas.fillRect(x, top, Math.round(3 * ratio), height)
  const middle = top + height / 2
  canvas.beginPath()
  canvas.moveTo(x, middle)
  canvas.lineTo(x + 7 * ratio, middle - 5 * ratio)
  canvas.lineTo(x + 7 * ratio, middle + 5 * ratio)
  canvas.closePath()
  canvas.fill()
}

function drawFocus(
  canvas: StripCanvas,
  items: readonly Painted[],
  picture: StripPicture,
  columns: StripColumns
): void {
  const { palette, focus } = picture
  if (focus === null) return
  const item = items.find(({ from, to }) => focus >= from && focus < to)
  if (item === undefined) return
  const { top, height } = flipped(item, picture)
  const edge = Math.max(2, Math.round(2 * palette.ratio))
  const half = edge / 2
  const high = Math.max(height, 3 * edge)
  canvas.lineWidth = edge
  // A light line within the dark one is seen on every fill.
  canvas.strokeStyle = palette.surface
  canvas.strokeRect(columns.left + half, top + half, columns.right - columns.left - edge, high - edge)
  canvas.strokeStyle = palette.focus
  canvas.strokeRect(columns.left - half, top - half, columns.right - columns.left + edge, high + edge)
}

/** The lane at the side: which part of the strip is in view. Nothing where all of it is. */
export function drawLane(canvas: StripCanvas, picture: StripPicture, length: number): void {
  const { window, palette, width } = picture
  if (length <= window.size) return
  const { lane } = stripColumns(width, palette.ratio)
  const height = Math.max(Math.round(16 * palette.ratio), Math.round((window.size * window.size) / length))
  const low = Math.round((window.low / (length - window.size)) * (window.size - height))
  const { top } = flipped({ low, high: low + height }, picture)
  canvas.fillStyle = palette.line
  canvas.fillRect(lane + Math.round(palette.ratio), top, Math.round(4 * palette.ratio), height)
}

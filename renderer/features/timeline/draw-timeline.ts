import { processLetters, type ProcessLetter } from '../../../shared/contract/observation'
import type { TimelineFigure, TimelineRecord } from '../../stores/timeline-record'
import { eventGlyphs, type Ink } from './event-glyph'
import { gravest } from './timeline-words'
import type { TimelineScale } from './timeline-scale'

/** A row of a timeline: one process of a machine, or all of them together. */
export interface TimelineRow {
  readonly record: TimelineRecord
  readonly letter: ProcessLetter | null
  /** What stands before it; empty where there is only one. */
  readonly name: string
}

/** Sizes at 16 pixels a rem; larger type has larger signs. */
const glyphSize = 10
const tickHeight = 4
/** Rows from this height on have room for areas ... */
const roomForAreas = 12
/** ... and from this height on for areas below the glyphs, not behind them. */
const roomForBoth = 26

/** The rows below each other; costs the moments of each row. Steps closer than a pixel become one. */
export function drawTimeline(
  canvas: CanvasRenderingContext2D,
  rows: readonly TimelineRow[],
  scale: TimelineScale,
  size: { readonly width: number; readonly height: number },
  ink: Readonly<Record<Ink, string>>,
  type: { readonly font: string; readonly rem: number }
): void {
  canvas.clearRect(0, 0, size.width, size.height)
  const height = size.height / Math.max(1, rows.length)
  const unit = type.rem / 16
  rows.forEach((row, index) => {
    const top = Math.round(index * height)
    const bottom = Math.round((index + 1) * height)
    if (row.letter !== null && height >= roomForAreas)
      drawAreas(
        canvas,
        row,
        scale,
        top + (height >= roomForBoth * unit ? (glyphSize + 4) * unit : 3),
        bottom - 1,
        ink
      )
    drawSteps(canvas, row, scale, top, bottom, ink, unit)
    canvas.fillStyle = ink.line
    canvas.fillRect(0, bottom - 1, size.width, 1)
    if (row.name === '') return
    canvas.fillStyle = ink.text
    canvas.font = type.font
    canvas.textBaseline = 'middle'
    canvas.fillText(row.name, 4, (top + bottom) / 2)
  })
}

function drawAreas(
  canvas: CanvasRenderingContext2D,
  { record, letter }: TimelineRow,
  scale: TimelineScale,
  top: number,
  bottom: number,
  ink: Readonly<Record<Ink, string>>
): void {
  if (letter === null) return
  const extents = (['committed', 'private', 'workingSet'] as const).map((figure) =>
    extentOf(record, letter, figure)
  )
  const most = Math.max(1, ...extents.map((extent) => (extent === null ? 0 : extent.most - extent.least)))
  const style: readonly (readonly [TimelineFigure, number, Ink, readonly number[]])[] = [
    ['committed', 0.12, 'faint', []],
    ['private', 0.3, 'accent', []],
    ['workingSet', 0, 'warn', [3, 2]]
  ]
  style.forEach(([figure, opacity, name, dash], i) => {
    const extent = extents[i]
    const values = record.series.get(letter)?.[figure]
    if (extent == null || values == null) return
    const y = (pages: number): number => bottom - 2 - ((pages - extent.least) / most) * (bottom - top - 4)
    const line = new Path2D()
    let begun = false
    let firstX = 0
    let lastX = 0
    eachColumn(record.count, scale, (x, from, to) => {
      let pages = 0
      for (let position = from; position <= to; position++) pages = Math.max(pages, values[position]!)
      if (pages === 0) return
      // A moment's value fills the room half way to its neighbours.
      const begin = Math.max(scale.left, x - scale.perStep / 2)
      if (begun) line.lineTo(begin, y(pages))
      else line.moveTo((firstX = begin), y(pages))
      lastX = Math.min(scale.x(record.count - 1), begin + Math.max(1, scale.perStep))
      line.lineTo(lastX, y(pages))
      begun = true
    })
    if (!begun) return
    canvas.strokeStyle = ink[name]
    canvas.lineWidth = 1
    canvas.setLineDash([...dash])
    canvas.stroke(line)
    canvas.setLineDash([])
    if (opacity === 0) return
    line.lineTo(lastX, bottom - 1)
    line.lineTo(firstX, bottom - 1)
    canvas.globalAlpha = opacity
    canvas.fillStyle = ink[name]
    canvas.fill(line)
    canvas.globalAlpha = 1
  })
}

function drawSteps(
  canvas: CanvasRenderingContext2D,
  { record, letter }: TimelineRow,
  scale: TimelineScale,
  top: number,
  bottom: number,
  ink: Readonly<Record<Ink, string>>,
  unit: number
): void {
  const wanted = letter === null ? null : processLetters.indexOf(letter)
  const isHere = (position: number): boolean => wanted === null || record.process[position] === wanted
  canvas.fillStyle = ink.faint
  eachColumn(record.count, scale, (x, from, to) => {
    for (let position = from; position <= to; position++)
      if (isHere(position)) {
        canvas.fillRect(Math.round(x), bottom - 1 - tickHeight, 1, tickHeight)
        return
      }
  })
  // Glyphs that would lie over each other become one: the gravest.
  const together = Math.max(1, Math.ceil((glyphSize * unit + 1) / scale.perStep))
  const y = top + Math.min(2, (bottom - top - tickHeight - glyphSize * unit) / 2)
  for (let position = 0; position < record.count; position += together) {
    let events = 0
    const end = Math.min(record.count, position + together)
    for (let i = position; i < end; i++) if (isHere(i)) events |= record.events[i]!
    const event = gravest(events)
    if (event === null) continue
    const x = scale.x((position + end - 1) / 2)
    drawGlyph(canvas, eventGlyphs[event], x - (glyphSize * unit) / 2, y, ink, unit)
  }
}

const paths = new Map<string, Path2D>()
function pathOf(data: string): Path2D {
  let path = paths.get(data)
  if (path === undefined) paths.set(data, (path = new Path2D(data)))
  return path
}

function drawGlyph(
  canvas: CanvasRenderingContext2D,
  glyph: (typeof eventGlyphs)[keyof typeof eventGlyphs],
  x: number,
  y: number,
  ink: Readonly<Record<Ink, string>>,
  unit: number
): void {
  canvas.save()
  canvas.translate(x, y)
  canvas.scale(unit, unit)
  const path = pathOf(glyph.stroke ?? glyph.fill ?? '')
  canvas.lineJoin = canvas.lineCap = 'round'
  // A rim in the background's colour keeps it apart from the areas.
  canvas.strokeStyle = ink.surface
  canvas.lineWidth = glyph.stroke === undefined ? 2 : 4
  canvas.stroke(path)
  canvas.strokeStyle = canvas.fillStyle = ink[glyph.ink]
  canvas.lineWidth = 1.75
  if (glyph.stroke === undefined) canvas.fill(path)
  else canvas.stroke(path)
  canvas.restore()
}

/** The moments by the pixels they fall on. */
function eachColumn(
  count: number,
  scale: TimelineScale,
  visit: (x: number, from: number, to: number) => void
): void {
  const step = Math.max(1, Math.ceil(1 / scale.perStep))
  for (let from = 0; from < count; from += step) visit(scale.x(from), from, Math.min(count, from + step) - 1)
}

function extentOf(
  record: TimelineRecord,
  letter: ProcessLetter,
  figure: TimelineFigure
): { readonly least: number; readonly most: number } | null {
  const values = record.series.get(letter)?.[figure]
  if (values == null) return null
  let least = Infinity
  let most = 0
  for (let i = 0; i < record.count; i++) {
    const pages = values[i]!
    // Before a process was started it has none.
    if (pages === 0) continue
    least = Math.min(least, pages)
    most = Math.max(most, pages)
  }
  return most === 0 ? null : { least, most }
}

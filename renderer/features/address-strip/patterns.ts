import type { FillPattern } from './strip-fills'

/** Lines and dots of a pattern's tile, in units of its side; tiles fit together without a seam. */
export interface PatternShape {
  /** The side of the tile in CSS pixels. */
  readonly side: number
  /** From and to, within or beyond the tile. */
  readonly lines: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]
  readonly dots: readonly (readonly [x: number, y: number])[]
  /** Everything is filled. */
  readonly solid: boolean
}

const rising: PatternShape['lines'] = [
  [-0.25, 1.25, 1.25, -0.25],
  [-0.25, 0.25, 0.25, -0.25],
  [0.75, 1.25, 1.25, 0.75]
]
const falling: PatternShape['lines'] = [
  [-0.25, -0.25, 1.25, 1.25],
  [-0.25, 0.75, 0.25, 1.25],
  [0.75, -0.25, 1.25, 0.25]
]
const row: PatternShape['lines'] = [[0, 0.5, 1, 0.5]]
const column: PatternShape['lines'] = [[0.5, 0, 0.5, 1]]
const shape = (side: number, more: Partial<PatternShape>): PatternShape => ({
  side,
  lines: [],
  dots: [],
  solid: false,
  ...more
})

/** The patterns that tell types apart without colour: in forced colours and in print. */
export const patternShapes: Readonly<Record<FillPattern | 'reserved', PatternShape>> = {
  solid: shape(4, { solid: true }),
  rows: shape(4, { lines: row }),
  dots: shape(6, {
    dots: [
      [0.25, 0.25],
      [0.75, 0.75]
    ]
  }),
  grid: shape(6, { lines: [...row, ...column] }),
  rising: shape(5, { lines: rising }),
  falling: shape(5, { lines: falling }),
  columns: shape(4, { lines: column }),
  crossed: shape(7, { lines: [...rising, ...falling] }),
  /** Wide apart, so that it is no type's. */
  reserved: shape(8, { lines: rising })
}

type TileContext = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'fillRect' | 'beginPath' | 'moveTo' | 'lineTo' | 'stroke'
>

/** Draws one tile of a pattern. */
export function drawTile(
  context: TileContext,
  { lines, dots, solid }: PatternShape,
  side: number,
  look: { readonly ground: string; readonly ink: string; readonly width: number }
): void {
  context.fillStyle = solid ? look.ink : look.ground
  context.fillRect(0, 0, side, side)
  if (solid) return
  context.strokeStyle = look.ink
  context.lineWidth = look.width
  context.beginPath()
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x1 * side, y1 * side)
    context.lineTo(x2 * side, y2 * side)
  }
  context.stroke()
  context.fillStyle = look.ink
  const dot = Math.max(1, Math.round(look.width))
  for (const [x, y] of dots) context.fillRect(Math.floor(x * side), Math.floor(y * side), dot, dot)
}

import { fills } from './strip-fills'
import { drawTile, patternShapes } from './patterns'

type Paint = string | CanvasPattern

/** What the strip is drawn with, in one theme at one resolution. */
export interface StripPalette {
  /** Device pixels for a sixteenth of a rem. */
  readonly ratio: number
  /** By fill: committed, and reserved as a hatch. */
  readonly committed: readonly Paint[]
  readonly reserved: readonly Paint[]
  /** By fill: what stands for several regions that share a pixel. */
  readonly plain: readonly string[]
  /** Letters stand on a plate, as what they are on is a pattern. */
  readonly plates: boolean
  readonly surface: string
  readonly text: string
  readonly second: string
  readonly ink: string
  readonly outline: string
  readonly line: string
  readonly focus: string
  readonly accent: string
  readonly signs: Readonly<Record<string, string>>
  readonly textFont: string
  readonly letterFont: string
  readonly codeFont: string
}

const signKinds = ['new', 'gone', 'commit', 'decommit', 'protect'] as const

/** How things are told apart: by colours, by colours and patterns (print), or by the system's colours and patterns. */
export type StripMode = 'colours' | 'print' | 'forced'

/** Reads the tokens as they are at an element. `probe` is an empty element in it whose colour may be changed. */
export function readPalette(probe: HTMLElement, ratio: number, mode: StripMode): StripPalette {
  const colour = (value: string): string => {
    probe.style.color = value
    return getComputedStyle(probe).color
  }
  const forced = mode === 'forced'
  const own = (token: string, system: string): string => colour(forced ? system : `var(--${token})`)
  const surface = own('surface', 'Canvas')
  const text = own('text', 'CanvasText')
  const style = getComputedStyle(probe)
  const ui = style.getPropertyValue('--font-ui').trim() || 'sans-serif'
  const code = style.getPropertyValue('--font-code').trim() || 'monospace'
  const size = (rems: number): string => `${Math.round(rems * 16 * ratio)}px`
  const outlineToken = own('type-outline', 'CanvasText')
  // Where fills need no outline, what parts them is a gap in the background's colour.
  const outline = /^rgba\(.*, 0\)$|\/ 0\)$|^transparent$/.test(outlineToken) ? surface : outlineToken
  const types = fills.map(({ token }) => own(`type-${token}`, 'CanvasText'))
  const tile = (name: keyof typeof patternShapes, ground: string, ink: string, width: number): Paint =>
    patternOf(name, ratio, { ground, ink, width: width * ratio }) ?? ink
  const committed = fills.map(({ pattern }, i) => {
    if (mode === 'colours') return types[i]!
    return mode === 'print'
      ? tile(pattern, types[i]!, pattern === 'solid' ? types[i]! : '#000000', 1)
      : tile(pattern, surface, text, 1)
  })
  const reserved = types.map((type) =>
    forced
      ? tile('reserved', surface, text, 1)
      : tile('reserved', colour(`color-mix(in oklab, ${type} 12%, ${surface})`), type, 2)
  )
  const signs = Object.fromEntries(
    signKinds.map((kind) => [kind, own(`change-${kind}`, 'CanvasText')] as const)
  )
  return {
    ...{ ratio, committed, reserved, surface, text, outline },
    plain: types,
    plates: mode !== 'colours',
    second: own('text-second', 'CanvasText'),
    ink: forced ? text : own('type-ink', 'CanvasText'),
    line: own('line-control', 'CanvasText'),
    focus: own('focus', 'Highlight'),
    accent: own('accent', 'Highlight'),
    signs: { ...signs, other: signs['protect']! },
    textFont: `${size(0.6875)} ${ui}`,
    letterFont: `700 ${size(0.6875)} ${ui}`,
    codeFont: `${size(0.6875)} ${code}`
  }
}

const tiles = new Map<string, CanvasPattern>()
/** A pattern as a canvas fills with it; null where there is no canvas to make it on. */
function patternOf(
  name: keyof typeof patternShapes,
  ratio: number,
  look: { readonly ground: string; readonly ink: string; readonly width: number }
): CanvasPattern | null {
  const key = `${name} ${ratio} ${JSON.stringify(look)}`
  const known = tiles.get(key)
  if (known !== undefined) return known
  const shape = patternShapes[name]
  const canvas = document.createElement('canvas')
  const side = Math.max(4, Math.round(shape.side * ratio))
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d')
  if (context === null) return null
  drawTile(context, shape, side, look)
  const pattern = context.createPattern(canvas, 'repeat')
  if (pattern !== null) tiles.set(key, pattern)
  return pattern
}

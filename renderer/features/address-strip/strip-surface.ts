import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import { rem } from '../../ui/rem'
import { drawPages, type PagePicture } from './page-drawing'
import type { StripLevel } from './strip-view'
import { drawLane, drawStrip, type StripPicture } from './strip-drawing'
import { readPalette, type StripMode, type StripPalette } from './strip-palette'

/** Everything that a drawing depends on. */
export interface StripDrawing
  extends
    Omit<StripPicture, 'window' | 'width' | 'palette'>,
    Omit<PagePicture, 'width' | 'palette' | 'size' | 'marks' | 'selected' | 'focus' | 'lowAtBottom'> {
  readonly level: StripLevel
  readonly scale: number
  /** The length of the whole picture. */
  readonly pixels: number
}

/**
 * The canvas of a strip: as many pixels as the screen has there, drawn once a frame at most. `room` is in
 * device pixels: `dots` of them are a CSS pixel, `ratio` a sixteenth of a rem.
 */
export function useStripSurface(
  box: Ref<HTMLElement | null>,
  surface: Ref<HTMLCanvasElement | null>,
  probe: Ref<HTMLElement | null>
) {
  const room = ref({ width: 0, height: 0, ratio: 1, dots: 1 })
  const palette = shallowRef<StripPalette | null>(null)
  let wanted: Omit<StripDrawing, 'room' | 'palette'> | null = null
  let frame = 0
  let mode: StripMode = 'colours'
  /** Device pixels for a sixteenth of a rem: everything grows with the type. */
  const unit = (): number => ((window.devicePixelRatio || 1) * rem.value) / 16
  watch(rem, () => measure(), { flush: 'post' })

  function measure(entry?: ResizeObserverEntry): void {
    const element = box.value
    if (element === null) return
    const dots = window.devicePixelRatio || 1
    const ratio = unit()
    const exact = entry?.devicePixelContentBoxSize?.[0]
    const width = exact?.inlineSize ?? Math.round(element.clientWidth * dots)
    const height = exact?.blockSize ?? Math.round(element.clientHeight * dots)
    const former = room.value
    const same = former.width === width && former.height === height
    if (!same || former.ratio !== ratio || former.dots !== dots) room.value = { width, height, ratio, dots }
    if (palette.value?.ratio !== ratio) repaint()
  }
  /** The theme, the resolution or the medium is another. */
  function repaint(): void {
    if (probe.value === null) return
    mode = matches('(forced-colors: active)') ? 'forced' : matches('print') ? 'print' : 'colours'
    palette.value = readPalette(probe.value, unit(), mode)
  }
  const matches = (query: string): boolean => window.matchMedia(query).matches
  const media = [
    '(forced-colors: active)',
    '(prefers-color-scheme: dark)',
    'print',
    '(prefers-contrast: more)'
  ]
  const queries = media.map((query) => window.matchMedia(query))
  function printing(): void {
    repaint()
    // What is printed is what is there now.
    if (mode === 'print') paint()
  }
  const observer = new ResizeObserver((entries) => measure(entries.at(-1)))
  const themes = new MutationObserver(repaint)
  onMounted(() => {
    if (box.value === null) return
    try {
      observer.observe(box.value, { box: 'device-pixel-content-box' })
    } catch {
      observer.observe(box.value)
    }
    themes.observe(document.documentElement, { attributes: true })
    for (const query of queries) query.addEventListener('change', printing)
    measure()
    repaint()
  })
  onBeforeUnmount(() => {
    observer.disconnect()
    themes.disconnect()
    for (const query of queries) query.removeEventListener('change', printing)
    cancelAnimationFrame(frame)
  })

  function draw(drawing: Omit<StripDrawing, 'room' | 'palette'>): void {
    wanted = drawing
    if (frame === 0) frame = requestAnimationFrame(paint)
  }
  function paint(): void {
    frame = 0
    const canvas = surface.value
    const { width, height } = room.value
    const colours = palette.value
    if (canvas === null || wanted === null || colours === null || width === 0 || height === 0) return
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    const context = canvas.getContext('2d', { alpha: false })
    if (context !== null) paintStrip(context, wanted, width, height, colours)
  }
  return { room, palette, draw }
}

/** Draws a strip at whatever level. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  drawing: Omit<StripDrawing, 'room' | 'palette'>,
  width: number,
  height: number,
  palette: StripPalette
): void {
  const { low, scale } = drawing
  const window = { low, size: height, scale }
  if (drawing.level === 'pages') drawPages(context, { ...drawing, size: height, width, palette })
  else drawStrip(context, { ...drawing, window, width, palette })
  drawLane(context, { ...drawing, window, width, palette }, drawing.pixels)
}

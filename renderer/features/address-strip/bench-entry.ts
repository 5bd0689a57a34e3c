import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionTree, type RegionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { painted, spaceLayout, stripLength, type StripLayout } from './strip-layout'
import { scaleFor, stripRule, usedBytes } from './strip-measure'
import { readPalette, type StripPalette } from './strip-palette'
import { paintStrip } from './strip-surface'

/** How a strip is moved through: held at a zoom and panned from end to end, or zoomed in from the whole. */
export type StripMotion = 'pan' | 'pan-all' | 'zoom'

/** What frames cost. */
export interface FrameTimes {
  /** Milliseconds that each frame's drawing took, until the canvas had its pixels. */
  readonly drawing: readonly number[]
  /** Milliseconds from each frame of the browser to the next. */
  readonly between: readonly number[]
}

const looks: readonly Partial<ObservedRegion>[] = [
  {},
  { state: m.MEM_RESERVE, protect: 0 },
  { use: 'Heap' },
  { protect: m.PAGE_READWRITE | m.PAGE_GUARD },
  { type: m.MEM_MAPPED, use: 'Section view', protect: m.PAGE_READONLY },
  { use: 'Stack' },
  { type: m.MEM_IMAGE, use: 'kernel32.dll', protect: m.PAGE_EXECUTE_READ },
  { protect: m.PAGE_NOACCESS }
]
const pages = [1, 3, 16, 1, 2, 32, 8]

/** A process of so many regions of all types, each an allocation of its own. */
export function benchTree(count: number): RegionTree {
  return regionTree(
    Array.from({ length: count }, (_, i): ObservedRegion => {
      const base = 0x10000 + 0x20000 * i
      return {
        base,
        size: pages[i % pages.length]! * 0x1000,
        state: m.MEM_COMMIT,
        type: m.MEM_PRIVATE,
        protect: m.PAGE_READWRITE,
        allocationBase: base,
        allocationProtect: m.PAGE_READWRITE,
        owner: 'program',
        use: '',
        madeByLine: 3,
        ...looks[i % looks.length]
      }
    })
  )
}

/** Draws so many frames of a strip in motion on a canvas that is in the page, one each frame of the browser. */
export async function drawFrames(
  canvas: HTMLCanvasElement,
  tree: RegionTree,
  frames: number,
  motion: StripMotion
): Promise<FrameTimes> {
  const context = canvas.getContext('2d', { alpha: false })
  const probe = document.createElement('span')
  canvas.after(probe)
  if (context === null) throw new Error('The canvas has no context to draw on.')
  const palette = readPalette(probe, window.devicePixelRatio || 1, 'colours')
  const layout = spaceLayout(tree, stripRule(scaleFor(usedBytes(tree, false)), false))
  // What is known of the nodes is worked out once, when the tree comes, not in a frame.
  const length = stripLength(layout)
  painted(layout, { low: 0, size: canvas.height, scale: 1 })
  const drawing: number[] = []
  const between: number[] = []
  let last = await nextFrame()
  for (let i = 0; i < frames; i++) {
    const start = performance.now()
    drawFrame(context, canvas, layout, length, palette, motion, i / Math.max(1, frames - 1))
    // Reading a pixel waits for the drawing.
    context.getImageData(0, 0, 1, 1)
    drawing.push(performance.now() - start)
    const now = await nextFrame()
    between.push(now - last)
    last = now
  }
  probe.remove()
  return { drawing, between }
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

function drawFrame(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  layout: StripLayout,
  length: number,
  palette: StripPalette,
  motion: StripMotion,
  part: number
): void {
  const { ratio } = palette
  const all = canvas.height / length
  // From the whole strip in view to the usual zoom, each frame nearer by the same factor.
  const scale = motion === 'pan' ? ratio : motion === 'pan-all' ? all * 10 : all * (ratio / all) ** part
  const pixels = Math.round(length * scale)
  const low = Math.round(Math.max(0, pixels - canvas.height) * (motion === 'zoom' ? 0.5 : part))
  paintStrip(
    context,
    {
      ...{ level: 'space', layout, tree: layout.tree, scale, low, pixels, lowAtBottom: true, marks: [] },
      ...{ selected: null, focus: null, foldCount: () => 0 },
      grid: { from: 0, to: 0, firstRow: 0, rows: 0, columns: 16, cell: { width: 1, height: 1 } },
      facts: { state: 'none', why: '', of: () => null }
    },
    canvas.width,
    canvas.height,
    palette
  )
}

import type { StripCanvas } from '../strip-drawing'
import { fills } from '../strip-fills'
import type { StripPalette } from '../strip-palette'

/** A palette whose colours are their names. */
export const testPalette: StripPalette = {
  ratio: 1,
  committed: fills.map(({ token }) => token),
  reserved: fills.map(({ token }) => `reserved ${token}`),
  plain: fills.map(({ token }) => token),
  plates: false,
  ...{ surface: 'surface', text: 'text', second: 'second', ink: 'ink', outline: 'outline', line: 'line' },
  ...{ focus: 'focus', accent: 'accent' },
  signs: {
    new: 'new',
    gone: 'gone',
    commit: 'commit',
    decommit: 'decommit',
    protect: 'protect',
    other: 'other'
  },
  ...{ textFont: '11px ui', letterFont: '700 11px ui', codeFont: '11px code' }
}

/** A canvas that remembers what was drawn on it; every letter is six pixels wide. */
export function stripRecorder() {
  const texts: { text: string; x: number; y: number }[] = []
  const rects: number[][] = []
  const lines: number[][] = []
  const colours: unknown[] = []
  const drawn = { fillCount: 0 }
  const canvas = {
    ...{ strokeStyle: '', lineWidth: 1, font: '', textAlign: 'left', textBaseline: 'alphabetic' },
    fillStyle: '',
    fillRect: (...rect: number[]) => {
      rects.push(rect)
      colours.push(canvas.fillStyle)
      drawn.fillCount++
    },
    strokeRect: () => void colours.push(canvas.strokeStyle),
    beginPath: () => undefined,
    closePath: () => undefined,
    moveTo: (...point: number[]) => void lines.push(point),
    lineTo: (...point: number[]) => void lines.push(point),
    fill: () => {
      colours.push(canvas.fillStyle)
      drawn.fillCount++
    },
    stroke: () => void colours.push(canvas.strokeStyle),
    fillText: (text: string, x: number, y: number) => void texts.push({ text, x, y }),
    measureText: (text: string) => ({ width: text.length * 6 }),
    setLineDash: () => undefined
  }
  return {
    canvas: canvas as unknown as StripCanvas,
    ...{ texts, rects, lines, colours },
    get fillCount() {
      return drawn.fillCount
    }
  }
}

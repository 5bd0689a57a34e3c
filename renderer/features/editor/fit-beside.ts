import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view'

/** The most that values cover of a line that ends near the window's edge; of one that the edge cuts they cover more. */
const mostCovered = 120
const shareOfCut = 0.42
const margin = 16
const least = 48

interface Fit {
  readonly box: HTMLElement
  readonly chip: HTMLElement
  readonly reserve: number
  readonly room: number
}

function measure(view: EditorView): Fit[] {
  const edge = view.scrollDOM.getBoundingClientRect().left + view.scrollDOM.clientWidth
  return [...view.contentDOM.querySelectorAll<HTMLElement>('.cm-beside')].flatMap((box) => {
    const chip = box.firstElementChild
    if (!(chip instanceof HTMLElement)) return []
    const code = document.createRange()
    code.setStart(box.parentNode ?? box, 0)
    code.setEndBefore(box)
    const isCut = code.getBoundingClientRect().right > edge
    const most = isCut ? Math.max(mostCovered, view.scrollDOM.clientWidth * shareOfCut) : mostCovered
    const reserve = Math.min(chip.scrollWidth + margin + 8, most)
    // Before its reserve is set it may stand too far right.
    const left = Math.min(box.getBoundingClientRect().left, edge - reserve)
    return [{ box, chip, reserve, room: Math.max(least, edge - left - margin - 4) }]
  })
}

/** Keeps the values beside the lines inside of the window: what does not fit ends in an ellipsis. */
export const fitBeside = ViewPlugin.fromClass(
  class {
    private readonly scrolled = (): void => this.fit()
    constructor(private readonly view: EditorView) {
      view.scrollDOM.addEventListener('scroll', this.scrolled, { passive: true })
      this.fit()
    }
    update(update: ViewUpdate): void {
      if (
        update.docChanged ||
        update.geometryChanged ||
        update.viewportChanged ||
        update.transactions.length > 0
      )
        this.fit()
    }
    destroy(): void {
      this.view.scrollDOM.removeEventListener('scroll', this.scrolled)
    }
    private fit(): void {
      this.view.requestMeasure({
        key: this,
        read: measure,
        write: (fits) => {
          for (const { box, chip, reserve, room } of fits) {
            box.style.right = `${reserve}px`
            chip.style.maxWidth = `${room}px`
          }
        }
      })
    }
  }
)

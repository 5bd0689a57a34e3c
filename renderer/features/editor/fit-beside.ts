import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view'

const margin = 16
const padding = 16
/** Less than this is no room for a value: then a sign at the edge stands for it, and shows it when it is pointed at. */
const leastRoom = 88
const signWidth = 22

/** How values stand beside a line: where they begin, and how much room they have; `brief`: only their sign is there. */
export interface Fit {
  readonly brief: boolean
  /** From the window's edge to where they begin at the latest. */
  readonly reserve: number
  readonly room: number
}

/** Values stand in the free room behind the code and never over it. All widths in CSS pixels. */
export function fitValues(freeRoom: number, wanted: number): Fit {
  const room = Math.floor(freeRoom - margin - 4)
  if (room < Math.min(wanted, leastRoom)) return { brief: true, reserve: signWidth + 4, room: signWidth }
  return { brief: false, reserve: Math.min(wanted, room) + margin + 4, room: Math.min(wanted, room) }
}

interface Placed extends Fit {
  readonly box: HTMLElement
  readonly chip: HTMLElement
}

function measure(view: EditorView): Placed[] {
  const edge = view.scrollDOM.getBoundingClientRect().left + view.scrollDOM.clientWidth
  return [...view.contentDOM.querySelectorAll<HTMLElement>('.cm-beside')].flatMap((box) => {
    const chip = box.firstElementChild
    if (!(chip instanceof HTMLElement)) return []
    const code = document.createRange()
    code.setStart(box.parentNode ?? box, 0)
    code.setEndBefore(box)
    const freeRoom = edge - code.getBoundingClientRect().right
    const last = chip.lastElementChild
    const first = chip.firstElementChild
    const text =
      first === null || last === null
        ? 0
        : last.getBoundingClientRect().right - first.getBoundingClientRect().left
    return [{ box, chip, ...fitValues(freeRoom, Math.ceil(text) + padding) }]
  })
}

/** Keeps the values beside the lines inside of the window and off the code: what does not fit ends in an ellipsis, or is a sign. */
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
          for (const { box, chip, reserve, room, brief } of fits) {
            box.classList.toggle('cm-beside-brief', brief)
            box.style.right = `${reserve}px`
            chip.style.maxWidth = brief ? '' : `${room}px`
          }
        }
      })
    }
  }
)

import { StateEffect, StateField, type Extension, type Range } from '@codemirror/state'
import {
  Decoration,
  EditorView,
  GutterMarker,
  WidgetType,
  type BlockInfo,
  type DecorationSet
} from '@codemirror/view'
import { icons } from '../../ui/icons'
import { gutterDot } from './gutter-dot'

/** What the editor shows of a run. */
export interface ShownRun {
  /** Lines to be executed next, or that the program died in; `label` names the machines where they differ. */
  readonly lines: readonly { readonly line: number; readonly label: string; readonly died: boolean }[]
  /** The run belongs to another text than the editor's. */
  readonly stale: boolean
  /** What the last step's line answered. */
  readonly answer: { readonly line: number; readonly text: string; readonly failed: boolean } | null
}

const showRun = StateEffect.define<ShownRun>()
const nothing: ShownRun = { lines: [], stale: false, answer: null }

class TextWidget extends WidgetType {
  constructor(
    readonly text: string,
    readonly className: string
  ) {
    super()
  }
  override eq(other: TextWidget): boolean {
    return other.text === this.text && other.className === this.className
  }
  override toDOM(): HTMLElement {
    const span = document.createElement('span')
    span.className = this.className
    span.textContent = this.text
    // The step card says the same in full.
    span.setAttribute('aria-hidden', 'true')
    return span
  }
}

class NowMarker extends GutterMarker {
  override toDOM(): HTMLElement {
    return gutterDot('cm-now-arrow', icons.continue.fill)
  }
}
const arrow = new NowMarker()

const field = StateField.define<{ readonly run: ShownRun; readonly decorations: DecorationSet }>({
  create: () => ({ run: nothing, decorations: Decoration.none }),
  update(value, transaction) {
    let run = value.run
    for (const effect of transaction.effects) if (effect.is(showRun)) run = effect.value
    if (run === value.run)
      return transaction.docChanged ? { run, decorations: value.decorations.map(transaction.changes) } : value
    const { doc } = transaction.state
    const ranges: Range<Decoration>[] = []
    for (const { line, label, died } of run.lines) {
      if (line > doc.lines) continue
      const { from, to } = doc.line(line)
      ranges.push(
        Decoration.line({
          class: `cm-now${died ? ' cm-now-died' : ''}${run.stale ? ' cm-now-stale' : ''}`
        }).range(from)
      )
      if (label !== '')
        ranges.push(Decoration.widget({ widget: new TextWidget(label, 'cm-now-machine'), side: 1 }).range(to))
    }
    if (run.answer !== null && run.answer.line <= doc.lines && !run.stale) {
      const className = run.answer.failed ? 'cm-answer cm-answer-failed' : 'cm-answer'
      const widget = new TextWidget(run.answer.text, className)
      ranges.push(Decoration.widget({ widget, side: 2 }).range(doc.line(run.answer.line).to))
    }
    return { run, decorations: Decoration.set(ranges, true) }
  },
  provide: (self) => EditorView.decorations.from(self, (value) => value.decorations)
})

/** The arrow of a line to be executed next, for the gutter. */
export function nowMarker(view: EditorView, line: BlockInfo): GutterMarker | null {
  const shown = view.state.field(field, false)
  if (shown === undefined || shown.run.lines.length === 0 || shown.run.stale) return null
  const { number } = view.state.doc.lineAt(line.from)
  return shown.run.lines.some((now) => now.line === number) ? arrow : null
}

/** Shows where a run stands and brings its line into view. */
export function dispatchShownRun(view: EditorView, run: ShownRun): void {
  const first = run.lines[0]?.line
  const scroll =
    first !== undefined && first <= view.state.doc.lines && !run.stale
      ? [EditorView.scrollIntoView(view.state.doc.line(first).from, { y: 'nearest', yMargin: 48 })]
      : []
  view.dispatch({ effects: [showRun.of(run), ...scroll] })
}

/** The bar on the line to be executed next, and what the last line answered. */
export const nowLine: Extension = field

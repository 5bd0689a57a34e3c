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
import { fitBeside } from './fit-beside'
import { gutterDot } from './gutter-dot'
import type { BesideLine } from './merge-line-values'

/** What the editor shows of a run. */
export interface ShownRun {
  /** Lines to be executed next, or that the program died in; `label` names the machines where they differ. */
  readonly lines: readonly { readonly line: number; readonly label: string; readonly died: boolean }[]
  /** The line of the frame one looks at, where it is not the one to be executed next; `label` says whose it is. */
  readonly frame: { readonly line: number; readonly label: string } | null
  /** Values to stand beside the lines they were computed on. */
  readonly beside: readonly BesideLine[]
  /** The run belongs to another text than the editor's. */
  readonly stale: boolean
  /** What the last step's line answered. */
  readonly answer: { readonly line: number; readonly text: string; readonly failed: boolean } | null
}

const showRun = StateEffect.define<ShownRun>()
const nothing: ShownRun = { lines: [], frame: null, beside: [], stale: false, answer: null }

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

class ValuesWidget extends WidgetType {
  constructor(readonly beside: BesideLine) {
    super()
  }
  override eq(other: ValuesWidget): boolean {
    return JSON.stringify(other.beside) === JSON.stringify(this.beside)
  }
  override toDOM(): HTMLElement {
    const box = document.createElement('span')
    box.className = 'cm-beside'
    const chip = document.createElement('span')
    chip.className = 'cm-beside-chip'
    chip.title = this.beside.title
    box.append(chip)
    // The list of variables says the same in full.
    box.setAttribute('aria-hidden', 'true')
    for (const { text, differs, address } of this.beside.parts) {
      const part = document.createElement('span')
      part.className = differs ? 'cm-beside-value cm-beside-differs' : 'cm-beside-value'
      part.textContent = text
      if (address !== undefined) {
        part.dataset['address'] = String(address)
        part.title = `${this.beside.title}\nClick: its page in all pictures`
      }
      chip.append(part)
    }
    return box
  }
}

class NowMarker extends GutterMarker {
  override toDOM(): HTMLElement {
    return gutterDot('cm-now-arrow', icons.continue.fill)
  }
}
const arrow = new NowMarker()

class FrameMarker extends GutterMarker {
  override toDOM(): HTMLElement {
    const dot = gutterDot('cm-frame-arrow', 'M4 2.6v10.8L13 8zM5.6 5.4v5.2L10 8z')
    dot.title = 'The frame that is shown'
    return dot
  }
}
const frameArrow = new FrameMarker()

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
    if (run.frame !== null && run.frame.line <= doc.lines && !run.stale) {
      const { from, to } = doc.line(run.frame.line)
      ranges.push(Decoration.line({ class: 'cm-frame' }).range(from))
      if (run.frame.label !== '') {
        const widget = new TextWidget(run.frame.label, 'cm-frame-name')
        ranges.push(Decoration.widget({ widget, side: 1 }).range(to))
      }
    }
    for (const beside of run.stale ? [] : run.beside)
      if (beside.line <= doc.lines)
        ranges.push(
          Decoration.widget({ widget: new ValuesWidget(beside), side: 3 }).range(doc.line(beside.line).to)
        )
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
  if (shown === undefined || shown.run.stale) return null
  const { number } = view.state.doc.lineAt(line.from)
  if (shown.run.lines.some((now) => now.line === number)) return arrow
  return shown.run.frame?.line === number ? frameArrow : null
}

/** Shows where a run stands and brings its line into view. */
export function dispatchShownRun(view: EditorView, run: ShownRun): void {
  const first = run.frame?.line ?? run.lines[0]?.line
  const scroll =
    first !== undefined && first <= view.state.doc.lines && !run.stale
      ? [EditorView.scrollIntoView(view.state.doc.line(first).from, { y: 'nearest', yMargin: 48 })]
      : []
  view.dispatch({ effects: [showRun.of(run), ...scroll] })
}

/** The bar on the line to be executed next, and what the last line answered. */
export const nowLine: Extension = [field, fitBeside]

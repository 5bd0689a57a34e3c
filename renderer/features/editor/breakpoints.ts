import {
  RangeSet,
  StateEffect,
  StateField,
  type ChangeSet,
  type Extension,
  type Text
} from '@codemirror/state'
import { EditorView, gutter, GutterMarker } from '@codemirror/view'
import { sameBreakpoints, type Breakpoint } from '../../stores/breakpoints'
import { gutterDot } from './gutter-dot'
import { nowMarker } from './now-line'

/** A breakpoint as the gutter draws it. */
export interface ShownBreakpoint extends Breakpoint {
  /** Why it can never stop; empty when it can. */
  readonly problem: string
}
type Placed = ShownBreakpoint & { readonly from: number }

const disc = 'M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z'
const hole = 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z'
const equals = 'M5.5 6.1h5v1.4h-5zM5.5 8.6h5V10h-5z'
const mark = 'M7.2 5h1.6v3.6H7.2zM7.2 9.6h1.6v1.6H7.2z'

/** What a breakpoint does, in words. */
export function breakpointWords({ condition, enabled, problem }: ShownBreakpoint): string {
  const when = condition === null ? 'Stops here' : `Stops here when ${condition}`
  if (problem !== '') return `Never stops: ${problem}`
  return enabled ? when : `Off. ${when}`
}

class BreakpointMarker extends GutterMarker {
  constructor(readonly shown: ShownBreakpoint) {
    super()
  }
  override eq(other: BreakpointMarker): boolean {
    return breakpointWords(other.shown) === breakpointWords(this.shown)
  }
  override toDOM(): HTMLElement {
    const { condition, enabled, problem } = this.shown
    const sign = problem !== '' ? mark : condition !== null ? equals : ''
    const dot = gutterDot('cm-breakpoint', disc + (enabled && problem === '' ? sign : hole))
    dot.title = breakpointWords(this.shown)
    if (!enabled) dot.classList.add('cm-breakpoint-off')
    if (condition !== null) dot.classList.add('cm-breakpoint-conditional')
    if (problem !== '') dot.classList.add('cm-breakpoint-problem')
    return dot
  }
}
const spacer = new BreakpointMarker({ line: 0, condition: null, enabled: true, problem: '' })

const replaced = StateEffect.define<readonly ShownBreakpoint[]>()
interface Held {
  readonly list: readonly Placed[]
  readonly markers: RangeSet<BreakpointMarker>
}

function hold(list: readonly Placed[]): Held {
  const once = list.filter((one, i) => one.from !== list[i - 1]?.from)
  return { list: once, markers: RangeSet.of(once.map((one) => new BreakpointMarker(one).range(one.from))) }
}
function place(list: readonly ShownBreakpoint[], doc: Text): Held {
  return hold(
    list.filter(({ line }) => line <= doc.lines).map((one) => ({ ...one, from: doc.line(one.line).from }))
  )
}

/** Whether a line went away with its line break; one whose text alone was replaced is still the same line. */
function lineGone(from: number, before: Text, changes: ChangeSet): boolean {
  const line = before.lineAt(from)
  let gone = false
  changes.iterChangedRanges((start, end) => {
    if (start <= line.from && end >= line.to && end - start > line.length) gone = true
  })
  return gone
}

const field = StateField.define<Held>({
  create: () => ({ list: [], markers: RangeSet.empty }),
  update(held, transaction) {
    let next = held
    if (transaction.docChanged) {
      const { doc } = transaction.state
      next = hold(
        next.list
          .filter(({ from }) => !lineGone(from, transaction.startState.doc, transaction.changes))
          .map((one) => {
            // What is typed before the line's first letter pushes the line down, and the breakpoint with it.
            const line = doc.lineAt(transaction.changes.mapPos(one.from, 1))
            return { ...one, line: line.number, from: line.from }
          })
      )
    }
    for (const effect of transaction.effects)
      if (effect.is(replaced)) next = place(effect.value, transaction.state.doc)
    return next
  }
})

/** Shows these breakpoints and no others. */
export function showBreakpoints(view: EditorView, list: readonly ShownBreakpoint[]): void {
  view.dispatch({ effects: replaced.of(list) })
}

/**
 * A gutter of breakpoints that move with the text. `toggle` gets the line of a click, `moved` all breakpoints when the
 * text has moved one.
 */
export function breakpointGutter(
  shown: readonly ShownBreakpoint[],
  heard: {
    readonly toggle: (line: number) => void
    readonly moved: (list: readonly Breakpoint[]) => void
  }
): Extension {
  return [
    field.init((state) => place(shown, state.doc)),
    gutter({
      class: 'cm-breakpoints',
      markers: (view) => view.state.field(field).markers,
      lineMarker: nowMarker,
      lineMarkerChange: () => true,
      initialSpacer: () => spacer,
      domEventHandlers: {
        mousedown: (view, line, event) => {
          if ((event as MouseEvent).button !== 0) return false
          heard.toggle(view.state.doc.lineAt(line.from).number)
          return true
        }
      }
    }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return
      const { list } = update.state.field(field)
      if (!sameBreakpoints(list, update.startState.field(field).list))
        heard.moved(list.map(({ line, condition, enabled }) => ({ line, condition, enabled })))
    })
  ]
}

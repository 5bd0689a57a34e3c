import { RangeSet, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { EditorView, gutter, GutterMarker } from '@codemirror/view'
import { icons } from '../../ui/icons'
import { gutterDot } from './gutter-dot'
import { nowMarker } from './now-line'

const toggled = StateEffect.define<number>({ map: (position, changes) => changes.mapPos(position) })

class BreakpointMarker extends GutterMarker {
  override toDOM(): HTMLElement {
    return gutterDot('cm-breakpoint', icons.breakpoint.fill)
  }
}
const marker = new BreakpointMarker()

const field = StateField.define<RangeSet<BreakpointMarker>>({
  create: () => RangeSet.empty,
  update(markers, transaction) {
    let next = markers.map(transaction.changes)
    for (const effect of transaction.effects)
      if (effect.is(toggled)) {
        const line = transaction.state.doc.lineAt(effect.value)
        let held = false
        next.between(line.from, line.to, () => {
          held = true
          return false
        })
        next = held
          ? next.update({ filterFrom: line.from, filterTo: line.to, filter: () => false })
          : next.update({ add: [marker.range(line.from)] })
      }
    return next
  }
})

/** The lines with a breakpoint, ascending, each once. */
export function breakpointLines(state: EditorState): number[] {
  const lines: number[] = []
  const cursor = state.field(field).iter()
  for (; cursor.value !== null; cursor.next()) {
    const line = state.doc.lineAt(cursor.from).number
    if (lines.at(-1) !== line) lines.push(line)
  }
  return lines
}

/** Sets or takes away the breakpoint of the line at a position. */
export function toggleBreakpoint(view: EditorView, position: number): void {
  view.dispatch({ effects: toggled.of(position) })
}

/** Takes all breakpoints away. */
export function clearBreakpoints(view: EditorView): void {
  const { doc } = view.state
  view.dispatch({ effects: breakpointLines(view.state).map((line) => toggled.of(doc.line(line).from)) })
}

/** Breakpoints that move with the text, in a gutter of their own; `heard` gets the lines whenever they change. */
export function breakpointGutter(heard: (lines: readonly number[]) => void): Extension {
  return [
    field,
    gutter({
      class: 'cm-breakpoints',
      markers: (view) => view.state.field(field),
      lineMarker: nowMarker,
      lineMarkerChange: () => true,
      initialSpacer: () => marker,
      domEventHandlers: {
        mousedown(view, line) {
          toggleBreakpoint(view, line.from)
          return true
        }
      }
    }),
    EditorView.updateListener.of((update) => {
      const before = update.startState.field(field, false)
      if (before === undefined || before === update.state.field(field)) return
      const lines = breakpointLines(update.state)
      const former = breakpointLines(update.startState)
      if (lines.length !== former.length || lines.some((line, i) => line !== former[i])) heard(lines)
    })
  ]
}

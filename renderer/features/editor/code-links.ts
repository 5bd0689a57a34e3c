import { StateEffect, StateField, type Extension } from '@codemirror/state'
import { Decoration, EditorView, gutterLineClass, GutterMarker, hoverTooltip } from '@codemirror/view'
import { RangeSet } from '@codemirror/state'
import { addressText } from '../../ui/number-text'
import { expressionAt, type NamedPlace } from '../links/named-place'

/** What the editor asks to join its text with the pictures. */
export interface LinkedPictures {
  placeOf(expression: string): NamedPlace | null
  follow(expression: string): boolean
  show(address: number): void
  /** The person went to a line. */
  line(line: number): void
}

const linked = StateEffect.define<number | null>()
class LinkedLine extends GutterMarker {
  override readonly elementClass = 'cm-linked-gutter'
}
const marker = new LinkedLine()
const mark = Decoration.line({ class: 'cm-linked' })

/** The line that made what is selected in the pictures. */
const field = StateField.define<number | null>({
  create: () => null,
  update(line, transaction) {
    for (const effect of transaction.effects) if (effect.is(linked)) return effect.value
    return transaction.docChanged ? null : line
  },
  provide: (self) => [
    EditorView.decorations.compute([self, 'doc'], (state) => {
      const line = state.field(self)
      return line === null || line > state.doc.lines
        ? Decoration.none
        : Decoration.set(mark.range(state.doc.line(line).from))
    }),
    gutterLineClass.compute([self, 'doc'], (state) => {
      const line = state.field(self)
      return line === null || line > state.doc.lines
        ? RangeSet.empty
        : RangeSet.of(marker.range(state.doc.line(line).from))
    })
  ]
})

/** Marks the line that made the selected region, or none. */
export function showLinkedLine(view: EditorView, line: number | null): void {
  if (view.state.field(field, false) !== line) view.dispatch({ effects: linked.of(line) })
}

function expressionIn(view: EditorView, position: number): { expression: string; from: number } {
  const line = view.state.doc.lineAt(position)
  return { expression: expressionAt(line.text, position - line.from), from: line.from }
}

/** Ctrl+click and a card on a variable lead to its page; going to a line that made a region selects that. */
export function codeLinks(pictures: LinkedPictures): Extension {
  return [
    field,
    EditorView.domEventHandlers({
      mousedown(event, view) {
        const value = (event.target as HTMLElement).closest<HTMLElement>('.cm-beside [data-address]')
        if (value !== null && event.button === 0) {
          pictures.show(Number(value.dataset['address']))
          event.preventDefault()
          return true
        }
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false
        const position = view.posAtCoords(event)
        if (position === null) return false
        const { expression } = expressionIn(view, position)
        if (expression === '' || pictures.placeOf(expression) === null) return false
        event.preventDefault()
        return pictures.follow(expression)
      }
    }),
    hoverTooltip((view, position) => {
      const { expression, from } = expressionIn(view, position)
      const place = expression === '' ? null : pictures.placeOf(expression)
      if (place === null) return null
      const start = from + view.state.doc.lineAt(position).text.indexOf(expression)
      return {
        pos: Math.min(position, Math.max(start, from)),
        above: false,
        create: () => ({ dom: valueCard(expression, place, () => pictures.follow(expression)) })
      }
    }),
    EditorView.updateListener.of((update) => {
      const byPerson = update.transactions.some((transaction) => transaction.isUserEvent('select'))
      if (!byPerson || !update.selectionSet || update.docChanged) return
      const lineOf = (state: typeof update.state): number =>
        state.doc.lineAt(state.selection.main.head).number
      const line = lineOf(update.state)
      if (line === lineOf(update.startState) && update.state.field(field) !== null) return
      // The pictures must not be told in the middle of an update.
      queueMicrotask(() => pictures.line(line))
    })
  ]
}

function valueCard(expression: string, place: NamedPlace, follow: () => void): HTMLElement {
  const card = document.createElement('div')
  card.className = 'cm-value-card'
  card.dataset['testid'] = 'value-card'
  const code = document.createElement('code')
  code.textContent = `${expression} = ${place.value}`
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent =
    place.kind === 'pointed'
      ? `Show ${addressText(place.address)} in all pictures`
      : `Show where it lies, ${addressText(place.address)}`
  button.title = 'Ctrl+click on the name does the same'
  button.addEventListener('click', follow)
  card.append(code, button)
  return card
}

import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { hoverTooltip, keymap, showTooltip, type Command, type Tooltip } from '@codemirror/view'
import { blankedOf } from './blanked-field'
import { describeAt } from './describe'
import { descriptionCard } from './tooltip-content'

const setCard = StateEffect.define<number | null>()

/** The card that the keyboard opened: it takes the focus, and Escape gives it back. */
const cardField = StateField.define<Tooltip | null>({
  create: () => null,
  update(card, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setCard))
        return effect.value === null ? null : keyboardCard(transaction.state, effect.value)
    return transaction.docChanged || transaction.selection !== undefined ? null : card
  },
  provide: (self) => showTooltip.from(self)
})

function keyboardCard(state: EditorState, position: number): Tooltip | null {
  const description = describeAt(blankedOf(state), position)
  if (description === null) return null
  return {
    pos: description.from,
    end: description.to,
    above: true,
    create(view) {
      const dom = descriptionCard(description)
      dom.setAttribute('role', 'dialog')
      dom.tabIndex = -1
      dom.addEventListener('keydown', (event) => {
        // The card is no part of the text: its keys are its own, Enter follows the link.
        event.stopPropagation()
        if (event.key !== 'Escape' && event.key !== 'F1' && event.key !== 'Tab') return
        event.preventDefault()
        closeCard(view)
        view.focus()
      })
      dom.addEventListener('focusout', (event) => {
        if (!(event.relatedTarget instanceof Node) || !dom.contains(event.relatedTarget)) closeCard(view)
      })
      return {
        dom,
        mount: () => (dom.querySelector('a') ?? dom).focus()
      }
    }
  }
}

function closeCard(view: EditorView): void {
  // A focus that leaves because the card is being taken away comes in the middle of an update.
  queueMicrotask(() => {
    if (view.dom.isConnected && view.state.field(cardField, false))
      view.dispatch({ effects: setCard.of(null) })
  })
}

/** Shows what there is to say of the word at the caret and puts the focus on its link. */
export const showCardAtCaret: Command = (view) => {
  const { head } = view.state.selection.main
  if (describeAt(blankedOf(view.state), head) === null) return false
  view.dispatch({ effects: setCard.of(head) })
  return true
}

/** A card on the word under the pointer; F1 and Ctrl+K Ctrl+I show the one at the caret. */
export const knowledgeHover: Extension = [
  hoverTooltip((view, position) => {
    const description = describeAt(blankedOf(view.state), position)
    if (description === null) return null
    return {
      pos: description.from,
      end: description.to,
      above: true,
      create: () => ({ dom: descriptionCard(description) })
    }
  }),
  cardField,
  keymap.of([
    { key: 'F1', run: showCardAtCaret, preventDefault: true },
    { key: 'Mod-k Mod-i', run: showCardAtCaret }
  ])
]

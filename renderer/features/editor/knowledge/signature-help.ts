import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { keymap, showTooltip, type Tooltip } from '@codemirror/view'
import { constantFamilies } from '../../../../shared/win32/constant-families'
import { constantsOf } from '../../../../shared/win32/constant-knowledge'
import { functionEntry, prototypeOf } from '../../../../shared/win32/functions'
import type { Prototype } from '../../../../shared/win32/headers/declarations'
import { labWords, libraryFunctions } from '../../../../shared/win32/language-words'
import { blankedOf } from './blanked-field'
import { callAt, ownPrototype } from './program-text'
import { signatureLine } from './tooltip-content'

const hide = StateEffect.define<null>()

interface Help {
  /** Where the call's name begins: help that was closed stays closed for this call. */
  readonly from: number
  readonly name: string
  readonly argument: number
  readonly closed: boolean
  readonly tooltip: Tooltip | null
}

const helpField = StateField.define<Help | null>({
  create: () => null,
  update(help, transaction) {
    if (transaction.effects.some((effect) => effect.is(hide)))
      return help === null ? null : { ...help, closed: true, tooltip: null }
    const { docChanged, selection, state } = transaction
    if (!docChanged && selection === undefined) return help
    // It comes with typing, and stays while the caret moves inside the call.
    if (!docChanged && help === null) return null
    const found = helpAt(state)
    if (found === null) return null
    const from = help === null ? -1 : transaction.changes.mapPos(help.from)
    const same = help !== null && found.from === from && found.name === help.name
    if (!docChanged && !same) return null
    if (same && help.closed) return { ...found, closed: true, tooltip: null }
    return same && found.argument === help.argument && help.from === from ? help : found
  },
  provide: (self) => showTooltip.from(self, (help) => help?.tooltip ?? null)
})

function helpAt(state: EditorState): Help | null {
  const { head } = state.selection.main
  const blanked = blankedOf(state)
  const call = callAt(blanked, head)
  const prototype = call && anyPrototype(blanked, call.name)
  if (call === null || !prototype || prototype.params.length === 0) return null
  const { from, name, argument } = call
  const hint = hintFor(prototype, argument)
  const tooltip: Tooltip = {
    pos: from,
    above: true,
    create: () => ({ dom: signatureLine(prototype, argument, hint) })
  }
  return { from, name, argument, closed: false, tooltip }
}

function anyPrototype(blanked: string, name: string): Prototype | null {
  return (
    prototypeOf(name) ??
    libraryFunctions.get(name)?.prototype ??
    labWords.get(name)?.prototype ??
    ownPrototype(blanked, name)
  )
}

/** What the parameter takes: `page protection: PAGE_READWRITE, PAGE_READONLY ...`. */
function hintFor(prototype: Prototype, argument: number): string {
  const family = functionEntry(prototype.name)?.flags[prototype.params[argument]?.name ?? '']
  if (family === undefined) return ''
  const names = constantsOf(family)
  const shown = names.slice(0, 3).join(', ')
  const { title } = constantFamilies[family]
  return names.length === 0 ? title : `${title}: ${shown}${names.length > 3 ? ' …' : ''}`
}

/** The prototype of the call being typed, with the current parameter marked; Escape closes it for this call. */
export const signatureHelp: Extension = [
  helpField,
  keymap.of([
    {
      key: 'Escape',
      run(view: EditorView) {
        if (!view.state.field(helpField)?.tooltip) return false
        view.dispatch({ effects: hide.of(null) })
        return true
      }
    }
  ])
]

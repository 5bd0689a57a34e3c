import { StateField, type EditorState } from '@codemirror/state'
import { blankedText } from './blanked-text'

/** The program without comments and strings, made once for each text. */
export const blankedField = StateField.define<string>({
  create: (state) => blankedText(state.doc.toString()),
  update: (blanked, transaction) =>
    transaction.docChanged ? blankedText(transaction.newDoc.toString()) : blanked
})

/** The program without comments and strings. */
export function blankedOf(state: EditorState): string {
  return state.field(blankedField)
}

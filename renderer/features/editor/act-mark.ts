import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'

const marked = StateEffect.define<DecorationSet>()
const line = Decoration.line({ class: 'cm-act' })

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) if (effect.is(marked)) return effect.value
    // What is typed or undone is the person's own: the mark has done its work.
    return transaction.docChanged ? Decoration.none : decorations
  },
  provide: (self) => EditorView.decorations.from(self)
})

/** Marks lines as what an act put in, until the text changes again. */
export function markLines(
  state: EditorState,
  { line: first, count }: { readonly line: number; readonly count: number }
): StateEffect<DecorationSet> {
  const last = Math.min(state.doc.lines, first + count - 1)
  const ranges = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    line.range(state.doc.line(first + i).from)
  )
  return marked.of(Decoration.set(ranges))
}

/** The lines that were put in or changed for the person. */
export const actMark: Extension = [
  field,
  EditorView.baseTheme({
    '.cm-act': { boxShadow: 'inset 3px 0 var(--good)', backgroundColor: 'var(--good-weak)' }
  })
]

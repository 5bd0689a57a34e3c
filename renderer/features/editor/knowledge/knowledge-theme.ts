import { EditorView } from '@codemirror/view'

/** How cards, signatures and lists of completions look; all colours are tokens. */
export const knowledgeTheme = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius)',
    boxShadow: 'var(--shadow)',
    zIndex: '30'
  },
  '.cm-knowledge': {
    maxWidth: '34rem',
    maxHeight: 'min(24rem, 60vh)',
    overflow: 'auto',
    padding: '0.5rem 0.75rem',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-body)',
    lineHeight: '1.4',
    whiteSpace: 'normal',
    color: 'var(--text)'
  },
  '.cm-knowledge:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-knowledge p': { margin: '0.25rem 0 0' },
  '.cm-knowledge-code': {
    margin: '0',
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--size-code)',
    color: 'var(--code-function)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere'
  },
  '.cm-knowledge-fields': {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: '0.125rem 1rem',
    margin: '0.375rem 0 0'
  },
  '.cm-knowledge-fields .cm-knowledge-code': { fontSize: 'var(--size-table)', whiteSpace: 'nowrap' },
  '.cm-knowledge-means': { margin: '0', color: 'var(--text-second)', fontSize: 'var(--size-small)' },
  '.cm-knowledge-fact': { color: 'var(--text-second)', fontSize: 'var(--size-small)' },
  '.cm-knowledge-foot': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: '0.75rem',
    marginTop: '0.5rem',
    paddingTop: '0.375rem',
    borderTop: '1px solid var(--line)',
    fontSize: 'var(--size-small)'
  },
  '.cm-knowledge-has': { color: 'var(--good)' },
  '.cm-knowledge-lacks': { color: 'var(--warn)' },
  '.cm-knowledge-link': { marginLeft: 'auto', color: 'var(--accent)' },
  '.cm-knowledge-link:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '2px' },
  '.cm-signature': { maxWidth: '40rem', padding: '0.25rem 0.5rem', color: 'var(--text-second)' },
  '.cm-signature-code': {
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--size-table)',
    whiteSpace: 'pre-wrap'
  },
  '.cm-signature-current': {
    color: 'var(--text)',
    fontWeight: '700',
    textDecoration: 'underline',
    textUnderlineOffset: '3px'
  },
  '.cm-signature-hint': {
    margin: '0.125rem 0 0',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-small)'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '16rem',
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--size-table)'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '1.5rem',
    padding: '0.125rem 0.5rem',
    lineHeight: '1.5'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > completion-section': {
    padding: '0.25rem 0.5rem 0.125rem',
    borderBottom: '1px solid var(--line)',
    color: 'var(--text-second)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-small)',
    opacity: '1'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-weak)',
    color: 'var(--text)',
    boxShadow: 'inset 3px 0 var(--accent)'
  },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { marginLeft: 'auto', color: 'var(--text-second)', fontStyle: 'normal' },
  '.cm-tooltip.cm-completionInfo': { padding: '0', maxWidth: '30rem' },
  '.cm-snippetField': { backgroundColor: 'var(--accent-weak)' }
})

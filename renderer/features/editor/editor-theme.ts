import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const highlight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.modifier],
    color: 'var(--code-keyword)'
  },
  { tag: [tags.typeName, tags.standard(tags.typeName)], color: 'var(--code-type)' },
  { tag: [tags.string, tags.character], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  {
    tag: [tags.comment, tags.lineComment, tags.blockComment],
    color: 'var(--code-comment)',
    fontStyle: 'italic'
  },
  { tag: [tags.processingInstruction, tags.meta], color: 'var(--code-preprocessor)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName))],
    color: 'var(--code-function)'
  }
])

const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    fontSize: 'var(--size-code)'
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.5', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '4px 0 40px', caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 6px 0 2px', cursor: 'pointer' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in oklab, var(--surface-hover) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    backgroundColor: 'light-dark(#b7d7f7, #27547c) !important'
  },
  '.cm-selectionMatch': { backgroundColor: 'light-dark(#e3edd0, #33402a)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-weak)',
    outline: '1px solid var(--line-control)'
  },
  '.cm-breakpoints': { width: '30px', cursor: 'pointer' },
  '.cm-breakpoints .cm-gutterElement': { position: 'relative' },
  '.cm-breakpoints .cm-gutterElement:hover': { backgroundColor: 'var(--surface-hover)' },
  '.cm-breakpoint, .cm-now-arrow, .cm-frame-arrow': {
    position: 'absolute',
    inset: '0',
    display: 'grid',
    placeItems: 'center'
  },
  // A line may have both: the dot stands left, the arrow right.
  '.cm-breakpoint': { inset: '0 auto 0 2px' },
  '.cm-now-arrow, .cm-frame-arrow': { inset: '0 1px 0 auto' },
  '.cm-breakpoint svg': { width: '16px', height: '16px', color: 'var(--breakpoint)' },
  '.cm-breakpoint-off svg': { color: 'var(--text-faint)' },
  '.cm-breakpoint-problem svg': { color: 'var(--warn)' },
  '.cm-breakpoint-problem::after': {
    content: '"!"',
    position: 'absolute',
    inset: '0',
    display: 'grid',
    placeItems: 'center',
    color: 'var(--warn)',
    font: '700 8px var(--font-ui)'
  },
  '.cm-frame-arrow svg': { width: '13px', height: '13px', color: 'var(--accent)' },
  '.cm-now-arrow svg': {
    width: '13px',
    height: '13px',
    color: 'var(--now-mark)',
    stroke: 'var(--surface)',
    strokeWidth: '1px'
  },
  '.cm-now': { backgroundColor: 'var(--now-bar) !important', boxShadow: 'inset 3px 0 var(--now-mark)' },
  '.cm-now-died': { backgroundColor: 'var(--bad-weak) !important', boxShadow: 'inset 3px 0 var(--bad)' },
  '.cm-now-stale': {
    backgroundColor: 'transparent !important',
    boxShadow: 'none',
    outline: '1px dashed var(--now-mark)',
    outlineOffset: '-1px'
  },
  '.cm-frame': {
    backgroundColor: 'var(--accent-weak) !important',
    boxShadow: 'inset 3px 0 var(--accent)'
  },
  '.cm-now-machine, .cm-frame-name': {
    marginLeft: '12px',
    padding: '0 4px',
    borderRadius: '3px',
    backgroundColor: 'var(--now-mark)',
    color: 'var(--surface)',
    fontFamily: 'var(--font-ui)',
    fontSize: '11px',
    fontWeight: '600'
  },
  '.cm-frame-name': { backgroundColor: 'var(--accent)', color: 'var(--accent-text)' },
  // Takes no room itself, so that it stays in view over the end of a line that the window cuts anyway.
  '.cm-beside': {
    display: 'inline-block',
    position: 'sticky',
    right: '120px',
    width: '0',
    height: '1lh',
    verticalAlign: 'top'
  },
  '.cm-beside-chip': {
    position: 'absolute',
    left: '16px',
    top: '1px',
    padding: '0 8px',
    overflow: 'hidden',
    borderRadius: '3px',
    backgroundColor: 'var(--surface-hover)',
    color: 'var(--text-second)',
    fontSize: '0.923em',
    lineHeight: 'calc(1lh - 2px)',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    userSelect: 'none'
  },
  // Where one types, the code comes first.
  '&.cm-focused .cm-activeLine .cm-beside:not(.cm-beside-brief)': {
    position: 'relative',
    right: 'auto !important'
  },
  // No room behind the code: a sign at the edge, which opens over the code only while it is pointed at.
  '.cm-beside-brief .cm-beside-chip': {
    left: 'auto',
    right: '-24px',
    width: '20px',
    padding: '0',
    color: 'transparent'
  },
  '.cm-beside-brief .cm-beside-chip::before': {
    content: '"="',
    position: 'absolute',
    inset: '0',
    display: 'grid',
    placeItems: 'center',
    border: '1px solid var(--line-control)',
    borderRadius: '3px',
    backgroundColor: 'var(--surface-hover)',
    color: 'var(--text-second)',
    fontWeight: '700'
  },
  '.cm-beside-brief .cm-beside-chip:has(.cm-beside-differs)::before': {
    content: '"≠"',
    color: 'var(--warn)'
  },
  '.cm-beside-brief:hover .cm-beside-chip': {
    zIndex: '5',
    width: 'max-content',
    maxWidth: '22rem',
    padding: '0 8px',
    border: '1px solid var(--line-control)',
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)'
  },
  '.cm-beside-brief:hover .cm-beside-chip::before': { display: 'none' },
  '.cm-beside-value + .cm-beside-value': { marginLeft: '1.25em' },
  '.cm-beside-differs': { color: 'var(--warn)', fontWeight: '600' },
  '.cm-beside [data-address]': { cursor: 'pointer' },
  '.cm-beside [data-address]:hover': { textDecoration: 'underline' },
  // The line that made what is selected in the pictures: marked like a selected row there.
  '.cm-linked': { boxShadow: 'inset 3px 0 var(--accent)' },
  '.cm-lineNumbers .cm-linked-gutter': {
    borderRadius: '3px 0 0 3px',
    backgroundColor: 'var(--accent-weak)',
    color: 'var(--accent)',
    fontWeight: '700',
    textDecoration: 'underline'
  },
  '.cm-value-card': {
    display: 'grid',
    justifyItems: 'start',
    gap: '4px',
    padding: '6px 8px',
    maxWidth: '30rem'
  },
  '.cm-value-card code': { fontFamily: 'var(--font-code)', overflowWrap: 'anywhere' },
  '.cm-value-card button': {
    minHeight: '24px',
    padding: '0 6px',
    border: '1px solid var(--line-control)',
    borderRadius: '4px',
    background: 'var(--surface)',
    color: 'var(--accent)',
    font: '12px var(--font-ui)',
    cursor: 'pointer'
  },
  '.cm-answer': { marginLeft: '20px', color: 'var(--text-second)', fontStyle: 'italic', userSelect: 'none' },
  '.cm-answer-failed': { color: 'var(--bad)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1px',
    textUnderlineOffset: '3px'
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warn) 1px',
    textUnderlineOffset: '3px'
  },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '2px 0 0' },
  // The library's own markers are images in data: addresses, which the page's policy refuses.
  '.cm-lint-marker': {
    width: '14px',
    height: '14px',
    fontSize: '12px',
    fontWeight: '700',
    textAlign: 'center'
  },
  '.cm-lint-marker-error, .cm-lint-marker-warning': { content: 'normal' },
  '.cm-lint-marker-error::before': { content: '"✗"', color: 'var(--bad)' },
  '.cm-lint-marker-warning::before': { content: '"!"', color: 'var(--warn)' },
  '.cm-panels, .cm-tooltip': {
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)',
    borderColor: 'var(--line-control)'
  },
  '.cm-panel input, .cm-panel button, .cm-panel label': { fontFamily: 'var(--font-ui)', fontSize: '12px' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', borderColor: 'var(--line-control)' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    borderColor: 'var(--line-control)'
  },
  '.cm-searchMatch': { backgroundColor: 'light-dark(#ffe58a, #5c4a12)' },
  '.cm-searchMatch-selected': { backgroundColor: 'light-dark(#ffc14d, #8a6400)' }
})

/** How the editor looks; all colours are tokens, so it follows the theme by itself. */
export const editorTheme: Extension = [theme, syntaxHighlighting(highlight)]

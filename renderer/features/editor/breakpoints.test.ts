// @vitest-environment happy-dom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Breakpoint } from '../../stores/breakpoints'
import { breakpointGutter, breakpointWords, showBreakpoints, type ShownBreakpoint } from './breakpoints'
import { nowLine } from './now-line'

const on = (line: number, more: Partial<ShownBreakpoint> = {}): ShownBreakpoint => ({
  line,
  condition: null,
  enabled: true,
  problem: '',
  ...more
})
let heard: (readonly Breakpoint[])[]
let view: EditorView

beforeEach(() => {
  heard = []
  const gutter = breakpointGutter([on(2, { condition: 'i == 3' }), on(4)], {
    toggle: () => {},
    moved: (list) => heard.push(list)
  })
  view = new EditorView({
    state: EditorState.create({ doc: 'one\ntwo\nthree\nfour\nfive', extensions: [nowLine, gutter] }),
    parent: document.body
  })
})
afterEach(() => view.destroy())

const lines = (): number[] | undefined => heard.at(-1)?.map(({ line }) => line)
const lineStart = (line: number): number => view.state.doc.line(line).from

describe('breakpoints in the editor', () => {
  it('move with their line when one is put in above, and keep their condition', () => {
    view.dispatch({ changes: { from: 0, insert: 'zero\n' } })
    expect(lines()).toEqual([3, 5])
    expect(heard.at(-1)![0]!.condition).toBe('i == 3')
  })
  it('go down with their text when a line break is typed before it', () => {
    view.dispatch({ changes: { from: lineStart(2), insert: '\n' } })
    expect(lines()).toEqual([3, 5])
  })
  it('go away with their line', () => {
    view.dispatch({ changes: { from: lineStart(2), to: lineStart(3) } })
    expect(lines()).toEqual([3])
  })
  it('stay when only the text of their line is replaced', () => {
    view.dispatch({ changes: { from: lineStart(2), to: view.state.doc.line(2).to, insert: 'TWO' } })
    expect(heard).toEqual([])
  })
  it('become one when their lines become one', () => {
    view.dispatch({ changes: { from: view.state.doc.line(2).to, to: lineStart(4), insert: ' ' } })
    expect(lines()).toEqual([2])
  })
  it('are replaced by what is shown, which nobody needs to hear of', () => {
    showBreakpoints(view, [on(5)])
    expect(heard).toEqual([])
    view.dispatch({ changes: { from: 0, insert: '\n' } })
    expect(lines()).toEqual([6])
  })
  it('say in words what they do', () => {
    expect(breakpointWords(on(1))).toBe('Stops here')
    expect(breakpointWords(on(1, { condition: 'i == 3', enabled: false }))).toBe(
      'Off. Stops here when i == 3'
    )
    expect(breakpointWords(on(1, { condition: 'x', problem: 'x is not declared.' }))).toBe(
      'Never stops: x is not declared.'
    )
  })
})

import { h, type FunctionalComponent, type VNodeChild } from 'vue'
import type { LabInline, LabText } from '../../../shared/contract/lab-text'
import { useLabSessionStore } from '../../stores/lab-session'
import { explain } from '../explain/ask'
import './lab-text.css'

/** Headings of a text begin under that of its step. */
const firstHeading = 4

interface Props {
  readonly text: readonly LabText[]
  /** The program that its `run` links run, where the text itself opens none. */
  readonly fileName?: string | null
}

/**
 * Text of a lab, node by node: nothing in it can be markup. Its links open programs, run them, select places in the
 * pictures and explain terms.
 */
export const LabTextView: FunctionalComponent<Props> = ({ text, fileName }) => {
  const session = useLabSessionStore()
  /** The program that was linked last: what is run after that link is this one. */
  let current = fileName ?? null

  function act(
    name: string,
    label: readonly LabInline[],
    press: (event: Event) => void,
    more = {}
  ): VNodeChild {
    const attributes = { type: 'button', class: ['lab-act', name], onClick: press, 'data-act': name, ...more }
    return h('button', attributes, label.map(inline))
  }
  function inline(node: LabInline): VNodeChild {
    switch (node.kind) {
      case 'text':
        return node.text
      case 'code':
        return h('code', node.text)
      case 'strong':
        return h('strong', node.children.map(inline))
      case 'emphasis':
        return h('em', node.children.map(inline))
      case 'break':
        return h('br')
      case 'link':
        return h('a', { href: node.url, target: '_blank', rel: 'noreferrer' }, node.children.map(inline))
      case 'term':
        return act('term', node.children, (event) => explain(event.currentTarget as Element), {
          'data-explain': node.id,
          'data-explain-value': '',
          'aria-haspopup': 'dialog'
        })
      case 'program': {
        current = node.fileName
        return act('program', node.children, () => session.openProgram(node.fileName, node.mark), {
          title: `Open ${node.fileName} in the editor`
        })
      }
      case 'run': {
        const { mark } = node
        const whose = current
        const where = mark === null ? 'to its end' : `to the line marked @${mark}`
        return act('run', node.children, () => void session.runTo(session.fileWith(whose, mark), mark), {
          title: `Run the program ${where}`
        })
      }
      case 'show':
        return act('show', node.children, () => void session.show(node.show), {
          title: 'Select it in all pictures'
        })
    }
  }
  function block(node: LabText, index: number): VNodeChild {
    const key = index
    switch (node.kind) {
      case 'paragraph':
        return h('p', { key }, node.children.map(inline))
      case 'source':
        return h('p', { key, class: 'lab-source' }, node.children.map(inline))
      case 'heading': {
        const level = Math.min(6, Math.max(firstHeading, node.level + 1))
        return h(`h${level}`, { key }, node.children.map(inline))
      }
      case 'list': {
        const items = node.items.map((item, at) => h('li', { key: at }, item.map(block)))
        return node.start === null ? h('ul', { key }, items) : h('ol', { key, start: node.start }, items)
      }
      case 'quote':
        return h('blockquote', { key }, node.children.map(block))
      case 'code':
        return h('pre', { key, tabindex: 0 }, h('code', node.text))
      case 'table':
        return h('div', { key, class: 'lab-table', tabindex: 0, role: 'group', 'aria-label': 'Table' }, [
          h('table', [
            h(
              'thead',
              h(
                'tr',
                node.head.map((cell) => h('th', { scope: 'col' }, cell.map(inline)))
              )
            ),
            h(
              'tbody',
              node.rows.map((row) =>
                h(
                  'tr',
                  row.map((cell) => h('td', cell.map(inline)))
                )
              )
            )
          ])
        ])
      case 'rule':
        return h('hr', { key })
    }
  }
  return h('div', { class: 'lab-text' }, text.map(block))
}
LabTextView.props = ['text', 'fileName']

import { expect, it } from 'vitest'
import { plainText } from './plain-text'
import { richText } from './rich-text'

it('code, paragraphs, lists and lines come through, and nothing in the words is markup', () => {
  expect(richText('Is `a < b`\nor <b>?\n\n- one\n- `two`')).toBe(
    '<p>Is <code>a &lt; b</code><br>or &lt;b&gt;?</p><ul><li>one</li><li><code>two</code></li></ul>'
  )
  expect(richText('')).toBe('')
})

it('a lab’s text says what its links and tables say', () => {
  const text = (words: string) => ({ kind: 'text' as const, text: words })
  expect(
    plainText([
      { kind: 'paragraph', children: [text('See '), { kind: 'show', show: 0, children: [text('it')] }] },
      {
        kind: 'table',
        head: [[text('A')], [text('B')]],
        rows: [[[text('1')], [{ kind: 'code', text: '2' }]]]
      },
      { kind: 'list', start: 3, items: [[{ kind: 'paragraph', children: [text('three')] }]] }
    ])
  ).toBe('See it\n\nA | B\n1 | `2`\n\n3. three')
})

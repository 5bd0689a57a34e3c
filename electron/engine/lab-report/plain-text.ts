import type { LabInline, LabText } from '../../../shared/contract/lab-text'

/** A lab's text without markup: paragraphs apart, code between backticks, what a link says without where it leads. */
export function plainText(texts: readonly LabText[]): string {
  return texts
    .map(block)
    .filter((text) => text !== '')
    .join('\n\n')
}

/** A stretch of a line without markup. */
export function plainLine(nodes: readonly LabInline[]): string {
  return nodes.map(inline).join('')
}

function block(node: LabText): string {
  switch (node.kind) {
    case 'paragraph':
    case 'source':
    case 'heading':
      return plainLine(node.children).trim()
    case 'list':
      return node.items
        .map((item, i) => `${node.start === null ? '-' : `${node.start + i}.`} ${plainText(item)}`)
        .join('\n')
    case 'quote':
      return plainText(node.children)
    case 'code':
      return node.text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `\`${line}\``)
        .join('\n')
    case 'table':
      return [node.head, ...node.rows].map((cells) => cells.map(plainLine).join(' | ')).join('\n')
    case 'rule':
      return ''
  }
}

function inline(node: LabInline): string {
  if (node.kind === 'text') return node.text
  if (node.kind === 'code') return `\`${node.text}\``
  if (node.kind === 'break') return '\n'
  return plainLine('children' in node ? node.children : [])
}

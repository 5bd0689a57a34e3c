import type { LabTruth } from '../../../shared/contract/lab-answers'
import type { LabInline, LabText } from '../../../shared/contract/lab-text'
import type { Prediction } from '../../../shared/labs/format'

/** A right answer as its author would say it: `16 KiB`, `0x10000`, the words of an option, the rows of a matrix. */
export function truthWords(prediction: Prediction, truth: LabTruth): string {
  const hex = (value: number): string => `0x${value.toString(16)}`
  switch (truth.form) {
    case 'choose':
      return prediction.form === 'choose' ? plainText(prediction.options[truth.option]?.text ?? []) : ''
    case 'number':
      return truth.words
    case 'address':
      return hex(truth.value)
    case 'region':
      return `${hex(truth.base)} to ${hex(truth.base + truth.size - 1)}`
    case 'matrix': {
      if (prediction.form !== 'matrix') return ''
      const { rows, columns, labels } = prediction
      return truth.cells
        .map((row, i) => `${rows[i]}: ${row.map((c, j) => `${columns[j]} ${labels[c ? 0 : 1]}`).join(', ')}`)
        .join('; ')
    }
    case 'myth':
      return truth.verdict
  }
}

/** The words of a text without its marks. */
function plainText(blocks: readonly LabText[]): string {
  const inline = (nodes: readonly LabInline[]): string =>
    nodes
      .map((node) =>
        node.kind === 'text' || node.kind === 'code'
          ? node.text
          : 'children' in node
            ? inline(node.children)
            : ' '
      )
      .join('')
  return blocks
    .map((block) => ('children' in block ? inline(block.children as readonly LabInline[]) : ''))
    .join(' ')
}

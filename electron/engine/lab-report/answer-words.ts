import type { LabAnswer, LabTruth } from '../../../shared/contract/lab-answers'
import type { MythItem, Prediction, PredictItem } from '../../../shared/labs/format'
import { sizeWords } from '../../../shared/labs/language'
import { plainText } from './plain-text'

const addressWords = (address: number): string => `0x${address.toString(16)}`
const mythWords = { true: 'True', false: 'False', imprecise: 'Imprecise' } as const

/** What a learner answered, in words; an answer of another form than the question's in as many as there are. */
export function answerWords(item: PredictItem | MythItem, answer: LabAnswer): string {
  const prediction = item.kind === 'predict' ? item.prediction : null
  switch (answer.form) {
    case 'choose':
      return optionWords(prediction, answer.option)
    case 'number': {
      const unit = prediction?.form === 'number' ? prediction.unit : null
      return `${answer.value}${unit === null ? '' : ` ${unit.name}`}`
    }
    case 'address':
      return addressWords(answer.value)
    case 'region':
      return addressWords(answer.address)
    case 'matrix':
      return matrixWords(prediction, answer.cells)
    case 'myth':
      return mythWords[answer.verdict]
  }
}

/** What a run showed to be right, in words. */
export function truthWords(item: PredictItem | MythItem, truth: LabTruth): string {
  const prediction = item.kind === 'predict' ? item.prediction : null
  switch (truth.form) {
    case 'choose':
      return optionWords(prediction, truth.option)
    case 'number':
      return truth.words
    case 'address':
      return addressWords(truth.value)
    case 'region':
      return `${addressWords(truth.base)}, ${sizeWords(truth.size)}`
    case 'matrix':
      return matrixWords(prediction, truth.cells)
    case 'myth':
      return mythWords[truth.verdict]
  }
}

function optionWords(prediction: Prediction | null, option: number): string {
  const chosen = prediction?.form === 'choose' ? prediction.options[option] : undefined
  return chosen === undefined ? `Option ${option + 1}` : plainText(chosen.text)
}

/** A line a row: `PAGE_READONLY – read: goes through, write: faults`. */
function matrixWords(prediction: Prediction | null, cells: readonly (readonly boolean[])[]): string {
  const matrix = prediction?.form === 'matrix' ? prediction : null
  const [yes, no] = matrix?.labels ?? ['yes', 'no']
  return cells
    .map((row, i) => {
      const words = row.map((cell, j) => `${matrix?.columns[j] ?? j + 1}: ${cell ? yes : no}`)
      return `${matrix?.rows[i] ?? i + 1} – ${words.join(', ')}`
    })
    .join('\n')
}

import type { LabRecord } from '../../../shared/contract/lab-progress'
import type { LabAnswers, OpenItem, OpenLab, OpenPrediction, OpenStep } from '../../../shared/contract/labs'
import type { Lab, LabExpression, LabItem, LabStep, Prediction } from '../../../shared/labs/format'
import { expressionWords, momentWords } from '../../../shared/labs/language'
import { expressionsOf } from './wanted'

/** A lab without what a learner is to find: no answers, no conditions, no hints, no solutions. */
export function openLab(lab: Lab, version: string, record: LabRecord | null): OpenLab {
  const { id, title, goal, minutes, needs, settings, introduction } = lab
  return {
    ...{ id, title, goal, minutes, needs, settings, version, introduction, record },
    steps: lab.steps.map(openStep),
    programs: [...lab.programs].map(([fileName, source]) => ({ fileName, source }))
  }
}

function openStep(step: LabStep): OpenStep {
  const { id, title, hints, hasSolution, solved } = step
  return {
    ...{ id, title, hints: hints.length, hasSolution, fileName: solved?.fileName ?? null },
    items: step.items.map((item) => openItem(item, solved?.fileName ?? ''))
  }
}

function openItem(item: LabItem, fileName: string): OpenItem {
  switch (item.kind) {
    case 'text':
      return item
    case 'predict':
      return {
        ...{ kind: 'predict', id: item.id, question: item.question, fileName: item.program.fileName },
        prediction: openPrediction(item.prediction)
      }
    case 'check':
      return { kind: 'check', id: item.id, fileName }
    case 'explain':
      return { kind: 'explain', id: item.id, question: item.question }
    case 'myth':
      return { kind: 'myth', id: item.id, claim: item.claim, fileName }
  }
}

function openPrediction(prediction: Prediction): OpenPrediction {
  switch (prediction.form) {
    case 'choose':
      return { form: 'choose', options: prediction.options.map(({ text }) => text) }
    case 'number':
      return { form: 'number', unit: prediction.unit?.name ?? null }
    case 'matrix': {
      const { form, rows, columns, labels } = prediction
      return { form, rows, columns, labels }
    }
    default:
      return { form: prediction.form }
  }
}

/** What `openLab` leaves out, for who writes the lab. */
export function answersOf(lab: Lab): LabAnswers {
  return {
    steps: lab.steps.map(({ id, hints, hasSolution, solved }) => ({
      ...{ id, hints },
      solution: hasSolution && solved !== null ? { fileName: solved.fileName, source: solved.source } : null
    })),
    items: lab.steps.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'text' ? [] : answersOfItem(item)))
    )
  }
}

function answersOfItem(item: Exclude<LabItem, { kind: 'text' }>): LabAnswers['items'][number] {
  const decides = (
    expressions: readonly LabExpression[]
  ): { readonly text: string; readonly words: string }[] =>
    expressions.map(({ text, typed, moment }) => ({
      text,
      words: `${expressionWords(typed)} ${momentWords(moment)}`
    }))
  const { id } = item
  switch (item.kind) {
    case 'check':
      return { id, decides: decides(item.conditions.map(({ expression }) => expression)), says: [] }
    case 'predict':
      return { id, decides: decides(expressionsOf(item.prediction)), says: item.why }
    case 'explain':
      return { id, decides: [], says: item.model }
    case 'myth':
      return { id, decides: decides([item.disproved]), says: item.truth }
  }
}

import type { LabRecord } from '../../../shared/contract/lab-progress'
import type { OpenItem, OpenLab, OpenPrediction, OpenStep } from '../../../shared/contract/labs'
import type { Lab, LabItem, LabStep, Prediction } from '../../../shared/labs/format'

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

import type { LabAnswer, LabTruth } from '../../../shared/contract/lab-answers'
import { machineNames, type MachineName } from '../../../shared/contract/observation'
import type { LabCondition, LabExpression, Prediction } from '../../../shared/labs/format'
import {
  evaluate,
  evaluationOn,
  judge,
  valueWords,
  type Evaluation,
  type LabStates,
  type LabValue
} from '../../../shared/labs/language'
import { machinesNamed } from './wanted'

/** How one condition came out; `machine` is null where it names its machines itself. */
export interface JudgedCondition {
  readonly condition: LabCondition
  readonly machine: MachineName | null
  readonly holds: boolean
  /** Something it asks for could not be told there. */
  readonly unknown: boolean
  /** What was expected and found; empty where it holds. */
  readonly says: string
}

const machinesOf = (states: LabStates): readonly MachineName[] =>
  machineNames.filter((machine) => states[machine] !== undefined)

const at = (expression: LabExpression, states: LabStates, machine: MachineName): Evaluation =>
  evaluationOn(states, machine, expression.moment)

/** Judges conditions on each machine there is a run of; those that name machines are asked once, when these ran. */
export function judgeConditions(conditions: readonly LabCondition[], states: LabStates): JudgedCondition[] {
  const machines = machinesOf(states)
  return conditions.flatMap((condition): JudgedCondition[] => {
    const { expression, otherwise } = condition
    const named = machinesNamed(expression.typed)
    const compares = named.length > 0
    if (named.some((machine) => !machines.includes(machine))) return []
    return (compares ? named.slice(0, 1) : machines).map((machine) => {
      const verdict = judge(expression.typed, at(expression, states, machine))
      const unknown = !verdict.holds && !verdict.evaluated
      const says = verdict.holds ? '' : unknown ? verdict.says : (otherwise ?? verdict.says)
      return { condition, machine: compares ? null : machine, holds: verdict.holds, unknown, says }
    })
  })
}

/** What a run shows to be right, or why it shows nothing. */
export type FoundTruth =
  { readonly ok: true; readonly truth: LabTruth } | { readonly ok: false; readonly reason: string }

/** Works out from a machine's run what the right answer to a prediction is. */
export function truthOf(prediction: Prediction, states: LabStates, machine: MachineName): FoundTruth {
  if (prediction.form === 'choose') return rightOption(prediction.options, states, machine)
  const { answer } = prediction
  const where = at(answer, states, machine)
  if (prediction.form === 'matrix') {
    const cells: boolean[][] = []
    for (let row = 0; row < prediction.rows.length; row++) {
      cells.push([])
      for (let column = 0; column < prediction.columns.length; column++) {
        const cell = evaluate(answer.typed, { ...where, row, column })
        if (!cell.ok) return cell
        cells[row]!.push(cell.value === true)
      }
    }
    return { ok: true, truth: { form: 'matrix', cells } }
  }
  const found = evaluate(answer.typed, where)
  if (!found.ok) return found
  return { ok: true, truth: plainTruth(prediction, found.value) }
}

function rightOption(
  options: Extract<Prediction, { form: 'choose' }>['options'],
  states: LabStates,
  machine: MachineName
): FoundTruth {
  const right: number[] = []
  for (const [i, { when }] of options.entries()) {
    const found = evaluate(when.typed, at(when, states, machine))
    if (!found.ok) return found
    if (found.value === true) right.push(i)
  }
  if (right.length === 1) return { ok: true, truth: { form: 'choose', option: right[0]! } }
  const how = right.length === 0 ? 'none of the options is right' : `${right.length} options are right`
  return { ok: false, reason: `In this run ${how}.` }
}

function plainTruth(
  prediction: Extract<Prediction, { form: 'number' | 'address' | 'region' }>,
  value: LabValue
): LabTruth {
  const { answer } = prediction
  if (prediction.form === 'number') {
    const { unit } = prediction
    const number = (value as number) / (unit?.bytes ?? 1)
    return {
      form: 'number',
      value: number,
      words: unit === null ? valueWords(value, answer.typed.type) : `${number} ${unit.name}`
    }
  }
  if (prediction.form === 'address') return { form: 'address', value: value as number }
  if (typeof value === 'number') return { form: 'region', base: Math.floor(value / 4096) * 4096, size: 4096 }
  const facts = value as { readonly base?: number; readonly size?: number; readonly address?: number }
  return { form: 'region', base: facts.base ?? facts.address ?? 0, size: facts.size ?? 4096 }
}

/** Whether an answer is what a run shows. An answer of another form is wrong. */
export function isRight(answer: LabAnswer, truth: LabTruth, tolerance = 0): boolean {
  switch (truth.form) {
    case 'choose':
      return answer.form === 'choose' && answer.option === truth.option
    case 'number':
      return answer.form === 'number' && Math.abs(answer.value - truth.value) <= tolerance + 1e-9
    case 'address':
      return answer.form === 'address' && answer.value === truth.value
    case 'region':
      return (
        answer.form === 'region' && answer.address >= truth.base && answer.address < truth.base + truth.size
      )
    case 'matrix':
      return (
        answer.form === 'matrix' &&
        answer.cells.length === truth.cells.length &&
        truth.cells.every(
          (row, i) =>
            row.length === answer.cells[i]!.length && row.every((cell, j) => cell === answer.cells[i]![j])
        )
      )
    case 'myth':
      return answer.form === 'myth' && answer.verdict === truth.verdict
  }
}

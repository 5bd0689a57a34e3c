import type { LabAnswer, LabTruth } from '../../../shared/contract/lab-answers'
import type { ConditionResult, NotJudged, RevealedAnswer } from '../../../shared/contract/labs'
import { machineNames, type MachineName } from '../../../shared/contract/observation'
import type { CheckItem, Lab, MythItem, PredictItem } from '../../../shared/labs/format'
import type { LabState, LabStates } from '../../../shared/labs/language'
import type { Machine } from '../process-host'
import { isRight, judgeConditions, truthOf } from './judge-lab'
import { runForLab } from './lab-run'
import { labState } from './run-state'
import { expressionsOf, machinesNamed, wantedBy, wantedByPrediction, type Wanted } from './wanted'

/** A learner's program. */
export interface LearnersProgram {
  readonly fileName: string
  readonly source: string
}

/** An answer judged. */
export interface JudgedAnswer {
  readonly judged: true
  readonly right: boolean
  readonly says: string
  readonly answer: RevealedAnswer
}

/** A check judged. */
export interface JudgedCheck {
  readonly judged: true
  readonly passed: boolean
  readonly conditions: readonly ConditionResult[]
  readonly missing: readonly MachineName[]
}

/** Judges what learners do by running their programs anew, each time from the beginning. */
export class LabJudge {
  constructor(private readonly machines: readonly Machine[]) {}

  /** A prediction's answer. The first machine that is there decides; where machines are compared, both run. */
  async predict(
    lab: Lab,
    item: PredictItem,
    answer: LabAnswer | null,
    program: LearnersProgram,
    wished: readonly MachineName[],
    signal?: AbortSignal
  ): Promise<NotJudged | JudgedAnswer> {
    const { prediction } = item
    const named = new Set(expressionsOf(prediction).flatMap(({ typed }) => machinesNamed(typed)))
    // An address is the one that the window shows where the machine is the simulator: there it is the same in each run.
    const byAddress = prediction.form === 'address' || prediction.form === 'region'
    const names = named.size > 0 ? [...named] : byAddress ? machineNames.slice(0, 1) : wished.slice(0, 1)
    const runs = await this.run(lab, program, names, wantedByPrediction(prediction), signal)
    if ('judged' in runs) return runs
    const machine =
      machineNames.find((name) => name === neededOf(lab, wished)[0] && runs.states[name] !== undefined) ??
      runs.names[0]
    if (machine === undefined) return notJudged(runs.why)
    const found = truthOf(prediction, runs.states, machine)
    if (!found.ok)
      return notJudged(
        `With your program this has no answer: ${found.reason} Solve what came before, or put the program back as it was.`
      )
    const { truth } = found
    const tolerance = prediction.form === 'number' ? prediction.tolerance : 0
    const right = answer !== null && isRight(answer, truth, tolerance)
    return {
      judged: true,
      right,
      says: right ? '' : wordTo(item, answer, truth),
      answer: { truth, why: item.why }
    }
  }

  /** Of a myth: the verdict is the author's, and the run has to disprove the claim on every machine that is there. */
  async myth(
    lab: Lab,
    item: MythItem,
    answer: LabAnswer | null,
    program: LearnersProgram,
    wished: readonly MachineName[],
    signal?: AbortSignal
  ): Promise<NotJudged | JudgedAnswer> {
    const runs = await this.run(lab, program, wished, wantedBy([item.disproved]), signal)
    if ('judged' in runs) return runs
    if (runs.names.length === 0) return notJudged(runs.why)
    const judged = judgeConditions([{ expression: item.disproved, otherwise: null }], runs.states)
    const held = judged.find(({ holds }) => !holds)
    if (held !== undefined)
      return notJudged(
        `With your program the claim is not put to the test: ${held.says} Put the program back as it was.`
      )
    const truth: LabTruth = { form: 'myth', verdict: item.verdict }
    const right = answer !== null && isRight(answer, truth)
    const close = answer?.form === 'myth' && answer.verdict !== 'true' && !right
    const says = right
      ? ''
      : close
        ? 'Close: it is not right, but in the other way.'
        : 'Run it and look: the machines disagree with the claim.'
    return { judged: true, right, says, answer: { truth, why: item.truth } }
  }

  /** A check of the learner's program, on each of the machines that is there. */
  async check(
    lab: Lab,
    item: CheckItem,
    program: LearnersProgram,
    wished: readonly MachineName[],
    signal?: AbortSignal
  ): Promise<NotJudged | JudgedCheck> {
    const runs = await this.run(
      lab,
      program,
      wished,
      wantedBy(item.conditions.map(({ expression }) => expression)),
      signal
    )
    if ('judged' in runs) return runs
    if (runs.names.length === 0) return notJudged(runs.why)
    const conditions = judgeConditions(item.conditions, runs.states).map(
      ({ holds, machine, says }): ConditionResult => ({ holds, machine, says })
    )
    if (conditions.length === 0)
      return notJudged(`This compares both machines, and the Windows machine is not available: ${runs.why}`)
    const missing = neededOf(lab, wished).filter((name) => !runs.names.includes(name))
    return { judged: true, passed: conditions.every(({ holds }) => holds), conditions, missing }
  }

  private async run(
    lab: Lab,
    { source, fileName }: LearnersProgram,
    wished: readonly MachineName[],
    wanted: Wanted,
    signal: AbortSignal | undefined
  ): Promise<
    NotJudged | { readonly states: LabStates; readonly names: readonly MachineName[]; readonly why: string }
  > {
    const states: Partial<Record<MachineName, LabState>> = {}
    let why = 'There is no such machine.'
    const names = neededOf(lab, wished)
    for (const machine of this.machines.filter(({ name }) => names.includes(name))) {
      const description = await machine.describe()
      if (!description.available) {
        why = description.reason
        continue
      }
      const running = await runForLab(machine, { source, fileName, settings: lab.settings }, wanted, signal)
      if (!running.ok) return { judged: false, diagnostics: running.diagnostics, reason: running.reason }
      states[machine.name] = labState(running.run)
    }
    return { states, names: machineNames.filter((name) => states[name] !== undefined), why }
  }
}

/** A lab for the simulator is judged there: what another Windows does otherwise is nobody's mistake. */
const neededOf = (lab: Lab, wished: readonly MachineName[]): readonly MachineName[] =>
  lab.needs === 'simulator' ? machineNames.slice(0, 1) : wished

const notJudged = (reason: string): NotJudged => ({ judged: false, diagnostics: [], reason })

/** A word to who is wrong that does not give the answer away. */
function wordTo({ prediction }: PredictItem, answer: LabAnswer | null, truth: LabTruth): string {
  if (prediction.form === 'choose' && answer?.form === 'choose')
    return prediction.options[answer.option]?.says ?? ''
  if (truth.form === 'number' && answer?.form === 'number')
    return answer.value > truth.value ? 'It is less.' : 'It is more.'
  if (truth.form === 'matrix' && answer?.form === 'matrix') {
    const wrong = truth.cells.flatMap((row, i) =>
      row.filter((cell, j) => cell !== answer.cells[i]?.[j])
    ).length
    return wrong === 1 ? 'One cell is not as it will be.' : `${wrong} cells are not as they will be.`
  }
  return truth.form === 'region' ? 'It is another place.' : ''
}

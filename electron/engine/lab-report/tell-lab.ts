import type { LabAttempt, LabItemRecord, LabRecord } from '../../../shared/contract/lab-progress'
import type { ToldAttempt, ToldItem, ToldLab, ToldStep } from '../../../shared/contract/lab-told'
import { machineNames, type MachineName } from '../../../shared/contract/observation'
import type { Lab, LabItem, LabStep, MythItem, PredictItem } from '../../../shared/labs/format'
import { expressionWords, momentWords } from '../../../shared/labs/language'
import type { LabJudge } from '../labs/lab-judge'
import type { VersionedLab } from '../labs/lab-library'
import type { Machine } from '../process-host'
import { answerWords, truthWords } from './answer-words'
import { learnersProgram, picturesOf, type LabPictures } from './pictures'
import { plainText } from './plain-text'

/** What tells labs: the judge that gives answers again, and the machines. */
export interface Teller {
  readonly judge: LabJudge
  readonly machines: readonly Machine[]
  /** Something is done; throws where it was cancelled. */
  onPart(): Promise<void>
  readonly signal: AbortSignal
}

type AskedItem = Exclude<LabItem, { kind: 'text' }>

const untouched: LabItemRecord = { doneAt: null, attempts: [], attemptCount: 0, revealed: false }

/** How many parts telling a lab has. */
export function partsOf(lab: Lab, record: LabRecord): number {
  return 1 + askedOf(lab).filter((item) => isRun(item, record.items[item.id] ?? untouched)).length
}

const askedOf = (lab: Lab): AskedItem[] =>
  lab.steps.flatMap(({ items }) => items.filter((item): item is AskedItem => item.kind !== 'text'))

/** The answer is the learner's to see; what the run shows is worked out. */
const isRun = (item: AskedItem, { doneAt, revealed }: LabItemRecord): item is PredictItem | MythItem =>
  (item.kind === 'predict' || item.kind === 'myth') && (doneAt !== null || revealed)

/**
 * Tells what a learner did in a lab: each thing that was asked, what was answered, and what a run shows. What the learner
 * has not found yet stays untold, as the report is the learner's before it is the instructor's.
 */
export async function tellLab(
  { lab, version }: VersionedLab,
  record: LabRecord,
  teller: Teller
): Promise<ToldLab> {
  const steps: ToldStep[] = []
  const pictures = await takePictures(lab, record, teller)
  await teller.onPart()
  for (const step of lab.steps) {
    const items: ToldItem[] = []
    for (const item of step.items)
      if (item.kind !== 'text') items.push(await tellItem(lab, step, item, record, teller))
    const { seconds = 0, hints = 0, solutionSeen = false } = record.steps[step.id] ?? {}
    steps.push({
      ...{ id: step.id, title: step.title, seconds, hintsRead: hints, hints: step.hints.length },
      solution: step.hasSolution ? (solutionSeen ? 'seen' : 'unseen') : 'none',
      ...{ items, pictures: [...(pictures.byStep.get(step.id) ?? [])] }
    })
  }
  const notes = [
    ...(version === record.version
      ? []
      : ['The lab has changed since it was worked on; it is told as it is now.']),
    ...pictures.notes
  ]
  return {
    ...{ id: lab.id, title: lab.title, version, note: notes.join(' ').slice(0, 4000) },
    steps,
    pictures: [...pictures.whole]
  }
}

/** A lab that the app does not have, or cannot read: its titles and answers are not known. */
export function tellUnknownLab(id: string, { title }: LabRecord, note: string): ToldLab {
  return { id, title, version: '', note, steps: [], pictures: [] }
}

async function takePictures(lab: Lab, record: LabRecord, { machines, signal }: Teller): Promise<LabPictures> {
  const wanted: MachineName = lab.needs === 'windows' ? 'windows' : 'simulator'
  const machine = machines.find(({ name }) => name === wanted)
  const described = await machine?.describe()
  if (machine === undefined || described?.available !== true)
    return {
      byStep: new Map(),
      whole: [],
      notes: [`No pictures: ${described?.reason ?? 'there is no such machine.'}`]
    }
  return picturesOf(lab, record, machine, signal)
}

async function tellItem(
  lab: Lab,
  step: LabStep,
  item: AskedItem,
  record: LabRecord,
  teller: Teller
): Promise<ToldItem> {
  const kept = record.items[item.id] ?? untouched
  const { doneAt, revealed, attemptCount } = kept
  const isKnown = doneAt !== null || revealed
  const told = {
    ...{ id: item.id, kind: item.kind, asked: askedBy(item), doneAt, revealed, attemptCount },
    attempts: kept.attempts.map((attempt) => tellAttempt(item, attempt)),
    expected: item.kind === 'check' && isKnown ? conditionsOf(item) : [],
    says: isKnown ? plainText(saysOf(item)) : '',
    ...{ shown: '', note: '' }
  }
  if (!isRun(item, kept)) return told
  const { shown, note } = await runAgain(lab, step, item, kept, record, teller)
  await teller.onPart()
  return { ...told, shown, note }
}

function askedBy(item: AskedItem): string {
  switch (item.kind) {
    case 'check':
      return ''
    case 'myth':
      return plainText(item.claim)
    case 'explain':
      return plainText(item.question)
    case 'predict': {
      const { prediction } = item
      const options =
        prediction.form === 'choose' ? prediction.options.map(({ text }) => `- ${plainText(text)}`) : []
      return [plainText(item.question), options.join('\n')].filter((text) => text !== '').join('\n\n')
    }
  }
}

function saysOf(item: AskedItem): Parameters<typeof plainText>[0] {
  if (item.kind === 'predict') return item.why
  if (item.kind === 'explain') return item.model
  return item.kind === 'myth' ? item.truth : []
}

const conditionsOf = (item: Extract<AskedItem, { kind: 'check' }>): string[] =>
  item.conditions.map(
    ({ expression: { typed, moment } }) => `${expressionWords(typed)} ${momentWords(moment)}`
  )

function tellAttempt(item: AskedItem, { at, right, answer, text, told, machines }: LabAttempt): ToldAttempt {
  const asked = item.kind === 'predict' || item.kind === 'myth'
  const words = answer !== undefined && asked ? answerWords(item, answer) : (text ?? '')
  return { at, right, answer: words, told: [...(told ?? [])], machines: [...machines] }
}

/** What a run of the program shows with which the item was answered, or that it is answered with. */
async function runAgain(
  lab: Lab,
  step: LabStep,
  item: PredictItem | MythItem,
  { attempts }: LabItemRecord,
  record: LabRecord,
  { judge, signal }: Teller
): Promise<Pick<ToldItem, 'shown' | 'note'>> {
  const attempt = attempts.find(({ right }) => right) ?? attempts.at(-1)
  const fileName = item.kind === 'predict' ? item.program.fileName : (step.solved?.fileName ?? '')
  const program = record.programs[attempt?.program ?? ''] ?? learnersProgram(lab, record, fileName)
  const on: readonly MachineName[] =
    attempt !== undefined && attempt.machines.length > 0
      ? attempt.machines
      : lab.needs === 'both'
        ? machineNames
        : [lab.needs]
  const run = async (
    text: Parameters<LabJudge['predict']>[3]
  ): Promise<Awaited<ReturnType<LabJudge['predict']>>> =>
    item.kind === 'predict'
      ? judge.predict(lab, item, null, text, on, signal)
      : judge.myth(lab, item, null, text, on, signal)
  const judged = await run(program)
  if (judged.judged) return { shown: truthWords(item, judged.answer.truth), note: '' }
  // The program that an answer was shown with is not kept; the lab's own shows the same.
  const own = item.kind === 'predict' ? item.program : step.solved
  const again = attempt?.right === true || own === null ? judged : await run(own)
  return again.judged
    ? { shown: truthWords(item, again.answer.truth), note: 'Shown by the lab’s own program.' }
    : { shown: '', note: `Not worked out again: ${judged.reason}` }
}

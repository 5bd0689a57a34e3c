import { isAbsolute, join } from 'node:path'
import type { LabAttempt } from '../../../shared/contract/lab-progress'
import type { ConditionResult, LabProgressSummary, LabRequestName } from '../../../shared/contract/labs'
import type { MachineName } from '../../../shared/contract/observation'
import type { WorkProgress } from '../../../shared/contract/work'
import { readLab, type Lab, type LabItem } from '../../../shared/labs/format'
import type { RunRecord } from '../run-record'
import { done, refused, type Handlers } from '../serve'
import { LabJudge } from './lab-judge'
import { LabLibrary, type VersionedLab } from './lab-library'
import { labVersion, readLabFolder } from './load-labs'
import { makeReport } from './lab-report'
import { answersOf, openLab } from './open-lab'
import { programScope } from './program-scope'
import { keepProgram, noteAttempt, stepRecord, type LabRecordDraft, ProgressStore } from './progress-store'
import { placeOf } from './shown-place'
import type { Machine } from '../process-host'

/** What the course works with. */
export interface Course {
  readonly library: Pick<LabLibrary, 'list' | 'lab'>
  readonly progress: ProgressStore
  readonly machines: readonly Machine[]
  readonly version: string
  /** Tells the window of something that takes long and that it can cancel. */
  begin(title: string, onCancel: () => void, shownBy?: WorkProgress['shownBy']): { end(): void }
  /** Ends the window's own run on real Windows where a program to be judged there would meet its objects. */
  makeWay?(source: string): Promise<void>
  /** The window's own run. */
  runOn(runId: string, machine: MachineName): RunRecord | undefined
}

/** The labs that come with the app, and what learners of this computer did in them. */
export function courseIn(
  appFolder: string,
  dataFolder: string
): { readonly library: LabLibrary; readonly progress: ProgressStore } {
  return { library: new LabLibrary(join(appFolder, 'labs')), progress: new ProgressStore(dataFolder) }
}

type Refused = ReturnType<typeof refused>
type ItemOf<K extends LabItem['kind']> = Extract<LabItem, { kind: K }>

/** The handlers of `labs/*`. */
export function labHandlers({
  library,
  progress,
  machines,
  version,
  begin,
  runOn,
  makeWay
}: Course): Pick<Handlers, LabRequestName> {
  const judge = new LabJudge(machines)

  async function found(id: string): Promise<{ readonly ok: true; readonly value: VersionedLab } | Refused> {
    const lab = await library.lab(id)
    if (lab === null) return refused(`There is no lab ${id}.`)
    if (lab.ok) return lab
    const first = lab.problems[0]!
    return refused(`This lab is broken: ${first.file}:${first.line}:${first.column}: ${first.message}`)
  }

  /** Runs a learner's program to judge it; null where the learner did not want to wait. */
  async function judging<T>(
    source: string,
    wished: readonly MachineName[],
    act: (signal: AbortSignal) => Promise<T>
  ): Promise<T | null> {
    if (wished.includes('windows')) await makeWay?.(source)
    const cancelled = new AbortController()
    const work = begin('Running your program to judge it', () => cancelled.abort(), 'lab')
    try {
      const judged = await act(cancelled.signal)
      return cancelled.signal.aborted ? null : judged
    } finally {
      work.end()
    }
  }

  /** Keeps what a learner did; that it cannot be kept does not take away what he sees. */
  async function note(
    profile: string | null,
    { lab, version: digest }: VersionedLab,
    act: (record: LabRecordDraft, at: string) => void
  ): Promise<void> {
    if (profile !== null)
      await progress.change(profile, { id: lab.id, version: digest, title: lab.title }, act)
  }

  return {
    'labs/list': async ({ profile }) => {
      const labs = profile === null ? {} : (await progress.read(profile)).labs
      return done(
        (await library.list()).map((summary) => {
          const record = labs[summary.id]
          return { ...summary, progress: record === undefined ? null : summaryOf(record) }
        })
      )
    },
    'labs/open': async ({ lab: id, profile }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const record = profile === null ? null : ((await progress.read(profile)).labs[id] ?? null)
      return done(openLab(lab.value.lab, lab.value.version, record))
    },
    'labs/preview': async ({ folder, text }) => {
      if (!isAbsolute(folder)) return refused(`${folder} is not a whole path. Name the folder from its root.`)
      const files = await readLabFolder(folder)
      if (!files.ok && text === null) return done({ ok: false, problems: files.problems })
      const empty = { id: 'preview', labFile: 'lab.md', text: '', programs: new Map<string, string>() }
      const whole = { ...(files.ok ? files.folder : empty), ...(text === null ? {} : { text }) }
      const reading = readLab(whole, programScope)
      if (!reading.ok) return done({ ok: false, problems: reading.problems })
      return done({
        ok: true,
        lab: openLab(reading.lab, labVersion(whole.text, whole.programs), null),
        answers: answersOf(reading.lab)
      })
    },
    'labs/predict': async ({ lab: id, item: itemId, answer, profile, machines: wished, ...program }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const item = itemOf(lab.value.lab, itemId, 'predict') ?? itemOf(lab.value.lab, itemId, 'myth')
      if (item === null) return refused(`This lab has nothing to predict called ${itemId}.`)
      const judged = await judging(program.source, wished, (signal) =>
        item.kind === 'predict'
          ? judge.predict(lab.value.lab, item, answer, program, wished, signal)
          : judge.myth(lab.value.lab, item, answer, program, wished, signal)
      )
      if (judged === null) return refused(notWaited)
      if (!judged.judged) return done(judged)
      const { right, says } = judged
      await note(profile, lab.value, (record, at) => {
        const key = keepProgram(record, program.fileName, program.source)
        const told = says === '' ? {} : { told: [says.slice(0, 2000)] }
        noteAttempt(record, itemId, { ...{ at, right, answer, program: key, ...told }, machines: wished })
      })
      return done({ judged: true, right, says, answer: right ? judged.answer : null })
    },
    'labs/check': async ({ lab: id, item: itemId, profile, machines: wished, ...program }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const item = itemOf(lab.value.lab, itemId, 'check')
      if (item === null) return refused(`This lab has no check called ${itemId}.`)
      const judged = await judging(program.source, wished, (signal) =>
        judge.check(lab.value.lab, item, program, wished, signal)
      )
      if (judged === null) return refused(notWaited)
      if (judged.judged)
        await note(profile, lab.value, (record, at) => {
          const key = keepProgram(record, program.fileName, program.source)
          const ran = wished.filter((name) => !judged.missing.includes(name))
          noteAttempt(record, itemId, {
            ...{ at, right: judged.passed, program: key, machines: ran },
            ...toldOf(judged.conditions)
          })
        })
      return done(judged)
    },
    'labs/explain': async ({ lab: id, item: itemId, text, profile }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const item = itemOf(lab.value.lab, itemId, 'explain')
      if (item === null) return refused(`This lab asks for no explanation called ${itemId}.`)
      await note(profile, lab.value, (record, at) => {
        const attempt: LabAttempt = { at, right: true, text, machines: [] }
        noteAttempt(record, itemId, attempt)
      })
      return done({ model: item.model })
    },
    'labs/reveal': async ({ lab: id, item: itemId, profile, machines: wished, ...program }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const item = itemOf(lab.value.lab, itemId, 'predict') ?? itemOf(lab.value.lab, itemId, 'myth')
      if (item === null) return refused(`This lab has nothing to show called ${itemId}.`)
      const judged = await judging(program.source, wished, (signal) =>
        item.kind === 'predict'
          ? judge.predict(lab.value.lab, item, null, program, wished, signal)
          : judge.myth(lab.value.lab, item, null, program, wished, signal)
      )
      if (judged === null) return refused(notWaited)
      if (!judged.judged) return done(judged)
      await note(profile, lab.value, (record) => {
        const old = record.items[itemId] ?? { doneAt: null, attempts: [], attemptCount: 0, revealed: false }
        // Once it was answered, looking at it again takes nothing away.
        record.items[itemId] = { ...old, revealed: old.revealed || old.doneAt === null }
      })
      return done({ judged: true, answer: judged.answer })
    },
    'labs/hint': async ({ lab: id, step: stepId, hint, profile }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const text = lab.value.lab.steps.find((step) => step.id === stepId)?.hints[hint - 1]
      if (text === undefined) return refused(`This step has no hint ${hint}.`)
      await note(profile, lab.value, (record) => {
        const step = stepRecord(record, stepId)
        step.hints = Math.max(step.hints, hint)
      })
      return done({ text })
    },
    'labs/solution': async ({ lab: id, step: stepId, profile }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const step = lab.value.lab.steps.find((one) => one.id === stepId)
      if (step === undefined || !step.hasSolution || step.solved === null)
        return refused('This step has no solution to show.')
      await note(profile, lab.value, (record) => {
        stepRecord(record, stepId).solutionSeen = true
      })
      return done({ fileName: step.solved.fileName, source: step.solved.source })
    },
    'labs/show': async ({ lab: id, show, runId, machine, position }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      const expression = lab.value.lab.shows[show]
      const run = runOn(runId, machine)
      if (expression === undefined) return refused('This lab shows no such place.')
      if (run === undefined) return refused('Start the program first: then there is something to show.')
      if (run.history.moments[position] === undefined) return refused(`The run has no moment ${position}.`)
      const place = placeOf(expression.typed, run, position)
      return place.ok ? done(place.value) : refused(place.reason)
    },
    'labs/progress': async ({ lab: id, step: stepId, seconds, programs, profile }) => {
      const lab = await found(id)
      if (!lab.ok) return lab
      if (!lab.value.lab.steps.some((step) => step.id === stepId))
        return refused(`This lab has no step ${stepId}.`)
      const { lab: read, version: digest } = lab.value
      const failure = await progress.change(profile, { id, version: digest, title: read.title }, (record) => {
        record.at = stepId
        stepRecord(record, stepId).seconds += seconds
        for (const { fileName, source } of programs) keepProgram(record, fileName, source)
      })
      return failure === null ? done(null) : refused(failure)
    },
    'labs/reset': async ({ profile, lab }) => {
      const failure = await progress.reset(profile, lab)
      return failure === null ? done(null) : refused(failure)
    },
    'labs/profiles': async () => done(await progress.profiles()),
    'labs/report': async ({ profile, lab }) =>
      done(makeReport(await progress.read(profile), lab, version, new Date()))
  }
}

/** What of a check's conditions stays with the attempt: what did not hold, and on which machine. */
function toldOf(conditions: readonly ConditionResult[]): Pick<LabAttempt, 'told'> {
  const told = conditions.filter(({ holds }) => !holds).slice(0, 40)
  if (told.length === 0) return {}
  const many = new Set(conditions.map(({ machine }) => machine)).size > 1
  const on = { simulator: 'Simulator: ', windows: 'Windows: ' }
  return {
    told: told.map(({ machine, says }) =>
      `${many && machine !== null ? on[machine] : ''}${says}`.slice(0, 2000)
    )
  }
}

const notWaited = 'Cancelled: your program was not judged.'

function itemOf<K extends LabItem['kind']>(lab: Lab, id: string, kind: K): ItemOf<K> | null {
  for (const { items } of lab.steps)
    for (const item of items)
      if (item.kind === kind && 'id' in item && item.id === id) return item as ItemOf<K>
  return null
}

function summaryOf(record: LabRecordDraft | Parameters<typeof openLab>[2]): LabProgressSummary | null {
  if (record === null) return null
  const items = Object.values(record.items)
  return {
    done: items.filter(({ doneAt }) => doneAt !== null).length,
    seconds: Object.values(record.steps).reduce((sum, { seconds }) => sum + seconds, 0),
    attempts: items.reduce((sum, { attemptCount }) => sum + attemptCount, 0),
    at: record.at
  }
}

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { LabAnswer } from '../../shared/contract/lab-answers'
import type { LabText } from '../../shared/contract/lab-text'
import type {
  ConditionResult,
  NotJudged,
  OpenItem,
  OpenLab,
  RevealedAnswer
} from '../../shared/contract/labs'
import type { MachineName } from '../../shared/contract/observation'
import type { RequestFailure } from '../../shared/contract/requests'
import { machinesOf, useLabSessionStore } from './lab-session'
import { useLabsStore } from './labs'
import { machineTitles } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useRunStore } from './run'
import { useWorksStore } from './works'
import { door } from '../platform/door'

/** A question of a step: what the learner can be right or wrong in, or write. */
export type Question = Exclude<OpenItem, { readonly kind: 'text' }>

/** How far the learner is with a question. */
export interface ItemState {
  readonly done: boolean
  /** The answer was shown before it was given. */
  readonly revealed: boolean
  readonly attempts: number
  /** The last answer to a prediction or a myth. */
  readonly answer: LabAnswer | null
  /** The last sentence of explanation; empty for none. */
  readonly text: string
  readonly judging: boolean
  /** How the last answer came out; null when none was given since the lab was opened. */
  readonly verdict: { readonly right: boolean; readonly says: string } | null
  /** Conditions of the last check. */
  readonly conditions: readonly ConditionResult[]
  readonly missing: readonly MachineName[]
  /** Why there is no verdict; empty for none. */
  readonly problem: string
  readonly shown: RevealedAnswer | null
  readonly model: readonly LabText[]
}

const untouched: ItemState = {
  ...{ done: false, revealed: false, attempts: 0, answer: null, text: '', judging: false, verdict: null },
  ...{ conditions: [], missing: [], problem: '', shown: null, model: [] }
}

/** What the learner did in the open lab: answers, checks, explanations, hints. */
export const useLabItemsStore = defineStore('lab-items', () => {
  const states = shallowRef<Readonly<Record<string, ItemState>>>({})
  /** The hints that were read, by step. */
  const hints = shallowRef<Readonly<Record<string, readonly (readonly LabText[])[]>>>({})
  /** How many were read, also before the lab was opened this time. */
  const hintsRead = shallowRef<Readonly<Record<string, number>>>({})
  const solutions = shallowRef<Readonly<Record<string, { fileName: string; source: string }>>>({})
  /** Goes up with each hint that was asked for. */
  const hintsAsked = shallowRef(0)
  /** Counts opened labs: an answer that comes for a former one is not for this. */
  let opened = 0

  const judging = computed(() => Object.values(states.value).some((state) => state.judging))

  function begin(lab: OpenLab): void {
    forsake()
    opened++
    hints.value = {}
    solutions.value = {}
    const { record } = lab
    hintsRead.value = Object.fromEntries(
      Object.entries(record?.steps ?? {}).map(([id, step]) => [id, step.hints])
    )
    states.value = Object.fromEntries(
      Object.entries(record?.items ?? {}).map(([id, item]) => {
        const last = item.attempts.at(-1)
        const { attemptCount: attempts, revealed } = item
        const answered = { answer: last?.answer ?? null, text: last?.text ?? '' }
        return [id, { ...untouched, done: item.doneAt !== null, attempts, revealed, ...answered }]
      })
    )
  }
  /** Nobody waits for a judgement of the lab that was open any more. */
  function forsake(): void {
    if (!judging.value) return
    const works = useWorksStore()
    for (const { id, shownBy } of works.going) if (shownBy === 'lab') void works.cancel(id)
    states.value = {}
  }
  function stateOf(id: string): ItemState {
    return states.value[id] ?? untouched
  }
  function put(id: string, change: Partial<ItemState>): void {
    states.value = { ...states.value, [id]: { ...stateOf(id), ...change } }
  }

  /** What is sent to judge: the learner's program, the machines, the learner. */
  function sent(item: string, fileName: string) {
    const session = useLabSessionStore()
    const lab = session.lab!
    return {
      ...{ lab: lab.id, item, fileName, source: session.sourceOf(fileName) },
      ...{ machines: machinesOf(lab.needs), profile: whose() }
    }
  }
  /** Asks for a judgement; null where it did not come, or came too late. */
  async function judge<T extends object>(
    id: string,
    fileName: string,
    ask: (
      what: ReturnType<typeof sent>
    ) => Promise<
      | { readonly ok: true; readonly value: T | NotJudged }
      | { readonly ok: false; readonly failure: RequestFailure }
    >
  ): Promise<T | null> {
    const session = useLabSessionStore()
    if (session.lab === null || judging.value) return null
    const ticket = opened
    put(id, { judging: true, problem: '', verdict: null, conditions: [] })
    const what = sent(id, fileName)
    // Names of objects and files are the computer's: the window's own run on Windows would be in the way.
    const run = useRunStore()
    if (what.machines.includes('windows') && run.runMachines.includes('windows') && run.canStop)
      await run.stop()
    const answer = await ask(what)
    if (ticket !== opened) return null
    put(id, { judging: false })
    if (!answer.ok) return fail(id, answer.failure.message)
    const judged = answer.value
    if (!('judged' in judged) || judged.judged) return judged as T
    const program = useProgramStore()
    const count = judged.diagnostics.length
    if (count > 0) {
      session.openProgram(fileName)
      program.takeDiagnostics(judged.diagnostics)
    }
    const problems = count === 1 ? 'one problem' : `${count} problems`
    return fail(
      id,
      count === 0 ? judged.reason : `${fileName} has ${problems} to fix first, listed under the editor.`
    )
  }
  function fail(id: string, problem: string): null {
    put(id, { problem })
    useMessagesStore().announce(problem)
    return null
  }

  /** Judges a prediction or a myth. */
  async function predict(id: string, fileName: string, answer: LabAnswer): Promise<void> {
    put(id, { answer })
    const judged = await judge(id, fileName, (what) => door().call('labs/predict', { ...what, answer }))
    if (judged === null) return
    const { right, says } = judged
    const before = stateOf(id)
    put(id, {
      verdict: { right, says },
      attempts: before.attempts + 1,
      done: before.done || right,
      ...(judged.answer === null ? {} : { shown: judged.answer })
    })
    useMessagesStore().announce(right ? 'Right.' : says === '' ? 'Not so.' : `Not so: ${says}`)
  }
  /** Shows the answer unasked. */
  async function reveal(id: string, fileName: string): Promise<void> {
    const judged = await judge(id, fileName, (what) => door().call('labs/reveal', what))
    if (judged === null) return
    const before = stateOf(id)
    put(id, { shown: judged.answer, revealed: before.revealed || !before.done })
    useMessagesStore().announce('The answer is shown.')
  }
  /** Judges the learner's program by a check's conditions. */
  async function check(id: string, fileName: string): Promise<void> {
    const judged = await judge(id, fileName, (what) => door().call('labs/check', what))
    if (judged === null) return
    const { passed, conditions, missing } = judged
    const before = stateOf(id)
    put(id, {
      ...{ conditions, missing, attempts: before.attempts + 1, done: before.done || passed },
      verdict: { right: passed, says: '' }
    })
    const [failing = '', ...others] = failuresOf(conditions)
    const more = others.length === 0 ? '' : ` (1 of ${others.length + 1})`
    useMessagesStore().announce(passed ? 'The check is passed.' : `Not yet${more}: ${failing}`)
  }
  /** The check of the step that is not passed yet, else its last one. */
  async function checkStep(): Promise<void> {
    const checks = (useLabSessionStore().step?.items ?? []).filter((item) => item.kind === 'check')
    const next = checks.find(({ id }) => !stateOf(id).done) ?? checks.at(-1)
    if (next !== undefined) await check(next.id, next.fileName)
    else useMessagesStore().announce('This step has nothing to check.')
  }
  /** Keeps a sentence, and shows the author's. */
  async function explain(id: string, text: string): Promise<void> {
    const session = useLabSessionStore()
    if (session.lab === null || text.trim() === '') return
    const ticket = opened
    const answer = await door().call('labs/explain', {
      ...{ lab: session.lab.id, item: id, text, profile: whose() }
    })
    if (ticket !== opened) return
    if (!answer.ok) return void fail(id, answer.failure.message)
    const { attempts } = stateOf(id)
    put(id, { text, done: true, attempts: attempts + 1, model: answer.value.model, problem: '' })
    useMessagesStore().announce('Your sentence is kept. Below it is the author’s.')
  }

  /** Brings the texts of the hints that were read in the step, in this session or before. */
  async function readHints(): Promise<void> {
    const { step } = useLabSessionStore()
    if (step === null) return
    const read = Math.min(step.hints, hintsRead.value[step.id] ?? 0)
    for (let n = (hints.value[step.id]?.length ?? 0) + 1; n <= read; n++) if (!(await readHint(n))) return
  }
  async function readHint(number: number): Promise<boolean> {
    const { lab, step } = useLabSessionStore()
    if (lab === null || step === null) return false
    const ticket = opened
    const hint = await useMessagesStore().ask('labs/hint', {
      ...{ lab: lab.id, step: step.id, hint: number, profile: whose() }
    })
    if (!hint || ticket !== opened) return false
    const known = hints.value[step.id] ?? []
    if (known.length === number - 1) hints.value = { ...hints.value, [step.id]: [...known, hint.text] }
    const read = Math.max(number, hintsRead.value[step.id] ?? 0)
    hintsRead.value = { ...hintsRead.value, [step.id]: read }
    return true
  }
  /** The next hint of the step, where there is one more. */
  async function nextHint(): Promise<void> {
    const { step } = useLabSessionStore()
    if (step === null) return
    const next = (hints.value[step.id]?.length ?? 0) + 1
    if (next > step.hints) return
    if (!(await readHint(next))) return
    hintsAsked.value++
    useMessagesStore().announce(`Hint ${next} of ${step.hints}.`)
  }
  /** The program as the model solution leaves it. */
  async function showSolution(): Promise<void> {
    const { lab, step } = useLabSessionStore()
    if (lab === null || step === null) return
    const ticket = opened
    const solution = await useMessagesStore().ask('labs/solution', {
      ...{ lab: lab.id, step: step.id, profile: whose() }
    })
    if (!solution || ticket !== opened) return
    solutions.value = { ...solutions.value, [step.id]: solution }
    useMessagesStore().announce('The solution is shown.')
  }

  return {
    ...{ states, hints, hintsRead, hintsAsked, solutions, judging },
    ...{
      begin,
      forsake,
      stateOf,
      predict,
      reveal,
      check,
      checkStep,
      explain,
      readHints,
      nextHint,
      showSolution
    }
  }
})

/** Whose progress it counts for; nobody's in an author's preview. */
function whose(): string | null {
  return useLabSessionStore().isPreview ? null : useLabsStore().learner
}

/** Conditions that do not hold, in sentences; the same on two machines once. */
export function failuresOf(conditions: readonly ConditionResult[]): readonly string[] {
  const byText = new Map<string, MachineName[]>()
  for (const { holds, says, machine } of conditions)
    if (!holds) byText.set(says, [...(byText.get(says) ?? []), ...(machine === null ? [] : [machine])])
  const judgedOn = new Set(conditions.map(({ machine }) => machine).filter((name) => name !== null))
  return [...byText].map(([says, machines]) => {
    const isOne = judgedOn.size > 1 && machines.length === 1
    return isOne ? `${machineTitles[machines[0]!]}: ${says}` : says
  })
}

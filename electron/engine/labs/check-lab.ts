import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { LabTruth } from '../../../shared/contract/lab-answers'
import type { MachineName } from '../../../shared/contract/observation'
import {
  markedLines,
  type CheckItem,
  type Lab,
  type LabPlace,
  type LabShow,
  type LabStep,
  type MythItem,
  type PredictItem,
  type ProgramText
} from '../../../shared/labs/format'
import type { LabStates } from '../../../shared/labs/language'
import type { Machine } from '../process-host'
import { truthWords } from './answer-words'
import { whyNoPlace } from './shown-place'
import { judgeConditions, truthOf, type JudgedCondition } from './judge-lab'
import { runForLab, type LabRunning } from './lab-run'
import { labState } from './run-state'
import { machinesNamed, together, wantedBy, wantedByPrediction, type Wanted } from './wanted'

/** What checking a lab found. */
export interface LabVerdict {
  readonly problems: readonly Diagnostic[]
  /** Things of a lab for the simulator that real Windows does not tell, or that came out otherwise there. */
  readonly otherwise: number
  readonly checks: number
  readonly predictions: number
  readonly myths: number
  /** The right answer to each prediction as the runs decided it, in the order of the lab. */
  readonly answers: readonly WorkedOutAnswer[]
}

/** What a machine's run says is right. */
export interface WorkedOutAnswer {
  readonly place: LabPlace
  readonly item: string
  readonly machine: MachineName
  readonly words: string
}

/** Where the lab runs in full; the others are asked as far as they tell. */
export interface LabMachines {
  readonly machines: readonly Machine[]
  /** Machines that the lab does not need: what is otherwise there is counted and no mistake. */
  readonly extra: readonly MachineName[]
}

/**
 * Plays a lab by its own model solutions: every check has to fail without its step's solution and pass with it, every
 * prediction has to have one answer that the run decides, and every myth has to be disproved. Files are named as in
 * `pathOf`.
 */
export async function checkLab(
  lab: Lab,
  { machines, extra }: LabMachines,
  pathOf: (file: string) => string,
  signal?: AbortSignal
): Promise<LabVerdict> {
  const runs = new RunsOfLab(lab, machines, signal)
  const check = new LabCheck(runs, extra, pathOf)
  for (const step of lab.steps)
    for (const item of step.items) {
      if (signal?.aborted === true) break
      if (item.kind === 'check') await check.check(step, item)
      else if (item.kind === 'predict') await check.predict(item)
      else if (item.kind === 'myth') await check.myth(step, item)
    }
  for (const show of lab.shows) if (signal?.aborted !== true) await check.show(show)
  return check.verdict()
}

/** Runs each text of a program once on each machine, with all that any item wants of it. */
class RunsOfLab {
  private readonly wanted = new Map<string, Wanted[]>()
  private readonly made = new Map<string, Promise<LabRunning>>()

  constructor(
    private readonly lab: Lab,
    readonly machines: readonly Machine[],
    private readonly signal: AbortSignal | undefined
  ) {
    const want = (program: ProgramText | null, wanted: Wanted): void => {
      if (program !== null)
        this.wanted.set(program.source, [...(this.wanted.get(program.source) ?? []), wanted])
    }
    // A place may be there for a while only: it is looked for at every mark.
    for (const { program } of lab.shows) {
      const visits = new Map([...markedLines(program.source).keys()].map((mark) => [mark, 1]))
      want(program, { visits, watches: new Set(), live: false })
    }
    for (const step of lab.steps)
      for (const item of step.items)
        if (item.kind === 'check') {
          const wanted = wantedBy(item.conditions.map(({ expression }) => expression))
          want(step.before, wanted)
          want(step.solved, wanted)
        } else if (item.kind === 'predict') want(item.program, wantedByPrediction(item.prediction))
        else if (item.kind === 'myth') want(step.solved, wantedBy([item.disproved]))
  }

  on(machine: Machine, program: ProgramText): Promise<LabRunning> {
    const key = `${machine.name} ${program.fileName} ${program.source}`
    const known = this.made.get(key)
    if (known !== undefined) return known
    const { source, fileName } = program
    const wanted = together(this.wanted.get(source) ?? [])
    const made = runForLab(machine, { source, fileName, settings: this.lab.settings }, wanted, this.signal)
    this.made.set(key, made)
    return made
  }
}

/** What has to be the same on both machines; null for places, which differ by chance. */
function comparable(truth: LabTruth): string | null {
  return truth.form === 'choose' || truth.form === 'number' || truth.form === 'matrix'
    ? JSON.stringify(truth)
    : null
}

const machineWords = (machine: MachineName): string =>
  machine === 'windows' ? 'On Windows' : 'On the simulator'

class LabCheck {
  private readonly problems: Diagnostic[] = []
  private otherwise = 0
  private checks = 0
  private predictions = 0
  private myths = 0
  private readonly answers: WorkedOutAnswer[] = []

  constructor(
    private readonly runs: RunsOfLab,
    private readonly extra: readonly MachineName[],
    private readonly pathOf: (file: string) => string
  ) {}

  verdict(): LabVerdict {
    const { otherwise, checks, predictions, myths, answers } = this
    // One mistake of a program shows in everything that runs it.
    const seen = new Set<string>()
    const problems = this.problems.filter(({ file, line, column, message }) => {
      const key = `${file}:${line}:${column} ${message}`
      return !seen.has(key) && seen.add(key)
    })
    return { problems, otherwise, checks, predictions, myths, answers }
  }

  private tell({ file, line, column }: LabPlace, message: string, length = 1): void {
    this.problems.push({ severity: 'error', file: this.pathOf(file), line, column, length, message })
  }

  /** States of a program on every machine; null where one does not run, which is told. */
  private async statesOf(program: ProgramText, place: LabPlace): Promise<LabStates | null> {
    const states: Partial<Record<MachineName, ReturnType<typeof labState>>> = {}
    // The machines have nothing in common: they run at the same time.
    const all = this.runs.machines.map((machine) => ({ machine, runs: this.runs.on(machine, program) }))
    await Promise.all(all.map(({ runs }) => runs))
    for (const { machine, runs } of all) {
      const running = await runs
      if (running.ok) {
        states[machine.name] = labState(running.run)
        continue
      }
      for (const diagnostic of running.diagnostics) {
        const origin = program.origins[diagnostic.line - 1] ?? {
          file: program.fileName,
          line: diagnostic.line
        }
        this.tell({ ...origin, column: diagnostic.column }, diagnostic.message, diagnostic.length)
      }
      if (running.diagnostics.length === 0)
        this.tell(place, `${machineWords(machine.name)} the program does not run: ${running.reason}`)
      return null
    }
    return states
  }

  async check(step: LabStep, item: CheckItem): Promise<void> {
    this.checks++
    if (step.solved === null || step.before === null) return
    const solved = await this.statesOf(step.solved, item.place)
    if (solved !== null) for (const judged of judgeConditions(item.conditions, solved)) this.mustHold(judged)
    // One machine is enough to see that nothing passes by itself, unless the machines are compared.
    const compares = item.conditions.some(({ expression }) => machinesNamed(expression.typed).length > 0)
    const before: Partial<Record<MachineName, ReturnType<typeof labState>>> = {}
    for (const machine of compares ? this.runs.machines : this.runs.machines.slice(0, 1)) {
      const running = await this.runs.on(machine, step.before)
      // A program that does not compile without the solution passes nothing.
      if (!running.ok) return
      before[machine.name] = labState(running.run)
    }
    const judged = judgeConditions(item.conditions, before)
    if (judged.length === 0) return
    if (judged.every(({ holds }) => holds))
      this.tell(
        item.place,
        'This check passes without the solution, so it asks nothing of the learner. Check what only the solution brings about.',
        3
      )
  }

  private mustHold({ condition, machine, holds, says }: JudgedCondition): void {
    if (holds) return
    const { place, text } = condition.expression
    if (machine !== null && this.extra.includes(machine)) this.otherwise++
    else
      this.tell(
        place,
        `${machine === null ? '' : `${machineWords(machine)} this fails with the solution: `}${says}`,
        text.split('\n')[0]!.length
      )
  }

  async predict(item: PredictItem): Promise<void> {
    this.predictions++
    const states = await this.statesOf(item.program, item.place)
    if (states === null) return
    const { prediction } = item
    const truths: string[] = []
    for (const { name } of this.runs.machines) {
      const found = truthOf(prediction, states, name)
      if (this.extra.includes(name)) {
        const differs = !found.ok || (truths.length > 0 && comparable(found.truth) !== truths[0])
        if (differs) this.otherwise++
      }
      if (!found.ok && this.extra.includes(name)) continue
      if (!found.ok)
        this.tell(item.place, `${machineWords(name)} this prediction has no right answer: ${found.reason}`, 3)
      else {
        const { truth } = found
        this.answers.push({
          ...{ place: item.place, item: item.id, machine: name },
          words: truthWords(prediction, truth)
        })
        if (
          truth.form === 'number' &&
          prediction.form === 'number' &&
          prediction.tolerance === 0 &&
          !Number.isInteger(truth.value)
        )
          this.tell(
            item.place,
            `${machineWords(name)} the answer is ${truth.value}, and nobody types that. Choose another unit, or say by how much it may be off: tolerance.`,
            3
          )
        if (truth.form === 'matrix' && new Set(truth.cells.flat()).size < 2)
          this.tell(
            item.place,
            `Every cell of this matrix is ${truth.cells[0]?.[0] === true ? 'yes' : 'no'}: there is nothing to predict.`,
            3
          )
        const compared = comparable(truth)
        if (compared !== null && !this.extra.includes(name)) truths.push(compared)
      }
    }
    if (new Set(truths).size > 1)
      this.tell(
        item.place,
        'The machines give different answers. Say which is meant, as in windows.regionAt(p).',
        3
      )
  }

  /** A link that never shows a place is broken. On Windows, only what the window's run tells by itself is shown. */
  async show({ program, typed, place, text }: LabShow): Promise<void> {
    const [machine] = this.runs.machines
    if (machine === undefined || machine.name === 'windows') return
    const running = await this.runs.on(machine, program)
    if (!running.ok) return void (await this.statesOf(program, place))
    const why = whyNoPlace(typed, running.run.run)
    if (why !== null) this.tell(place, `This never shows a place: ${why}`, text.length)
  }

  async myth(step: LabStep, item: MythItem): Promise<void> {
    this.myths++
    const states = step.solved === null ? null : await this.statesOf(step.solved, item.place)
    if (states === null) return
    const conditions = [{ expression: item.disproved, otherwise: null }]
    for (const judged of judgeConditions(conditions, states))
      if (!judged.holds) {
        const where = judged.machine === null ? '' : `${machineWords(judged.machine)} `
        this.tell(
          item.disproved.place,
          `${where}the claim is not disproved: ${judged.says}`,
          item.disproved.text.length
        )
      }
  }
}

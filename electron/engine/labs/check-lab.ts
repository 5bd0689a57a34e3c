import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineName } from '../../../shared/contract/observation'
import type {
  CheckItem,
  Lab,
  LabPlace,
  LabStep,
  MythItem,
  PredictItem,
  ProgramText
} from '../../../shared/labs/format'
import type { LabStates } from '../../../shared/labs/language'
import type { Machine } from '../process-host'
import { judgeConditions, truthOf, type JudgedCondition } from './judge-lab'
import { runForLab, type LabRunning } from './lab-run'
import { labState } from './run-state'
import { machinesNamed, together, wantedBy, wantedByPrediction, type Wanted } from './wanted'

/** What checking a lab found. */
export interface LabVerdict {
  readonly problems: readonly Diagnostic[]
  /** Things of a lab for the simulator that real Windows does not tell. */
  readonly untold: number
  readonly checks: number
  readonly predictions: number
  readonly myths: number
}

/** Where the lab runs in full; the others are asked as far as they tell. */
export interface LabMachines {
  readonly machines: readonly Machine[]
  /** Machines that the lab does not need: what they do not tell is no mistake. */
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

const machineWords = (machine: MachineName): string =>
  machine === 'windows' ? 'On Windows' : 'On the simulator'

class LabCheck {
  private readonly problems: Diagnostic[] = []
  private untold = 0
  private checks = 0
  private predictions = 0
  private myths = 0

  constructor(
    private readonly runs: RunsOfLab,
    private readonly extra: readonly MachineName[],
    private readonly pathOf: (file: string) => string
  ) {}

  verdict(): LabVerdict {
    const { untold, checks, predictions, myths } = this
    // One mistake of a program shows in everything that runs it.
    const seen = new Set<string>()
    const problems = this.problems.filter(({ file, line, column, message }) => {
      const key = `${file}:${line}:${column} ${message}`
      return !seen.has(key) && seen.add(key)
    })
    return { problems, untold, checks, predictions, myths }
  }

  private tell({ file, line, column }: LabPlace, message: string, length = 1): void {
    this.problems.push({ severity: 'error', file: this.pathOf(file), line, column, length, message })
  }

  /** States of a program on every machine; null where one does not run, which is told. */
  private async statesOf(program: ProgramText, place: LabPlace): Promise<LabStates | null> {
    const states: Partial<Record<MachineName, ReturnType<typeof labState>>> = {}
    for (const machine of this.runs.machines) {
      const running = await this.runs.on(machine, program)
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

  private mustHold({ condition, machine, holds, unknown, says }: JudgedCondition): void {
    if (holds) return
    const { place, text } = condition.expression
    if (unknown && machine !== null && this.extra.includes(machine)) this.untold++
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
      if (!found.ok && this.extra.includes(name)) this.untold++
      else if (!found.ok)
        this.tell(item.place, `${machineWords(name)} this prediction has no right answer: ${found.reason}`, 3)
      else {
        const { truth } = found
        if (truth.form === 'matrix' && new Set(truth.cells.flat()).size < 2)
          this.tell(
            item.place,
            `Every cell of this matrix is ${truth.cells[0]?.[0] === true ? 'yes' : 'no'}: there is nothing to predict.`,
            3
          )
        if (truth.form === 'choose' || truth.form === 'number' || truth.form === 'matrix')
          truths.push(JSON.stringify(truth))
      }
    }
    if (new Set(truths).size > 1)
      this.tell(
        item.place,
        'The machines give different answers. Say which is meant, as in windows.regionAt(p).',
        3
      )
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

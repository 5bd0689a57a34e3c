import { randomUUID } from 'node:crypto'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import type { RunStatus } from '../../shared/contract/run-update'
import type { CheckCounts, ShownException } from '../../shared/contract/step'
import type {
  Breakpoint,
  Pausing,
  Recording,
  RunnerPlace,
  RunnerReply,
  RunnerRequest,
  RunnerStep
} from '../runner/messages'
import { countChecks, History, type PlaceMoment } from './history'
import { lookInto, looksEverywhere, nothingLookedAt, type Look } from './look'
import type { Machine, MachineRun, ProcessHost } from './process-host'
import type { LaneContents } from './run-file/run-contents'
import type { BenchRun } from './run-record'
import type { SimulatorSnapshot } from '../simulator'

/** What a run is started with. */
export interface RunOptions {
  readonly source: string
  readonly fileName: string
  /** The processes that the program defines functions for. */
  readonly processes: readonly ProcessLetter[]
  readonly settings: MachineSettings
  readonly recording: Recording
  readonly breakpoints: readonly Breakpoint[]
  /** Hears every step as it comes; for those who stream instead of keeping. */
  readonly onStep?: (process: ProcessLetter, step: RunnerStep) => void
  /** Asked before each slice: a reader that is slow holds the program up instead of letting its output pile up. */
  readonly beforeSlice?: () => Promise<void>
  /** Hears that status, history or output changed. */
  readonly onChange?: () => void
}

/** `line` goes on to a line, as a breakpoint there would stop it. */
export type MoveMode = 'into' | 'over' | 'out' | 'continue' | 'line'

/** A move that a person made, with the breakpoints there were. */
export interface MadeMove {
  readonly mode: MoveMode
  readonly line: number | undefined
  /** Whose step it was, where one asked for one process's. */
  readonly process: ProcessLetter | undefined
  readonly breakpoints: readonly Breakpoint[]
  /** The step at which the move stood still before it was over, because of a pause. */
  readonly pausedAt?: number
}

/** How long a process may run before it must give a sign: stop and pause are heard this often. */
const sliceMs = 25

/** Steps that are kept call by call; a program that calls for longer is recorded pause by pause from there on. */
const maximumSteps = 10_000

/** One program on one machine, with all its processes: passes the turn between them and keeps the record. */
export class Run implements BenchRun {
  readonly loadedFrom = null
  readonly id = randomUUID()
  readonly history = new History()
  status: RunStatus = 'starting'
  statusText = ''
  exception: ShownException | null = null
  exitCode: number | null = null
  checks: CheckCounts = { passed: 0, failed: 0, todo: 0 }
  warnings: readonly Diagnostic[] = []
  /** Where and in which process the program died. */
  died: { readonly process: ProcessLetter; readonly line: number; readonly functionName: string } | null =
    null
  breakpoints: readonly Breakpoint[]
  /** A move that comes to this step stands still there, wherever it would go; null: nothing like that. */
  stopAtStep: number | null = null
  /** What is seen of other frames than the innermost, by process, while the run stands in the present. */
  readonly otherFrames = new Map<ProcessLetter, PlaceMoment>()
  /** Every move so far: what led to where the run stands. */
  readonly moves: MadeMove[] = []
  private looked: Look = nothingLookedAt
  /** Processes that have been told what is looked at. */
  private readonly informed = new Set<ProcessLetter>()
  private looking: Promise<void> = Promise.resolve()
  private turn: ProcessLetter = 'A'
  /** The process that A passed the turn to last. */
  private waitedFor: ProcessLetter = 'A'
  private readonly machineRun: MachineRun
  private readonly hosts = new Map<ProcessLetter, ProcessHost>()
  private readonly idle = new Set<ProcessLetter>()
  private readonly processIds: Partial<Record<ProcessLetter, number>> = {}
  /** The process that came in and has not executed anything yet, and before which nobody paused. */
  private begins: ProcessLetter | null = null
  private mailbox: readonly string[] = new Array<string>(16).fill('0')
  private pauseWanted = false
  private moving: Promise<void> | null = null

  constructor(
    private readonly machine: Machine,
    private readonly options: RunOptions
  ) {
    this.breakpoints = options.breakpoints
    this.machineRun = machine.prepare(options.settings)
  }

  get machineName(): MachineName {
    return this.machine.name
  }

  get settings(): MachineSettings {
    return this.options.settings
  }

  /** Which of the settings the machine does not have, in a sentence. */
  get settingsNotice(): string {
    return this.machine.settingsNotice(this.options.settings)
  }

  /** The whole simulated machine as it was at a position of the history; null on the Windows machine and where there is none. */
  momentState(position: number): SimulatorSnapshot | null {
    return this.history.moments[position]?.state ?? null
  }

  get contents(): LaneContents {
    const { status, statusText, exception, exitCode, checks, warnings, settings, settingsNotice } = this
    const { output, moments } = this.history
    const machine = this.machineName
    return {
      machine,
      settings,
      settingsNotice,
      status,
      statusText,
      exception,
      exitCode,
      checks,
      warnings,
      output,
      moments
    }
  }

  executedLines(letter: ProcessLetter, position: number): readonly number[] {
    return this.history.executedLines(letter, position)
  }

  get isOver(): boolean {
    return this.status !== 'starting' && this.status !== 'running' && this.status !== 'paused'
  }

  /** Loads the program into process A and pauses before its first statement. */
  async begin(): Promise<{ readonly refused: readonly Diagnostic[] } | null> {
    const refused = await this.startProcess('A')
    if (refused !== null) {
      await this.finish('failed', refused[0]?.message ?? 'The program was refused.')
      return { refused }
    }
    await this.inform('A')
    if (!this.isOver) this.setStatus('paused', '')
    return null
  }

  /** Goes on until the mode is satisfied, a breakpoint, a pause, or the end. Does nothing when the run is over or on its way. */
  async move(mode: MoveMode, line?: number, process?: ProcessLetter): Promise<void> {
    if (this.status !== 'paused') return
    this.pauseWanted = false
    this.moves.push({ mode, line, process, breakpoints: this.breakpoints })
    this.otherFrames.clear()
    this.setStatus('running', '')
    this.moving = this.looking.then(() => this.travel(mode, line, process))
    await this.moving
    this.moving = null
    // What came to be looked at on the way is seen in the processes that were not asked since, too.
    await this.informAll()
  }

  /** Replaces what is looked at. While the run is paused, answers when the present shows it. */
  async look(look: Look): Promise<void> {
    this.looked = look
    this.informed.clear()
    this.otherFrames.clear()
    await this.informAll()
  }

  /** Asks a process about its memory as it is now, while the run stands; null when there is nobody to ask. */
  async inquire(letter: ProcessLetter, request: RunnerRequest): Promise<RunnerReply | null> {
    const asked = this.looking.then(async () => {
      const reply = this.status === 'paused' ? await this.hosts.get(letter)?.request(request) : undefined
      return reply === undefined || reply.kind === 'gone' ? null : reply
    })
    this.looking = asked.then(() => undefined)
    return asked
  }

  pause(): void {
    this.pauseWanted = true
  }

  /** Ends the run and answers when none of its processes is left. */
  async stop(why = 'Stopped.'): Promise<void> {
    if (!this.isOver) this.setStatus('stopped', why)
    await this.machineRun.end()
    await this.moving
  }

  /**
   * Only the process whose turn it is can go on: every other one waits inside lab_switch_to, or has not begun. A step of
   * such a one therefore begins with the others running on until they pass the turn.
   */
  private async travel(mode: MoveMode, line?: number, process?: ProcessLetter): Promise<void> {
    const first = process ?? this.turn
    // The step over a process's last statement ends in the one that gets the turn.
    const isStepped = (): boolean => this.turn === first || this.idle.has(first)
    const stops = (): readonly Breakpoint[] =>
      line === undefined ? this.breakpoints : [...this.breakpoints, { line, condition: null }]
    for (;;) {
      const host = this.hosts.get(this.turn)
      if (host === undefined) return
      await this.options.beforeSlice?.()
      await this.inform(this.turn)
      if (this.isOver) return
      const reply = await host.request({
        kind: 'resume',
        mode:
          mode !== 'line' && (isStepped() || (mode === 'into' && process === undefined)) ? mode : 'continue',
        breakpoints: stops(),
        // Without any time a slice ends with the first step that it records.
        sliceMs: this.stopAtStep === null ? sliceMs : 0,
        mailbox: this.mailbox,
        processIds: this.processIds,
        maximumSteps: Math.max(0, maximumSteps - this.history.moments.length),
        ...(this.begins === this.turn ? { begins: true } : {})
      })
      this.begins = null
      if (this.isOver) return
      if (reply.kind === 'gone') return this.endWaiting('died', this.whenGone(reply.message))
      if (reply.kind !== 'paused')
        return this.finish(
          'failed',
          reply.kind === 'broken' ? reply.message : `The process answered ${reply.kind}.`
        )
      this.mailbox = reply.mailbox
      for (const step of reply.steps) this.noteStep(step)
      if (reply.place) this.history.look(this.turn, reply.place, true)
      if (reply.steps.length > 0) await this.seeOthers()
      if (this.isOver) return
      const goesOn = await this.follow(reply.pausing, mode)
      if (!goesOn) return
      this.options.onChange?.()
    }
  }

  private get isAtStep(): boolean {
    return this.stopAtStep !== null && this.history.moments.length > this.stopAtStep
  }

  /** Acts on why a process gave the turn back; true when the run goes on by itself. */
  private async follow(pausing: Pausing, mode: MoveMode): Promise<boolean> {
    switch (pausing.reason) {
      case 'slice':
        if (!this.pauseWanted && !this.isAtStep) return true
        this.moves.push({ ...this.moves.pop()!, pausedAt: this.history.moments.length - 1 })
        this.setStatus('paused', '')
        return false
      case 'step':
        this.setStatus('paused', '')
        return false
      case 'deadlock':
        this.setStatus('paused', pausing.text)
        return false
      case 'breakpoint':
        this.setStatus('paused', pausing.problem ?? '')
        return false
      case 'switch':
        return this.passTurn(pausing.to, mode)
      case 'ended':
        if (this.turn === 'A') {
          this.exitCode = pausing.exitCode
          await this.finish(
            'ended',
            pausing.exitCode === 0
              ? 'The program ended.'
              : `The program ended with exit code ${pausing.exitCode}.`
          )
          return false
        }
        if (pausing.byExit === true) {
          const code = pausing.exitCode === 0 ? '' : ` with exit code ${pausing.exitCode}`
          await this.endWaiting('ended', `Process ${this.turn} ended itself${code}.`)
          return false
        }
        this.idle.add(this.turn)
        this.history.end(this.turn)
        this.turn = 'A'
        return true
      case 'died':
        this.exception = pausing.exception
        this.died = { process: this.turn, line: pausing.line, functionName: pausing.functionName }
        await this.endWaiting('died', deathInWords(pausing.exception, pausing.line))
        return false
    }
  }

  private async passTurn(to: ProcessLetter, mode: MoveMode): Promise<boolean> {
    if (to === this.turn) return true
    if (this.turn === 'A') this.waitedFor = to
    if (this.idle.has(to)) {
      this.tellOfWaiting()
      await this.finish('ended', `Process ${to} had ended already, so the program ended with exit code 1.`)
      return false
    }
    const fresh = !this.hosts.has(to)
    if (fresh) {
      const refused = await this.startProcess(to)
      if (refused !== null) {
        await this.finish('failed', refused[0]?.message ?? 'The program was refused.')
        return false
      }
      if (this.isOver) return false
      if (!this.options.processes.includes(to)) {
        // A process without a function of its own gives the turn back at once, as in lab.h.
        this.idle.add(to)
        return true
      }
    }
    this.turn = to
    if (fresh && mode !== 'into') this.begins = to
    if (!fresh || mode !== 'into') return true
    this.setStatus('paused', '')
    return false
  }

  /** The process whose turn it is has come to its end; where process A waits for it, that goes on as in lab.h. */
  private async endWaiting(status: 'ended' | 'died', why: string): Promise<void> {
    if (this.isOver || this.turn === 'A') return this.finish(status, why)
    this.turn = 'A'
    this.tellOfWaiting()
    await this.finish(status, `${why} Process A, which waited for it, ended with exit code 1.`)
  }

  /** What lab.h prints when the process that A waits for has ended, and how it ends then. */
  private tellOfWaiting(): void {
    const text = `FAIL 0 process ${this.waitedFor} ended or hung\n`
    this.noteStep({
      ...emptyStep(this.history.last?.line ?? 0),
      output: text,
      checks: [{ line: 0, verdict: 'FAIL', text: text.trimEnd() }]
    })
    this.exitCode = 1
  }

  private async startProcess(letter: ProcessLetter): Promise<readonly Diagnostic[] | null> {
    const host = await this.machineRun.start(letter)
    if ('kind' in host) {
      await this.finish('failed', host.message)
      return null
    }
    this.hosts.set(letter, host)
    const reply = await host.request({
      kind: 'load',
      source: this.options.source,
      fileName: this.options.fileName,
      letter,
      recording: this.options.recording
    })
    if (this.isOver) return null
    if (reply.kind === 'refused') return reply.diagnostics
    if (reply.kind !== 'loaded') {
      const why =
        reply.kind === 'gone' || reply.kind === 'broken' ? reply.message : `it answered ${reply.kind}`
      await this.finish('failed', `Process ${letter} does not start: ${why}`)
      return null
    }
    this.processIds[letter] = reply.processId
    if (letter === 'A') this.warnings = reply.warnings
    this.history.begin(letter, reply, this.keptState(reply))
    return null
  }

  private async informAll(): Promise<void> {
    if (this.status !== 'paused') return
    this.looking = this.looking.then(async () => {
      for (const letter of this.hosts.keys()) if (this.status === 'paused') await this.inform(letter)
    })
    await this.looking
  }

  /** Tells a process what is looked at, once, and takes what it sees into the present. */
  private async inform(letter: ProcessLetter): Promise<void> {
    const { looked } = this
    if (looked === nothingLookedAt || this.informed.has(letter)) return
    this.informed.add(letter)
    const frame = looked.frames.find((chosen) => chosen.process === letter)?.frame ?? 0
    const place = await this.see(letter, this.status === 'paused' ? frame : 0, false)
    if (!place) return
    if (place.frame === 0) return this.history.look(letter, place, false)
    const line = this.history.last?.places.get(letter)?.line ?? null
    this.otherFrames.set(letter, { line, ...this.history.whole(letter, place) })
  }

  /** A step of one process may have changed what is looked at in the others. */
  private async seeOthers(): Promise<void> {
    if (this.options.recording !== 'steps' || !looksEverywhere(this.looked)) return
    for (const letter of this.hosts.keys()) {
      if (letter === this.turn) continue
      const isInformed = this.informed.has(letter)
      this.informed.add(letter)
      const place = await this.see(letter, 0, isInformed)
      if (place) this.history.look(letter, place, isInformed)
    }
  }

  private async see(letter: ProcessLetter, frame: number, afterStep: boolean): Promise<RunnerPlace | null> {
    const look = lookInto(this.looked, this.machineName, letter)
    const reply = await this.hosts.get(letter)?.request({ kind: 'look', look, frame, afterStep })
    return reply?.kind === 'place' && !this.isOver ? reply.place : null
  }

  private noteStep(step: RunnerStep): void {
    this.options.onStep?.(this.turn, step)
    this.checks = countChecks(this.checks, step)
    for (const warning of step.warnings ?? []) {
      // Each process tells what it finds; the same place counts once.
      const isNews = !this.warnings.some(
        (w) => w.line === warning.line && w.column === warning.column && w.message === warning.message
      )
      if (isNews) this.warnings = [...this.warnings, warning]
    }
    if (this.options.recording === 'steps') this.history.add(this.turn, step, this.keptState(step))
  }

  private keptState({ kept }: { readonly kept?: number }): SimulatorSnapshot | null {
    return kept === undefined ? null : (this.machineRun.takeKept?.(kept) ?? null)
  }

  private whenGone(message: string): string {
    const line = this.history.last?.line
    return `Process ${this.turn} is gone${line ? ` near line ${line}` : ''}: ${message}`
  }

  private async finish(status: RunStatus, text: string): Promise<void> {
    if (this.isOver) return
    this.setStatus(status, text)
    await this.machineRun.end()
  }

  private setStatus(status: RunStatus, text: string): void {
    this.status = status
    this.statusText = text
    if (status === 'paused') this.history.halt()
    this.options.onChange?.()
  }
}

/** `EXCEPTION_ACCESS_VIOLATION: write to 0x1000, in line 7.` and the rule behind it. */
function deathInWords(exception: ShownException, line: number): string {
  const where = exception.where === '' ? '' : `: ${exception.where}`
  const why = exception.why === null ? '' : ` ${exception.why}`
  return `The program died of ${exception.name}${where}, in line ${line}.${why}`
}

function emptyStep(line: number): RunnerStep {
  return {
    line,
    nextLine: line,
    calls: [],
    checks: [],
    output: '',
    errorOutput: '',
    removed: [],
    set: regionsToColumns([]),
    place: null
  }
}

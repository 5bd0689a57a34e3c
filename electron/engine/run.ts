import { randomUUID } from 'node:crypto'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import type { RunStatus } from '../../shared/contract/run-update'
import type { CheckCounts, ShownException } from '../../shared/contract/step'
import type { Pausing, Recording, RunnerStep } from '../runner/messages'
import { countChecks, History } from './history'
import type { Machine, MachineRun, ProcessHost } from './process-host'

/** What a run is started with. */
export interface RunOptions {
  readonly source: string
  readonly fileName: string
  /** The processes that the program defines functions for. */
  readonly processes: readonly ProcessLetter[]
  readonly seed: number
  readonly recording: Recording
  readonly breakpoints: readonly number[]
  /** Hears every step as it comes; for those who stream instead of keeping. */
  readonly onStep?: (process: ProcessLetter, step: RunnerStep) => void
  /** Asked before each slice: a reader that is slow holds the program up instead of letting its output pile up. */
  readonly beforeSlice?: () => Promise<void>
  /** Hears that status, history or output changed. */
  readonly onChange?: () => void
}

export type MoveMode = 'into' | 'over' | 'out' | 'continue'

/** How long a process may run before it must give a sign: stop and pause are heard this often. */
const sliceMs = 25

/** Steps that are kept call by call; a program that calls for longer is recorded pause by pause from there on. */
const maximumSteps = 10_000

/** One program on one machine, with all its processes: passes the turn between them and keeps the record. */
export class Run {
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
  breakpoints: readonly number[]
  private turn: ProcessLetter = 'A'
  /** The process that A passed the turn to last. */
  private waitedFor: ProcessLetter = 'A'
  private readonly machineRun: MachineRun
  private readonly hosts = new Map<ProcessLetter, ProcessHost>()
  private readonly idle = new Set<ProcessLetter>()
  private readonly processIds: Partial<Record<ProcessLetter, number>> = {}
  private mailbox: readonly string[] = new Array<string>(16).fill('0')
  private pauseWanted = false
  private moving: Promise<void> | null = null

  constructor(
    private readonly machine: Machine,
    private readonly options: RunOptions
  ) {
    this.breakpoints = options.breakpoints
    this.machineRun = machine.prepare(options.seed)
  }

  get machineName(): MachineName {
    return this.machine.name
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
    if (!this.isOver) this.setStatus('paused', '')
    return null
  }

  /** Goes on until the mode is satisfied, a breakpoint, a pause, or the end. Does nothing when the run is over or on its way. */
  async move(mode: MoveMode): Promise<void> {
    if (this.status !== 'paused') return
    this.pauseWanted = false
    this.setStatus('running', '')
    this.moving = this.travel(mode)
    await this.moving
    this.moving = null
  }

  pause(): void {
    this.pauseWanted = true
  }

  /** Ends the run and answers when none of its processes is left. */
  async stop(): Promise<void> {
    if (!this.isOver) this.setStatus('stopped', 'Stopped.')
    await this.machineRun.end()
    await this.moving
  }

  private async travel(mode: MoveMode): Promise<void> {
    const stepper = this.turn
    for (;;) {
      const host = this.hosts.get(this.turn)
      if (host === undefined) return
      await this.options.beforeSlice?.()
      if (this.isOver) return
      const reply = await host.request({
        kind: 'resume',
        mode: this.turn === stepper || mode === 'into' ? mode : 'continue',
        breakpoints: this.breakpoints,
        sliceMs,
        mailbox: this.mailbox,
        processIds: this.processIds,
        maximumSteps: Math.max(0, maximumSteps - this.history.moments.length)
      })
      if (this.isOver) return
      if (reply.kind === 'gone') return this.endWaiting('died', this.whenGone(reply.message))
      if (reply.kind !== 'paused')
        return this.finish(
          'failed',
          reply.kind === 'broken' ? reply.message : `The process answered ${reply.kind}.`
        )
      this.mailbox = reply.mailbox
      for (const step of reply.steps) this.noteStep(step)
      const goesOn = await this.follow(reply.pausing, mode)
      if (!goesOn) return
      this.options.onChange?.()
    }
  }

  /** Acts on why a process gave the turn back; true when the run goes on by itself. */
  private async follow(pausing: Pausing, mode: MoveMode): Promise<boolean> {
    switch (pausing.reason) {
      case 'slice':
        if (!this.pauseWanted) return true
        this.setStatus('paused', '')
        return false
      case 'step':
      case 'breakpoint':
        this.setStatus('paused', '')
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
    this.history.begin(letter, reply)
    return null
  }

  private noteStep(step: RunnerStep): void {
    this.options.onStep?.(this.turn, step)
    this.checks = countChecks(this.checks, step)
    if (this.options.recording === 'steps') this.history.add(this.turn, step)
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
    frames: [],
    variables: []
  }
}

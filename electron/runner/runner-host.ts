import {
  compile,
  Conditions,
  Execution,
  functionsUsed,
  type ExecutedCall,
  type LabWords,
  type Pause,
  type Program
} from '../c'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter, Region } from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import { regionList, type TreeDelta } from '../../shared/contract/region-tree'
import type { CallRecord, CheckRecord, FaultCounts, ShownException } from '../../shared/contract/step'
import type { MachineProcess } from '../machine/machine-process'
import { AddressBook } from './address-book'
import { describeCall, describeRaised, type CallSurroundings } from './describe-call'
import type { Breakpoint, Pausing, Recording, RunnerReply, RunnerRequest, RunnerStep } from './messages'
import { Observer } from './observer'
import { ExecutedLines } from './executed-lines'
import { imageRegions, RegionWatch } from './region-watch'

/** Runs one program in one process and answers an engine's requests; synchronous, so that it can live where the memory is. */
export interface RunnerHost {
  handle(request: RunnerRequest): RunnerReply
}

/** Of a recorded step at least so many calls are told, the latest; and less than twice as many. */
const mostCallsOfStep = 200

/** Instructions between two looks at the clock: a few milliseconds' worth. */
const instructionsPerLook = 100_000

/** `keepMoment` has the machine keep its state now and answers the state's number; asked where steps are recorded. */
export function createRunnerHost(process: MachineProcess, keepMoment?: () => number): RunnerHost {
  let session: Session | null = null
  return {
    handle(request) {
      switch (request.kind) {
        case 'load': {
          const loaded = load(process, request, keepMoment)
          if ('reply' in loaded) return loaded.reply
          session = loaded.session
          return session.loaded()
        }
        case 'resume':
          return session?.resume(request) ?? { kind: 'broken', message: 'resume came before load' }
        case 'look':
          return session?.look(request) ?? { kind: 'broken', message: 'look came without a recorded program' }
        case 'peek': {
          const bytes = process.peek(request.address, request.length)
          return { kind: 'bytes', bytes: bytes && [...bytes] }
        }
        case 'working-set':
          return { kind: 'working-set', runs: process.workingSet?.(request.ranges) ?? null }
        case 'memory-usage':
          return { kind: 'memory-usage', usage: process.memoryUsage?.() ?? null }
      }
    }
  }
}

function load(
  process: MachineProcess,
  request: Extract<RunnerRequest, { kind: 'load' }>,
  keepMoment: (() => number) | undefined
): { session: Session } | { reply: RunnerReply } {
  const compiled = compile(request.source, request.fileName)
  if (!compiled.ok) return { reply: { kind: 'refused', diagnostics: compiled.diagnostics } }
  const missing = missingFunctions(compiled.program, process)
  if (missing.length > 0) return { reply: { kind: 'refused', diagnostics: missing } }
  return {
    session: new Session(
      compiled.program,
      compiled.warnings,
      process,
      request.letter,
      request.recording,
      request.recording === 'steps' ? keepMoment : undefined
    )
  }
}

/** The calls of a program that a machine does not have: said before the run, at their places. */
function missingFunctions(program: Program, process: MachineProcess): Diagnostic[] {
  return functionsUsed(program)
    .filter((used) => !process.offers(used.name))
    .map((used) => ({
      severity: 'error',
      file: program.fileName,
      line: used.line,
      column: used.column,
      length: used.length,
      message: `${used.name} is not available on this machine yet.`
    }))
}

class Session {
  private readonly execution: Execution
  /** Tells what is seen at a step; null where steps are not recorded. */
  private readonly observer: Observer | null
  private conditions: Conditions
  private breakpoints: readonly Breakpoint[] = []
  /** Why the condition of the breakpoint stopped at has no value. */
  private problem: string | null = null
  private readonly book = new AddressBook()
  private readonly executed = new ExecutedLines()
  private readonly watch: RegionWatch
  private readonly mailbox: bigint[] = new Array<bigint>(16).fill(0n)
  private processIds: Readonly<Partial<Record<ProcessLetter, number>>> = {}
  private images: readonly Region[] | null = null
  private stepLine = 0
  private calls: CallRecord[] = []
  private earlierCalls = 0
  private checks: CheckRecord[] = []
  private output = ''
  private errorOutput = ''
  private handled: ShownException[] = []
  private probed: ShownException[] = []
  private found: Diagnostic[] = []
  private faults: FaultCounts = { demandZero: 0, soft: 0, copyOnWrite: 0, hard: 0 }

  constructor(
    private readonly program: Program,
    private readonly warnings: readonly Diagnostic[],
    private readonly process: MachineProcess,
    letter: ProcessLetter,
    private readonly recording: Recording,
    private readonly keepMoment: (() => number) | undefined
  ) {
    const lab: LabWords = {
      switchTo: () => undefined,
      fetch: (slot) => this.mailbox[slot & 15] ?? 0n,
      post: (slot, value) => {
        this.mailbox[slot & 15] = BigInt.asUintN(64, value)
      },
      processId: (which) => this.processIds[which]
    }
    this.execution = new Execution(
      program,
      process,
      lab,
      {
        output: (text) => {
          this.output += text
        },
        error: (text) => {
          this.errorOutput += text
        },
        warning: (diagnostic) => {
          this.found.push(diagnostic)
        },
        call: (call) => this.noteCall(call),
        exception: (record, _line, by) => {
          if (by !== 'unhandled' && this.handled.length < mostHandled)
            this.handled.push(describeRaised(record))
        },
        probe: (record) => {
          if (this.probed.length < mostProbed) this.probed.push(describeRaised(record))
        },
        check: (line, verdict, text) => {
          this.checks.push({ line, verdict, text })
        }
      },
      letter
    )
    this.conditions = new Conditions(program, [])
    this.watch = new RegionWatch(process)
    this.observer =
      recording === 'steps' ? new Observer(program, process, this.execution, () => this.watch.told) : null
    if (recording !== 'steps') return
    const { onLine } = this.execution
    this.executed.arrive(this.execution.line)
    this.execution.onLine = (line, serial) => {
      this.executed.arrive(line)
      onLine?.(line, serial)
    }
  }

  loaded(): RunnerReply {
    this.stepLine = this.execution.line
    this.newFaults()
    const observing = this.recording === 'steps'
    if (observing) this.watch.look(this.currentLine)
    return {
      kind: 'loaded',
      processId: this.process.processId,
      line: this.execution.line,
      place: this.observer?.afterStep() ?? null,
      set: regionsToColumns(regionList(this.watch.told)),
      warnings: this.warnings,
      ...this.kept()
    }
  }

  resume(request: Extract<RunnerRequest, { kind: 'resume' }>): RunnerReply {
    request.mailbox.forEach((slot, i) => (this.mailbox[i] = BigInt(slot)))
    this.processIds = request.processIds
    this.takeBreakpoints(request.breakpoints)
    const { line } = this.execution
    if (request.begins === true && this.conditions.lines.has(line) && this.stopsAt(line))
      return this.paused(this.pausingOf({ reason: 'breakpoint' }), [])
    const deadline = Date.now() + request.sliceMs
    const steps: RunnerStep[] = []
    const perCall = this.recording === 'steps' && request.mode === 'continue'
    for (;;) {
      const pause = this.execution.run({
        mode: request.mode,
        breakpoints: this.conditions.lines,
        stopsAt: (line) => this.stopsAt(line),
        maximumInstructions: instructionsPerLook,
        stopAfterCall: perCall && steps.length < request.maximumSteps
      })
      if (pause.reason === 'call') steps.push(this.closeStep())
      if (pause.reason === 'call' || pause.reason === 'slice') {
        if (Date.now() < deadline && this.output.length < 65_536) continue
        return this.paused({ reason: 'slice' }, steps)
      }
      // Turning over to another process is the middle of a step, not its end.
      if (pause.reason !== 'switch' && (this.recording === 'steps' || this.hasNews()))
        steps.push(this.closeStep())
      return this.paused(this.pausingOf(pause), steps)
    }
  }

  look({ look, frame, afterStep }: Extract<RunnerRequest, { kind: 'look' }>): RunnerReply | undefined {
    if (!this.observer) return undefined
    if (!afterStep) return { kind: 'place', place: this.observer.setLook(look, frame) }
    this.watch.look(this.currentLine)
    return { kind: 'place', place: this.observer.afterStep() }
  }

  /** Conditions are compiled when they come, not at each slice. */
  private takeBreakpoints(breakpoints: readonly Breakpoint[]): void {
    const old = this.breakpoints
    const same =
      old.length === breakpoints.length &&
      old.every((b, i) => b.line === breakpoints[i]!.line && b.condition === breakpoints[i]!.condition)
    if (same) return
    this.breakpoints = breakpoints
    this.conditions = new Conditions(this.program, breakpoints)
  }

  private stopsAt(line: number): boolean {
    const frame = { process: this.process, data: this.execution.data, fp: this.execution.fp }
    const stop = this.conditions.stopsAt(line, frame, () => this.process.regions())
    this.problem = stop?.problem ?? null
    return stop !== null
  }

  private pausingOf(pause: Pause): Pausing {
    if (pause.reason !== 'breakpoint') return pausingOf(pause, this.execution.exited)
    const { problem } = this
    this.problem = null
    return problem === null ? { reason: 'breakpoint' } : { reason: 'breakpoint', problem }
  }

  private paused(pausing: Pausing, steps: RunnerStep[]): RunnerReply {
    // Output must not wait for the end of a step that may never come.
    const tellNow = this.recording !== 'steps' || this.output.length > 16_384
    if (tellNow && this.hasNews()) steps.push(this.closeStep())
    const place = pausing.reason === 'switch' ? this.observer?.afterStep() : undefined
    return {
      kind: 'paused',
      pausing,
      line: this.execution.line,
      steps,
      mailbox: this.mailbox.map(String),
      ...(place ? { place } : {})
    }
  }

  private hasNews(): boolean {
    const told = this.output.length + this.errorOutput.length
    return told + this.checks.length + this.calls.length + this.found.length > 0
  }

  private closeStep(): RunnerStep {
    const { removed, set } = this.recording === 'steps' ? this.watch.look(this.currentLine) : nothingChanged
    const step: RunnerStep = {
      line: this.currentLine,
      nextLine: this.execution.line,
      calls: this.calls,
      ...(this.earlierCalls > 0 ? { earlierCalls: this.earlierCalls } : {}),
      checks: this.checks,
      output: this.output,
      errorOutput: this.errorOutput,
      warnings: this.found,
      faults: this.newFaults(),
      ...(this.handled.length > 0 ? { handled: this.handled } : {}),
      ...(this.probed.length > 0 ? { probed: this.probed } : {}),
      removed,
      set: regionsToColumns(set),
      place: this.observer?.afterStep() ?? null,
      executed: this.executed.take(this.execution.isMidStatement),
      ...this.kept()
    }
    this.calls = []
    this.earlierCalls = 0
    this.checks = []
    this.output = ''
    this.errorOutput = ''
    this.found = []
    this.handled = []
    this.probed = []
    this.stepLine = this.execution.line
    return step
  }

  private kept(): { kept?: number } {
    return this.keepMoment ? { kept: this.keepMoment() } : {}
  }

  /** The page faults since the last step. */
  private newFaults(): FaultCounts | null {
    const now = this.process.faults?.()
    if (now === undefined) return null
    const { demandZero, soft, copyOnWrite, hard } = this.faults
    this.faults = now
    return {
      demandZero: now.demandZero - demandZero,
      soft: now.soft - soft,
      copyOnWrite: now.copyOnWrite - copyOnWrite,
      hard: now.hard - hard
    }
  }

  private noteCall(call: ExecutedCall): void {
    if (this.recording === 'output') return
    if (/^(LoadLibrary|FreeLibrary|MapViewOfFile|UnmapViewOfFile)/.test(call.name)) this.images = null
    const around: CallSurroundings = {
      process: this.process,
      book: this.book,
      symbolOf: (address) => this.execution.symbolOf(address),
      images: () => (this.images ??= imageRegions(this.process))
    }
    this.calls.push(describeCall(call, around))
    if (this.recording === 'steps' && this.calls.length >= 2 * mostCallsOfStep) {
      this.calls = this.calls.slice(-mostCallsOfStep)
      this.earlierCalls += mostCallsOfStep
    }
  }

  /** The line that did what happened since the last step. */
  private get currentLine(): number {
    return this.calls.at(-1)?.line ?? this.stepLine
  }
}

/** Handled exceptions that a step tells. */
const mostHandled = 10
/** Exceptions of probes that a step tells: programs try every page of an area. */
const mostProbed = 1000

const nothingChanged: TreeDelta = { removed: [], set: [] }

function pausingOf(pause: Pause, byExit: boolean): Pausing {
  switch (pause.reason) {
    case 'died':
      return {
        reason: 'died',
        exception: describeRaised(pause.exception),
        line: pause.line,
        functionName: pause.functionName
      }
    case 'ended':
      return byExit ? { ...pause, byExit } : pause
    case 'switch':
    case 'deadlock':
      return pause
    case 'call':
      return { reason: 'slice' }
    default:
      return { reason: pause.reason }
  }
}

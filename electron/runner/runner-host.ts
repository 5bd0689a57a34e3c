import {
  compile,
  Execution,
  functionsUsed,
  type ExecutedCall,
  type LabWords,
  type Pause,
  type Program
} from '../c'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ObservedRegion, ProcessLetter, Region } from '../../shared/contract/observation'
import { regionDelta, regionsToColumns } from '../../shared/contract/region-columns'
import type { CallRecord, CheckRecord } from '../../shared/contract/step'
import { win32Constants } from '../../shared/win32/constants'
import type { MachineProcess } from '../machine/machine-process'
import { AddressBook } from './address-book'
import { describeCall, describeRaised, type CallSurroundings } from './describe-call'
import type { Pausing, Recording, RunnerReply, RunnerRequest, RunnerStep } from './messages'

/** Runs one program in one process and answers an engine's requests; synchronous, so that it can live where the memory is. */
export interface RunnerHost {
  handle(request: RunnerRequest): RunnerReply
}

/** Instructions between two looks at the clock: a few milliseconds' worth. */
const instructionsPerLook = 100_000

export function createRunnerHost(process: MachineProcess): RunnerHost {
  let session: Session | null = null
  return {
    handle(request) {
      switch (request.kind) {
        case 'load': {
          const loaded = load(process, request)
          if ('reply' in loaded) return loaded.reply
          session = loaded.session
          return session.loaded()
        }
        case 'resume':
          return session?.resume(request) ?? { kind: 'broken', message: 'resume came before load' }
        case 'peek': {
          const bytes = process.peek(request.address, request.length)
          return { kind: 'bytes', bytes: bytes && [...bytes] }
        }
      }
    }
  }
}

function load(
  process: MachineProcess,
  request: Extract<RunnerRequest, { kind: 'load' }>
): { session: Session } | { reply: RunnerReply } {
  const compiled = compile(request.source, request.fileName)
  if (!compiled.ok) return { reply: { kind: 'refused', diagnostics: compiled.diagnostics } }
  const missing = missingFunctions(compiled.program, process)
  if (missing.length > 0) return { reply: { kind: 'refused', diagnostics: missing } }
  return {
    session: new Session(compiled.program, compiled.warnings, process, request.letter, request.recording)
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
  private readonly book = new AddressBook()
  private readonly madeByLine = new Map<number, number>()
  private readonly mailbox: bigint[] = new Array<bigint>(16).fill(0n)
  private processIds: Readonly<Partial<Record<ProcessLetter, number>>> = {}
  private told: readonly ObservedRegion[] = []
  private images: readonly Region[] | null = null
  private stepLine = 0
  private calls: CallRecord[] = []
  private checks: CheckRecord[] = []
  private output = ''
  private errorOutput = ''

  constructor(
    program: Program,
    private readonly warnings: readonly Diagnostic[],
    private readonly process: MachineProcess,
    letter: ProcessLetter,
    private readonly recording: Recording
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
        call: (call) => this.noteCall(call),
        check: (line, verdict, text) => {
          this.checks.push({ line, verdict, text })
        }
      },
      letter
    )
  }

  loaded(): RunnerReply {
    this.stepLine = this.execution.line
    const observing = this.recording === 'steps'
    if (observing) this.told = this.observe()
    return {
      kind: 'loaded',
      processId: this.process.processId,
      line: this.execution.line,
      frames: this.execution.frames(),
      variables: observing ? this.execution.variables() : [],
      set: regionsToColumns(this.told),
      warnings: this.warnings
    }
  }

  resume(request: Extract<RunnerRequest, { kind: 'resume' }>): RunnerReply {
    request.mailbox.forEach((slot, i) => (this.mailbox[i] = BigInt(slot)))
    this.processIds = request.processIds
    const breakpoints = new Set(request.breakpoints)
    const deadline = Date.now() + request.sliceMs
    const steps: RunnerStep[] = []
    const perCall = this.recording === 'steps' && request.mode === 'continue'
    for (;;) {
      const pause = this.execution.run({
        mode: request.mode,
        breakpoints,
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
      return this.paused(pausingOf(pause, this.execution.exited), steps)
    }
  }

  private paused(pausing: Pausing, steps: RunnerStep[]): RunnerReply {
    // Output must not wait for the end of a step that may never come.
    const tellNow = this.recording !== 'steps' || this.output.length > 16_384
    if (tellNow && this.hasNews()) steps.push(this.closeStep())
    return {
      kind: 'paused',
      pausing,
      line: this.execution.line,
      steps,
      mailbox: this.mailbox.map(String)
    }
  }

  private hasNews(): boolean {
    return this.output !== '' || this.errorOutput !== '' || this.checks.length > 0 || this.calls.length > 0
  }

  private closeStep(): RunnerStep {
    const observing = this.recording === 'steps'
    let removed: readonly number[] = []
    let set: readonly ObservedRegion[] = []
    if (observing) {
      const now = this.observe()
      const delta = regionDelta(this.told, now)
      removed = delta.removed
      set = delta.set
      this.told = now
    }
    const lastCall = this.calls.at(-1)
    const step: RunnerStep = {
      line: lastCall?.line ?? this.stepLine,
      nextLine: this.execution.line,
      calls: this.calls,
      checks: this.checks,
      output: this.output,
      errorOutput: this.errorOutput,
      removed,
      set: regionsToColumns(set),
      frames: observing ? this.execution.frames() : [],
      variables: observing ? this.execution.variables() : []
    }
    this.calls = []
    this.checks = []
    this.output = ''
    this.errorOutput = ''
    this.stepLine = this.execution.line
    return step
  }

  private noteCall(call: ExecutedCall): void {
    if (this.recording === 'output') return
    if (/^(LoadLibrary|FreeLibrary|MapViewOfFile|UnmapViewOfFile)/.test(call.name)) this.images = null
    const around: CallSurroundings = {
      process: this.process,
      book: this.book,
      symbolOf: (address) => this.execution.symbolOf(address),
      images: () =>
        (this.images ??= this.process.regions().filter((region) => region.type === win32Constants.MEM_IMAGE))
    }
    this.calls.push(describeCall(call, around))
  }

  /** The regions now, each with the line of the call that made its allocation. */
  private observe(): readonly ObservedRegion[] {
    const line = this.calls.at(-1)?.line ?? this.stepLine
    const regions = this.process.regions()
    const alive = new Set<number>()
    const observed = regions.map((region): ObservedRegion => {
      if (region.owner === 'before') return { ...region, madeByLine: null }
      alive.add(region.allocationBase)
      let madeByLine = this.madeByLine.get(region.allocationBase)
      if (madeByLine === undefined) {
        madeByLine = line
        this.madeByLine.set(region.allocationBase, line)
      }
      return { ...region, madeByLine }
    })
    for (const base of this.madeByLine.keys()) if (!alive.has(base)) this.madeByLine.delete(base)
    return observed
  }
}

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
      return pause
    case 'call':
      return { reason: 'slice' }
    default:
      return { reason: pause.reason }
  }
}

import type { ProcessLetter } from '../../shared/contract/observation'
import type { Frame } from '../../shared/contract/step'
import type { MachineProcess } from '../machine/machine-process'
import { wordOf, type Word } from '../machine/word'
import type { Variable } from './ast'
import { CallDesk } from './call-desk'
import type { CompiledCode, CompiledFunction } from './compiled-code'
import type { ExecutionEvents, LabWords, Pause, ProgramThreadState, RunLimits } from './execution-contract'
import type { Program } from './program'
import { sizeOf } from './types'
import { ExceptionDispatcher } from './exception-dispatch'
import { pcOfFrame } from './exception-frames'
import { HandlerRegistry } from './exception-handlers'
import { Op } from './opcodes'
import { RuntimeChecks } from './runtime-checks'
import { Threads } from './threads'
import { runLoop } from './vm-loop'
import { callStride, Stop, VmState, type StopReason } from './vm-state'

/** Bytes of stack that are asked for: what a thread of a Windows program has by default. */
const stackSize = 0x100000

/** A step that has begun and is not complete: it goes on over pauses in its middle. */
interface PendingStep {
  readonly mode: RunLimits['mode']
  readonly depth: number
  /** The thread that is stepped. */
  readonly vm: VmState
}

/** A function that is being executed, as it lies in memory. */
export interface Activation {
  readonly function: CompiledFunction
  readonly fp: number
  /** The instruction it is at: inside of the statement under way, or before the next. */
  readonly pc: number
  readonly line: number
  /** Another number for each call of a function. */
  readonly serial: number
}

/** One process function of a program, being run in one process. */
export class Execution {
  private readonly scheduler: Threads
  private readonly desk: CallDesk
  private readonly code: CompiledCode
  private over: Pause | null = null
  private pending: PendingStep | null = null
  /** Execution stands before a statement that was already paused at. */
  private standing = false
  private breakpoints: ReadonlySet<number> | null = null
  private breakLines = new Set<number>()
  private stopsAt: RunLimits['stopsAt']
  private lastLine = 1
  /** Hears of each statement that is come to, with the serial of its activation. */
  onLine: ((line: number, serial: number) => void) | null = null

  constructor(
    private readonly program: Program,
    private readonly process: MachineProcess,
    lab: LabWords,
    events: ExecutionEvents,
    letter: ProcessLetter
  ) {
    this.code = program.code
    const { dataSize, readOnlyData, functionCode, functions, entries, imports, thunks } = this.code
    const first = functions[entries.A ?? -1]?.addressOffset ?? 0
    const layout = process.prepare({
      dataSize,
      constants: readOnlyData,
      code: functionCode,
      imports,
      thunks,
      main: functionCode.length + readOnlyData.length + first,
      stackSize
    })
    const checks = new RuntimeChecks(this.code, program.fileName, layout.data, (warning) =>
      events.warning?.(warning)
    )
    const vm = new VmState(this.code, process, layout, checks)
    const handlers = new HandlerRegistry()
    const lineAt = (index: number): number => this.lineAt(index)
    const dispatcher = new ExceptionDispatcher(handlers, events, lineAt)
    this.scheduler = new Threads(vm, {
      dispatcher,
      desk: () => this.desk,
      startOf: (address) => this.desk.startOf(address),
      lineOf: (of) => this.lineAt(of.pc - 1)
    })
    this.desk = new CallDesk(vm, this.scheduler, lab, events, lineAt, handlers)
    vm.onCallSite = (site) => this.desk.call(site)
    vm.onStatement = (line, isFirst) => this.onStatement(line, isFirst)
    this.start(letter)
  }

  /** The thread that runs. */
  private get vm(): VmState {
    return this.scheduler.current.vm
  }

  /** Every thread of the program, in the order of their creation, those that have ended too. */
  threads(): ProgramThreadState[] {
    const { scheduler, process, code } = this
    return scheduler.all.map((thread) => {
      const { vm, threadId, start, ended } = thread
      const innermost = vm.depth > 0 ? vm.current?.name : undefined
      const first = typeof start === 'number' ? code.functions[start]?.name : undefined
      const functionName = innermost ?? first ?? (typeof start === 'string' ? start : '')
      if (ended || this.over) return { threadId, functionName, line: null, state: 'ended' }
      const line = thread.begun ? this.lineAt(vm.waiting ? vm.pc - 1 : vm.pc) : lineOfStart(code, start)
      const isSuspended = process.threads?.stateOf(threadId) === 'suspended'
      const state = isSuspended
        ? 'suspended'
        : vm.waiting
          ? 'waiting'
          : thread === scheduler.current
            ? 'current'
            : 'ready'
      return { threadId, functionName, line, state }
    })
  }

  /** The line of the statement to be executed next; of the last one when the execution is over. */
  get line(): number {
    return this.over ? this.lastLine : this.lineAt(this.vm.pc)
  }

  /** Whether the program ended by its own word instead of returning. */
  get exited(): boolean {
    return this.vm.exited
  }

  /** Executes until something says to pause. After the end, says the end again. */
  run(limits: RunLimits): Pause {
    if (this.over) return this.over
    const { vm } = this
    if (limits.breakpoints !== this.breakpoints) this.setBreakpoints(limits.breakpoints)
    if (!this.pending || this.pending.mode !== limits.mode)
      this.pending = { mode: limits.mode, depth: vm.depth, vm }
    this.stopsAt = limits.stopsAt
    vm.watching = limits.mode !== 'continue' || this.breakLines.size > 0 || this.onLine !== null
    this.desk.stopAfterCall = limits.stopAfterCall
    if (this.standing) {
      vm.pc += 2
      this.standing = false
    }
    const stepped = limits.mode === 'over' || limits.mode === 'out' ? this.pending.vm : null
    return this.pauseOf(this.scheduler.run(limits.maximumInstructions, stepped))
  }

  /** Functions being executed, innermost first, 200 of them at the most. */
  activations(): Activation[] {
    const { vm } = this
    const activations: Activation[] = []
    let { pc, fp } = vm
    let index = vm.functionIndex
    for (let depth = vm.depth; depth > 0 && activations.length < 200; depth--) {
      const f = this.code.functions[index]
      if (!f) break
      const line = activations.length === 0 ? this.line : this.lineAt(pc - 1)
      // Behind a call that ends a block lies what is outside of it.
      const at = activations.length === 0 && this.standing ? pc : pc - 1
      activations.push({ function: f, fp, pc: at, line, serial: vm.serials[depth] ?? 0 })
      pc = pcOfFrame(vm, depth - 1)
      fp = vm.calls[(depth - 1) * callStride + 1]!
      index = vm.calls[(depth - 1) * callStride + 3]!
    }
    return activations
  }

  /** Functions being executed, innermost first. */
  frames(): Frame[] {
    return this.activations().map((a) => ({ functionName: a.function.name, line: a.line }))
  }

  /** Whether a statement is under way: it has begun and goes on when the execution does. */
  get isMidStatement(): boolean {
    return !this.standing
  }

  /** Base of the innermost function's locals. */
  get fp(): number {
    return this.vm.fp
  }

  /** First byte of the program's globals and statics. */
  get data(): number {
    return this.vm.layout.data
  }

  /** The function whose address it is, or the variable that lies there, with the offset into it: `info`, `bytes+0x10`; null where none is. */
  symbolOf(address: number): string | null {
    const { vm } = this
    const { data } = vm.layout
    const ownFunction = this.code.functions.find((f) => data + f.addressOffset === address)
    if (ownFunction !== undefined) return ownFunction.name
    for (const global of this.code.globals) {
      const found = symbolIn(global, vm.layout.data, address)
      if (found) return found
    }
    let fp = vm.fp
    let index = vm.functionIndex
    for (let depth = vm.depth; depth > 0; depth--) {
      const f = this.code.functions[index]
      if (!f) return null
      if (address >= fp && address < fp + f.frameSize) {
        // Names come back in nested blocks: where several lie there, the one in scope is meant.
        const live =
          depth === vm.depth
            ? f.scoped.filter((s) => vm.pc >= s.from && vm.pc < s.to).map((s) => s.variable)
            : []
        for (const local of [...live, ...f.allLocals]) {
          const found = symbolIn(local, fp, address)
          if (found) return found
        }
        return null
      }
      fp = vm.calls[(depth - 1) * callStride + 1]!
      index = vm.calls[(depth - 1) * callStride + 3]!
    }
    return null
  }

  /** Puts the data in place, runs the static initialisers and stops before the first statement. */
  private start(letter: ProcessLetter): void {
    const { vm, code, process } = this
    const { data } = vm.layout
    for (const { offset, bytes } of code.images) process.write(data + offset, bytes)
    const named = letter === 'A' && code.functions[code.entries.A ?? -1]?.name === 'wmain'
    process.write(
      data + code.argumentVector,
      eightBytes(data + (named ? code.programNameWide : code.programName))
    )
    if (runLoop(vm, Infinity) !== Stop.Ended)
      throw new Error('The initial values of the statics could not be stored')
    const entry = code.entries[letter]
    const f: CompiledFunction | undefined = entry === undefined ? undefined : code.functions[entry]
    if (entry === undefined || !f) throw new Error(`The program has no process ${letter}`)
    this.scheduler.all[0]!.start = entry
    const args = this.entryArguments(f.name).slice(0, f.params.length)
    ;[...args].reverse().forEach((value) => vm.set(++vm.sp, value))
    vm.pc = code.code.length
    if (!vm.enter(entry, 0)) {
      // Its locals do not fit the stack: it dies before its first statement.
      const exception = vm.exception ?? { code: 0xc00000fd, access: null, address: null }
      this.lastLine = f.line
      this.over = { reason: 'died', exception, line: f.line, functionName: f.name, symbol: null }
      return
    }
    vm.watching = true
    this.pending = { mode: 'into', depth: 0, vm }
    const stop = runLoop(vm, 1000)
    if (stop === Stop.Step) this.pauseOf(stop)
    else if (stop !== Stop.Slice) this.over = this.pauseOf(stop)
  }

  /** What the C library's start gives a program's first function. */
  private entryArguments(name: string): Word[] {
    const { vm, code, process } = this
    const vector = vm.layout.data + code.argumentVector
    // The vector ends with NULL, which serves as an empty environment, too.
    if (name === 'main' || name === 'wmain') return [1, vector, vector + 8]
    if (!/^w?WinMain$/.test(name)) return [0, 0, 0, 0]
    const image = process.offers('GetModuleHandleA') ? (process.call('GetModuleHandleA', [0]) ?? 0) : 0
    const showDefault = 10
    return [image, 0, vector + 16, showDefault]
  }

  private onStatement(line: number, isFirstOfLine: boolean): StopReason | null {
    const { pending, vm } = this
    this.onLine?.(line, vm.serials[vm.depth]!)
    if (pending) {
      const { mode, depth } = pending
      if (mode === 'into') return Stop.Step
      // A thread that ends takes its step along: it is complete where any other goes on.
      const gone = pending.vm !== vm && this.scheduler.hasEnded(pending.vm)
      if (mode !== 'continue' && gone) return Stop.Step
      if (
        pending.vm === vm &&
        ((mode === 'over' && vm.depth <= depth) || (mode === 'out' && vm.depth < depth))
      )
        return Stop.Step
    }
    if (!isFirstOfLine || !this.breakLines.has(line)) return null
    return this.stopsAt?.(line) === false ? null : Stop.Breakpoint
  }

  private setBreakpoints(breakpoints: ReadonlySet<number>): void {
    this.breakpoints = breakpoints
    this.breakLines = new Set()
    for (const line of breakpoints) {
      const next = this.program.statementLines.find((statement) => statement >= line)
      if (next !== undefined) this.breakLines.add(next)
    }
  }

  private pauseOf(stop: StopReason): Pause {
    const { vm } = this
    switch (stop) {
      case Stop.Slice:
        return { reason: 'slice' }
      case Stop.Step:
      case Stop.Breakpoint:
        this.pending = null
        this.standing = true
        return { reason: stop === Stop.Step ? 'step' : 'breakpoint' }
      case Stop.Called:
        return { reason: 'call' }
      case Stop.Deadlock:
        return { reason: 'deadlock', text: this.scheduler.deadlock }
      case Stop.Switched:
        return { reason: 'switch', to: this.desk.switchedTo }
      case Stop.Waits:
      case Stop.Yields:
      case Stop.ThreadEnds:
        throw new Error('The scheduler passed on what is its own')
      case Stop.Ended: {
        this.lastLine = this.lineAt(Math.min(vm.pc, this.code.code.length) - 1)
        this.over = { reason: 'ended', exitCode: vm.exitCode }
        return this.over
      }
      case Stop.Died: {
        const line = this.lineAt(vm.pc - 1)
        this.lastLine = line
        const functionName = vm.current?.name ?? this.code.functions[0]?.name ?? ''
        const exception = vm.exception ?? { code: 0xc0000005, access: null, address: null }
        this.over = { reason: 'died', exception, line, functionName, symbol: this.accessText(vm.pc) }
        return this.over
      }
    }
  }

  /** The C text of the access in the instruction that ends before `pc`: instructions have at most five words. */
  private accessText(pc: number): string | null {
    for (let at = pc - 1; at >= pc - 5; at--) {
      const text = this.code.accessTexts.get(at)
      if (text) return text
      if (this.code.code[at] === Op.Statement) return null
    }
    return null
  }

  private lineAt(pc: number): number {
    const { lines } = this.code
    let low = 0
    let high = lines.length / 2
    while (low < high) {
      const middle = (low + high) >>> 1
      if (lines[middle * 2]! <= pc) low = middle + 1
      else high = middle
    }
    return low === 0 ? 1 : lines[low * 2 - 1]!
  }
}

function symbolIn(variable: Variable, base: number, address: number): string | null {
  const offset = address - base - variable.offset
  if (offset < 0 || offset >= (sizeOf(variable.type) ?? 0)) return null
  return offset === 0 ? variable.name : `${variable.name}+0x${offset.toString(16)}`
}

function lineOfStart(code: CompiledCode, start: unknown): number {
  return (typeof start === 'number' ? code.functions[start]?.line : undefined) ?? 1
}

function eightBytes(value: Word): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(wordOf(BigInt(value))), true)
  return bytes
}

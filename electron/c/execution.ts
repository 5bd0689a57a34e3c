import type { ProcessLetter } from '../../shared/contract/observation'
import type { Frame, ShownVariable } from '../../shared/contract/step'
import type { MachineProcess } from '../machine/machine-process'
import { wordOf, type Word } from '../machine/word'
import type { Variable } from './ast'
import { CallDesk } from './call-desk'
import type { CompiledCode, CompiledFunction } from './compiled-code'
import type { ExecutionEvents, LabWords, Pause, RunLimits } from './execution-contract'
import type { Program } from './program'
import { showValue } from './show-values'
import { sizeOf, typeText } from './types'
import { Op } from './opcodes'
import { runLoop } from './vm-loop'
import { callStride, Stop, VmState, type StopReason } from './vm-state'

/** Bytes of stack that are asked for: what a thread of a Windows program has by default. */
const stackSize = 0x100000

/** A step that has begun and is not complete: it goes on over pauses in its middle. */
interface PendingStep {
  readonly mode: RunLimits['mode']
  readonly depth: number
}

/** One process function of a program, being run in one process. */
export class Execution {
  private readonly vm: VmState
  private readonly desk: CallDesk
  private readonly code: CompiledCode
  private over: Pause | null = null
  private pending: PendingStep | null = null
  /** Execution stands before a statement that was already paused at. */
  private standing = false
  private breakpoints: ReadonlySet<number> | null = null
  private breakLines = new Set<number>()
  private lastLine = 1

  constructor(
    private readonly program: Program,
    private readonly process: MachineProcess,
    lab: LabWords,
    events: ExecutionEvents,
    letter: ProcessLetter
  ) {
    this.code = program.code
    const { dataSize, literals, functionCode } = this.code
    const layout = process.prepare({ dataSize, constants: literals, code: functionCode, stackSize })
    this.vm = new VmState(this.code, process, layout)
    this.desk = new CallDesk(this.vm, lab, events, (index) => this.lineAt(index))
    this.vm.onCallSite = (site) => this.desk.call(site)
    this.vm.onStatement = (line, isFirst) => this.onStatement(line, isFirst)
    this.start(letter)
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
      this.pending = { mode: limits.mode, depth: vm.depth }
    vm.watching = limits.mode !== 'continue' || this.breakLines.size > 0
    this.desk.stopAfterCall = limits.stopAfterCall
    if (this.standing) {
      vm.pc += 2
      this.standing = false
    }
    return this.pauseOf(runLoop(vm, limits.maximumInstructions))
  }

  /** Functions being executed, innermost first. */
  frames(): Frame[] {
    const { vm } = this
    const frames: Frame[] = []
    let pc = vm.pc
    let index = vm.functionIndex
    for (let depth = vm.depth; depth > 0 && frames.length < 200; depth--) {
      const f = this.code.functions[index]
      if (!f) break
      frames.push({ functionName: f.name, line: frames.length === 0 ? this.line : this.lineAt(pc - 1) })
      pc = vm.calls[(depth - 1) * callStride]!
      index = vm.calls[(depth - 1) * callStride + 3]!
    }
    return frames
  }

  /** Variables in scope: of the innermost function, its statics, then the file's. */
  variables(): ShownVariable[] {
    const { vm } = this
    const f = vm.depth > 0 ? vm.current : undefined
    const locals = f
      ? f.scoped.filter((s) => vm.pc >= s.from && vm.pc < s.to).map((s) => this.shown(s.variable, vm.fp))
      : []
    const { data } = vm.layout
    const own = this.code.globals.filter((v) => v.owner !== null && v.owner === f?.name)
    const file = this.code.globals.filter((v) => v.owner === null)
    return [...locals, ...[...own, ...file].map((v) => this.shown(v, data))]
  }

  /** The variable that lies at an address, with the offset into it: `info`, `bytes+0x10`; null where none is. */
  symbolOf(address: number): string | null {
    const { vm } = this
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
    process.write(data + code.argumentVector, eightBytes(data + code.programName))
    if (runLoop(vm, Infinity) !== Stop.Ended)
      throw new Error('The initial values of the statics could not be stored')
    const entry = code.entries[letter]
    const f: CompiledFunction | undefined = entry === undefined ? undefined : code.functions[entry]
    if (entry === undefined || !f) throw new Error(`The program has no process ${letter}`)
    const args = [1, data + code.argumentVector, 0, 10].slice(0, f.params.length)
    if (f.name !== 'main' && f.name !== 'wmain') args.fill(0)
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
    this.pending = { mode: 'into', depth: 0 }
    const stop = runLoop(vm, 1000)
    if (stop === Stop.Step) this.pauseOf(stop)
    else if (stop !== Stop.Slice) this.over = this.pauseOf(stop)
  }

  private onStatement(line: number, isFirstOfLine: boolean): StopReason | null {
    const { pending, vm } = this
    if (pending) {
      const { mode, depth } = pending
      if (mode === 'into' || (mode === 'over' && vm.depth <= depth) || (mode === 'out' && vm.depth < depth))
        return Stop.Step
    }
    return isFirstOfLine && this.breakLines.has(line) ? Stop.Breakpoint : null
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
      case Stop.Switched:
        return { reason: 'switch', to: this.desk.switchedTo }
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

  private shown(variable: Variable, base: number): ShownVariable {
    const address = base + variable.offset
    const value = showValue(this.process, variable.type, address, (at) => this.functionAt(at))
    return { name: variable.name, type: typeText(variable.type), value, address }
  }

  private functionAt(address: bigint): string | null {
    const { data } = this.vm.layout
    return this.code.functions.find((f) => BigInt(data + f.addressOffset) === address)?.name ?? null
  }
}

function symbolIn(variable: Variable, base: number, address: number): string | null {
  const offset = address - base - variable.offset
  if (offset < 0 || offset >= (sizeOf(variable.type) ?? 0)) return null
  return offset === 0 ? variable.name : `${variable.name}+0x${offset.toString(16)}`
}

function eightBytes(value: Word): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(wordOf(BigInt(value))), true)
  return bytes
}

import type { ExceptionRecord, LoadedProgram, MachineProcess } from '../machine/machine-process'
import { addToWord, type Word } from '../machine/word'
import type { CallSite, CompiledCode, CompiledFunction } from './compiled-code'
import { ExceptionState, type Raised } from './exception-state'
import type { RuntimeChecks } from './runtime-checks'
import { sizeOfKind, wordOfValue, type Value } from './vm-words'

/** Why the loop stopped. */
export const Stop = {
  Slice: 0,
  Step: 1,
  Breakpoint: 2,
  Called: 3,
  Switched: 4,
  Ended: 5,
  Died: 6,
  Waits: 7,
  Yields: 8,
  ThreadEnds: 9,
  Deadlock: 10
} as const
export type StopReason = (typeof Stop)[keyof typeof Stop]

/** Numbers per entry of the call stack: return address, frame, value stack, function, arguments' end. */
export const callStride = 4
/** Values that one function's expressions need at the most, with all its nesting. */
const valueHeadroom = 40_000
const copyChunk = 0x10000
/** Stack that frames leave to the handlers of a stack overflow. */
const overflowReserve = 0x3000

/** A call whose thread waits: it goes on where its result is needed. */
export interface WaitingCall {
  readonly name: string
  readonly site: CallSite
  readonly words: readonly Word[]
}

/** How many functions were entered so far. */
let lastSerial = 0

/** Everything that one running thread of a program is. */
export class VmState {
  pc: number
  sp = -1
  fp = 0
  values = new Float64Array(valueHeadroom * 2)
  /** Beside `values`: the 64-bit integers that are NaN there. */
  readonly wide: bigint[] = []
  calls = new Float64Array(callStride * 256)
  depth = 0
  functionIndex = -1
  exitCode = 0
  /** The program ended itself, by exit, ExitProcess or abort: its first function did not return. */
  exited = false
  exception: Raised | null = null
  readonly exceptions = new ExceptionState()
  /** New frames begin below this: what the handlers of an exception were told lies there. */
  stackFloor = Infinity
  /** New frames reach down to here; lower once the stack has overflowed. */
  stackBound: number
  /** Statements are to be looked at: a step or breakpoints are on. */
  watching = false
  /** Set by a call that wants the loop to stop behind it. */
  stopRequest: StopReason | null = null
  /** Of the instructions that the loop was allowed, how many were left when a call or a statement stopped it. */
  left = 0
  waiting: WaitingCall | null = null
  /** The lowest stack page that was touched so far: pages are touched one by one, as compilers make sure. */
  private lowestPage: number

  constructor(
    readonly code: CompiledCode,
    readonly process: MachineProcess,
    readonly layout: LoadedProgram,
    readonly checks: RuntimeChecks
  ) {
    this.pc = code.startup
    this.lowestPage = Math.ceil(layout.stackTop / 0x1000)
    this.fp = layout.stackTop
    this.stackBound = layout.stackLimit + overflowReserve
  }

  /** Decides at a statement whether to stop; set by the execution. */
  onStatement: (line: number, isFirstOfLine: boolean) => StopReason | null = () => null
  /** Runs a call that leaves the program; false when it raised. Pops its arguments, pushes its result. */
  onCallSite: (site: number) => boolean = () => false

  get(at: number): Value {
    const value = this.values[at]!
    return value === value ? value : (this.wide[at] ?? value)
  }
  set(at: number, value: Value): void {
    if (typeof value === 'number') this.values[at] = value
    else {
      this.values[at] = NaN
      this.wide[at] = value
    }
  }

  raise(code: number, address: Word | null = null, access: ExceptionRecord['access'] = null): false {
    this.exception = { code, access, address }
    return false
  }
  /** Takes over what the process's last operation raised. */
  raised(): false {
    this.exception = this.process.exception ?? { code: 0xc0000005, access: null, address: null }
    return false
  }

  /**
   * Enters a function whose arguments are on the value stack, the first on top (`extra` more than it names), storing them in its new
   * frame. False when that raised.
   */
  enter(index: number, extra: number): boolean {
    const callee = this.code.functions[index]!
    const count = callee.params.length + extra
    const top = Math.min(this.frameEnd, this.stackFloor)
    const lowest = top - callee.frameSize - Math.ceil((extra * 8) / 16) * 16
    const bottom = lowest - (lowest % callee.alignment)
    if (bottom < this.stackBound) return this.overflow(bottom)
    if (!this.touchDownTo(bottom)) return false
    const base = this.sp - count
    for (let i = 0; i < count; i++) {
      const param = callee.params[i]
      const value = this.get(this.sp - i)
      if (param?.kind === 'struct') {
        if (!this.copy(bottom + param.offset, value, param.size)) return false
      } else if (param) {
        if (
          !this.process.store(
            bottom + param.offset,
            sizeOfKind[param.kind] as 1 | 2 | 4 | 8,
            wordOfValue(param.kind, value)
          )
        )
          return this.raised()
      } else {
        const n = i - callee.params.length
        if (!this.storeExtra(bottom + callee.frameSize + n * 8, value, n)) return false
      }
    }
    this.pushCall(this.pc, base)
    this.fp = bottom
    this.functionIndex = index
    this.pc = callee.start
    return callee.stackSlot < 0 || this.process.store(bottom + callee.stackSlot, 8, bottom) || this.raised()
  }

  /** A new frame over the current one, which goes on at `returnTo` with its value stack down to `base`. */
  pushCall(returnTo: number, base: number): void {
    if (this.calls.length < (this.depth + 1) * callStride) {
      const grown = new Float64Array(this.calls.length * 2)
      grown.set(this.calls)
      this.calls = grown
    }
    const at = this.depth++ * callStride
    this.serials[this.depth] = ++lastSerial
    this.calls[at] = returnTo
    this.calls[at + 1] = this.fp
    this.calls[at + 2] = base
    this.calls[at + 3] = this.functionIndex
    this.sp = base
    if (this.values.length < this.sp + valueHeadroom) {
      const grown = new Float64Array(this.values.length * 2)
      grown.set(this.values)
      this.values = grown
    }
  }

  /** Without its guard page, a stack that overflows again is an access violation (Microsoft, _resetstkoflw). */
  private overflow(address: number): false {
    const guarded = this.stackBound > this.layout.stackLimit
    return this.raise(guarded ? 0xc00000fd : 0xc0000005, address, 'write')
  }

  /** _resetstkoflw: the guard page is back, if the stack in use is far enough above it. */
  guardStackAgain(): boolean {
    const bound = this.layout.stackLimit + overflowReserve
    if (this.stackBound === bound || this.fp < bound + overflowReserve) return false
    this.stackBound = bound
    return true
  }

  /** The lowest byte of the current frame, with the arrays it has made on the stack. */
  private get frameEnd(): number {
    const slot = this.current?.stackSlot ?? -1
    return slot >= 0 ? this.stackEnd(slot) : this.fp
  }

  /** Room below all frames, 16-byte aligned; null when there is none or a page of it refuses. */
  roomBelow(bytes: number): number | null {
    const bottom = Math.floor((Math.min(this.frameEnd, this.stackFloor) - bytes) / 16) * 16
    return bottom >= this.layout.stackLimit && this.touchDownTo(bottom) ? bottom : null
  }

  /** The number of the function entered at each depth: another one for each entering. */
  readonly serials: number[] = [0]

  /** Bit i: further argument i of a variadic call is a double. Set by the loop before `enter`. */
  extraDoubles = 0

  private storeExtra(address: number, value: Value, i: number): boolean {
    const kind = (this.extraDoubles >>> i) & 1 ? 'f64' : 'u64'
    return this.process.store(address, 8, wordOfValue(kind, value)) || this.raised()
  }

  private stackEnd(slot: number): number {
    return Number(this.process.load(this.fp + slot, 8) ?? this.fp)
  }

  /** Takes bytes of the stack below what a slot of the frame points to (-1: below the frame); their address, or null. */
  takeStack(size: Value, slot: number, below: number): number | null {
    const from = below < 0 ? this.fp : this.stackEnd(below)
    const start = Math.floor((from - Number(size)) / 16) * 16
    if (!(start >= this.layout.stackLimit)) {
      this.raise(0xc00000fd, Math.max(0, start), 'write')
      return null
    }
    if (!this.touchDownTo(start)) return null
    return this.process.store(this.fp + slot, 8, start) ? start : this.raised() || null
  }

  /** Leaves the current function: to its caller with what `sp` was before its arguments. */
  leave(): void {
    const at = --this.depth * callStride
    this.pc = this.calls[at]!
    this.fp = this.calls[at + 1]!
    this.sp = this.calls[at + 2]!
    this.functionIndex = this.calls[at + 3]!
  }

  /** Touches the stack's pages from where it was down to an address, as __chkstk does: the guard page moves along. */
  private touchDownTo(address: number): boolean {
    const page = Math.floor(address / 0x1000)
    while (this.lowestPage > page) {
      if (this.process.load((this.lowestPage - 1) * 0x1000 + 0xff8, 8) === undefined) return this.raised()
      this.lowestPage--
    }
    return true
  }

  /** Copies bytes with touches, in pieces; false when one raised. */
  copy(to: Value, from: Value, size: number): boolean {
    const target = wordOfValue('u64', to)
    const source = wordOfValue('u64', from)
    for (let done = 0; done < size; done += copyChunk) {
      const bytes = this.process.read(addToWord(source, done), Math.min(copyChunk, size - done))
      if (!bytes || !this.process.write(addToWord(target, done), bytes)) return this.raised()
    }
    return true
  }

  fill(to: Value, size: number, byte: number): boolean {
    const target = wordOfValue('u64', to)
    for (let done = 0; done < size; done += copyChunk) {
      const bytes = new Uint8Array(Math.min(copyChunk, size - done)).fill(byte)
      if (!this.process.write(addToWord(target, done), bytes)) return this.raised()
    }
    return true
  }

  get current(): CompiledFunction | undefined {
    return this.code.functions[this.functionIndex]
  }
}

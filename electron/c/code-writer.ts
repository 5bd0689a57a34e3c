import type { OpName } from './opcodes'
import { Op } from './opcodes'
import type { CheckSite } from './compiled-code'
import type { Place } from './diagnostics'

/** A place in the code that jumps lead to; known once it is set. */
export interface Label {
  target: number
  readonly uses: number[]
}

/** Collects instructions, resolving labels, constants and line marks. */
export class CodeWriter {
  readonly code: number[] = []
  readonly constants: (number | bigint)[] = []
  readonly starts: number[] = []
  readonly lines: number[] = []
  /** Where a restarted instruction begins to read its operand, one value on the stack. */
  readonly restarts = new Map<number, number>()
  readonly accessTexts = new Map<number, string>()
  readonly accessPlaces = new Map<number, Place>()
  readonly checkSites: CheckSite[] = []
  private readonly constantIndex = new Map<number | bigint, number>()
  private lastLine = 0

  get here(): number {
    return this.code.length
  }
  emit(name: OpName, ...operands: number[]): void {
    this.starts.push(this.code.length)
    this.code.push(Op[name], ...operands)
  }
  /** Notes a place that a check is about; answers its number. */
  checkSite(place: Place, name: string): number {
    return this.checkSites.push({ place, name }) - 1
  }
  label(): Label {
    return { target: -1, uses: [] }
  }
  jump(name: 'Jump' | 'JumpIfZero' | 'JumpIfNotZero', label: Label): void {
    this.emit(name, label.target)
    if (label.target < 0) label.uses.push(this.here - 1)
  }
  set(label: Label): void {
    label.target = this.here
    for (const use of label.uses) this.code[use] = label.target
  }
  /** Pushes an integer of any size, or a float. */
  push(value: bigint | number): void {
    if (typeof value === 'bigint') {
      if (value >= -0x80000000n && value <= 0x7fffffffn) return this.emit('Push', Number(value))
      const isSafe = value > -0x20000000000000n && value < 0x20000000000000n
      return this.constant(isSafe ? Number(value) : value)
    }
    if (Number.isInteger(value) && Math.abs(value) < 0x7fffffff && !Object.is(value, -0))
      return this.emit('Push', value)
    this.constant(value)
  }
  private constant(value: number | bigint): void {
    let index = Object.is(value, -0) ? undefined : this.constantIndex.get(value)
    if (index === undefined) {
      index = this.constants.push(value) - 1
      this.constantIndex.set(value, index)
    }
    this.emit('PushConstant', index)
  }
  /** Notes that the code from here on belongs to that line. */
  mark(place: Place): void {
    if (place.line === this.lastLine || place.line === 0) return
    this.lastLine = place.line
    this.lines.push(this.here, place.line)
  }
}

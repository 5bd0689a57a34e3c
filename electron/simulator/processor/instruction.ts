import type { Bus } from './bus'
import { Halted } from './halted'
import { maskOf, register, type OperandSize, type Registers } from './registers'

/** What a ModRM byte names: a register, or memory. */
export type Operand =
  | { readonly kind: 'register'; readonly index: number }
  | { readonly kind: 'memory'; readonly address: bigint }

/** One instruction being read and executed: its prefixes, and the bytes behind them as they are asked for. */
export class Instruction {
  /** 66: 16-bit operands. */
  private narrow = false
  rex = 0
  /** F2 or F3; 0 without. */
  repeat = 0
  private readonly start: bigint
  /** Bits 3 to 5 of the ModRM byte, with REX.R. */
  reg = 0

  constructor(
    readonly cpu: Registers,
    readonly bus: Bus
  ) {
    this.start = cpu.rip
  }

  /** Reads the prefixes and answers the opcode's first byte. */
  opcode(): number {
    for (;;) {
      const byte = this.byte()
      if (byte === 0x66) this.narrow = true
      else if (byte === 0xf2 || byte === 0xf3) this.repeat = byte
      // CS, DS, ES and SS mean nothing in 64-bit mode.
      else if (byte === 0x2e || byte === 0x3e || byte === 0x26 || byte === 0x36) continue
      else if ((byte & 0xf0) === 0x40) {
        this.rex = byte
        return this.byte()
      } else return byte
    }
  }

  /** Bytes of its operands, where the opcode does not say 1. */
  get size(): OperandSize {
    return this.rex & 8 ? 8 : this.narrow ? 2 : 4
  }

  /** The opcode's low bit chooses between bytes and the full size. */
  sizeBy(opcode: number): OperandSize {
    return opcode & 1 ? this.size : 1
  }

  get legacyHigh(): boolean {
    return this.rex === 0
  }

  byte(): number {
    if (this.cpu.rip - this.start >= 15n)
      throw new Halted('general-protection', 'An instruction has at most 15 bytes.')
    const byte = this.bus.fetch(this.cpu.rip)
    this.cpu.rip = (this.cpu.rip + 1n) & maskOf[8]
    return byte
  }

  /** A signed immediate of 1, 2, 4 or 8 bytes. */
  immediate(size: OperandSize): bigint {
    let value = 0n
    for (let i = 0; i < size; i++) value |= BigInt(this.byte()) << BigInt(i * 8)
    return BigInt.asIntN(size * 8, value)
  }

  /** An immediate as most instructions have it: 64-bit operands take 32 bits, sign-extended. */
  immediateFor(size: OperandSize): bigint {
    return this.immediate(size === 8 ? 4 : size)
  }

  /** Reads a ModRM byte with what follows it. `behind`: bytes of the immediate that still comes, for RIP-relative addresses. */
  modrm(behind = 0): Operand {
    const byte = this.byte()
    this.reg = ((byte >> 3) & 7) | (this.rex & 4 ? 8 : 0)
    const mode = byte >> 6
    const low = byte & 7
    const high = this.rex & 1 ? 8 : 0
    if (mode === 3) return { kind: 'register', index: low | high }
    if (mode === 0 && low === 5) {
      const offset = this.immediate(4)
      return { kind: 'memory', address: (this.cpu.rip + BigInt(behind) + offset) & maskOf[8] }
    }
    const base = low === 4 ? this.scaledIndex(mode) : this.cpu.values[low | high]!
    const offset = mode === 1 ? this.immediate(1) : mode === 2 ? this.immediate(4) : 0n
    return { kind: 'memory', address: (base + offset) & maskOf[8] }
  }

  /** A SIB byte: base + index * scale. */
  private scaledIndex(mode: number): bigint {
    const byte = this.byte()
    const index = ((byte >> 3) & 7) | (this.rex & 2 ? 8 : 0)
    const base = byte & 7
    const scaled = index === register.rsp ? 0n : this.cpu.values[index]! << BigInt(byte >> 6)
    if (base === 5 && mode === 0) return scaled + this.immediate(4)
    return scaled + this.cpu.values[base | (this.rex & 1 ? 8 : 0)]!
  }

  read(operand: Operand, size: OperandSize): bigint {
    return operand.kind === 'register'
      ? this.cpu.get(operand.index, size, this.legacyHigh)
      : this.bus.load(operand.address, size)
  }

  write(operand: Operand, size: OperandSize, value: bigint): void {
    if (operand.kind === 'register') this.cpu.set(operand.index, size, value, this.legacyHigh)
    else this.bus.store(operand.address, size, value & maskOf[size])
  }

  readReg(size: OperandSize): bigint {
    return this.cpu.get(this.reg, size, this.legacyHigh)
  }

  writeReg(size: OperandSize, value: bigint): void {
    this.cpu.set(this.reg, size, value, this.legacyHigh)
  }

  push(value: bigint): void {
    const to = (this.cpu.values[register.rsp]! - 8n) & maskOf[8]
    this.bus.store(to, 8, value & maskOf[8])
    this.cpu.values[register.rsp] = to
  }

  pop(): bigint {
    const from = this.cpu.values[register.rsp]!
    const value = this.bus.load(from, 8)
    this.cpu.values[register.rsp] = (from + 8n) & maskOf[8]
    return value
  }
}

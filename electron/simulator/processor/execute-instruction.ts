import { arithmetic, divide, multiply, shift } from './arithmetic'
import type { Bus } from './bus'
import { Halted, illegal } from './halted'
import { Instruction } from './instruction'
import { maskOf, register, signed, type Registers } from './registers'
import { executeTwoByte } from './two-byte-opcodes'

/**
 * Executes the instruction at RIP: the integer instructions that compilers and hand-written code of lessons use.
 * Opcodes: Intel SDM volume 2, appendix A. Throws `Halted`.
 */
export function executeInstruction(cpu: Registers, bus: Bus): void {
  const at = new Instruction(cpu, bus)
  const op = at.opcode()
  if (op === 0x0f) return executeTwoByte(at)
  // 00 to 3D: the eight basic operations in six forms each.
  if (op < 0x40 && (op & 7) < 6) return basicOperation(at, op)
  const low = (op & 7) | (at.rex & 1 ? 8 : 0)
  switch (op & 0xf8) {
    case 0x50:
      return at.push(cpu.values[low]!)
    case 0x58:
      cpu.values[low] = at.pop()
      return
    case 0x70:
    case 0x78: {
      const distance = at.immediate(1)
      if (cpu.holds(op & 0xf)) jump(cpu, distance)
      return
    }
    case 0x90: {
      if (low === 0) return
      const size = at.size
      const other = cpu.get(low, size)
      cpu.set(low, size, cpu.get(register.rax, size))
      cpu.set(register.rax, size, other)
      return
    }
    case 0xb0:
      return cpu.set(low, 1, at.immediate(1), at.legacyHigh)
    case 0xb8:
      return cpu.set(low, at.size, at.immediate(at.size))
  }
  switch (op) {
    case 0x63:
      return moveSigned(at)
    case 0x68:
      return at.push(at.immediate(4))
    case 0x6a:
      return at.push(at.immediate(1))
    case 0x69:
    case 0x6b: {
      const size = at.size
      const from = at.modrm(op === 0x6b ? 1 : size === 2 ? 2 : 4)
      const by = op === 0x6b ? at.immediate(1) : at.immediateFor(size)
      return at.writeReg(size, multiply(cpu, size, at.read(from, size), by & maskOf[size]))
    }
    case 0x80:
    case 0x81:
    case 0x83: {
      const size = at.sizeBy(op)
      const immediateSize = op === 0x81 ? (size === 8 ? 4 : size) : 1
      const to = at.modrm(immediateSize)
      const b = at.immediate(immediateSize as 1 | 2 | 4) & maskOf[size]
      const kind = at.reg & 7
      const result = arithmetic(cpu, kind, size, at.read(to, size), b)
      if (kind !== 7) at.write(to, size, result)
      return
    }
    case 0x84:
    case 0x85: {
      const size = at.sizeBy(op)
      const from = at.modrm()
      cpu.logical(size, at.read(from, size) & at.readReg(size))
      return
    }
    case 0x86:
    case 0x87: {
      const size = at.sizeBy(op)
      const to = at.modrm()
      const other = at.read(to, size)
      at.write(to, size, at.readReg(size))
      return at.writeReg(size, other)
    }
    case 0x88:
    case 0x89: {
      const size = at.sizeBy(op)
      const to = at.modrm()
      return at.write(to, size, at.readReg(size))
    }
    case 0x8a:
    case 0x8b: {
      const size = at.sizeBy(op)
      const from = at.modrm()
      return at.writeReg(size, at.read(from, size))
    }
    case 0x8d: {
      const from = at.modrm()
      if (from.kind === 'register') throw illegal(op)
      return at.writeReg(at.size, from.address)
    }
    case 0x8f: {
      const to = at.modrm()
      return at.write(to, 8, at.pop())
    }
    case 0x98:
      // CDQE, CWDE, CBW: the half's sign fills the rest.
      return cpu.set(
        register.rax,
        at.size,
        signed((at.size / 2) as 1 | 2 | 4, cpu.get(register.rax, (at.size / 2) as 1 | 2 | 4))
      )
    case 0x99: {
      const negative = signed(at.size, cpu.get(register.rax, at.size)) < 0n
      return cpu.set(register.rdx, at.size, negative ? -1n : 0n)
    }
    case 0xa8:
    case 0xa9: {
      const size = at.sizeBy(op)
      cpu.logical(size, cpu.get(register.rax, size) & at.immediateFor(size))
      return
    }
    case 0xaa:
    case 0xab:
    case 0xa4:
    case 0xa5:
      return stringOperation(at, op)
    case 0xc0:
    case 0xc1:
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3: {
      const size = at.sizeBy(op)
      const to = at.modrm(op < 0xd0 ? 1 : 0)
      const count = op < 0xd0 ? BigInt(at.byte()) : op < 0xd2 ? 1n : cpu.get(register.rcx, 1)
      return at.write(to, size, shift(cpu, at.reg & 7, size, at.read(to, size), count))
    }
    case 0xc2: {
      const extra = at.immediate(2) & 0xffffn
      cpu.rip = at.pop()
      cpu.values[register.rsp] = (cpu.values[register.rsp]! + extra) & maskOf[8]
      return
    }
    case 0xc3:
      cpu.rip = at.pop()
      return
    case 0xc6:
    case 0xc7: {
      const size = at.sizeBy(op)
      const to = at.modrm(size === 8 ? 4 : size)
      return at.write(to, size, at.immediateFor(size))
    }
    case 0xc9:
      cpu.values[register.rsp] = cpu.values[register.rbp]!
      cpu.values[register.rbp] = at.pop()
      return
    case 0xcc:
      throw new Halted('breakpoint', 'The code has int3, a breakpoint.')
    case 0xe8: {
      const distance = at.immediate(4)
      at.push(cpu.rip)
      return jump(cpu, distance)
    }
    case 0xe9:
      return jump(cpu, at.immediate(4))
    case 0xeb:
      return jump(cpu, at.immediate(1))
    case 0xf4:
    case 0xfa:
    case 0xfb:
      throw new Halted('privileged-instruction', 'hlt, cli and sti are for the kernel alone.')
    case 0xf6:
    case 0xf7:
      return unaryOperation(at, op)
    case 0xfe:
    case 0xff:
      return incrementOrBranch(at, op)
  }
  throw illegal(op)
}

function basicOperation(at: Instruction, op: number): void {
  const { cpu } = at
  const kind = op >> 3
  const size = at.sizeBy(op)
  if ((op & 7) >= 4) {
    const b = at.immediateFor(size) & maskOf[size]
    const result = arithmetic(cpu, kind, size, cpu.get(register.rax, size), b)
    if (kind !== 7) cpu.set(register.rax, size, result)
    return
  }
  const operand = at.modrm()
  const intoReg = (op & 2) !== 0
  const theirs = at.read(operand, size)
  const own = at.readReg(size)
  const result = intoReg ? arithmetic(cpu, kind, size, own, theirs) : arithmetic(cpu, kind, size, theirs, own)
  if (kind === 7) return
  if (intoReg) at.writeReg(size, result)
  else at.write(operand, size, result)
}

/** MOVSXD. */
function moveSigned(at: Instruction): void {
  const from = at.modrm()
  at.writeReg(at.size, signed(4, at.read(from, 4)))
}

/** F6 and F7: TEST, NOT, NEG, MUL, IMUL, DIV, IDIV. */
function unaryOperation(at: Instruction, op: number): void {
  const { cpu } = at
  const size = at.sizeBy(op)
  const testing = ((at.bus.fetch(cpu.rip) >> 3) & 7) < 2
  const operand = at.modrm(testing ? (size === 8 ? 4 : size) : 0)
  const value = at.read(operand, size)
  switch (at.reg & 7) {
    case 0:
    case 1:
      cpu.logical(size, value & at.immediateFor(size) & maskOf[size])
      return
    case 2:
      return at.write(operand, size, ~value)
    case 3: {
      const result = cpu.subtract(size, 0n, value)
      return at.write(operand, size, result)
    }
    default:
      return divide(cpu, at.reg & 7, size, value)
  }
}

/** FE and FF: INC, DEC, CALL, JMP, PUSH. */
function incrementOrBranch(at: Instruction, op: number): void {
  const { cpu } = at
  const size = at.sizeBy(op)
  const operand = at.modrm()
  const kind = at.reg & 7
  if (kind < 2) {
    // INC and DEC leave the carry as it is.
    const { carry } = cpu
    const value = at.read(operand, size)
    const result = kind === 0 ? cpu.add(size, value, 1n) : cpu.subtract(size, value, 1n)
    cpu.carry = carry
    return at.write(operand, size, result)
  }
  if (op === 0xfe) throw illegal(op)
  const target = at.read(operand, 8)
  switch (kind) {
    case 2:
      at.push(cpu.rip)
      cpu.rip = target
      return
    case 4:
      cpu.rip = target
      return
    case 6:
      return at.push(target)
  }
  throw illegal(op)
}

/** STOS and MOVS, with REP. A fault in the middle leaves RCX, RSI and RDI where it happened. */
function stringOperation(at: Instruction, op: number): void {
  const { cpu, bus } = at
  const size = at.sizeBy(op)
  const one = (): void => {
    const value = op >= 0xaa ? cpu.get(register.rax, size) : bus.load(cpu.values[register.rsi]!, size)
    bus.store(cpu.values[register.rdi]!, size, value)
    cpu.values[register.rdi] = (cpu.values[register.rdi]! + BigInt(size)) & maskOf[8]
    if (op < 0xaa) cpu.values[register.rsi] = (cpu.values[register.rsi]! + BigInt(size)) & maskOf[8]
  }
  if (at.repeat === 0) return one()
  while (cpu.values[register.rcx]! !== 0n) {
    one()
    cpu.values[register.rcx] = cpu.values[register.rcx]! - 1n
  }
}

function jump(cpu: Registers, distance: bigint): void {
  cpu.rip = (cpu.rip + distance) & maskOf[8]
}

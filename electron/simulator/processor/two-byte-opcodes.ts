import { multiply } from './arithmetic'
import { Halted, illegal } from './halted'
import type { Instruction } from './instruction'
import { maskOf, register, signed } from './registers'

/** The instructions that begin with 0F (Intel SDM volume 2, table A-3). Throws `Halted`. */
export function executeTwoByte(at: Instruction): void {
  const { cpu } = at
  const op = at.byte()
  const condition = op & 0xf
  switch (op & 0xf0) {
    case 0x40: {
      const size = at.size
      const from = at.modrm()
      const value = at.read(from, size)
      // The move happens even where nothing moves: a 32-bit one clears the upper half.
      return at.writeReg(size, cpu.holds(condition) ? value : at.readReg(size))
    }
    case 0x80: {
      const distance = at.immediate(4)
      if (cpu.holds(condition)) cpu.rip = (cpu.rip + distance) & maskOf[8]
      return
    }
    case 0x90: {
      const to = at.modrm()
      return at.write(to, 1, cpu.holds(condition) ? 1n : 0n)
    }
  }
  switch (op) {
    case 0x0b:
      throw new Halted('illegal-instruction', 'The code has ud2, the instruction that is illegal on purpose.')
    case 0x05:
      throw new Halted(
        'illegal-instruction',
        'The simulator has no kernel behind syscall: call the functions of its modules.'
      )
    case 0x1e:
    case 0x1f:
      // Hints and long no-operations; endbr64 is one of them.
      at.modrm()
      return
    case 0x31: {
      const ticks = BigInt(Math.round(performance.now() * 1_000_000))
      cpu.set(register.rax, 4, ticks)
      return cpu.set(register.rdx, 4, ticks >> 32n)
    }
    case 0xaf: {
      const size = at.size
      const from = at.modrm()
      return at.writeReg(size, multiply(cpu, size, at.readReg(size), at.read(from, size)))
    }
    case 0xb0:
    case 0xb1: {
      const size = at.sizeBy(op)
      const to = at.modrm()
      const value = at.read(to, size)
      const wanted = cpu.get(register.rax, size)
      cpu.subtract(size, wanted, value)
      if (cpu.zero) return at.write(to, size, at.readReg(size))
      return cpu.set(register.rax, size, value)
    }
    case 0xb6:
    case 0xb7:
    case 0xbe:
    case 0xbf: {
      const width = op & 1 ? 2 : 1
      const from = at.modrm()
      const value = at.read(from, width)
      return at.writeReg(at.size, op < 0xb8 ? value : signed(width, value))
    }
    case 0xc0:
    case 0xc1: {
      const size = at.sizeBy(op)
      const to = at.modrm()
      const before = at.read(to, size)
      const sum = cpu.add(size, before, at.readReg(size))
      at.write(to, size, sum)
      return at.writeReg(size, before)
    }
  }
  throw illegal(0x0f, op)
}

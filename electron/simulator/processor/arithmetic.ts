import { Halted } from './halted'
import { maskOf, register, signed, type OperandSize, type Registers } from './registers'

/** ADD, OR, ADC, SBB, AND, SUB, XOR, CMP by their number; CMP answers what SUB does. */
export function arithmetic(cpu: Registers, kind: number, size: OperandSize, a: bigint, b: bigint): bigint {
  switch (kind) {
    case 0:
      return cpu.add(size, a, b)
    case 1:
      return cpu.logical(size, a | b)
    case 2:
      return cpu.add(size, a, b, cpu.carry ? 1n : 0n)
    case 3:
      return cpu.subtract(size, a, b, cpu.carry ? 1n : 0n)
    case 4:
      return cpu.logical(size, a & b)
    case 6:
      return cpu.logical(size, a ^ b)
    default:
      return cpu.subtract(size, a, b)
  }
}

/** IMUL with two operands: the low half; CF and OF say whether that was not all. */
export function multiply(cpu: Registers, size: OperandSize, a: bigint, b: bigint): bigint {
  const product = signed(size, a) * signed(size, b)
  const result = product & maskOf[size]
  cpu.carry = cpu.overflow = signed(size, result) !== product
  return result
}

/** MUL, IMUL, DIV and IDIV with one operand: by AX, DX:AX, EDX:EAX or RDX:RAX. */
export function divide(cpu: Registers, kind: number, size: OperandSize, by: bigint): void {
  const bits = BigInt(size * 8)
  const setPair = (low: bigint, high: bigint): void => {
    if (size === 1) return cpu.set(register.rax, 2, (low & 0xffn) | ((high & 0xffn) << 8n))
    cpu.set(register.rax, size, low)
    cpu.set(register.rdx, size, high)
  }
  if (kind === 4 || kind === 5) {
    const a = cpu.get(register.rax, size)
    const product = kind === 4 ? a * by : signed(size, a) * signed(size, by)
    setPair(product & maskOf[size], (product >> bits) & maskOf[size])
    cpu.carry = cpu.overflow =
      kind === 4 ? product > maskOf[size] : signed(size, product & maskOf[size]) !== product
    return
  }
  if (by === 0n) throw new Halted('divide-by-zero', 'The divisor is 0.')
  const whole =
    size === 1
      ? cpu.get(register.rax, 2)
      : (cpu.get(register.rdx, size) << bits) | cpu.get(register.rax, size)
  const dividend = kind === 6 ? whole : BigInt.asIntN(size * 16, whole)
  const divisor = kind === 6 ? by : signed(size, by)
  const quotient = dividend / divisor
  const fits = kind === 6 ? quotient <= maskOf[size] : signed(size, quotient & maskOf[size]) === quotient
  // The processor raises one and the same #DE; Windows tells an overflow from a zero by looking at the operand.
  if (!fits) throw new Halted('divide-overflow', 'The quotient does not fit the register.')
  setPair(quotient & maskOf[size], (dividend % divisor) & maskOf[size])
}

/** ROL, ROR, SHL, SHR, SAR by their number; the count is cut to 5 bits, or 6 for 64-bit operands. */
export function shift(cpu: Registers, kind: number, size: OperandSize, value: bigint, by: bigint): bigint {
  const bits = BigInt(size * 8)
  const count = by & (size === 8 ? 0x3fn : 0x1fn)
  if (count === 0n) return value
  const top = 1n << (bits - 1n)
  switch (kind) {
    case 0:
    case 1: {
      const turn = kind === 0 ? count % bits : (bits - (count % bits)) % bits
      const result = ((value << turn) | (value >> (bits - turn))) & maskOf[size]
      cpu.carry = kind === 0 ? (result & 1n) !== 0n : (result & top) !== 0n
      cpu.overflow =
        kind === 0 ? ((result & top) !== 0n) !== cpu.carry : ((result ^ (result << 1n)) & top) !== 0n
      return result
    }
    case 4:
    case 6: {
      const wide = value << count
      cpu.carry = count <= bits && ((wide >> bits) & 1n) !== 0n
      const result = cpu.noteResult(size, wide)
      cpu.overflow = ((result & top) !== 0n) !== cpu.carry
      return result
    }
    case 5:
      cpu.carry = ((value >> (count - 1n)) & 1n) !== 0n
      cpu.overflow = (value & top) !== 0n
      return cpu.noteResult(size, value >> count)
    case 7:
      cpu.carry = ((signed(size, value) >> (count - 1n)) & 1n) !== 0n
      cpu.overflow = false
      return cpu.noteResult(size, signed(size, value) >> count)
  }
  throw new Halted(
    'illegal-instruction',
    "The simulator's processor has no rotation through the carry (rcl, rcr)."
  )
}

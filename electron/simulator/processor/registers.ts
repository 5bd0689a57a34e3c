/** How many bytes an instruction works on. */
export type OperandSize = 1 | 2 | 4 | 8

/** The registers by their number in an instruction (Intel SDM volume 2, table 3-1). */
export const register = {
  rax: 0,
  rcx: 1,
  rdx: 2,
  rbx: 3,
  rsp: 4,
  rbp: 5,
  rsi: 6,
  rdi: 7,
  r8: 8,
  r9: 9
} as const

/** All bits of an operand. */
export const maskOf = { 1: 0xffn, 2: 0xffffn, 4: 0xffffffffn, 8: 0xffffffffffffffffn } as const
const signOf = { 1: 0x80n, 2: 0x8000n, 4: 0x80000000n, 8: 0x8000000000000000n } as const

/** An operand's value as a signed number. */
export function signed(size: OperandSize, value: bigint): bigint {
  return BigInt.asIntN(size * 8, value)
}

/** The integer registers and status flags of an x64 processor. */
export class Registers {
  /** Unsigned, 64 bits each. */
  readonly values = new Array<bigint>(16).fill(0n)
  rip = 0n
  carry = false
  zero = false
  sign = false
  overflow = false
  parity = false

  /** `legacyHigh`: without a REX prefix the byte registers 4 to 7 are AH, CH, DH and BH. */
  get(index: number, size: OperandSize, legacyHigh = false): bigint {
    if (size === 1 && legacyHigh && index >= 4 && index < 8) return (this.values[index - 4]! >> 8n) & 0xffn
    return this.values[index]! & maskOf[size]
  }

  /** A 32-bit result clears the upper half; narrower ones leave the rest (Intel SDM volume 1, 3.4.1.1). */
  set(index: number, size: OperandSize, value: bigint, legacyHigh = false): void {
    if (size === 1 && legacyHigh && index >= 4 && index < 8) {
      this.values[index - 4] = (this.values[index - 4]! & ~0xff00n) | ((value & 0xffn) << 8n)
      return
    }
    const cut = value & maskOf[size]
    this.values[index] = size >= 4 ? cut : (this.values[index]! & ~maskOf[size]) | cut
  }

  /** Sets ZF, SF and PF as a result says. */
  noteResult(size: OperandSize, result: bigint): bigint {
    const cut = result & maskOf[size]
    this.zero = cut === 0n
    this.sign = (cut & signOf[size]) !== 0n
    let bits = Number(cut & 0xffn)
    bits ^= bits >> 4
    bits ^= bits >> 2
    bits ^= bits >> 1
    this.parity = (bits & 1) === 0
    return cut
  }

  add(size: OperandSize, a: bigint, b: bigint, carryIn = 0n): bigint {
    const sum = a + b + carryIn
    const result = this.noteResult(size, sum)
    this.carry = sum > maskOf[size]
    this.overflow = ((a ^ result) & (b ^ result) & signOf[size]) !== 0n
    return result
  }

  subtract(size: OperandSize, a: bigint, b: bigint, borrowIn = 0n): bigint {
    const result = this.noteResult(size, a - b - borrowIn)
    this.carry = a < b + borrowIn
    this.overflow = ((a ^ b) & (a ^ result) & signOf[size]) !== 0n
    return result
  }

  /** AND, OR, XOR and TEST clear CF and OF. */
  logical(size: OperandSize, result: bigint): bigint {
    this.carry = false
    this.overflow = false
    return this.noteResult(size, result)
  }

  /** The condition of a Jcc, SETcc or CMOVcc by the low four bits of its opcode (Intel SDM volume 2, appendix B.1.4.7). */
  holds(condition: number): boolean {
    const holds = [
      this.overflow,
      this.carry,
      this.zero,
      this.carry || this.zero,
      this.sign,
      this.parity,
      this.sign !== this.overflow,
      this.zero || this.sign !== this.overflow
    ][condition >> 1]!
    return (condition & 1) === 0 ? holds : !holds
  }
}

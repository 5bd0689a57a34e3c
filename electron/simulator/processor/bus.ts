import type { OperandSize, Registers } from './registers'

/** The memory as the processor sees it. What refuses throws `Halted`. */
export interface Bus {
  /** One byte of an instruction. */
  fetch(address: bigint): number
  load(address: bigint, size: OperandSize): bigint
  store(address: bigint, size: OperandSize, value: bigint): void
  /** Whether RIP stands at a function of the system, which was then called: RAX has its result, and it is to return. */
  callOut(cpu: Registers): boolean
}

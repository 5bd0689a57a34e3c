import type { Word } from '../../machine/word'
import { wordOf } from '../../machine/word'
import type { Bus } from './bus'
import { executeInstruction } from './execute-instruction'
import { Halted } from './halted'
import { register, Registers } from './registers'

/** Instructions that one call may take: a second or two. More would hold the whole machine. */
const maximumInstructions = 1_000_000

/** What calling code came to: RAX, or what it raised and where. */
export type CodeOutcome =
  { readonly result: Word } | { readonly halted: Halted; readonly instruction: bigint }

/**
 * Calls machine code as C does on Windows x64: the first four arguments in RCX, RDX, R8 and R9, the others above 32 bytes
 * that belong to the callee, RSP 8 below a multiple of 16 at its first instruction (Microsoft, x64 calling convention).
 *
 * `stackTop`: everything below it is free. `returnAddress`: where the code returns to; reaching it ends the call.
 */
export function runCode(
  bus: Bus,
  address: Word,
  args: readonly Word[],
  stackTop: number,
  returnAddress: number
): CodeOutcome {
  const cpu = new Registers()
  cpu.rip = BigInt(address)
  let instruction = cpu.rip
  try {
    const words = args.map((value) => BigInt.asUintN(64, BigInt(value)))
    ;[register.rcx, register.rdx, register.r8, register.r9].forEach((index, i) => {
      cpu.values[index] = words[i] ?? 0n
    })
    const onStack = Math.max(0, args.length - 4) * 8
    const home = BigInt(Math.floor((stackTop - onStack - 32) / 16) * 16)
    words.slice(4).forEach((value, i) => bus.store(home + 32n + BigInt(i * 8), 8, value))
    cpu.values[register.rsp] = home - 8n
    bus.store(home - 8n, 8, BigInt(returnAddress))
    for (let left = maximumInstructions; left > 0; left--) {
      instruction = cpu.rip
      if (bus.callOut(cpu)) returnFrom(cpu, bus)
      else executeInstruction(cpu, bus)
      if (cpu.rip === BigInt(returnAddress)) return { result: wordOf(cpu.values[register.rax]!) }
    }
    throw new Halted(
      'too-long',
      'The code did not return within a million instructions: the simulator ends it here; Windows would let it run on.'
    )
  } catch (halted) {
    if (halted instanceof Halted) return { halted, instruction }
    throw halted
  }
}

/** What `ret` does. */
function returnFrom(cpu: Registers, bus: Bus): void {
  const from = cpu.values[register.rsp]!
  cpu.rip = bus.load(from, 8)
  cpu.values[register.rsp] = from + 8n
}

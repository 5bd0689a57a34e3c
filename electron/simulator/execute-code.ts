import { namedConstants as k } from '../../shared/win32/constants'
import { wordOf, type Word } from '../machine/word'
import type { ApiFunction } from './api-call'
import { exportedAt } from './api/modules'
import { Halted, type Trap } from './processor/halted'
import { register, type Registers } from './processor/registers'
import { runCode } from './processor/run-code'
import type { RuleId } from './rules'
import type { SimulatedProcess } from './simulated-process'

/** The exception that Windows makes of what the processor refuses (Microsoft, EXCEPTION_RECORD). */
const exceptionCodes: Readonly<Record<Exclude<Trap, 'memory'>, number>> = {
  'illegal-instruction': k.EXCEPTION_ILLEGAL_INSTRUCTION,
  'privileged-instruction': k.EXCEPTION_PRIV_INSTRUCTION,
  breakpoint: k.EXCEPTION_BREAKPOINT,
  'divide-by-zero': k.EXCEPTION_INT_DIVIDE_BY_ZERO,
  'divide-overflow': k.EXCEPTION_INT_OVERFLOW,
  'general-protection': k.EXCEPTION_ACCESS_VIOLATION,
  'too-long': k.EXCEPTION_ILLEGAL_INSTRUCTION
}

/** The rule behind each of them. */
const trapRules: Readonly<Record<Exclude<Trap, 'memory'>, RuleId>> = {
  'illegal-instruction': 'instruction-is-known',
  'privileged-instruction': 'privileged-instructions-are-the-kernels',
  breakpoint: 'breakpoint-stops-the-code',
  'divide-by-zero': 'divisor-is-not-zero',
  'divide-overflow': 'quotient-fits-its-register',
  'general-protection': 'processor-refuses-the-instruction',
  'too-long': 'instruction-is-known'
}

/** Words above the return address that may be arguments: as many as the function with the most parameters takes. */
const maximumStackArguments = 8

/**
 * Calls machine code in a process: fetches, loads and stores are touches like any other, and a call of an exported
 * function is a call of the simulated Windows. Answers RAX, or undefined with the exception left in the process.
 */
export function executeCode(
  process: SimulatedProcess,
  functions: Readonly<Record<string, ApiFunction>>,
  address: Word,
  args: readonly Word[],
  stackTop: number
): Word | undefined {
  const refused = (): never => {
    throw new Halted('memory', '')
  }
  let page = -1
  let bytes: Uint8Array | null = null
  /** A page where no exported function begins. */
  let plainPage = -1
  const bus = {
    fetch(from: bigint): number {
      if (from >= 1n << 53n) {
        process.touch(Infinity, 'execute', from)
        return refused()
      }
      const at = Number(from)
      const wanted = Math.floor(at / 4096)
      if (wanted !== page || bytes === null) {
        bytes = process.touch(wanted, 'execute', at)
        page = wanted
      }
      return bytes === null ? refused() : bytes[at % 4096]!
    },
    load(from: bigint, size: 1 | 2 | 4 | 8): bigint {
      const value = process.load(wordOf(from), size)
      return value === undefined ? refused() : BigInt(value)
    },
    store(to: bigint, size: 1 | 2 | 4 | 8, value: bigint): void {
      // The page under the code may become another one: a copy of its own, or none.
      page = -1
      if (!process.store(wordOf(to), size, wordOf(value))) refused()
    },
    /** Whether RIP stands at an exported function, which was then called. */
    callOut(cpu: Registers): boolean {
      if (cpu.rip >= 1n << 53n) return false
      const at = Number(cpu.rip)
      const first = at - (at % 4096)
      if (first === plainPage) return false
      const name = exportedAt(process, at)
      if (name === null && exportedAt(process, first) === null) plainPage = first
      if (name === null || functions[name] === undefined) return false
      page = -1
      const result = process.call(name, argumentsOf(cpu, process))
      if (result === undefined) return refused()
      cpu.values[register.rax] = BigInt.asUintN(64, BigInt(result))
      return true
    }
  }
  process.exception = null
  const outcome = runCode(bus, address, args, stackTop, process.state.imageBase)
  if ('result' in outcome) return outcome.result
  const { halted, instruction } = outcome
  if (halted.trap !== 'memory') {
    const code = exceptionCodes[halted.trap]
    const rule = trapRules[halted.trap]
    process.raise({ code, access: 'execute', address: wordOf(instruction), rule, why: halted.why })
  }
  return undefined
}

/** What a function finds as its arguments: four registers, then the words above the callee's 32 bytes. */
function argumentsOf(cpu: Registers, process: SimulatedProcess): Word[] {
  const { rcx, rdx, r8, r9, rsp } = register
  const words = [rcx, rdx, r8, r9].map((index) => wordOf(cpu.values[index]!))
  const above = process.peek(Number(cpu.values[rsp]!) + 0x28, maximumStackArguments * 8)
  if (above === null) return words
  const view = new DataView(above.buffer, above.byteOffset)
  for (let i = 0; i < maximumStackArguments; i++) words.push(wordOf(view.getBigUint64(i * 8, true)))
  return words
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { ProcessLetter, Region } from '../../shared/contract/observation'
import type { LoadedProgram, MachineProcess, ProgramLayout } from '../machine/machine-process'
import type { Word } from '../machine/word'
import { ApiCall, type ApiFunction } from './api-call'
import { loadProgram } from './process-start'
import { ProcessMemory } from './process-memory'

const ret = 0xc3
/** Pages at the stack's low end that the interpreter leaves alone: the last one, and the last place of the guard. */
const STACK_FLOOR_PAGES = 3

/** A process of the simulated machine. */
export class SimulatedProcess extends ProcessMemory implements MachineProcess {
  /** The Win32 functions; the same table for every process. */
  static functions: Readonly<Record<string, ApiFunction>> = {}

  private refusalText: string | null = null

  get letter(): ProcessLetter {
    return this.state.letter
  }

  get processId(): number {
    return this.state.processId
  }

  execute(address: Word): boolean {
    const bytes =
      typeof address === 'number' ? this.touch(Math.floor(address / 4096), 'execute', address) : null
    if (bytes === null) {
      if (typeof address !== 'number') this.touch(Infinity, 'execute', address)
      return false
    }
    if (bytes[(address as number) % 4096] === ret) return true
    this.raise({
      code: k.EXCEPTION_ILLEGAL_INSTRUCTION,
      access: 'execute',
      address,
      why: 'The simulator executes only 0xC3, the instruction `ret`: put that byte there, or call a function that a module exports.'
    })
    return false
  }

  /** Names of all functions of the machine, in the order in which its libraries export them. */
  functionNames(): readonly string[] {
    return Object.keys(SimulatedProcess.functions)
  }

  offers(name: string): boolean {
    return Object.hasOwn(SimulatedProcess.functions, name)
  }

  call(name: string, args: readonly Word[]): Word | undefined {
    const run = SimulatedProcess.functions[name]
    if (run === undefined || !this.offers(name)) throw new Error(`The simulator has no ${name}.`)
    this.exception = null
    const call = new ApiCall(this, args)
    const result = run(call)
    this.refusalText = call.why
    return this.exception !== null && result === undefined ? undefined : (result ?? 0)
  }

  lastError(): number {
    return this.state.lastError
  }

  refusal(): string | null {
    return this.refusalText
  }

  /** The stack is the thread's own: it grows page by page as it is touched, so nothing has to be committed before. */
  prepare(layout: ProgramLayout): LoadedProgram {
    const data = loadProgram(this, layout)
    const { state } = this
    state.prepared = true
    this.exception = null
    return {
      data,
      stackTop: state.stackHigh * 4096 - 0x40,
      stackLimit: (state.stackLow + STACK_FLOOR_PAGES) * 4096
    }
  }

  regions(): Region[] {
    return this.regionList.list(this)
  }
}

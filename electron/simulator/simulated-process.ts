import type { ProcessLetter, Region } from '../../shared/contract/observation'
import type { LoadedProgram, MachineProcess, ProgramLayout } from '../machine/machine-process'
import type { Word } from '../machine/word'
import { ApiCall, type ApiFunction } from './api-call'
import { executeCode } from './execute-code'
import { loadProgram } from './process-start'
import { ProcessMemory } from './process-memory'

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

  execute(
    address: Word,
    args: readonly Word[] = [],
    stackTop = this.state.stackHigh * 4096
  ): Word | undefined {
    return executeCode(this, SimulatedProcess.functions, address, args, stackTop)
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
    const data = loadProgram(this, layout.dataSize)
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

import type { ProcessLetter, Region } from '../../shared/contract/observation'
import type { RegionTree } from '../../shared/contract/region-tree'
import type { FaultCounts } from '../../shared/contract/step'
import type { RefusalReason } from '../../shared/contract/rule'
import type { LoadedProgram, MachineProcess, ProgramLayout } from '../machine/machine-process'
import type { Word } from '../machine/word'
import { ApiCall, type ApiFunction } from './api-call'
import { exportAddress } from './api/modules'
import { teb } from './environment-blocks'
import { executeCode } from './execute-code'
import { loadProgram } from './process-start'
import { passTheTime } from './modified-writer'
import { ProcessMemory } from './process-memory'
import { ruleOf } from './rules'
import { SimulatedThreads, stackRange } from './simulated-threads'
import type { Wait } from './waits'

/** A process of the simulated machine. */
export class SimulatedProcess extends ProcessMemory implements MachineProcess {
  /** The Win32 functions; the same table for every process. */
  static functions: Readonly<Record<string, ApiFunction>> = {}

  readonly threads = new SimulatedThreads(this)
  /** The thread that CreateThread made last; 0 when it made none. */
  lastThread = 0
  private reason: ApiCall['reason'] = null

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

  addressOf(name: string): Word {
    return exportAddress(this, name)
  }

  call(name: string, args: readonly Word[]): Word | undefined {
    const run = SimulatedProcess.functions[name]
    if (run === undefined || !this.offers(name)) throw new Error(`The simulator has no ${name}.`)
    this.exception = null
    passTheTime(this.kernel)
    return this.finish(run, new ApiCall(this, args, name))
  }

  /** Asks the function of a wait that may have ended again. */
  resume(wait: Wait): Word | undefined {
    this.exception = null
    return this.finish(SimulatedProcess.functions[wait.name]!, new ApiCall(this, wait.args, wait.name, wait))
  }

  private finish(run: ApiFunction, call: ApiCall): Word | undefined {
    const result = run(call)
    this.reason = call.reason
    this.threads.waits = call.waits
    if (call.waits) return undefined
    return this.exception !== null && result === undefined ? undefined : (result ?? 0)
  }

  lastError(): number {
    return Number(this.glance(this.state.teb + teb.lastError, 4) ?? this.state.lastError)
  }

  /** What GetLastError answers next, in the thread's TEB too. */
  setLastError(code: number): void {
    this.state.lastError = code
    // The call's own exception, if it has one, is not this store's.
    const { exception } = this
    this.store(this.state.teb + teb.lastError, 4, code)
    this.exception = exception
  }

  get threadBlock(): number {
    return this.state.teb
  }

  refusal(): RefusalReason | null {
    const { reason } = this
    return reason && { why: reason.why, rule: ruleOf(reason.rule) }
  }

  /** The stack is the thread's own: it grows page by page as it is touched, so nothing has to be committed before. */
  prepare(layout: ProgramLayout): LoadedProgram {
    const loaded = loadProgram(this, layout)
    const { state } = this
    state.prepared = true
    this.exception = null
    return { ...loaded, ...stackRange(state) }
  }

  faults(): FaultCounts {
    const { demandZeroFaults, softFaults, copyOnWriteFaults, hardFaults } = this.state
    return {
      demandZero: demandZeroFaults,
      soft: softFaults,
      copyOnWrite: copyOnWriteFaults,
      hard: hardFaults
    }
  }

  regions(): Region[] {
    return this.regionList.list(this)
  }

  regionTree(): RegionTree<Region> {
    return this.regionList.tree(this)
  }
}

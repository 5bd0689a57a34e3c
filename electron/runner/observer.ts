import { Inspector, type Execution, type Program } from '../c'
import type { Region } from '../../shared/contract/observation'
import type { RegionTree } from '../../shared/contract/region-tree'
import type { ShownVariable } from '../../shared/contract/step'
import type { MachineProcess } from '../machine/machine-process'
import { MemoryViews } from './looked-memory'
import type { RunnerLook, RunnerPlace } from './messages'
import { regionsNow } from './region-watch'

/** Tells where a recorded process stands and what is looked at there. */
export class Observer {
  private readonly inspector: Inspector
  private readonly memory: MemoryViews
  private look: RunnerLook = { watches: [], expanded: [], memory: [] }
  /** What the last step told: what has not changed travels as its index. */
  private told: readonly ShownVariable[] = []

  constructor(
    program: Program,
    private readonly process: MachineProcess,
    private readonly execution: Execution,
    /** The regions as the last step told them. */
    private readonly regions: () => RegionTree<Region>
  ) {
    this.inspector = new Inspector(program, process, execution, () => process.regions())
    this.memory = new MemoryViews(process)
  }

  /** What a step left. */
  afterStep(): RunnerPlace {
    const seen = this.inspector.afterStep()
    this.memory.afterStep()
    const variables = seen.variables.map((variable) => {
      const index = this.told.indexOf(variable)
      return index < 0 ? variable : index
    })
    this.told = seen.variables
    return { ...seen, variables, memory: this.seeMemory(0, this.regions), threads: this.threads() }
  }

  /** What is looked at from now on, and how it is now. */
  setLook(look: RunnerLook, frame: number): RunnerPlace {
    this.look = look
    this.inspector.setLook(look)
    const seen = this.inspector.seeFrame(frame)
    return {
      ...seen,
      memory: this.seeMemory(seen.frame, () => regionsNow(this.process)),
      threads: this.threads()
    }
  }

  /** The threads of the program; none while an execution has only its first. */
  private threads(): RunnerPlace['threads'] {
    const threads = this.execution.threads()
    return threads.length > 1 ? threads : []
  }

  private seeMemory(frame: number, regions: () => RegionTree<Region>): RunnerPlace['memory'] {
    if (this.look.memory.length === 0) return []
    return this.memory.see(
      this.look.memory,
      (expression) => this.inspector.addressOf(expression, frame),
      regions
    )
  }
}

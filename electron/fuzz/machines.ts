import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import { createSimulatorMachine } from '../engine/simulator-machine'
import { createWindowsMachine } from '../engine/windows-machine'
import type { Machine } from '../engine/process-host'
import { Run } from '../engine/run'
import type { Difference } from '../known-differences/difference'
import type { KnownDifference } from '../known-differences/known-difference'
import { explainDifference } from '../known-differences/known-differences'
import { explainLittleMemory } from '../known-differences/known-memory-differences'
import type { RenderedProgram } from './render'
import { readOutcomes, type Outcomes } from '../known-differences/outcome'

/** What a program did on a machine. */
export interface MachineOutcome {
  readonly outcomes: Outcomes
  /** How it ended when not well; empty otherwise. */
  readonly ending: string
}

/** Two machines to compare, ready: the simulator, and Windows or what stands for it. */
export interface BothMachines {
  readonly simulator: Machine
  readonly windows: Machine
  readonly windowsSettings: MachineSettings
  /** The second machine's name, for people. */
  readonly title: string
  /** Whether programs push everything out of memory again and again. */
  readonly presses: boolean
  /** How long a program may take on a machine. */
  readonly limitMs: number
  readonly explain: (difference: Difference) => KnownDifference | null
  close(): Promise<void>
}

/** Gets the machines ready; a text says why the Windows machine is not to be had. */
export async function openMachines(): Promise<BothMachines | string> {
  const windows = createWindowsMachine({ spareTargets: 2 })
  const { available, title, reason } = await windows.describe()
  if (!available) {
    await windows.close()
    return reason
  }
  await windows.warm()
  const simulator = createSimulatorMachine()
  return {
    simulator,
    windows,
    windowsSettings: defaultMachineSettings,
    title,
    presses: false,
    limitMs: 60_000,
    explain: (difference) => explainDifference(difference, /wine/i.test(title)),
    close: async () => {
      await windows.close()
      await simulator.close()
    }
  }
}

/** Two simulators, the second with so little memory that pages come and go: programs must not notice. */
export function openLittleMemory(): BothMachines {
  const [simulator, windows] = [createSimulatorMachine(), createSimulatorMachine()]
  return {
    simulator,
    windows,
    windowsSettings: { ...defaultMachineSettings, ram: 16 * 2 ** 20, pageFile: 256 * 2 ** 20 },
    title: 'The simulator with 16 MiB of RAM',
    presses: true,
    limitMs: 600_000,
    explain: explainLittleMemory,
    close: async () => {
      await simulator.close()
      await windows.close()
    }
  }
}

/** Runs a program on one machine, to its end or for as long as it may take. */
export async function runOn(
  machine: Machine,
  program: RenderedProgram,
  settings: MachineSettings,
  limitMs: number
): Promise<MachineOutcome> {
  // The processes' lines come in the order of their turns; a line is never torn by a turn.
  const output = new Map<ProcessLetter, string[]>()
  const run = new Run(machine, {
    source: program.source,
    fileName: 'fuzz.c',
    processes: program.processes,
    settings,
    recording: 'output',
    breakpoints: [],
    onStep: (process, step) => {
      const lines = output.get(process)
      if (lines === undefined) output.set(process, [step.output])
      else lines.push(step.output)
    }
  })
  const timer = setTimeout(() => void run.stop(), limitMs)
  const begun = await run.begin()
  if (begun === null) await run.move('continue')
  clearTimeout(timer)
  if (begun !== null) {
    const first = begun.refused[0]
    throw new Error(`A generated program is refused: line ${first?.line}: ${first?.message}`)
  }
  const text = [...output.values()].map((parts) => parts.join('')).join('\n')
  return { outcomes: readOutcomes(text), ending: run.status === 'ended' ? '' : run.statusText }
}

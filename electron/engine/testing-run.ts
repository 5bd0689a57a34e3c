import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { regionList } from '../../shared/contract/region-tree'
import { compile } from '../c'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

/** A program with these lines in main, run to its end on the simulator with every step recorded. */
export async function recordedRun(...lines: string[]): Promise<Run> {
  const source = `#include "lab.h"\nint main(void)\n{\n${lines.map((line) => `    ${line}`).join('\n')}\n    return 0;\n}\n`
  return recordedProgram(source)
}

/** A whole program, run to its end on the simulator with every step recorded. */
export async function recordedProgram(source: string): Promise<Run> {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
  const run = new Run(createSimulatorMachine(), {
    source,
    fileName: 'test.c',
    processes: compiled.program.processes,
    settings: defaultMachineSettings,
    recording: 'steps',
    breakpoints: []
  })
  await run.begin()
  await run.move('continue')
  return run
}

/** The address of the first region that the program made, at the first moment that has one. */
export function firstRegion(run: Run): number {
  for (const moment of run.history.moments) {
    const region = regionList(moment.processes.get('A')?.regions ?? null).find(
      ({ owner }) => owner === 'program'
    )
    if (region !== undefined) return region.base
  }
  throw new Error('The program made no region.')
}

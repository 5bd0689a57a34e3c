import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import type { Machine } from '../process-host'
import { Run } from '../run'
import { Comparison } from './machine-comparison'

/** A program that may run. */
export interface ComparedProgram {
  readonly fileName: string
  readonly source: string
  readonly processes: readonly ProcessLetter[]
  readonly settings: MachineSettings
}

/** What became of a program on both machines: the comparison, or the machines that refused it. */
export type RunBoth =
  | { readonly comparison: Comparison; readonly refused: null }
  | {
      readonly comparison: null
      readonly refused: readonly {
        readonly machine: MachineName
        readonly diagnostics: readonly Diagnostic[]
      }[]
    }

/** Runs a program to its end on both machines at once. An aborted signal stops both; the comparison then says so. */
export async function runBoth(
  program: ComparedProgram,
  machines: readonly [Machine, Machine],
  version: string,
  signal?: AbortSignal
): Promise<RunBoth> {
  const runs = machines.map(
    (machine) => new Run(machine, { ...program, recording: 'steps', breakpoints: [] })
  ) as [Run, Run]
  const stop = (): void => {
    for (const run of runs) void run.stop()
  }
  signal?.addEventListener('abort', stop, { once: true })
  const whyStuck = new Map<Run, string>()
  // Threads that wait for each other stop a program where it is, for ever.
  const settle = async (run: Run): Promise<void> => {
    if (run.status !== 'paused') return
    whyStuck.set(run, run.statusText)
    await run.stop()
  }
  const settled = (run: Run): Run => {
    const why = whyStuck.get(run)
    return why === undefined ? run : (Object.create(run, { statusText: { value: why } }) as Run)
  }
  try {
    const refused = await Promise.all(
      runs.map(async (run) => {
        if (signal?.aborted === true) await run.stop()
        const begun = await run.begin()
        if (begun === null) await run.move('continue')
        await settle(run)
        return begun === null ? [] : [{ machine: run.machineName, diagnostics: begun.refused }]
      })
    )
    if (refused.flat().length > 0) return { comparison: null, refused: refused.flat() }
    const [simulator, windows] = await Promise.all(machines.map((machine) => machine.describe()))
    const titles = { simulator: simulator!.title, windows: windows!.title }
    return {
      comparison: new Comparison(settled(runs[0]), settled(runs[1]), { titles, version }),
      refused: null
    }
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

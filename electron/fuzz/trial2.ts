import { makeBatch } from './campaign'
import { openMachines, runOn } from './machines'
import { renderProgram } from './render'
import { compile } from '../c'
export async function timing(): Promise<void> {
  const machines = await openMachines()
  if (typeof machines === 'string') throw new Error(machines)
  await new Promise((r) => setTimeout(r, 4000))
  for (let seed = 1; seed < 6; seed++) {
    const program = renderProgram(makeBatch(seed).sequences)
    const t0 = performance.now()
    compile(program.source, 'x.c')
    const t1 = performance.now()
    await runOn(machines.simulator, program, 1)
    const t2 = performance.now()
    await runOn(machines.windows, program, 1)
    const t3 = performance.now()
    console.log(
      seed,
      program.processes.length,
      'compile',
      (t1 - t0).toFixed(0),
      'sim',
      (t2 - t1).toFixed(0),
      'win',
      (t3 - t2).toFixed(0),
      program.source.length
    )
  }
  await machines.close()
}

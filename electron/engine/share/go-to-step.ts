import type { SharedMove } from '../../../shared/contract/shared-program'
import type { Run } from '../run'
import type { Work } from '../works'

/** The step to go to, and how to come there from the beginning. */
export interface GoTo {
  readonly step: number
  readonly way: readonly SharedMove[]
}

/**
 * Takes a fresh run to a step by the moves that another came there with, and by stepping over statements where these
 * lead no further. Ends early where `wanted` says no, and where the run does. Tells `work` how far it is, and ends it.
 */
export async function goToStep(
  run: Run,
  { step, way }: GoTo,
  wanted: () => boolean,
  work: Pick<Work, 'report' | 'end'>
): Promise<void> {
  const { breakpoints } = run
  const steps = (): number => run.history.moments.length - 1
  const goesOn = (): boolean => wanted() && run.status === 'paused' && steps() < step
  const go = async (...move: Parameters<Run['move']>): Promise<boolean> => {
    const before = steps()
    await run.move(...move)
    work.report(Math.min(1, steps() / step))
    return steps() > before
  }
  for (const { how, times, line, until, process, breakpoints } of way) {
    run.breakpoints = breakpoints ?? []
    run.stopAtStep = Math.min(step, until ?? step)
    for (let i = 0; i < times && goesOn(); i++)
      // What led to no step leads to none the next time either, and the times can be many.
      if (!(await go(how, line, process))) break
  }
  run.breakpoints = []
  run.stopAtStep = step
  while (goesOn() && (await go('over')));
  run.stopAtStep = null
  run.breakpoints = breakpoints
  work.end()
}

import {
  maximumSharedStep,
  maximumWayBreakpoints,
  maximumWayLength,
  type SharedMove
} from '../../../shared/contract/shared-program'
import type { MadeMove } from '../run'

/** The moves of a run with those that are alike put together; or, where they are too many to be shared, null. */
export function wayOf(moves: readonly MadeMove[]): readonly SharedMove[] | null {
  const way: SharedMove[] = []
  let last = ''
  for (const { mode, line, process, breakpoints, pausedAt } of moves) {
    // What was paused behind the last step that is shared leads to none that is.
    const until = pausedAt === undefined ? undefined : Math.min(pausedAt, maximumSharedStep)
    if (breakpoints.length > maximumWayBreakpoints) return null
    const move = {
      how: mode,
      ...(line === undefined ? {} : { line }),
      ...(until === undefined ? {} : { until }),
      ...(process === undefined ? {} : { process }),
      ...(breakpoints.length === 0
        ? {}
        : { breakpoints: breakpoints.map(({ line, condition }) => ({ line, condition })) })
    }
    const now = JSON.stringify(move)
    const before = way.at(-1)
    if (before !== undefined && now === last && before.times < maximumSharedStep)
      way[way.length - 1] = { ...before, times: before.times + 1 }
    else way.push({ ...move, times: 1 })
    last = now
  }
  return way.length <= maximumWayLength ? way : null
}

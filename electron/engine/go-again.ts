import type { RequestInput } from '../../shared/contract/requests'
import type { Breakpoint } from '../runner/messages'
import type { MadeMove, Run } from './run'

/** Where lines were put into the text of the run before, and which of them are to be executed. */
export type Again = NonNullable<RequestInput<'run/start'>['again']>

/** More statements than this are not on the lines of one act. */
const mostStatements = 20

/**
 * Takes a fresh run the way that another went with the text as it was, to the first of the lines put in, and over them.
 * As these lines were not executed on that way, coming to them for the first time is being where the other run was.
 * Ends early where `wanted` says no, and where the run does.
 */
export async function goAgain(
  run: Run,
  moves: readonly MadeMove[],
  { line, count, inserted }: Again,
  wanted: () => boolean
): Promise<void> {
  const breakpoints = run.breakpoints
  const goesOn = (): boolean => wanted() && run.status === 'paused'
  const isThere = (): boolean => {
    const now = run.history.last?.line ?? 0
    return now >= line && now < line + count
  }
  const moved = (old: number): number =>
    inserted.reduce((at, put) => at + (put.line <= old ? put.count : 0), old)
  const there: Breakpoint = { line, condition: null }
  for (const move of moves) {
    if (!goesOn() || isThere()) break
    run.breakpoints = [...move.breakpoints.map((b) => ({ ...b, line: moved(b.line) })), there]
    await run.move(move.mode, move.line === undefined ? undefined : moved(move.line))
  }
  if (goesOn() && !isThere()) {
    run.breakpoints = []
    await run.move('line', line)
  }
  run.breakpoints = breakpoints
  for (let i = 0; i < mostStatements && goesOn() && isThere(); i++) await run.move('over')
}

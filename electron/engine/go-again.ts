import type { MachineName } from '../../shared/contract/observation'
import type { RequestInput } from '../../shared/contract/requests'
import type { Breakpoint } from '../runner/messages'
import type { MadeMove, Run } from './run'
import type { BenchRun } from './run-record'

type WishedAgain = NonNullable<RequestInput<'run/start'>['again']>
/** Where lines were put into the text of the run before, and which of them are to be executed. */
export type Again = Exclude<WishedAgain, { readonly asBefore: true }>

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
    await run.move(move.mode, move.line === undefined ? undefined : moved(move.line), move.process)
  }
  if (goesOn() && !isThere()) {
    run.breakpoints = []
    await run.move('line', line)
  }
  run.breakpoints = breakpoints
  for (let i = 0; i < mostStatements && goesOn() && isThere(); i++) await run.move('over')
}

/** How a run of one text was moved on a machine, and where it was looked at. */
interface Way {
  readonly moves: readonly MadeMove[]
  readonly position: number
}
type Ways = ReadonlyMap<MachineName, Way>

/** Ways of more texts are not kept: so many acts can be taken back. */
const mostTexts = 50

/**
 * The ways that the runs of a window went, text by text, for as long as each text came of the one before by lines put in:
 * who takes such a change back comes to where that text's run stood.
 */
export class KnownWays {
  private former: Ways = new Map()
  private readonly byText = new Map<string, Ways>()

  /** The run there was, of this text, gives way to another. */
  leave(
    source: string,
    lanes: readonly { readonly run: BenchRun; readonly shown: { readonly position: number } }[],
    again: WishedAgain | undefined
  ): void {
    this.former = new Map(
      lanes.map(({ run, shown }) => [run.machineName, { moves: [...run.moves], position: shown.position }])
    )
    if (again === undefined) return this.byText.clear()
    this.byText.delete(source)
    this.byText.set(source, this.former)
    for (const [text] of this.byText) if (this.byText.size > mostTexts) this.byText.delete(text)
  }

  /** Takes a fresh run to where it is to stand; answers which of its moments is looked at, null for the last. */
  async follow(run: Run, source: string, again: WishedAgain, wanted: () => boolean): Promise<number | null> {
    if (!('asBefore' in again)) {
      await goAgain(run, this.former.get(run.machineName)?.moves ?? [], again, wanted)
      // A process that ends with these lines passes the turn within the step: what is looked at is what they did.
      const { line, count } = again
      const did = run.history.moments.findLastIndex(
        ({ step }) => step !== null && step.line >= line && step.line < line + count
      )
      return did < 0 || run.isOver ? null : did
    }
    const way = this.byText.get(source)?.get(run.machineName)
    const { breakpoints } = run
    for (const move of way?.moves ?? []) {
      if (!wanted() || run.status !== 'paused') break
      run.breakpoints = move.breakpoints
      await run.move(move.mode, move.line, move.process)
    }
    run.breakpoints = breakpoints
    return way?.position ?? null
  }
}

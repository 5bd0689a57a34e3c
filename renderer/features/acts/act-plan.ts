import { fatalLine, fatalProcess } from '../../stores/fatal-line'
import { emptyProgram, useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import type { ActForm, ActKind, ActTarget } from './act-kind'
import { addressExpression } from './address-expression'
import { freshName, putIn, type TextWithAct } from './put-in'
import { pointerFromText, variablesAt } from './scope'
import { placeForStatement, type Standing } from './statement-place'

/** An act that is being prepared. */
export interface Prepared {
  readonly kind: ActKind
  readonly target: ActTarget
  /** Lines executed before, on any machine of the run. */
  readonly executed: ReadonlySet<number>
  /** No variable is in scope where it goes. */
  readonly byNumber: boolean
}

/** An act that can be done as it stands. */
export interface ActPlan {
  readonly lines: readonly string[]
  readonly expects: string
  readonly notes: readonly string[]
  readonly exact: boolean
  readonly put: TextWithAct
}

function standingOf({ target, executed }: Prepared): Standing {
  const run = useRunStore()
  const view = run.views[target.machine]
  const { letter } = target
  const nowhere: Standing = { letter, frames: [], underWay: false, executed }
  if (view === undefined) return nowhere
  const place = view.places.find((one) => one.letter === letter)
  const fatal = fatalLine(view)
  if (fatal !== null && fatalProcess(view) === letter)
    return { ...nowhere, frames: [{ functionName: place?.frames[0]?.functionName ?? '', line: fatal }] }
  if (view.line === null || place === undefined || place.line === null) return nowhere
  // A process that waits for its turn does so in the middle of a statement.
  return { ...nowhere, frames: place.frames, underWay: letter !== view.turn }
}

/** What an act will be, with what is said of it so far; or what is missing, or why it cannot be, in a sentence. */
export function planOf(act: Prepared, form: ActForm): ActPlan | string {
  const { kind, target } = act
  const run = useRunStore()
  const program = useProgramStore()
  const source = program.source.trim() === '' ? emptyProgram : program.source
  const place = placeForStatement(source, standingOf(act))
  if (typeof place === 'string') return place
  const view = run.views[target.machine]
  const shown = view?.places.find(({ letter }) => letter === target.letter)
  const variables = act.byNumber || shown === undefined ? [] : variablesAt(source, shown, place)
  const within = target.allocation ?? { from: 0, to: 0 }
  const madeBy = target.region?.madeByLine ?? null
  const known =
    madeBy === null ? null : pointerFromText(source, { line: madeBy, base: within.from, at: place.line })
  const nameable = known === null ? variables : [...variables, known]
  const made = kind.statements(form, target, {
    address: addressExpression(target.address ?? 0, within, nameable),
    allocation: addressExpression(within.from, within, nameable),
    name: (stem) => freshName(source, stem)
  })
  if (typeof made === 'string') return made
  const notes = [place.note]
  if (view !== undefined && view.position < view.stepCount)
    notes.push(
      `You stand at step ${view.position} of ${view.stepCount}. The run is made again up to here and goes on with this; the steps after it go. Ctrl+Z in the editor brings them back.`
    )
  if (made.lines.some((text) => /\*\)0x/.test(text)))
    notes.push(
      run.runMachines.includes('windows')
        ? 'No variable in scope leads there, so the address stands as a number. The simulator’s addresses follow its seed; on the Windows machine it may be elsewhere, and the call is refused or acts on something else there.'
        : 'No variable in scope leads there, so the address stands as a number. It is right as long as the simulator’s seed is the same.'
    )
  return {
    lines: made.lines,
    expects: made.expects,
    notes: notes.filter((note) => note !== ''),
    exact: place.exact,
    put: putIn(source, place, made.lines, made.headers)
  }
}

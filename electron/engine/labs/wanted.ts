import { machineNames, type MachineName } from '../../../shared/contract/observation'
import { allParts, type MomentWish, type Typed } from '../../../shared/labs/language'
import { roots } from '../../../shared/labs/language/reference'
import type { LabExpression, Prediction } from '../../../shared/labs/format'

/** What a run has to note so that expressions can be evaluated on it. */
export interface Wanted {
  /** How many times each mark has to be waited for. */
  readonly visits: ReadonlyMap<string, number>
  /** C expressions to be read at every step, as they are asked of the program. */
  readonly watches: ReadonlySet<string>
  /** Pages or counters are asked for, which Windows tells only while it stands there. */
  readonly live: boolean
  /** How long the program may take, in milliseconds; a minute when left out. */
  readonly limitMs?: number
}

/** How a C expression is asked of a program: as a whole number, or as a text. */
export function watchOf(text: string, isText: boolean): string {
  return isText ? text : `(long long)(${text})`
}

/** Everything that expressions want. */
export function wantedBy(
  expressions: readonly LabExpression[],
  cells: { readonly rows: number; readonly columns: number } = { rows: 1, columns: 1 }
): Wanted {
  const visits = new Map<string, number>()
  const watches = new Set<string>()
  let live = false
  const visit = (mark: string, count: number): void =>
    void visits.set(mark, Math.max(count, visits.get(mark) ?? 0))
  const moment = (wish: MomentWish): void => {
    if (wish.when !== 'end') visit(wish.mark, wish.visit)
  }
  for (const expression of expressions) {
    moment(expression.moment)
    for (const part of allParts(expression.typed)) {
      if (part.kind === 'moment') moment(part.moment)
      if (part.kind === 'c')
        for (const text of inCells(part.text, cells)) watches.add(watchOf(text, part.type.kind === 'text'))
      if (part.kind === 'root' && roots[part.name]?.live === true) live = true
    }
  }
  return { visits, watches, live }
}

function inCells(
  text: string,
  { rows, columns }: { readonly rows: number; readonly columns: number }
): string[] {
  if (!/\b(row|column)\b/.test(text) || rows * columns <= 1) return [text]
  const found: string[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      found.push(text.replace(/\b(row|column)\b/g, (name) => String(name === 'row' ? row : column)))
  return found
}

/** The expressions of a prediction. */
export function expressionsOf(prediction: Prediction): readonly LabExpression[] {
  return prediction.form === 'choose' ? prediction.options.map(({ when }) => when) : [prediction.answer]
}

/** What a prediction wants of a run. */
export function wantedByPrediction(prediction: Prediction): Wanted {
  const cells =
    prediction.form === 'matrix'
      ? { rows: prediction.rows.length, columns: prediction.columns.length }
      : undefined
  return wantedBy(expressionsOf(prediction), cells)
}

/** The machines that an expression names itself; where it names any, it is asked once and not on each. */
export function machinesNamed(typed: Typed): readonly MachineName[] {
  const named = new Set<MachineName>()
  for (const part of allParts(typed)) {
    if (part.kind === 'machine') named.add(part.machine)
    if (part.kind === 'same') for (const name of machineNames) named.add(name)
  }
  return machineNames.filter((name) => named.has(name))
}

/** What two runs' needs are together. */
export function together(all: readonly Wanted[]): Wanted {
  const visits = new Map<string, number>()
  for (const { visits: some } of all)
    for (const [mark, count] of some) visits.set(mark, Math.max(count, visits.get(mark) ?? 0))
  return {
    visits,
    watches: new Set(all.flatMap(({ watches }) => [...watches])),
    live: all.some(({ live }) => live)
  }
}

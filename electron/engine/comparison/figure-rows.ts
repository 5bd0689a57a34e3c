import type { ComparedPart, ComparisonRow } from '../../../shared/contract/comparison'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { measured } from '../../../shared/contract/region-tree'
import type { CheckCounts } from '../../../shared/contract/step'
import type { Moment } from '../history'
import { partOf, verdictOf } from './compared-part'
import { programSums } from './region-measures'

const kilobytes = (bytes: number): string => `${(bytes / 1024).toLocaleString('en-US')} K`

/** What a process has at a moment in figures, on both machines; the whole of it costs what changed. */
export function figureRows(
  simulator: Moment | undefined,
  windows: Moment | undefined,
  positions: readonly [number, number],
  regionsCause: (process: ProcessLetter) => string | null,
  hasDifferingCheck: () => boolean
): ComparisonRow[] {
  if (simulator === undefined || windows === undefined) return []
  const rows: ComparisonRow[] = []
  const add = (
    process: ProcessLetter,
    title: string,
    x: string,
    y: string,
    reason: string | null,
    note = ''
  ): void => {
    const parts: ComparedPart[] = x === y ? [] : [partOf('figure', x, y, reason, note)]
    rows.push({
      ...{ id: `f${process}${title}`, kind: 'figure', process, line: null, title },
      simulator: { text: x, position: positions[0], place: null },
      windows: { text: y, position: positions[1], place: null },
      verdict: verdictOf(parts),
      parts
    })
  }
  const letters = [...new Set([...simulator.processes.keys(), ...windows.processes.keys()])].sort()
  for (const letter of letters) {
    const [a, b] = [simulator.processes.get(letter), windows.processes.get(letter)]
    if (a === undefined || b === undefined) {
      add(letter, 'Process', a ? 'is there' : 'is not there', b ? 'is there' : 'is not there', null)
      continue
    }
    const [x, y] = [measured(a.regions, programSums), measured(b.regions, programSums)]
    const isSame = x.regions === y.regions && x.committed === y.committed && x.reserved === y.reserved
    const why = isSame ? null : regionsCause(letter)
    const reason = why === null ? null : 'follows'
    add(letter, 'Regions of the program', String(x.regions), String(y.regions), reason, why ?? '')
    add(letter, 'Committed by the program', kilobytes(x.committed), kilobytes(y.committed), reason, why ?? '')
    add(letter, 'Reserved by the program', kilobytes(x.reserved), kilobytes(y.reserved), reason, why ?? '')
    add(letter, 'Process id', String(a.processId), String(b.processId), 'process-id')
  }
  const faults = simulator.step?.faults
  if (faults != null && windows.step?.faults == null) {
    const sum = faults.demandZero + faults.soft + faults.copyOnWrite + faults.hard
    add(simulator.step!.process, 'Page faults of the step', String(sum), 'not told', 'unknown')
  }
  const text = ({ passed, failed }: CheckCounts): string => `${passed} passed, ${failed} failed`
  const [x, y] = [text(simulator.checks), text(windows.checks)]
  const todo = windows.checks.todo > simulator.checks.todo
  const reason = x === y || hasDifferingCheck() ? null : todo ? 'todo-wine' : 'follows'
  add('A', 'Checks so far', x, y, reason)
  return rows
}

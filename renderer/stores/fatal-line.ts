import type { RunView } from './apply-run-update'

/** The process that a program died in, as far as that is told: it is not always the one whose turn it is then. */
export const fatalProcess = (view: Pick<RunView, 'died' | 'turn'>): RunView['turn'] =>
  view.died?.process ?? view.turn

/** The line a program died in, while that is what is shown; null otherwise or where nobody knows. */
export function fatalLine(view: RunView): number | null {
  if (view.status !== 'died' || view.position < view.stepCount) return null
  if (view.died !== undefined) return view.died.line
  const told = /\bline (\d+)/.exec(view.statusText)?.[1]
  const place = view.places.find(({ letter }) => letter === fatalProcess(view))
  return told === undefined ? (view.line ?? place?.frames[0]?.line ?? null) : Number(told)
}

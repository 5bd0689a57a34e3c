import type { RunView } from './apply-run-update'

/** The line a program died in, while that is what is shown; null otherwise or where nobody knows. */
export function fatalLine(view: RunView): number | null {
  if (view.status !== 'died' || view.position < view.stepCount) return null
  const told = /\bline (\d+)/.exec(view.statusText)?.[1]
  const place = view.places.find(({ letter }) => letter === view.turn)
  return told === undefined ? (view.line ?? place?.frames[0]?.line ?? null) : Number(told)
}

/** Steps that a timeline has room for at least, so that the first ones do not jump. */
const fewestSteps = 24
/** Half a step's room at both ends. */
const margin = 8

/** Which step is where on a timeline's width. */
export interface TimelineScale {
  readonly left: number
  readonly right: number
  /** Pixels a step; below 1 where there are more steps than pixels. */
  readonly perStep: number
  x(position: number): number
  /** The step nearest to an x, within the record. */
  positionAt(x: number): number
}

/** The scale of a record of `stepCount` steps from `left` to `width`. */
export function timelineScale(stepCount: number, left: number, width: number): TimelineScale {
  const from = left + margin
  const to = Math.max(from + 1, width - margin)
  const perStep = (to - from) / Math.max(fewestSteps, stepCount)
  return {
    left: from,
    right: to,
    perStep,
    x: (position) => from + position * perStep,
    positionAt: (x) => Math.min(stepCount, Math.max(0, Math.round((x - from) / perStep)))
  }
}

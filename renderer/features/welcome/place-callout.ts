/** A rectangle of the window, in CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
interface Size {
  readonly width: number
  readonly height: number
}
interface Place {
  readonly left: number
  readonly top: number
}

/** From the edges of the window, and from what is pointed at. */
const margin = 8
const distance = 12
/** A side of a high target this far down is where the eye begins. */
const eye = 48

/**
 * Where a callout stands that points at a target: beside it where there is room, else where it hides the least of it and
 * of what else is to be seen; always whole in a window that it fits into. Without a target, in the lower right corner.
 */
export function placeCallout(
  target: Box | null,
  callout: Size,
  window: Size,
  toBeSeen: readonly Box[] = []
): Place {
  const last = { left: window.width - callout.width - margin, top: window.height - callout.height - margin }
  const inside = ({ left, top }: Place): Place => ({
    left: Math.max(margin, Math.min(left, last.left)),
    top: Math.max(margin, Math.min(top, last.top))
  })
  if (target === null) return inside(last)
  const places = [...besides(target, callout), ...corners(last)].map(inside)
  const hidden = places.map((place) => {
    const box = { ...place, ...callout }
    return [target, ...toBeSeen].reduce((sum, one) => sum + overlap(one, box), 0)
  })
  return places[hidden.indexOf(Math.min(...hidden))]!
}

/** The sides of the target: of a high one left and right first, of a wide one under and over it. */
function besides({ left, top, width, height }: Box, callout: Size): Place[] {
  const down = top + Math.min(eye, height / 4)
  const toEnd = top + height - callout.height
  const right = left + width + distance
  const before = left - callout.width - distance
  const across = [
    { left: right, top: down },
    { left: before, top: down },
    { left: right, top: toEnd },
    { left: before, top: toEnd }
  ]
  const under = [
    { left, top: top + height + distance },
    { left, top: top - callout.height - distance }
  ]
  return width > height ? [...under, ...across] : [...across, ...under]
}

function corners(last: Place): Place[] {
  return [
    last,
    { left: margin, top: last.top },
    { left: last.left, top: margin },
    { left: margin, top: margin }
  ]
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return Math.max(0, across) * Math.max(0, down)
}

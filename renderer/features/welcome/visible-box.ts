import type { Box } from './place-callout'

/** The part of an element that is seen: not scrolled out of the boxes it is in, nor out of the window; null where none is. */
export function visibleBox(element: Element): Box | null {
  let { left, top, right, bottom } = element.getBoundingClientRect()
  const clip = (by: { left: number; top: number; right: number; bottom: number }): void => {
    left = Math.max(left, by.left)
    top = Math.max(top, by.top)
    right = Math.min(right, by.right)
    bottom = Math.min(bottom, by.bottom)
  }
  for (let box = element.parentElement; box !== null; box = box.parentElement)
    if (getComputedStyle(box).overflow !== 'visible') clip(box.getBoundingClientRect())
  clip({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })
  return right - left < 1 || bottom - top < 1
    ? null
    : { left, top, width: right - left, height: bottom - top }
}

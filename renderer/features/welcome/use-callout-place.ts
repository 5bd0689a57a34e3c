import { onBeforeUnmount, onMounted, shallowRef, type Ref, type ShallowRef } from 'vue'
import { placeCallout, type Box } from './place-callout'
import { visibleBox } from './visible-box'

interface Places {
  /** Where the callout stands. */
  readonly callout: ShallowRef<{ readonly left: number; readonly top: number } | null>
  /** What is pointed at. */
  readonly rings: ShallowRef<readonly Box[]>
}

/**
 * Keeps a callout beside the first of its targets that is seen, wherever the layout moves that. Asked picture by
 * picture: panes are dragged, scrolled, replaced, and no event tells of all of it.
 */
export function useCalloutPlace(
  box: Ref<HTMLElement | undefined>,
  targets: () => readonly string[],
  also: () => string | undefined
): Places {
  const callout: Places['callout'] = shallowRef(null)
  const rings: Places['rings'] = shallowRef([])
  let known = ''
  let frame = 0

  function look(): void {
    frame = requestAnimationFrame(look)
    if (box.value === undefined) return
    const target = first(targets())
    const second = also() === undefined ? null : first([also()!])
    const { offsetWidth: width, offsetHeight: height } = box.value
    const boxes = [target, second].filter((one) => one !== null)
    const toBeSeen = alsoSeen()
    const now = JSON.stringify([boxes, toBeSeen, width, height, innerWidth, innerHeight])
    if (now === known) return
    known = now
    rings.value = boxes
    callout.value = placeCallout(
      target,
      { width, height },
      { width: innerWidth, height: innerHeight },
      toBeSeen
    )
  }
  /** In a window of another size the target may have gone out of sight. */
  function resized(): void {
    showTarget(targets())
  }
  onMounted(() => {
    window.addEventListener('resize', resized)
    look()
  })
  onBeforeUnmount(() => {
    window.removeEventListener('resize', resized)
    cancelAnimationFrame(frame)
  })
  return { callout, rings }
}

/** Brings what is pointed at into sight, where it can be scrolled to. */
export function showTarget(targets: readonly string[]): void {
  for (const target of targets) {
    const element = document.querySelector(target)
    if (element === null) continue
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return
  }
}

/** The line that is executed next, and the rows that the last one changed. */
function alsoSeen(): Box[] {
  const seen = [...document.querySelectorAll('.cm-now, [data-testid^="regions-"] tr[data-changed]')]
  return seen
    .slice(0, 8)
    .map(visibleBox)
    .filter((one) => one !== null)
}

function first(targets: readonly string[]): Box | null {
  for (const target of targets) {
    const element = document.querySelector(target)
    const seen = element === null ? null : visibleBox(element)
    if (seen !== null) return seen
  }
  return null
}

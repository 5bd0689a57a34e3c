import type { Ref } from 'vue'
import type { useStripView } from './strip-view'

/** A point of the picture, in its own dots. */
interface Dots {
  readonly x: number
  readonly y: number
}

/** What a mouse or a finger does on a strip: pointing, picking, dragging, diving in, and the wheel. */
export function useStripPointer(of: {
  readonly view: ReturnType<typeof useStripView>
  readonly surface: Readonly<Ref<HTMLElement | null>>
  /** The picture's dots to a CSS pixel, and its height in dots. */
  dots(): number
  height(): number
  lowAtBottom(): boolean
  /** What is pointed at. */
  readonly hovered: Ref<{ readonly address: number; readonly y: number } | null>
  pick(address: number): void
  zoomIn(address: number): void
}): {
  pointOf(event: MouseEvent): Dots
  press(event: PointerEvent): void
  drag(event: PointerEvent): void
  release(event: PointerEvent): void
  dive(event: MouseEvent): void
  wheel(event: WheelEvent): void
  letGo(): void
} {
  const { view, surface, hovered } = of
  let grabbed: { readonly y: number; readonly low: number; moved: boolean } | null = null

  function pointOf(event: MouseEvent): Dots {
    const frame = surface.value?.getBoundingClientRect()
    const dots = of.dots()
    return { x: (event.clientX - (frame?.left ?? 0)) * dots, y: (event.clientY - (frame?.top ?? 0)) * dots }
  }
  function press(event: PointerEvent): void {
    if (event.button !== 0) return
    grabbed = { y: event.clientY, low: view.low.value, moved: false }
    surface.value?.setPointerCapture(event.pointerId)
  }
  function drag(event: PointerEvent): void {
    const { x, y } = pointOf(event)
    if (grabbed === null) {
      const address = view.addressAtPoint(x, y)
      hovered.value = address === null ? null : { address, y: y / of.dots() }
      return
    }
    const down = event.clientY - grabbed.y
    if (!grabbed.moved && Math.abs(down) < 4) return
    grabbed.moved = true
    hovered.value = null
    const by = down * of.dots()
    view.panTo(grabbed.low + (of.lowAtBottom() ? by : -by))
  }
  function release(event: PointerEvent): void {
    const was = grabbed
    grabbed = null
    if (was === null || was.moved) return
    const { x, y } = pointOf(event)
    const address = view.addressAtPoint(x, y)
    if (address !== null) of.pick(address)
  }
  function dive(event: MouseEvent): void {
    const { x, y } = pointOf(event)
    const address = view.addressAtPoint(x, y)
    if (address !== null) of.zoomIn(address)
  }
  function wheel(event: WheelEvent): void {
    const lines = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? of.height() : 1
    const by = event.deltaY * lines * of.dots()
    hovered.value = null
    if (event.ctrlKey) view.zoomBy(Math.exp(-by / 400), pointOf(event).y)
    else view.panBy(by)
    event.preventDefault()
  }
  const letGo = (): void => void (grabbed = null)
  return { pointOf, press, drag, release, dive, wheel, letGo }
}

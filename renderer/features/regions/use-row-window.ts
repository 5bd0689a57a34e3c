import { computed, nextTick, onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { useElementSize } from '../../ui/element-size'
import { rowWindow, scrollMap } from './scroll-map'

/** Fewer rows than this are all in the page: simplest for readers and searches. */
const plainLimit = 120

/**
 * Which rows of a table are in the page. The table scrolls in a box that it may share; `head` and `foot` are what covers
 * the box's top and bottom, in pixels.
 */
export function useRowWindow(
  table: Ref<HTMLTableElement | undefined>,
  scroller: () => HTMLElement | null,
  count: () => number,
  covered: () => { readonly head: number; readonly foot: number }
) {
  const size = useElementSize(computed(scroller))
  const rowHeight = ref(24)
  /** How far the rows are scrolled off the top of the box. */
  const scrolled = ref(0)
  const map = computed(() => scrollMap(count(), rowHeight.value, size.height))
  const window = computed(() => {
    const rows = count()
    if (rows <= plainLimit) return { start: 0, end: rows, above: 0, below: 0 }
    return rowWindow(map.value, rows, rowHeight.value, size.height || 600, scrolled.value)
  })

  /** Where the rows begin in the box. */
  function top(): number {
    const box = scroller()
    let top = 0
    let element: HTMLElement | null = table.value?.tBodies[0] ?? null
    // Not by rectangles on the screen: far down in a long table these are off by some pixels.
    while (element !== null && element !== box) {
      top += element.offsetTop
      element = (element.offsetParent as HTMLElement | undefined) ?? null
    }
    return top
  }
  function update(): void {
    const row = table.value?.querySelector<HTMLElement>('tbody tr[aria-rowindex]')
    const height = row?.offsetHeight ?? 0
    if (height > 0) rowHeight.value = height
    scrolled.value = (scroller()?.scrollTop ?? 0) - top()
  }
  watch(
    scroller,
    (now, before) => {
      before?.removeEventListener('scroll', update)
      now?.addEventListener('scroll', update, { passive: true })
      update()
    },
    { immediate: true, flush: 'post' }
  )
  watch([count, () => size.height, () => size.width], update, { flush: 'post' })
  onBeforeUnmount(() => scroller()?.removeEventListener('scroll', update))

  /** Scrolls as little as it takes and waits until the row is in the page. */
  async function bringIntoView(index: number): Promise<void> {
    if (index < 0) return
    await nextTick()
    const box = scroller()
    if (box === null) return
    update()
    const { head, foot } = covered()
    const from = index * rowHeight.value
    const seen = map.value.toRows(scrolled.value)
    const highest = from - head
    const lowest = from + rowHeight.value + foot - size.height
    if (size.height > 0 && seen > highest) box.scrollTop = top() + map.value.toScroll(highest)
    else if (size.height > 0 && seen < lowest) box.scrollTop = top() + map.value.toScroll(lowest)
    else return
    update()
    await nextTick()
  }
  return { window, size, update, bringIntoView, rowHeight }
}

import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** The width of an element in CSS pixels, as it changes; 0 while there is none. */
export function useElementWidth(element: Ref<HTMLElement | null | undefined>): Ref<number> {
  const width = ref(0)
  const observer = new ResizeObserver((entries) => {
    width.value = entries[0]?.contentRect.width ?? 0
  })
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before)
      if (now) observer.observe(now)
    },
    { immediate: true, flush: 'post' }
  )
  onBeforeUnmount(() => observer.disconnect())
  return width
}

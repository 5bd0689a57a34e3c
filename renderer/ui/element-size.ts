import { onBeforeUnmount, reactive, watch, type Ref } from 'vue'

/** The size of an element's content in CSS pixels, as it changes; 0 while there is none. */
export function useElementSize(element: Ref<HTMLElement | null | undefined>): {
  readonly width: number
  readonly height: number
} {
  const size = reactive({ width: 0, height: 0 })
  const observer = new ResizeObserver((entries) => {
    const content = entries[0]?.contentRect
    size.width = content?.width ?? 0
    size.height = content?.height ?? 0
  })
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before)
      if (now) observer.observe(now)
      else Object.assign(size, { width: 0, height: 0 })
    },
    { immediate: true, flush: 'post' }
  )
  onBeforeUnmount(() => observer.disconnect())
  return size
}

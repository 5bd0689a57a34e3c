import { onBeforeUnmount, onUnmounted, type Ref } from 'vue'

/** Gives the focus to the program when what had it goes and nothing else takes it. */
export function giveFocusBack(box: Readonly<Ref<HTMLElement | undefined>>): void {
  let had = false
  onBeforeUnmount(() => {
    had = box.value?.contains(document.activeElement) === true
  })
  onUnmounted(() => {
    if (!had) return
    requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body)
        document.querySelector<HTMLElement>('[data-testid="editor"] .cm-content')?.focus()
    })
  })
}

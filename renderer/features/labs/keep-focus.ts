import { nextTick, watch, type WatchSource } from 'vue'

/** When what has the focus goes because that changed, `next` has it: who works by keyboard stays at the place. */
export function keepFocus(source: WatchSource<unknown>, next: () => HTMLElement | null | undefined): void {
  watch(source, async () => {
    const had = document.activeElement
    await nextTick()
    if (had !== null && !had.isConnected) next()?.focus()
  })
}

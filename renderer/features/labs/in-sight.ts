import { nextTick, watch, type Ref, type WatchSource } from 'vue'

/** Scrolls to what appears there when it changes to something: a verdict or a hint is read where it stands. */
export function bringIntoSight(
  source: WatchSource<unknown>,
  where: Readonly<Ref<HTMLElement | undefined>>
): void {
  watch(source, async (now) => {
    if (!now) return
    await nextTick()
    const box = where.value
    if (box === undefined) return
    // Where not all fits, the verdict and what stands below it come first.
    const newest = [...box.querySelectorAll('[data-newest]')].at(-1) ?? box
    for (const one of [box, newest]) one.scrollIntoView?.({ block: 'nearest' })
  })
}

import { nextTick, watch, type Ref, type WatchSource } from 'vue'

/** Scrolls to what appears there when it changes to something: a verdict or a hint is read where it stands. */
export function bringIntoSight(
  source: WatchSource<unknown>,
  where: Readonly<Ref<HTMLElement | undefined>>
): void {
  watch(source, async (now) => {
    if (!now) return
    await nextTick()
    where.value?.scrollIntoView?.({ block: 'nearest' })
  })
}

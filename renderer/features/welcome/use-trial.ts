import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRunStore } from '../../stores/run'
import type { Trial } from './tour-stops'

/** How long one sees that it was done before the tour goes on. */
const seenMs = 900

/** What is to be tried at a stop: the keys, and what they do. */
export interface TrialWords {
  readonly keys: readonly string[]
  readonly does: string
}

/**
 * What the person can try at a stop as things are, and whether it was done; `goOn` is called soon after that. Null where
 * there is nothing to try.
 */
export function useTrial(
  trial: () => Trial | undefined,
  goOn: () => void
): {
  readonly words: ComputedRef<TrialWords | null>
  readonly done: Ref<boolean>
  readonly begin: () => void
} {
  const run = useRunStore()
  const done = ref(false)
  let existed = false
  let from = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** A stop begins: what was done before does not count. */
  function begin(): void {
    clearTimeout(timer)
    done.value = false
    existed = run.exists
    from = run.position
  }
  function isDone(): boolean {
    if (!run.exists || run.running || run.shown.length === 0) return false
    switch (trial()) {
      case 'start':
        return !existed || run.position !== from
      case 'step':
        return run.position > from
      case 'back':
        return run.position < from
      case undefined:
        return false
    }
  }
  watch(
    () => [run.exists, run.running, run.position, run.shown.length] as const,
    () => {
      if (done.value) return
      if (isDone()) {
        done.value = true
        timer = setTimeout(goOn, seenMs)
      } else if (trial() === 'back') from = Math.max(from, run.position)
      // A run that was started anew begins at its first line.
      else if (run.position < from) from = run.position
    }
  )
  onBeforeUnmount(() => clearTimeout(timer))

  const words = computed<TrialWords | null>(() => {
    const canStep = run.exists ? run.canStep || run.running : run.canStart
    switch (trial()) {
      case 'start':
        if (done.value || !canStep) break
        return run.exists
          ? { keys: ['F10'], does: 'now: one line runs.' }
          : { keys: ['F10'], does: 'now: the program starts and stops before its first line.' }
      case 'step':
        if (done.value || !canStep) break
        return run.exists
          ? { keys: ['F10'], does: 'now: one line runs.' }
          : { keys: ['F10'], does: 'twice: the program starts, then one line runs.' }
      case 'back':
        if (done.value) break
        if (run.canStepBack) return { keys: ['Shift+F10'], does: 'now: one step back.' }
        return canStep ? { keys: ['F10', 'Shift+F10'], does: 'a few times: on, and back again.' } : null
      case undefined:
        return null
    }
    return null
  })
  return { words, done, begin }
}

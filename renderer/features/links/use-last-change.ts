import { ref, watch, type Ref } from 'vue'
import type { LastChange } from '../../../shared/contract/moments'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'

/** What one looks at only in passing is not asked about. */
const restMs = 120

/** Which step last changed what a place is, at the moment that is shown; null while that is not known, and where none did. */
export function useLastChange(
  place: () => {
    readonly machine: MachineName
    readonly letter: ProcessLetter
    readonly address: number
  } | null
): Ref<LastChange | null> {
  const run = useRunStore()
  const found = ref<LastChange | null>(null)
  let ticket = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => {
      const at = place()
      const view = at === null ? undefined : run.views[at.machine]
      if (at === null || view === undefined || run.running || run.runId === null) return null
      const { machine, letter, address } = at
      return { runId: run.runId, machine, process: letter, address, position: view.position }
    },
    (asked, former) => {
      if (JSON.stringify(asked) === JSON.stringify(former)) return
      const mine = ++ticket
      found.value = null
      clearTimeout(timer)
      if (asked === null) return
      timer = setTimeout(async () => {
        const answer = await door().call('run/last-change', asked)
        if (mine === ticket && answer.ok) found.value = answer.value
      }, restMs)
    },
    { immediate: true }
  )
  return found
}

import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionCount, regionsOf } from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { door } from '../../platform/door'
import type { RunView } from '../../stores/apply-run-update'
import { workingSetRow, type TotalRow } from './step-totals'

/** The picture of the step comes first. */
const patienceMs = 300
/** Counting the working set of a large process takes time that the next step may want. */
const mostRegions = 500
const mostCommitted = 64 * 1024 * 1024

/**
 * How the step that is shown changed its process's working set, once that has been asked for: a moment after the step,
 * for small processes only; empty until then, where it stayed, and where the machine does not tell.
 */
export function useWorkingSetRow(view: Ref<RunView>): Readonly<Ref<readonly TotalRow[]>> {
  const rows = shallowRef<readonly TotalRow[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let ticket = 0

  async function ask(letter: ProcessLetter): Promise<void> {
    const mine = ++ticket
    const { runId, machine, position } = view.value
    const pages = async (at: number): Promise<number | null> => {
      const answer = await door().call('memory/counters', { runId, machine, position: at })
      if (!answer.ok) return null
      return answer.value?.processes?.find(({ process }) => process === letter)?.workingSet ?? null
    }
    const after = await pages(position)
    const before = after === null ? null : await pages(position - 1)
    if (mine === ticket && before !== null && after !== null) rows.value = workingSetRow(before, after)
  }

  watch(
    () => [view.value.runId, view.value.position, view.value.status] as const,
    () => {
      clearTimeout(timer)
      ticket++
      rows.value = []
      const { step, status, position } = view.value
      if (step === null || status === 'running' || position === 0 || !isSmall(view.value, step.process))
        return
      timer = setTimeout(() => void ask(step.process), patienceMs)
    },
    { immediate: true }
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    ticket++
  })
  return rows
}

function isSmall(view: RunView, letter: ProcessLetter): boolean {
  const regions = view.processes.find((process) => process.letter === letter)?.regions ?? null
  if (regionCount(regions) > mostRegions) return false
  let committed = 0
  for (const region of regionsOf(regions))
    if (region.state === memoryConstants.MEM_COMMIT && region.owner === 'program') committed += region.size
  return committed <= mostCommitted
}

import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import type { ProcessCounters } from '../../../shared/contract/memory-process'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import type { RequestAnswer } from '../../../shared/contract/requests'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'

/** Working-set figures of a process, as far as they are known. */
export interface KnownCounters {
  readonly counters: ProcessCounters | null
  /** They are those of a step before: the shown one is still being counted. */
  readonly stale: boolean
  /** Why there are none; empty while they are on their way. */
  readonly refused: string
}

/** The tables of several processes ask for the same moment. */
let last: { readonly key: string; readonly answer: Promise<RequestAnswer<'memory/counters'>> } | null = null
function ask(
  runId: string,
  machine: MachineName,
  position: number
): Promise<RequestAnswer<'memory/counters'>> {
  const key = `${runId} ${machine} ${position}`
  if (last?.key !== key) last = { key, answer: door().call('memory/counters', { runId, machine, position }) }
  return last.answer
}

/** Asks for a process's counters while `wanted`, a moment after the picture of a step is there. */
export function useProcessCounters(
  machine: MachineName,
  letter: ProcessLetter,
  wanted: () => boolean
): ShallowRef<KnownCounters> {
  const run = useRunStore()
  const known = shallowRef<KnownCounters>({ counters: null, stale: true, refused: '' })
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(position: number): Promise<void> {
    const mine = ++asked
    if (run.runId === null) return
    const answer = await ask(run.runId, machine, position)
    if (mine !== asked) return
    if (!answer.ok) known.value = { counters: null, stale: false, refused: answer.failure.message }
    else {
      const counters = answer.value?.processes.find((process) => process.process === letter) ?? null
      known.value = { counters, stale: false, refused: '' }
    }
  }
  watch(
    () => [wanted(), run.views[machine]?.position, run.running, run.runId] as const,
    ([open, position, running]) => {
      clearTimeout(timer)
      asked++
      if (known.value.counters !== null) known.value = { ...known.value, stale: true }
      if (!open || running || position === undefined) return
      timer = setTimeout(() => void look(position), 150)
    },
    { immediate: true }
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asked++
  })
  return known
}

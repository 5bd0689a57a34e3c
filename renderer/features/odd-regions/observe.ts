import { ref, shallowRef, watch } from 'vue'
import type { ProcessCounters } from '../../../shared/contract/memory-process'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import type { RequestInput, RequestName, RequestOutputs } from '../../../shared/contract/requests'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'
import type { Observations } from './observed-oddities'

/** What was seen of a process at a moment. */
export interface Seen extends Observations {
  /** Why something could not be seen; empty where all was. */
  readonly refusal: string
}

/** A step must be on the screen before anything more is asked for. */
const afterStepMs = 150
const mostKept = 24

const keyOf = (runId: string, machine: MachineName, letter: ProcessLetter, position: number): string =>
  `${runId} ${machine} ${letter} ${position}`

/** Looks closer at the shown moment while the picture is open, when nothing runs; what comes too late is dropped. */
export function useObservations() {
  const run = useRunStore()
  const seen = shallowRef<ReadonlyMap<string, Seen>>(new Map())
  const looking = ref(false)
  let token = 0

  watch(
    () => [run.runId, run.position, run.running, run.shown.length] as const,
    (_now, _before, onCleanup) => {
      const mine = ++token
      if (run.running || run.runId === null) return
      const timer = setTimeout(() => void look(mine), afterStepMs)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true }
  )

  async function look(mine: number): Promise<void> {
    const { runId } = run
    if (runId === null) return
    looking.value = true
    try {
      for (const { machine, position, stepCount, processes } of run.shown) {
        const moments = position > 0 ? [position, position - 1] : [position]
        for (const moment of moments)
          for (const { letter } of processes) {
            if (seen.value.has(keyOf(runId, machine, letter, moment))) continue
            const at = { runId, machine, position: moment === stepCount ? null : moment }
            const modules = await ask('memory/modules', { ...at, process: letter })
            const sections = await ask('memory/sections', { ...at, images: false })
            if (mine !== token) return
            keep(keyOf(runId, machine, letter, moment), {
              modules: modules.value,
              sections: sections.value,
              counters: null,
              refusal: modules.refusal || sections.refusal
            })
          }
        // Counting takes longest where much is in memory, so it comes last.
        const counters = await ask('memory/counters', {
          runId,
          machine,
          position: position === stepCount ? null : position
        })
        if (mine !== token) return
        for (const process of counters.value?.processes ?? []) count(runId, machine, position, process)
      }
    } finally {
      if (mine === token) looking.value = false
    }
  }
  function keep(key: string, what: Seen): void {
    seen.value = new Map([...seen.value, [key, what] as const].slice(-mostKept))
  }
  function count(runId: string, machine: MachineName, position: number, counters: ProcessCounters): void {
    const key = keyOf(runId, machine, counters.process, position)
    const known = seen.value.get(key)
    if (known !== undefined) keep(key, { ...known, counters })
  }
  /** What is known of a process at a position; undefined as long as nobody has looked. */
  function seenAt(machine: MachineName, letter: ProcessLetter, position: number): Seen | undefined {
    return run.runId === null ? undefined : seen.value.get(keyOf(run.runId, machine, letter, position))
  }
  return { seenAt, looking }
}

async function ask<N extends RequestName>(
  name: N,
  input: RequestInput<N>
): Promise<{ readonly value: RequestOutputs[N] | null; readonly refusal: string }> {
  const answer = await door().call(name, input)
  return answer.ok ? { value: answer.value, refusal: '' } : { value: null, refusal: answer.failure.message }
}

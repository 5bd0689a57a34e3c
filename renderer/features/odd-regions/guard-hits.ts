import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { regionOf } from '../../../shared/contract/region-tree'
import { machineNames, type MachineName, type ProcessLetter } from '../../../shared/contract/observation'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import type { RunView } from '../../stores/apply-run-update'
import { useRunStore } from '../../stores/run'

/** A guard page that somebody touched. */
export interface GuardHit {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: number
  /** The step after which it was gone, and its line. */
  readonly position: number
  readonly line: number
}

/** Calls that take a guard away on purpose. */
const deliberate = /Protect|Free|Unmap/

/** The guards that the shown step hit: they are gone, the page is still there, and no call took them away. */
export function guardHitsOf(view: Pick<RunView, 'machine' | 'position' | 'step' | 'processes'>): GuardHit[] {
  const { step, machine, position } = view
  if (step === null || step.calls.some(({ name }) => deliberate.test(name))) return []
  return view.processes.flatMap(({ letter, changes, regions }) =>
    changes.flatMap((change) => {
      if (change.kind === 'added') return []
      const { before } = change
      if ((before.protect & m.PAGE_GUARD) === 0 || /^(thread )?stack\b/i.test(before.use)) return []
      const now = regionOf(regions, before.base)
      if (now?.allocationBase !== before.allocationBase || now.state !== m.MEM_COMMIT) return []
      if ((now.protect & m.PAGE_GUARD) !== 0) return []
      return [{ machine, letter, address: before.base, position, line: step.line }]
    })
  )
}

/** The guards that were hit in the steps of the run that this window has shown. */
export const useGuardHitsStore = defineStore('guard-hits', () => {
  const run = useRunStore()
  const hits = shallowRef<readonly GuardHit[]>([])
  watch(
    () => run.runId,
    () => (hits.value = [])
  )
  watch(
    () => run.views,
    (views) => {
      for (const machine of machineNames) {
        const view = views[machine]
        if (view === undefined) continue
        const found = guardHitsOf(view).filter(
          (hit) =>
            !hits.value.some(
              (known) =>
                known.address === hit.address &&
                known.position === hit.position &&
                known.machine === hit.machine &&
                known.letter === hit.letter
            )
        )
        if (found.length > 0) hits.value = [...hits.value, ...found]
      }
    },
    { flush: 'sync' }
  )
  return { hits }
})

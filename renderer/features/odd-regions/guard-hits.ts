import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { guardsGone, takesGuards } from '../../../shared/contract/guards-hit'
import {
  machineNames,
  type MachineName,
  type ProcessLetter,
  type RegionChange
} from '../../../shared/contract/observation'
import type { RunView } from '../../stores/apply-run-update'
import type { MomentComparison } from '../../../shared/contract/moments'
import { stepEvents } from '../../../shared/contract/timeline'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'
import { useTimelineStore } from '../../stores/timeline'

/** A guard page that somebody touched. */
export interface GuardHit {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: number
  /** The step after which it was gone, and its line. */
  readonly position: number
  readonly line: number
}

/** A stack’s guard moves as the stack grows. */
const ofStack = /^(thread )?stack\b/i

/** Guards that changes took away, but for stacks'. */
const hitIn = (changes: readonly RegionChange[]): readonly number[] =>
  guardsGone(changes)
    .filter(({ before }) => !ofStack.test(before.use))
    .map(({ address }) => address)

/** The guards that the shown step hit: they are gone, the page is still there, and no call took them away. */
export function guardHitsOf(view: Pick<RunView, 'machine' | 'position' | 'step' | 'processes'>): GuardHit[] {
  const { step, machine, position } = view
  if (step === null || step.calls.some(takesGuards)) return []
  return view.processes.flatMap(({ letter, changes }) =>
    hitIn(changes).map((address) => ({ machine, letter, address, position, line: step.line }))
  )
}

/** The guards that the step to a moment hit, by what differs from the moment before; its record says that one was hit. */
export function guardHitsBetween(
  { machine, processes }: Pick<MomentComparison, 'machine' | 'processes'>,
  position: number,
  line: number
): GuardHit[] {
  return processes.flatMap(({ letter, regions }) =>
    hitIn(regions).map((address) => ({ machine, letter, address, position, line }))
  )
}

/** So many steps of a record are looked up; a program that hits more guards does the same again and again. */
const mostLookedUp = 50

/** The guards that were hit in the run: in steps that this window has shown, and in those that only the record has. */
export const useGuardHitsStore = defineStore('guard-hits', () => {
  const run = useRunStore()
  const timeline = useTimelineStore()
  const hits = shallowRef<readonly GuardHit[]>([])
  let lookedUp = new Set<string>()
  watch(
    () => run.runId,
    () => {
      hits.value = []
      lookedUp = new Set()
    }
  )
  function keep(found: readonly GuardHit[]): void {
    const isSame = (a: GuardHit, b: GuardHit): boolean =>
      a.address === b.address && a.position === b.position && a.machine === b.machine && a.letter === b.letter
    const fresh = found.filter((hit) => !hits.value.some((known) => isSame(known, hit)))
    if (fresh.length > 0) hits.value = [...hits.value, ...fresh]
  }
  /** Looks up the steps whose record says that a guard was hit and that were never shown one by one. */
  async function lookUp(): Promise<void> {
    const { runId } = run
    if (runId === null || run.running) return
    for (const machine of run.runMachines) {
      const record = timeline.recordOf(machine)
      if (record === undefined) continue
      for (let b = 1; b < record.count && lookedUp.size < mostLookedUp; b++) {
        const key = `${machine} ${b}`
        if ((record.events[b]! & stepEvents.guard) === 0 || lookedUp.has(key)) continue
        lookedUp.add(key)
        const answer = await door().call('run/compare-moments', { runId, machine, a: b - 1, b })
        if (run.runId !== runId) return
        if (answer.ok) keep(guardHitsBetween(answer.value, b, record.line[b]!))
      }
    }
  }
  watch(
    () => run.views,
    (views) => {
      for (const machine of machineNames) {
        const view = views[machine]
        if (view === undefined) continue
        keep(guardHitsOf(view))
      }
    },
    { flush: 'sync' }
  )
  return { hits, lookUp }
})

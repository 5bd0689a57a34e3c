import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { ComparisonRow, ComparisonSection, MachineComparison } from '../../../shared/contract/comparison'
import type { RequestInput } from '../../../shared/contract/requests'
import { door } from '../../platform/door'

export type RowFilter = RequestInput<'run/compare-machines'>['only']

/** Rows that are asked for at once. */
export const pageSize = 100

/** What is to be compared, and the rows that are in sight. */
export interface RowsInSight {
  readonly runId: Ref<string | null>
  readonly position: Ref<number>
  /** Becomes another value when the runs have done something. */
  readonly revision: Ref<unknown>
  /** False: nothing is asked; a running program is compared when it stands. */
  readonly still: Ref<boolean>
  readonly section: Ref<ComparisonSection>
  readonly only: Ref<RowFilter>
  readonly first: Ref<number>
  readonly last: Ref<number>
}

/** The comparison of the run on the bench: counts at once, rows a page at a time as they come into sight. Stale answers are dropped. */
export function useComparisonRows(wanted: RowsInSight): {
  readonly comparison: Ref<MachineComparison | null>
  readonly problem: Ref<string>
  readonly total: Ref<number>
  readonly now: Ref<number | null>
  rowAt(index: number): ComparisonRow | undefined
} {
  const comparison = shallowRef<MachineComparison | null>(null)
  const problem = ref('')
  const total = ref(0)
  const now = ref<number | null>(null)
  const pages = shallowRef<ReadonlyMap<number, readonly ComparisonRow[]>>(new Map())
  let asking = false
  let again = false
  /** Counts up with everything that makes rows on their way stale. */
  let version = 0
  let fresh = new Set<number>()

  const subject = computed(() => [
    wanted.runId.value,
    wanted.position.value,
    wanted.revision.value,
    wanted.still.value,
    wanted.section.value,
    wanted.only.value
  ])
  watch(
    subject,
    (is, before) => {
      const was = before as typeof is | undefined
      version++
      fresh = new Set()
      // Rows of another list must not stand in for those that come.
      if (is[0] !== was?.[0] || is[4] !== was?.[4] || is[5] !== was?.[5]) {
        pages.value = new Map()
        total.value = 0
        now.value = null
      }
      if (is[0] !== was?.[0]) comparison.value = null
      void ask()
    },
    { immediate: true, flush: 'post' }
  )
  watch([wanted.first, wanted.last], () => void ask(), { flush: 'post' })

  async function ask(): Promise<void> {
    const runId = wanted.runId.value
    if (runId === null || !wanted.still.value) return
    if (asking) {
      again = true
      return
    }
    const from = Math.floor(Math.max(0, wanted.first.value) / pageSize)
    const to = Math.floor(Math.max(0, wanted.last.value) / pageSize)
    const missing: number[] = []
    for (let page = from; page <= to && missing.length < 4; page++) if (!fresh.has(page)) missing.push(page)
    if (missing.length === 0) return
    asking = true
    const asked = version
    const section = wanted.section.value
    const answer = await door().call('run/compare-machines', {
      runId,
      position: wanted.position.value,
      only: wanted.only.value,
      sections: missing.map((page) => ({ section, offset: page * pageSize, count: pageSize }))
    })
    asking = false
    if (asked === version) take(answer, missing)
    if (again || asked !== version) {
      again = false
      await ask()
    }
  }

  function take(
    answer: Awaited<ReturnType<ReturnType<typeof door>['call']>>,
    missing: readonly number[]
  ): void {
    if (!answer.ok) {
      problem.value = answer.failure.message
      return
    }
    problem.value = ''
    const value = answer.value as MachineComparison
    comparison.value = {
      ...value,
      reasons: { ...(comparison.value?.reasons ?? {}), ...value.reasons }
    }
    const put = new Map(pages.value)
    value.sections.forEach((part, i) => {
      put.set(missing[i]!, part.rows)
      fresh.add(missing[i]!)
      total.value = part.total
      now.value = part.now
    })
    pages.value = put
  }

  return {
    comparison,
    problem,
    total,
    now,
    rowAt: (index) => pages.value.get(Math.floor(index / pageSize))?.[index % pageSize]
  }
}

import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import { pageFlags, pageStates, type PageColumns } from '../../../shared/contract/memory-process'
import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'

/** What the pages of a region come to, in bytes. */
export interface PageFigures {
  readonly private: number
  readonly workingSet: number
  readonly privateWorkingSet: number
  readonly shareableWorkingSet: number
  readonly sharedWorkingSet: number
  readonly lockedWorkingSet: number
}

const pageSize = 4096
/** The most pages that one request answers. */
const mostPages = 65_536
const valid = pageStates.indexOf('valid')
const committedStates: ReadonlySet<number> = new Set(
  (['demand-zero', 'valid', 'transition', 'page-file'] as const).map((state) => pageStates.indexOf(state))
)

/** The figures of some pages, counted as VMMap counts them. */
export function figuresOfPages(pages: PageColumns): PageFigures {
  const sum = {
    private: 0,
    workingSet: 0,
    privateWorkingSet: 0,
    shareableWorkingSet: 0,
    sharedWorkingSet: 0,
    lockedWorkingSet: 0
  }
  pages.state.forEach((state, i) => {
    // `none`: no prototype PTE describes the page, so it is the process's own.
    const isOwn = pages.prototype[i] === 0
    if (isOwn && committedStates.has(state)) sum.private += pageSize
    if (state !== valid) return
    sum.workingSet += pageSize
    if (isOwn) sum.privateWorkingSet += pageSize
    else {
      sum.shareableWorkingSet += pageSize
      if (pages.shares[i]! > 1) sum.sharedWorkingSet += pageSize
    }
    if (pages.flags[i]! & pageFlags.locked) sum.lockedWorkingSet += pageSize
  })
  return sum
}

/** What is known of the pages of regions, by base; or why nothing is. */
export interface KnownPages {
  readonly of: ReadonlyMap<number, PageFigures>
  readonly refused: string
}
const nothingKnown: KnownPages = { of: new Map(), refused: '' }

/**
 * Looks at the pages of the regions in view, when a column wants it: once the picture of a step is there and scrolling
 * has stopped.
 */
export function usePageFigures(
  machine: MachineName,
  letter: ProcessLetter,
  regions: () => readonly ObservedRegion[]
): ShallowRef<KnownPages> {
  const run = useRunStore()
  const known = shallowRef(nothingKnown)
  let moment = ''
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(wanted: readonly ObservedRegion[], position: number): Promise<void> {
    const mine = ++asked
    const runId = run.runId
    if (runId === null) return
    const found = new Map(known.value.of)
    let room = mostPages
    for (const region of wanted) {
      const count = region.size / pageSize
      if (found.has(region.base) || count > room) continue
      room -= count
      const page = region.base / pageSize
      const answer = await door().call('memory/pages', {
        runId,
        machine,
        position,
        process: letter,
        page,
        count
      })
      if (mine !== asked) return
      if (!answer.ok) {
        known.value = { of: new Map(), refused: answer.failure.message }
        return
      }
      if (answer.value !== null) found.set(region.base, figuresOfPages(answer.value))
    }
    known.value = { of: found, refused: '' }
  }
  watch(
    () => [regions(), run.views[machine]?.position, run.running, run.runId] as const,
    ([wanted, position, running, runId]) => {
      clearTimeout(timer)
      if (running || position === undefined || wanted.length === 0) return
      const now = `${runId} ${position}`
      if (moment !== now) {
        moment = now
        asked++
        known.value = nothingKnown
      }
      timer = setTimeout(() => void ask(wanted, position), 120)
    },
    { immediate: true }
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asked++
  })
  return known
}

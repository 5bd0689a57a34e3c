import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import {
  pageFlags,
  pageStates,
  prototypeStates,
  type PageColumns
} from '../../../shared/contract/memory-process'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import { door } from '../../platform/door'
import { countText } from '../../ui/number-text'
import { pageFigures, type PlacedFigure } from '../explain/page-figures'

/** Which pages are in view, of which process, at which moment of which run. */
export interface PageWish {
  readonly runId: string
  readonly machine: MachineName
  readonly process: ProcessLetter
  /** Null is the present. */
  readonly position: number | null
  /** Differs where the same wish may have another answer: the step that is shown. */
  readonly step: number
  readonly from: number
  readonly to: number
}

/** What is known of the pages in view. */
export interface PageFacts {
  readonly state: 'none' | 'asking' | 'known' | 'unknown'
  /** Why nothing is known. */
  readonly why: string
  readonly of: (page: number) => PageFact | null
}

/** What the memory manager knows of a page. */
export interface PageFact {
  readonly resident: boolean
  readonly dirty: boolean
  /** How many valid PTEs lead to its frame; 0 without a frame. */
  readonly shares: number
  readonly copied: boolean
  readonly locked: boolean
  /** In words: `in the working set, frame 0x1a2, dirty`. */
  readonly words: string
  readonly figures: readonly PlacedFigure[]
}

const nothing: PageFacts = { state: 'none', why: '', of: () => null }
/** So long the view has to stand still before pages are asked for. */
const restMs = 60
/** The most that one answer holds. */
const mostPages = 65_536

/** Facts of pages, asked for when the wish changes; an answer to a former wish is dropped. */
export function usePageFacts(wish: () => PageWish | null): Readonly<ShallowRef<PageFacts>> {
  const facts = shallowRef<PageFacts>(nothing)
  let asked = ''
  let moment = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => JSON.stringify(wish()),
    (key) => {
      clearTimeout(timer)
      const now = wish()
      asked = key
      if (now === null) {
        facts.value = nothing
        moment = ''
        return
      }
      const nowMoment = JSON.stringify({ ...now, from: 0, to: 0 })
      // While one scrolls, what is known stays; of another moment it is not true any more.
      if (nowMoment !== moment) facts.value = { ...nothing, state: 'asking' }
      moment = nowMoment
      timer = setTimeout(() => void ask(now, key), restMs)
    },
    { immediate: true }
  )
  async function ask(now: PageWish, key: string): Promise<void> {
    const { runId, machine, process, position, from, to } = now
    const answer = await door().call('memory/pages', {
      ...{ runId, machine, process, position },
      page: from,
      count: Math.max(1, Math.min(mostPages, to - from))
    })
    if (key !== asked) return
    if (!answer.ok) facts.value = { ...nothing, state: 'unknown', why: answer.failure.message }
    else if ((answer.value as PageColumns | null) === null) facts.value = { ...nothing, state: 'unknown' }
    else facts.value = factsOf(answer.value)
  }
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asked = ''
  })
  return facts
}

/** The facts that columns hold. */
export function factsOf(columns: PageColumns): PageFacts {
  const index = new Map(columns.page.map((page, i) => [page, i]))
  return {
    state: 'known',
    why: '',
    of: (page) => {
      const i = index.get(page)
      return i === undefined ? null : factAt(columns, i)
    }
  }
}

const stateWords: Readonly<Record<(typeof pageStates)[number], string>> = {
  free: '',
  reserved: '',
  'demand-zero': 'not touched yet: the first touch brings a page of zeros',
  valid: 'in the working set',
  transition: 'in memory, but not in the working set',
  'page-file': 'in the page file',
  prototype: 'not in the working set'
}
const prototypeWords: Readonly<Record<(typeof prototypeStates)[number], string>> = {
  none: '',
  valid: 'in memory for another view',
  transition: 'in memory, in no working set',
  'demand-zero': 'not touched yet',
  'page-file': 'in the page file',
  file: 'in its file',
  'not-committed': 'not committed in its section'
}

function factAt(columns: PageColumns, i: number): PageFact {
  const state = pageStates[columns.state[i] ?? 0] ?? 'free'
  const prototype = prototypeStates[columns.prototype[i] ?? 0] ?? 'none'
  const flags = columns.flags[i] ?? 0
  const has = (flag: keyof typeof pageFlags): boolean => (flags & pageFlags[flag]) !== 0
  const shares = columns.shares[i] ?? 0
  const frame = columns.frame[i] ?? 0
  const words = [
    stateWords[state],
    state === 'prototype' ? prototypeWords[prototype] : '',
    frame > 0 ? `frame 0x${frame.toString(16)}` : '',
    shares > 1 ? `shared by ${countText(shares, 'mapping')}` : '',
    has('dirty') ? 'dirty' : '',
    has('copied') ? 'copied on write' : '',
    has('locked') ? 'locked' : ''
  ]
  return {
    resident: state === 'valid',
    dirty: has('dirty'),
    shares,
    copied: has('copied'),
    locked: has('locked'),
    words: words.filter((word) => word !== '').join(', '),
    figures: pageFigures({
      ...{ page: columns.page[i] ?? 0, state: columns.state[i] ?? 0, prototype: columns.prototype[i] ?? 0 },
      ...{ protect: columns.protect[i] ?? 0, flags, frame, shares, priority: columns.priority[i] ?? 0 }
    })
  }
}

import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { MachineCounters, ShownControlArea } from '../../../shared/contract/memory-machine'
import type { PageRuns } from '../../../shared/contract/memory-process'
import type { ByteChange } from '../../../shared/contract/moments'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'
import { joinRuns } from './page-pieces'

/** What the picture is drawn from: the pages of each process, and who maps what. */
export interface ProcessPictures {
  readonly position: number
  readonly runs: Readonly<Partial<Record<ProcessLetter, PageRuns>>>
  /** The same at the step before; empty where it is not known. */
  readonly before: Readonly<Partial<Record<ProcessLetter, PageRuns>>>
  readonly areas: readonly ShownControlArea[]
  /** Bytes that the step changed, by process; the simulator's alone. */
  readonly bytes: Readonly<Partial<Record<ProcessLetter, readonly ByteChange[]>>>
}

const runsAtOnce = 2000
const mostRuns = 16_000
const partsAtOnce = 4
/** Moments of the Windows machine that are kept while the picture is open: it tells of the present alone. */
const mostKept = 200

/**
 * The pictures of a machine's processes at the moment shown: asked for once the step's own picture is there, never while
 * the program runs. An answer that comes late is dropped.
 */
export function useProcessPictures(machine: () => MachineName): {
  readonly pictures: Readonly<ShallowRef<ProcessPictures | null>>
  readonly counters: Readonly<ShallowRef<MachineCounters | null>>
  /** Why there are none, in a sentence; empty while there are. */
  readonly problem: Readonly<Ref<string>>
  readonly loading: Readonly<Ref<boolean>>
  readonly askMore: () => void
} {
  const run = useRunStore()
  const pictures = shallowRef<ProcessPictures | null>(null)
  const counters = shallowRef<MachineCounters | null>(null)
  const problem = ref('')
  const loading = ref(false)
  /** Answers that are asked for of a process: each is short, so that a step comes in between. */
  const parts = ref(partsAtOnce)
  let kept = new Map<string, PageRuns>()
  let asked = 0

  const shown = (): string | null => {
    const view = run.views[machine()]
    if (run.runId === null || run.running || view === undefined) return null
    const letters = view.processes.map(({ letter }) => letter).join('')
    return [run.runId, machine(), view.position, letters, parts.value, view.status].join(' ')
  }

  async function look(): Promise<void> {
    const mine = ++asked
    const view = run.views[machine()]
    if (run.runId === null || view === undefined || run.running) return
    const moment = { runId: run.runId, machine: machine(), position: view.position }
    const letters = view.processes.map(({ letter }) => letter)
    loading.value = true
    // The step's own picture goes first.
    await new Promise((resolve) => setTimeout(resolve, 0))
    const sections = await door().call('memory/sections', { ...moment, images: false })
    const all = await Promise.all([
      ...letters.map((process) => runsOf(process, moment.position, mine)),
      ...letters.map((process) => runsOf(process, moment.position - 1, mine))
    ])
    if (mine !== asked) return
    loading.value = false
    const now = all.slice(0, letters.length)
    const before = all.slice(letters.length)
    const refusal = now.find((one) => typeof one === 'string') ?? ''
    problem.value = sections.ok ? refusal : sections.failure.message
    if (problem.value !== '' || !sections.ok) {
      pictures.value = null
      counters.value = null
      return
    }
    const byLetter = (list: readonly (PageRuns | string | null)[]): ProcessPictures['runs'] =>
      Object.fromEntries(
        letters.flatMap((letter, i) => {
          const one = list[i]
          return typeof one === 'object' && one !== null ? [[letter, one]] : []
        })
      )
    pictures.value = {
      ...{ position: moment.position, runs: byLetter(now), before: byLetter(before) },
      ...{ areas: sections.value, bytes: {} }
    }
    const [numbers, changes] = await Promise.all([
      door().call('memory/counters', { ...moment, machineOnly: true }),
      moment.machine === 'simulator' && moment.position > 0 && view.step !== null
        ? door().call('run/compare-moments', {
            ...{ runId: moment.runId, machine: moment.machine },
            ...{ a: moment.position - 1, b: moment.position }
          })
        : null
    ])
    if (mine !== asked) return
    counters.value = numbers.ok ? numbers.value.machine : null
    if (changes?.ok === true && changes.value.processes.length > 0 && pictures.value !== null)
      pictures.value = {
        ...pictures.value,
        bytes: Object.fromEntries(changes.value.processes.map(({ letter, bytes }) => [letter, bytes]))
      }
  }

  /**
   * The runs of a process at a position, as far as they are known, some answers more, while the question is the last one: an answer, a sentence, or
   * null for a position before all.
   */
  async function runsOf(
    process: ProcessLetter,
    position: number,
    mine: number
  ): Promise<PageRuns | string | null> {
    if (position < 0) return null
    const runId = run.runId ?? ''
    const key = [runId, machine(), process, position].join(' ')
    let known = kept.get(key) ?? null
    for (let part = 0; part < parts.value && mine === asked; part++) {
      const next = known === null ? 0 : known.next
      if (next === null || (known?.page.length ?? 0) >= mostRuns) break
      const answer = await door().call('memory/page-runs', {
        ...{ runId, machine: machine(), position, process },
        ...{ page: next, count: runsAtOnce }
      })
      if (!answer.ok) return known ?? answer.failure.message
      known = known === null ? answer.value : joinRuns(known, answer.value)
      kept.set(key, known)
      if (kept.size > mostKept) kept = new Map([...kept].slice(-mostKept))
    }
    return known
  }

  watch([() => run.runId, machine], ([runId], [formerId]) => {
    asked++
    pictures.value = null
    counters.value = null
    problem.value = ''
    if (runId === formerId) return
    kept = new Map()
    parts.value = partsAtOnce
  })
  watch(
    shown,
    (now) => {
      if (now !== null) void look()
    },
    { immediate: true }
  )
  onBeforeUnmount(() => asked++)
  return {
    ...{ pictures, counters, problem, loading },
    askMore: () => (parts.value *= 2)
  }
}

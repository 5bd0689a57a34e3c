import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Followed, MomentComparison } from '../../shared/contract/moments'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import { door } from '../platform/door'
import type { ProcessView, RunView } from './apply-run-update'
import { useMessagesStore } from './messages'
import { useRunStore } from './run'
import { TimelineRecord } from './timeline-record'
import { useViewsStore } from './views'

/** Steps a second. */
export const speeds = [1, 2, 5, 10] as const

/** The picture of a step comes first; what the timeline needs is asked for after it. */
const afterPictureMs = 60
const whileRunningMs = 500
const mostMoments = 65_536

const key = 'vadlab.timeline'

/** All moments of the run on each machine as columns, two of them marked A and B, what changed since A, and playing them. */
export const useTimelineStore = defineStore('timeline', () => {
  const run = useRunStore()
  const records = shallowRef<Readonly<Partial<Record<MachineName, TimelineRecord>>>>({})
  /** Counts up whenever a record has got longer: records themselves are not watched. */
  const version = ref(0)
  const shownIn = ref(0)
  const remembered = recall()
  /** Null: as the window's height suggests. */
  const expanded = ref(remembered.expanded)
  const speed = ref<number>(remembered.speed)
  /** The two moments that are compared; null: the beginning, and the moment shown. */
  const a = ref<number | null>(null)
  const b = ref<number | null>(null)
  /** Everything that changed since A is marked, not only what the shown step changed. */
  const cumulative = ref(false)
  const marks = shallowRef<Readonly<Partial<Record<MachineName, MomentComparison>>>>({})
  const playing = ref(false)
  const untilOpen = ref(false)

  const momentA = computed(() => Math.min(a.value ?? 0, run.stepCount))
  const momentB = computed(() => Math.min(b.value ?? run.position, run.stepCount))

  watch([expanded, speed], () => {
    try {
      localStorage.setItem(key, JSON.stringify({ expanded: expanded.value, speed: speed.value }))
    } catch {
      // Without storage the choice lasts for this window.
    }
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  const asking = new Set<MachineName>()
  const told = new Map<MachineName, string>()
  watch(
    () => run.runId,
    () => {
      records.value = {}
      told.clear()
      marks.value = {}
      a.value = b.value = null
      stop()
      version.value++
    },
    { flush: 'sync' }
  )
  /** What a record has to be asked for again after: more steps, or a process more in the last of them. */
  const lengthOf = (view: RunView): string =>
    `${view.stepCount} ${view.processes.map(({ letter }) => letter).join('')} ${view.exception === null}`
  watch([() => run.shown.map(lengthOf).join(), () => shownIn.value > 0, () => run.running], () => {
    if (shownIn.value === 0 || run.runId === null) return
    clearTimeout(timer)
    timer = setTimeout(refresh, run.running ? whileRunningMs : afterPictureMs)
  })
  function refresh(): void {
    for (const view of run.shown) void fetchNew(view.machine)
  }

  /** Asks for the moments that are not known yet. The last one known may have got a process since. */
  async function fetchNew(machine: MachineName): Promise<void> {
    const { runId } = run
    const view = run.views[machine]
    if (runId === null || view === undefined || asking.has(machine)) return
    const length = lengthOf(view)
    const record = records.value[machine] ?? new TimelineRecord()
    if (told.get(machine) === length && record.count > view.stepCount) return
    asking.add(machine)
    const from = Math.max(0, record.count - 1)
    const answer = await door().call('run/timeline', { runId, machine, from, count: mostMoments })
    asking.delete(machine)
    if (runId !== run.runId) return refresh()
    // Without an answer the steps can be gone through all the same.
    if (!answer.ok) return
    record.take(answer.value)
    told.set(machine, length)
    records.value = { ...records.value, [machine]: record }
    version.value++
    if (record.count < answer.value.momentCount) await fetchNew(machine)
    else if (lengthOf(run.views[machine] ?? view) !== length) refresh()
  }

  /** What is known of a machine's moments; whoever asks hears of it when there are more. */
  function recordOf(machine: MachineName | undefined): TimelineRecord | undefined {
    // A record itself is not watched: the version stands for what is in it.
    return version.value < 0 || machine === undefined ? undefined : records.value[machine]
  }
  /** Of the machine that stands first. */
  const firstRecord = (): TimelineRecord | undefined => recordOf(run.runMachines[0])

  /** A picture of the record is on the screen from now on; returns how to say that it went. Without any, nothing is asked. */
  function watchRecord(): () => void {
    shownIn.value++
    return () => shownIn.value--
  }

  async function setA(): Promise<void> {
    const here = await run.positionMeant()
    if (!run.exists) return
    a.value = a.value === here ? null : here
    useMessagesStore().announce(a.value === null ? 'A is the beginning.' : `A is step ${a.value}.`)
  }
  async function setB(): Promise<void> {
    const here = await run.positionMeant()
    if (!run.exists) return
    b.value = b.value === here ? null : here
    useMessagesStore().announce(b.value === null ? 'B is the step shown.' : `B is step ${b.value}.`)
  }
  function clearMarks(): void {
    a.value = b.value = null
  }
  function compare(): void {
    if (run.exists) useViewsStore().open('moments')
  }

  let marksTimer: ReturnType<typeof setTimeout> | undefined
  let marksAsked = 0
  watch(
    [
      cumulative,
      momentA,
      () => run.shown.map((view) => `${view.runId} ${view.position}`).join(),
      () => run.running
    ],
    () => {
      clearTimeout(marksTimer)
      marksAsked++
      if (!cumulative.value) marks.value = {}
      else if (!run.running) marksTimer = setTimeout(() => void fetchMarks(), afterPictureMs)
    }
  )
  async function fetchMarks(): Promise<void> {
    const asked = ++marksAsked
    const { runId } = run
    if (runId === null) return
    const found = await Promise.all(
      run.shown.map(({ machine, position, stepCount }) =>
        door().call('run/compare-moments', {
          ...{ runId, machine, a: Math.min(momentA.value, stepCount), b: position, regionsOnly: true }
        })
      )
    )
    if (asked !== marksAsked) return
    marks.value = Object.fromEntries(
      found.flatMap((answer) => (answer.ok ? [[answer.value.machine, answer.value]] : []))
    )
  }
  const marked = computed(() =>
    Object.fromEntries(
      run.shown.map((view) => [
        view.machine,
        view.processes.map((process) => withMarks(view.machine, process))
      ])
    )
  )
  /** A process as pictures are to show it: its changes are what the step changed, or everything that is another than at A. */
  function withMarks(machine: MachineName, process: ProcessView): ProcessView {
    const since = cumulative.value ? marks.value[machine] : undefined
    if (since === undefined) return process
    const regions = since.processes.find(({ letter }) => letter === process.letter)?.regions
    return { ...process, changes: regions ?? [] }
  }
  /** The processes of a machine with the changes that are to be marked. */
  function processesOf(machine: MachineName): readonly ProcessView[] {
    return marked.value[machine] ?? []
  }
  /** Whether more than the thousand changes that are marked happened in a process since A. */
  function hasMoreMarks(machine: MachineName, of: ProcessLetter): boolean {
    return marks.value[machine]?.processes.find(({ letter }) => letter === of)?.more ?? false
  }

  let beat: ReturnType<typeof setTimeout> | undefined
  /** Goes through the record step by step until its end; from its beginning when it stands at the end. */
  function play(): void {
    if (playing.value || run.running || run.stepCount === 0) return
    playing.value = run.hushed = true
    let before = run.position
    let target = run.atPresent ? 0 : before
    if (target !== before) void run.goTo(target)
    const next = (): void => {
      const { position } = run
      // Who moves by hand or runs on has taken over; a move that has not arrived yet gets another beat.
      if (run.running || (position !== target && position !== before)) return stop()
      if (position === target) {
        if (run.atPresent) return stop()
        before = position
        void run.goTo(++target)
      }
      beat = setTimeout(next, 1000 / speed.value)
    }
    beat = setTimeout(next, 1000 / speed.value)
  }
  function stop(): void {
    clearTimeout(beat)
    if (!playing.value) return
    playing.value = run.hushed = false
    run.announceShown()
  }
  function togglePlay(): void {
    if (playing.value) stop()
    else play()
  }

  /** Goes to where what lies at a place was another, or became protected so. Answers whether there is such a step. */
  async function goUntil(
    { machine, letter }: { readonly machine: MachineName; readonly letter: ProcessLetter },
    what: Followed,
    direction: 'back' | 'forward'
  ): Promise<string> {
    if (run.runId === null) return 'There is no run.'
    const answer = await door().call('run/back-until', {
      ...{ runId: run.runId, machine, process: letter, what, direction }
    })
    if (!answer.ok) return answer.failure.message
    useMessagesStore().announce(answer.value.text)
    return answer.value.position === null ? answer.value.text : ''
  }

  return {
    ...{
      version,
      recordOf,
      firstRecord,
      expanded,
      speed,
      a,
      b,
      momentA,
      momentB,
      cumulative,
      marks,
      playing,
      untilOpen
    },
    ...{
      watchRecord,
      setA,
      setB,
      clearMarks,
      compare,
      processesOf,
      hasMoreMarks,
      play,
      stop,
      togglePlay,
      goUntil
    }
  }
})

function recall(): { expanded: boolean | null; speed: number } {
  const remembered: { expanded: boolean | null; speed: number } = { expanded: null, speed: 2 }
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null') as unknown
    if (typeof stored !== 'object' || stored === null) return remembered
    const { expanded, speed } = stored as Record<string, unknown>
    if (typeof expanded === 'boolean') remembered.expanded = expanded
    const known = speeds.find((one) => one === speed)
    if (known !== undefined) remembered.speed = known
  } catch {
    // Storage may be off or hold another version's text: the defaults are good.
  }
  return remembered
}

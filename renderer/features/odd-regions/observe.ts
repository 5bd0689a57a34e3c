import { computed, ref, shallowRef, watch } from 'vue'
import { pageFlags, type ProcessCounters } from '../../../shared/contract/memory-process'
import { regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import type { RequestInput, RequestName, RequestOutputs } from '../../../shared/contract/requests'
import { door } from '../../platform/door'
import { useMachinesStore } from '../../stores/machines'
import { useRunStore } from '../../stores/run'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { isExecutable } from './allocation-facts'
import type { CodePages, Observations } from './observed-oddities'

/** What was seen of a process at a moment. */
export interface Seen extends Observations {
  /** What cannot be judged, and why. */
  readonly missing: readonly Missing[]
}
/** What cannot be judged of a process here. */
export interface Missing {
  readonly what: string
  readonly why: string
}

const unused = 'memory that is committed and not used'
const noModules: Missing = {
  what: 'images the loader does not list',
  why: 'The loader’s list of modules is read on the simulator alone.'
}
const onWine: Missing = {
  what: 'written code of images',
  why: 'Wine says of every page of an image that it can be shared, copied or not; Windows tells them apart.'
}
/** Images of the runtime are large: so much of each is asked for. */
const mostPages = 16_384

/** A step must be on the screen before anything more is asked for. */
const afterStepMs = 150
const mostKept = 24

const keyOf = (runId: string, machine: MachineName, letter: ProcessLetter, position: number): string =>
  `${runId} ${machine} ${letter} ${position}`

/** Looks closer at the shown moment while the picture is open, when nothing runs; what comes too late is dropped. */
export function useObservations() {
  const run = useRunStore()
  const isWine = computed(() => useMachinesStore().describe('windows')?.title.startsWith('Wine') === true)
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
          for (const { letter, regions } of processes) {
            if (seen.value.has(keyOf(runId, machine, letter, moment))) continue
            const isPresent = moment === stepCount
            const at = { runId, machine, position: isPresent ? null : moment }
            const modules = await ask('memory/modules', { ...at, process: letter })
            const sections = await ask('memory/sections', { ...at, images: false })
            const missing: Missing[] = []
            let code: readonly CodePages[] | null = null
            if (modules.value === null) {
              missing.push(noModules)
              if (isWine.value) missing.push(onWine)
              else {
                const told = await codeOf({ ...at, process: letter }, isPresent ? regions : null)
                code = told.value
                if (code === null) missing.push({ what: onWine.what, why: told.refusal })
              }
            }
            if (sections.value === null)
              missing.push({
                what: 'sections that are written here and executed there',
                why: sections.refusal
              })
            if (mine !== token) return
            keep(keyOf(runId, machine, letter, moment), {
              ...{ modules: modules.value, sections: sections.value, counters: null, code, missing }
            })
          }
        // Counting takes longest where much is in memory, so it comes last.
        const counters = await ask('memory/counters', {
          runId,
          machine,
          position: position === stepCount ? null : position
        })
        if (mine !== token) return
        if (counters.value === null)
          for (const { letter } of processes) lacks(runId, machine, letter, position, counters.refusal)
        for (const process of counters.value?.processes ?? []) count(runId, machine, position, process)
      }
    } finally {
      if (mine === token) looking.value = false
    }
  }
  function keep(key: string, what: Seen): void {
    seen.value = new Map([...seen.value, [key, what] as const].slice(-mostKept))
  }
  function lacks(
    runId: string,
    machine: MachineName,
    letter: ProcessLetter,
    position: number,
    why: string
  ): void {
    const key = keyOf(runId, machine, letter, position)
    const known = seen.value.get(key)
    if (known === undefined || known.missing.some(({ what }) => what === unused)) return
    keep(key, { ...known, missing: [...known.missing, { what: unused, why }] })
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

/** What QueryWorkingSetEx says of the code of images; `regions` is null for a past moment, which nobody can be asked about. */
async function codeOf(
  at: Omit<RequestInput<'memory/pages'>, 'page' | 'count'>,
  regions: RegionTree | null
): Promise<{ readonly value: readonly CodePages[] | null; readonly refusal: string }> {
  if (regions === null)
    return { value: null, refusal: 'QueryWorkingSetEx tells of the present alone. Go to the last step.' }
  const code: CodePages[] = []
  for (const { base, size, type, protect } of regionsOf(regions)) {
    if (type !== m.MEM_IMAGE || !isExecutable(protect)) continue
    const pages = size / 4096
    const told = await ask('memory/pages', { ...at, page: base / 4096, count: Math.min(pages, mostPages) })
    if (told.value === null) return { value: null, refusal: told.refusal }
    const copied = told.value.flags.filter((flags) => (flags & pageFlags.copied) !== 0).length
    code.push({ base, pages, copied })
  }
  return { value: code, refusal: '' }
}

async function ask<N extends RequestName>(
  name: N,
  input: RequestInput<N>
): Promise<{ readonly value: RequestOutputs[N] | null; readonly refusal: string }> {
  const answer = await door().call(name, input)
  return answer.ok ? { value: answer.value, refusal: '' } : { value: null, refusal: answer.failure.message }
}

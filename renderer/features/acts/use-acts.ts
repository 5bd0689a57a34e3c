import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import type { RunView } from '../../stores/apply-run-update'
import { fatalLine, fatalProcess } from '../../stores/fatal-line'
import { useLookStore } from '../../stores/look'
import { machineTitles } from '../../stores/machines'
import { useMessagesStore } from '../../stores/messages'
import { emptyProgram, useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import type { ActKind, ActTarget } from './act-kind'
import { planOf, type ActPlan, type Prepared } from './act-plan'
import { targetAt } from './acts'
import { sectionsIn } from './scope'

/** Acts on memory that become C: what is being asked for, and how it gets into the program and its run. */
export const useActsStore = defineStore('acts', () => {
  const prepared = shallowRef<Prepared | null>(null)
  const form = ref<Record<string, string>>({})
  /** Why it could not be done when it was tried. */
  const refusal = ref('')
  const busy = ref(false)
  /** The dialog that asks for what is missing is shown. */
  const asking = ref(false)
  /** Counts wishes for the menu of all acts. */
  const menuWishes = ref(0)

  /** The act as it will be, or why it cannot be, in a sentence. */
  const plan = computed<ActPlan | string>(() => {
    const act = prepared.value
    return act === null ? '' : planOf(act, form.value)
  })
  const problem = computed(() => (typeof plan.value === 'string' ? plan.value : refusal.value))

  /** Why nothing can be done now; empty when it can. */
  const obstacle = computed(() => {
    const run = useRunStore()
    if (run.shown.some(({ loadedFrom }) => loadedFrom !== undefined))
      return 'This is the record of a run: nothing can be done to its memory. Restart (Ctrl+Shift+F5) runs its program; then act.'
    if (run.starting || run.running) return 'The program is running. Pause it (F6), then act.'
    if (run.exists && run.stale)
      return 'The text was changed since the run began. Restart (Ctrl+Shift+F5), then act.'
    return ''
  })

  /** One turned to another process after the last place was selected: that one is meant, and no place in it. */
  let turnedAway = false
  watch(
    () => useLookStore().letter,
    (letter) => (turnedAway = letter !== useSelectionStore().place?.letter),
    { flush: 'sync' }
  )
  watch(
    () => useSelectionStore().place,
    () => (turnedAway = false),
    { flush: 'sync' }
  )
  /** The target that acts have where nothing is pointed at: the selected place, else the process that is looked at. */
  function currentTarget(): ActTarget {
    const run = useRunStore()
    const selected = turnedAway ? null : useSelectionStore().place
    const machine: MachineName =
      selected !== null && run.views[selected.machine]
        ? selected.machine
        : (run.shown[0]?.machine ?? 'simulator')
    const view = run.views[machine]
    const letter: ProcessLetter = selected?.machine === machine ? selected.letter : useLookStore().letter
    const process = view?.processes.find((one) => one.letter === letter)
    if (process === undefined)
      return { machine, letter: 'A', address: null, extent: 'region', region: null, allocation: null }
    const here = selected?.machine === machine ? selected : null
    return targetAt(machine, process, here?.address ?? null, here?.extent ?? 'region')
  }

  /** Begins an act: does it at once where nothing is missing and nothing has to be said, else asks. */
  async function begin(kind: ActKind, target: ActTarget): Promise<void> {
    if (busy.value) return
    if (obstacle.value !== '') return useMessagesStore().show('note', 'acts', obstacle.value)
    useMessagesStore().clear('acts')
    busy.value = true
    const run = useRunStore()
    const variables = run.views[target.machine]?.places.find(({ letter }) => letter === target.letter)
    const known = { ...target, sections: sectionsIn(useProgramStore().source, variables?.variables ?? []) }
    const executed = await executedLines(target)
    refusal.value = ''
    form.value = { ...kind.defaults(known) }
    prepared.value = { kind, target: known, executed, byNumber: false }
    await fitScope()
    busy.value = false
    const now = plan.value
    const isClear =
      typeof now !== 'string' && now.notes.length === 0 && kind.fields(known, form.value).length === 0
    if (isClear) await perform()
    else asking.value = true
    if (refusal.value !== '') asking.value = true
  }

  /** At a later place than where the process stands a variable may not be in scope any more: a number always is. */
  async function fitScope(): Promise<void> {
    const now = plan.value
    const act = prepared.value
    if (act === null || typeof now === 'string' || now.exact) return
    const fails = (await errorIn(now.put.source)) !== undefined
    if (fails && (await errorIn(useProgramStore().source)) === undefined)
      prepared.value = { ...act, target: { ...act.target, sections: [] }, byNumber: true }
  }

  function cancel(): void {
    asking.value = false
    prepared.value = null
  }

  /** Puts the act into the text and takes a new run to where the former stood, and over it. */
  async function perform(): Promise<void> {
    const now = plan.value
    if (typeof now === 'string' || busy.value) return
    busy.value = true
    refusal.value = ''
    const program = useProgramStore()
    const before = program.source
    const { put } = now
    const error = await errorIn(put.source)
    const already = error === undefined ? undefined : await errorIn(before)
    busy.value = false
    if (error === null || already === null)
      refusal.value = 'The text could not be checked. Nothing was changed.'
    else if (already !== undefined && before.trim() !== '')
      refusal.value = `The program does not compile as it is: line ${already.line}: ${already.message} Put that right first. Nothing was changed.`
    else if (error !== undefined)
      refusal.value = `The program does not compile with it: line ${error.line}: ${error.message} Nothing was changed.`
    else if (program.source !== before) refusal.value = 'The text was changed meanwhile. Nothing was put in.'
    if (refusal.value !== '') return
    const { letter } = prepared.value!.target
    cancel()
    if (before.trim() === '') {
      program.load({ source: emptyProgram, fileName: program.fileName, path: program.path })
      await nextTick()
    }
    await program.change(put.changes, put)
    await useRunStore().start(null, { line: put.line, count: put.count, inserted: [...put.inserted] })
    await sayUnreached(letter, put.line + put.count - 1)
  }

  function wishMenu(): void {
    menuWishes.value++
  }

  return {
    ...{ asking, prepared, form, plan, problem, obstacle, busy, menuWishes },
    ...{ currentTarget, begin, cancel, perform, wishMenu }
  }
})

/** The lines that the target's process has executed, on any machine, up to the moments shown. */
async function executedLines(target: ActTarget): Promise<ReadonlySet<number>> {
  const run = useRunStore()
  const { runId } = run
  const lines = new Set<number>()
  if (runId === null) return lines
  for (const view of run.shown) {
    const answer = await useMessagesStore().ask('run/executed-lines', {
      ...{ runId, machine: view.machine },
      position: Math.max(0, view.position - stepsOfDeath(view))
    })
    for (const { process, lines: those } of answer ?? [])
      if (process === target.letter) those.forEach((line) => lines.add(line))
  }
  return lines
}

/** The steps since the statement that the program died in: that is to be put before, so it must not count as executed. */
function stepsOfDeath(view: RunView): number {
  if (fatalLine(view) === null) return 0
  // After another process's death process A says in a step of its own that it waited in vain.
  return fatalProcess(view) === 'A' ? 1 : 2
}

/** What keeps a text from being run; undefined where nothing does, null where that could not be asked. */
async function errorIn(source: string): Promise<Diagnostic | null | undefined> {
  const { fileName } = useProgramStore()
  const found = await useMessagesStore().ask('program/check', { source, fileName })
  return found === undefined ? null : found.find(({ severity }) => severity === 'error')
}

/** Says so where the run came to its end without executing what was put in. */
async function sayUnreached(letter: ProcessLetter, line: number): Promise<void> {
  const run = useRunStore()
  const { runId } = run
  await new Promise<void>((resolve) => {
    const stop = watch(
      () => run.running && run.runId === runId,
      (isOnItsWay) => {
        if (isOnItsWay) return
        resolve()
        void Promise.resolve().then(() => stop())
      },
      { immediate: true }
    )
  })
  if (runId === null || run.runId !== runId) return
  const missed: MachineName[] = []
  for (const { machine, position } of run.shown) {
    const answer = await useMessagesStore().ask('run/executed-lines', { runId, machine, position })
    const executed = answer?.find(({ process }) => process === letter)?.lines ?? []
    if (answer !== undefined && !executed.includes(line)) missed.push(machine)
  }
  if (missed.length === 0) return
  const where = missed.map((name) => machineTitles[name]).join(' and ')
  useMessagesStore().show(
    'note',
    'acts',
    `On ${where} the program did not come to line ${line}, so the call stands in the text but was not made. Ctrl+Z takes it back.`
  )
}

import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef } from 'vue'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import { fatalLine } from '../../stores/fatal-line'
import { useLookStore } from '../../stores/look'
import { useMessagesStore } from '../../stores/messages'
import { emptyProgram, useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import { addressExpression } from './address-expression'
import type { ActForm, ActKind, ActTarget } from './act-kind'
import { targetAt } from './acts'
import { freshName, putIn, type TextWithAct } from './put-in'
import { placeForStatement, type Standing } from './statement-place'

/** An act that is being prepared. */
interface Prepared {
  readonly kind: ActKind
  readonly target: ActTarget
  /** Lines executed before, on any machine of the run. */
  readonly executed: ReadonlySet<number>
}

/** An act that can be done as it stands. */
export interface ActPlan {
  readonly lines: readonly string[]
  readonly expects: string
  readonly notes: readonly string[]
  readonly exact: boolean
  readonly put: TextWithAct
}

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

  /** The target that acts have where nothing is pointed at: the selected place, else the process that is looked at. */
  function currentTarget(): ActTarget {
    const run = useRunStore()
    const selected = useSelectionStore().place
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
    const executed = await executedLines(target)
    busy.value = false
    refusal.value = ''
    form.value = { ...kind.defaults(target) }
    prepared.value = { kind, target, executed }
    const now = plan.value
    const isClear = typeof now !== 'string' && now.notes.length === 0 && kind.fields(target).length === 0
    if (isClear) await perform()
    else asking.value = true
    if (refusal.value !== '') asking.value = true
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
    const found = await useMessagesStore().ask('program/check', {
      source: put.source,
      fileName: program.fileName
    })
    busy.value = false
    const error = found?.find(({ severity }) => severity === 'error')
    if (found === undefined) refusal.value = 'The text could not be checked. Nothing was changed.'
    else if (error !== undefined)
      refusal.value = `The program does not compile with it: line ${error.line}: ${error.message} Nothing was changed.`
    else if (program.source !== before) refusal.value = 'The text was changed meanwhile. Nothing was put in.'
    if (refusal.value !== '') return
    cancel()
    if (before.trim() === '') {
      program.load({ source: emptyProgram, fileName: program.fileName, path: program.path })
      await nextTick()
    }
    await program.change(put.changes, put)
    await useRunStore().start(null, { line: put.line, count: put.count, inserted: [...put.inserted] })
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
    const died = fatalLine(view) !== null
    const answer = await useMessagesStore().ask('run/executed-lines', {
      ...{ runId, machine: view.machine },
      // The statement it died in is to be put before, so it must not count as executed.
      position: Math.max(0, view.position - (died ? 1 : 0))
    })
    for (const { process, lines: those } of answer ?? [])
      if (process === target.letter) those.forEach((line) => lines.add(line))
  }
  return lines
}

function standingOf({ target, executed }: Prepared): Standing {
  const run = useRunStore()
  const view = run.views[target.machine]
  const { letter } = target
  const nowhere: Standing = { letter, frames: [], underWay: false, executed }
  if (view === undefined) return nowhere
  const place = view.places.find((one) => one.letter === letter)
  const fatal = fatalLine(view)
  if (fatal !== null && view.turn === letter)
    return { ...nowhere, frames: [{ functionName: place?.frames[0]?.functionName ?? '', line: fatal }] }
  if (view.line === null || place === undefined || place.line === null) return nowhere
  // A process that waits for its turn does so in the middle of a statement.
  return { ...nowhere, frames: place.frames, underWay: letter !== view.turn }
}

function planOf(act: Prepared, form: ActForm): ActPlan | string {
  const { kind, target } = act
  const run = useRunStore()
  const program = useProgramStore()
  const source = program.source.trim() === '' ? emptyProgram : program.source
  const place = placeForStatement(source, standingOf(act))
  if (typeof place === 'string') return place
  const view = run.views[target.machine]
  const variables = view?.places.find(({ letter }) => letter === target.letter)?.variables ?? []
  const within = target.allocation ?? { from: 0, to: 0 }
  const made = kind.statements(form, target, {
    address: addressExpression(target.address ?? 0, within, variables),
    allocation: addressExpression(within.from, within, variables),
    name: (stem) => freshName(source, stem)
  })
  if (typeof made === 'string') return made
  const notes = [place.note]
  if (made.lines.some((text) => /\*\)0x/.test(text)))
    notes.push(
      run.runMachines.includes('windows')
        ? 'No variable in scope leads there, so the address stands as a number. The simulator’s addresses follow its seed; on the Windows machine it may be elsewhere, and the call is refused or acts on something else there.'
        : 'No variable in scope leads there, so the address stands as a number. It is right as long as the simulator’s seed is the same.'
    )
  return {
    lines: made.lines,
    expects: made.expects,
    notes: notes.filter((note) => note !== ''),
    exact: place.exact,
    put: putIn(source, place, made.lines, made.headers)
  }
}

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Followed } from '../../shared/contract/moments'
import { machineNames, type MachineName, type ProcessLetter } from '../../shared/contract/observation'
import type { RequestFailure, RequestInput } from '../../shared/contract/requests'
import type { RunStatus, RunUpdate } from '../../shared/contract/run-update'
import { door } from '../platform/door'
import { applyRunUpdate, type RunView } from './apply-run-update'
import { announceStep } from './announce-step'
import { useBreakpointsStore } from './breakpoints'
import { useExamplesStore } from './examples'
import { fatalLine } from './fatal-line'
import { useLookStore } from './look'
import { useMachineSettingsStore } from './machine-settings'
import { useMachinesStore } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'

export type Movement = RequestInput<'run/move'>['how']
interface Asked {
  readonly how: Movement
  readonly to: number | undefined
}

const visibleAfterMs = 150
const mostSilenceMs = 1000
/** A scrubber that has not moved for so long has come to rest. */
const restMs = 400

const aliveStatuses: ReadonlySet<RunStatus> = new Set(['starting', 'running', 'paused'])

/** Whether a machine is on its way, or has not come to life yet. */
function isBusy(view: RunView | undefined): boolean {
  return view === undefined || view.status === 'running' || view.status === 'starting'
}

/** The run on the bench: one program on one or two machines that move together. */
export const useRunStore = defineStore('run', () => {
  const runId = ref<string | null>(null)
  /** The text the run was started with. */
  const runSource = ref('')
  const runMachines = ref<readonly MachineName[]>([])
  const views = shallowRef<Readonly<Partial<Record<MachineName, RunView>>>>({})
  /** A start was asked for and has not been answered. */
  const starting = ref(false)
  const past = new Set<string>()
  /** A saved run is on its way, and what was told of it before the answer that names it. */
  let loading = false
  let early: RunUpdate[] = []
  /** Texts that this one came of by lines put in: the engine knows where their runs stood. */
  const formerTexts = new Set<string>()
  /** Machines that have not said yet where the last move took them. */
  const awaited = new Set<MachineName>()
  let moving = false
  let movingTimer: ReturnType<typeof setTimeout> | undefined
  let underWay: Asked | null = null
  let queued: Asked | null = null
  /** Told when the move that is under way has arrived. */
  let hearMoved: () => void = () => undefined
  let waitingForRest: (() => void)[] = []
  /** Where to run to once the run that was started for it stands. */
  let lineAfterStart: number | 'end' | null = null
  let announced = ''
  /** One goes through the record: only where that comes to rest is announced. */
  let scrubbing = false
  let restTimer: ReturnType<typeof setTimeout> | undefined
  /** Nothing is announced for now: the record is played. */
  const hushed = ref(false)
  /** The run was started to go the way of the one before again, and has not arrived on all machines. */
  let goingAgain = false

  const shown = computed(() => machineNames.map((name) => views.value[name]).filter((v) => v !== undefined))
  const exists = computed(() => runId.value !== null || starting.value)
  const alive = computed(() => starting.value || shown.value.some((view) => aliveStatuses.has(view.status)))
  const running = computed(
    () => starting.value || runMachines.value.some((name) => isBusy(views.value[name]))
  )
  /** It has been running for so long that a person should see it; a step that answers at once must not flicker. */
  const visiblyRunning = ref(false)
  let runningTimer: ReturnType<typeof setTimeout> | undefined
  watch(running, (now) => {
    clearTimeout(runningTimer)
    if (now) runningTimer = setTimeout(() => (visiblyRunning.value = true), visibleAfterMs)
    else visiblyRunning.value = false
  })
  const position = computed(() => Math.max(0, ...shown.value.map((view) => view.position)))
  const stepCount = computed(() => Math.max(0, ...shown.value.map((view) => view.stepCount)))
  const atPresent = computed(() => position.value === stepCount.value)
  /** The text was edited since the run began. */
  const stale = computed(() => exists.value && useProgramStore().source !== runSource.value)
  /** The lines executed next, or died in, machine by machine; empty when the run has ended or is on its way. */
  const lines = computed(() =>
    shown.value.flatMap((view) => {
      const fatal = fatalLine(view)
      if (fatal !== null) return [{ machine: view.machine, line: fatal, died: true }]
      if (view.line === null || visiblyRunning.value) return []
      return [{ machine: view.machine, line: view.line, died: false }]
    })
  )
  /** What the machines found while the text in the editor ran, each once; nothing once it was edited. */
  const warnings = computed(() => {
    if (stale.value) return []
    const found = new Map(
      shown.value.flatMap((view) =>
        view.warnings.map((w) => [`${w.line}:${w.column}:${w.message}`, w] as const)
      )
    )
    return [...found.values()]
  })
  const canStart = computed(() => !starting.value && useProgramStore().source.trim() !== '')
  const canStep = computed(
    () =>
      exists.value && !running.value && (!atPresent.value || shown.value.some((v) => v.status === 'paused'))
  )
  const canStepBack = computed(() => exists.value && !running.value && position.value > 0)
  const canPause = computed(() => !starting.value && running.value)
  const canStop = computed(() => runId.value !== null && alive.value)

  function listen(): () => void {
    const stops = [door().subscribe('run/changed', take), door().subscribe('engine/lost', lose)]
    return () => stops.forEach((stop) => stop())
  }

  /** The engine died and took the run along: its last picture stays, as a run that is over. */
  function lose({ message }: { readonly message: string }): void {
    if (runId.value !== null) past.add(runId.value)
    starting.value = false
    goingAgain = false
    views.value = Object.fromEntries(
      shown.value.map((view) => [
        view.machine,
        aliveStatuses.has(view.status)
          ? { ...view, status: 'failed' as const, statusText: message, line: null }
          : view
      ])
    )
    useMessagesStore().show('error', 'engine/lost', message)
  }

  function take(update: RunUpdate): void {
    if (past.has(update.runId)) return
    if (loading && update.runId !== runId.value) {
      early.push(update)
      return
    }
    if (runId.value === null) {
      // The first pictures may come before the answer to the start.
      if (!starting.value) return
      runId.value = update.runId
    } else if (update.runId !== runId.value) return
    const view = applyRunUpdate(views.value[update.machine], update)
    views.value = { ...views.value, [update.machine]: view }
    arrive()
    if (!isBusy(view)) awaited.delete(update.machine)
    announceShown()
    if (!isBusy(view) && moving && awaited.size === 0) void moved()
    goOnAfterStart()
  }

  /** What goes again has arrived when every machine shows the new run. */
  function arrive(): void {
    if (!goingAgain || !runMachines.value.every((name) => views.value[name]?.runId === runId.value)) return
    goingAgain = false
    starting.value = false
  }

  function announceShown(): void {
    clearTimeout(restTimer)
    // One sentence for both machines: it waits until both have arrived.
    if (running.value || hushed.value || awaited.size > 0) return
    if (scrubbing) restTimer = setTimeout(announceNow, restMs)
    else announceNow()
  }
  function announceNow(): void {
    const sentence = announceStep(shown.value)
    if (sentence === '' || sentence === announced) return
    announced = sentence
    useMessagesStore().announce(sentence)
  }

  /**
   * Starts the text on the chosen machines; a former run ends. With `again` the text is the former's with lines put in:
   * the former's machines go the way it went, up to and over these lines, and its pictures stay until they have. With
   * `asBefore` the lines were taken back again (`hasRun`), and the machines go where the run of that text stood. With
   * `goTo` a fresh run goes to that step at once.
   */
  async function start(
    toLine: number | 'end' | null = null,
    again?: NonNullable<RequestInput<'run/start'>['again']>,
    goTo?: NonNullable<RequestInput<'run/start'>['goTo']>
  ): Promise<void> {
    // Who chooses an example and runs it at once means that one.
    await useExamplesStore().arrived()
    if (!canStart.value) return
    const program = useProgramStore()
    const machines = useMachinesStore()
    const messages = useMessagesStore()
    if (runId.value !== null) past.add(runId.value)
    const former = { views: views.value, machines: runMachines.value }
    if (again === undefined) formerTexts.clear()
    else formerTexts.add(runSource.value)
    forget()
    lineAfterStart = toLine
    runSource.value = program.source
    runMachines.value = machines.chosen
    if (again !== undefined && former.machines.length > 0) {
      views.value = former.views
      runMachines.value = former.machines
    }
    goingAgain = again !== undefined
    starting.value = true
    program.flushAutosave()
    const answer = await messages.ask('run/start', {
      source: program.source,
      fileName: program.fileName,
      machines: [...runMachines.value],
      settings: useMachineSettingsStore().settings,
      insist: useMachineSettingsStore().insist,
      breakpoints: [...useBreakpointsStore().wire],
      ...(again === undefined ? {} : { again }),
      ...(goTo === undefined ? {} : { goTo })
    })
    if (!goingAgain || answer === undefined || !answer.started) starting.value = false
    if (answer === undefined) return forget()
    if (!answer.started) {
      program.takeDiagnostics(answer.diagnostics)
      const count = answer.diagnostics.length
      messages.show(
        'error',
        'run/start',
        `The program does not start: ${count === 1 ? 'one problem' : `${count} problems`} to fix first, listed under the editor.`
      )
      return forget()
    }
    if (runId.value !== null && runId.value !== answer.runId) views.value = {}
    runId.value = answer.runId
    arrive()
    announceShown()
    await useBreakpointsStore().judge()
    goOnAfterStart()
  }
  /** Whether a text is one that this run's came of by lines put in, or that had come of it. */
  const hasRun = (source: string): boolean => formerTexts.has(source)
  function goOnAfterStart(): void {
    if (lineAfterStart === null || starting.value || running.value) return
    const line = lineAfterStart
    lineAfterStart = null
    if (!canStep.value) return
    void (line === 'end' ? move('continue') : move('line', line))
  }

  function forget(): void {
    runId.value = null
    views.value = {}
    runMachines.value = []
    starting.value = false
    goingAgain = false
    clearTimeout(movingTimer)
    moving = false
    awaited.clear()
    queued = null
    lineAfterStart = null
    announced = ''
    clearTimeout(restTimer)
    scrubbing = false
    hearMoved()
    rest()
  }

  /**
   * Moves the run. A machine must not get ahead of the other, so the next move waits until all have said where this one
   * took them; of several that wait, the newest goes.
   */
  async function move(how: Movement, to?: number, process?: ProcessLetter): Promise<void> {
    const id = runId.value
    if (id === null) return
    if (moving) {
      queued = { how, to }
      return
    }
    moving = true
    underWay = { how, to }
    scrubbing = how === 'to'
    useLookStore().innermost()
    for (const name of runMachines.value) awaited.add(name)
    const answer = await useMessagesStore().ask('run/move', {
      runId: id,
      how,
      ...(process === undefined ? {} : { process }),
      ...(to === undefined ? {} : how === 'line' ? { line: to } : { position: to })
    })
    if (runId.value !== id || !moving) return
    if (answer === undefined) await moved()
    // A machine with nothing to say must not hold up the bench; one that takes long says that it is running.
    else
      movingTimer = setTimeout(() => {
        void moved()
        announceShown()
      }, mostSilenceMs)
  }
  async function moved(): Promise<void> {
    clearTimeout(movingTimer)
    moving = false
    awaited.clear()
    hearMoved()
    const next = queued
    queued = null
    // Who waits for the step before a walk through the record must not hear of where that walk ends.
    if (next === null || next.how === 'to') rest()
    if (next !== null) await move(next.how, next.to)
  }
  function rest(): void {
    const waiting = waitingForRest
    waitingForRest = []
    for (const go of waiting) go()
  }
  /** Where a walk through the record that is still on its way will end; null without one. */
  function headedFor(): number | null {
    const last = queued ?? underWay
    return moving && last?.how === 'to' ? (last.to ?? null) : null
  }
  /** The step that someone means who says "here": the one last gone to, also when its picture has not come yet. */
  async function positionMeant(): Promise<number> {
    const target = headedFor()
    if (target !== null) return target
    if (moving) await new Promise<void>((resolve) => waitingForRest.push(resolve))
    return position.value
  }

  /** A step of one process; answers when all machines have said where it took them. */
  async function stepProcess(process: ProcessLetter): Promise<void> {
    if (!canStep.value || moving) return
    const arrived = new Promise<void>((resolve) => (hearMoved = resolve))
    void move('over', undefined, process)
    await arrived
    // A machine that takes long has said only that it is on its way.
    await new Promise<void>((resolve) => {
      const stop = watch(
        running,
        (now) => {
          if (now) return
          resolve()
          void Promise.resolve().then(() => stop())
        },
        { immediate: true }
      )
    })
  }
  /** What F5 does: goes on, or starts where there is nothing to go on with. */
  async function startOrContinue(): Promise<void> {
    if (canStep.value) await move('continue')
    else if (!running.value) await start()
  }
  /** A step; without a run, its beginning. */
  async function step(how: 'over' | 'into' | 'out'): Promise<void> {
    if (canStep.value) await move(how)
    else if (!alive.value && !exists.value) await start()
  }
  /** Goes on until the line is reached; without a run, starts one for it. */
  async function runToLine(line: number): Promise<void> {
    if (canStep.value) return move('line', line)
    if (running.value || (exists.value && alive.value)) return
    await start(line)
  }
  async function stepBack(): Promise<void> {
    if (canStepBack.value) await move('back')
  }
  async function goTo(target: number): Promise<void> {
    if (!exists.value || running.value) return
    if (target !== (moving ? headedFor() : position.value)) await move('to', target)
  }
  /** Goes to the nearest moment at which what lies at an address was another. */
  async function searchChange(
    { machine, letter, address }: { machine: MachineName; letter: ProcessLetter; address: number },
    kind: Followed['kind'],
    direction: 'back' | 'forward'
  ): Promise<void> {
    const messages = useMessagesStore()
    if (runId.value === null || running.value || moving) return
    useLookStore().innermost()
    const what = { kind, address }
    const found = await messages.ask('run/back-until', {
      runId: runId.value,
      machine,
      process: letter,
      what,
      direction
    })
    if (found === undefined) return
    messages.announce(found.text)
    if (found.position === null) messages.show('note', 'run/back-until', found.text)
  }
  /** Writes the run with all its steps to a file; why that could not be, or null. */
  async function saveTo(path: string, overwrite: boolean): Promise<RequestFailure | null> {
    if (runId.value === null) return { kind: 'refused', message: 'There is no run to save.' }
    const answer = await door().call('run/save', { runId: runId.value, path, overwrite })
    if (!answer.ok) return answer.failure
    useMessagesStore().announce(`Saved the run as ${answer.value.path}.`)
    return null
  }
  /** Puts a saved run and its program on the bench; why that could not be, or null. What is refused changes nothing. */
  async function load(path: string): Promise<RequestFailure | null> {
    loading = true
    const answer = await door().call('run/load', { path })
    loading = false
    const pictures = early
    early = []
    if (!answer.ok) return answer.failure
    const { source, fileName, machines } = answer.value
    const program = useProgramStore()
    if (runId.value !== null) past.add(runId.value)
    forget()
    useExamplesStore().chosenId = null
    program.load({ source, fileName, path: null })
    runSource.value = program.source
    runMachines.value = machines
    runId.value = answer.value.runId
    for (const picture of pictures) take(picture)
    await useBreakpointsStore().judge()
    return null
  }
  async function pause(): Promise<void> {
    if (runId.value !== null) await useMessagesStore().ask('run/pause', { runId: runId.value })
  }
  async function stop(): Promise<void> {
    if (runId.value === null) return
    queued = null
    await useMessagesStore().ask('run/stop', { runId: runId.value })
  }
  /** Another program takes the bench: the run of the former one ends and its picture goes. */
  function leave(): void {
    if (runId.value === null) return
    past.add(runId.value)
    if (alive.value) void useMessagesStore().ask('run/stop', { runId: runId.value })
    forget()
  }

  return {
    ...{
      runId,
      runMachines,
      views,
      shown,
      starting,
      exists,
      alive,
      running,
      visiblyRunning,
      position,
      stepCount,
      atPresent
    },
    ...{ stale, lines, warnings, canStart, canStep, canStepBack, canPause, canStop },
    ...{
      listen,
      take,
      start,
      startOrContinue,
      step,
      stepProcess,
      runToLine,
      stepBack,
      goTo,
      pause,
      stop,
      leave
    },
    ...{ searchChange, saveTo, load, positionMeant, hushed, announceShown, runSource, hasRun }
  }
})

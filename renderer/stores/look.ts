import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { machineNames, type MachineName, type ProcessLetter } from '../../shared/contract/observation'
import type { RequestInput } from '../../shared/contract/requests'
import type { ProcessPlace, ShownMemory } from '../../shared/contract/step'
import { useAppearanceStore } from './appearance'
import { useMessagesStore } from './messages'
import { useRunStore } from './run'

/** Which memory a machine's column shows. */
export interface MemoryTarget {
  /** A C expression. */
  readonly address: string
  /** Where the first row begins, counted from the expression's value. */
  readonly offset: number
  /** The byte that is looked at, counted in the same way. */
  readonly caret: number
}

const mostWatches = 50
const mostExpanded = 200
/** What the caret's value needs beyond the last byte in view. */
const beyond = 7
const mostBytes = 4096
const mostOffset = 0x7fffffffffff

/** Whether a text is a plain number, so that it names a place in one machine's picture only. */
export function isNumber(text: string): boolean {
  return /^(0x[0-9a-f]+|\d+)$/i.test(text.trim())
}

/** What the window looks at: a process and a frame of it, watched expressions, what is unfolded, memory. */
export const useLookStore = defineStore('look', () => {
  const watches = shallowRef<readonly string[]>([])
  const expanded = shallowRef<ReadonlySet<string>>(new Set())
  const frames = shallowRef<Readonly<Partial<Record<ProcessLetter, number>>>>({})
  /** The process one picked, for as long as it is the same one's turn. */
  const picked = shallowRef<{ readonly letter: ProcessLetter; readonly turn: ProcessLetter } | null>(null)
  const memory = shallowRef<Readonly<Partial<Record<MachineName, MemoryTarget>>>>({})
  const memoryBytes = ref<Record<MachineName, number>>({ simulator: 256, windows: 256 })
  const before = shallowRef<Readonly<Partial<Record<MachineName, readonly MemoryTarget[]>>>>({})
  /** An address somebody asked for by an expression, once: see `evaluate`. */
  const evaluated = shallowRef<RequestInput<'run/look'>['memory'][number] | null>(null)
  /** The next view of memory is to take the keyboard for an address. */
  const addressWished = ref(false)
  let evaluations = 0
  let sent = ''

  const turn = computed<ProcessLetter>(() => useRunStore().shown[0]?.turn ?? 'A')
  /** The process whose place is shown. */
  const letter = computed<ProcessLetter>(() => {
    const chosen = picked.value
    const there = useRunStore().shown.some((view) => view.places.some((p) => p.letter === chosen?.letter))
    return chosen !== null && chosen.turn === turn.value && there ? chosen.letter : turn.value
  })

  const request = computed<Omit<RequestInput<'run/look'>, 'runId'>>(() => ({
    frames: Object.entries(frames.value).map(([process, frame]) => ({
      process: process as ProcessLetter,
      frame
    })),
    watches: [...watches.value],
    expanded: [...expanded.value].slice(-mostExpanded),
    memory: [
      ...(useAppearanceStore().panel === 'memory' ? memoryWanted() : []),
      ...(evaluated.value === null ? [] : [evaluated.value])
    ]
  }))

  function memoryWanted(): RequestInput<'run/look'>['memory'] {
    const process = letter.value
    const names = useRunStore().runMachines
    const wanted = names.flatMap((machine) => {
      const target = memory.value[machine]
      const length = Math.min(mostBytes, memoryBytes.value[machine] + beyond)
      return target === undefined
        ? []
        : [{ id: machine, process, machine, address: target.address, offset: target.offset, length }]
    })
    const [first, second] = wanted
    const alike = first !== undefined && first.address === second?.address && first.offset === second.offset
    if (!alike && (names.length > 1 || first === undefined)) return wanted
    return [{ ...first!, id: 'each', machine: null, length: Math.max(...wanted.map((one) => one.length)) }]
  }

  async function send(): Promise<void> {
    const { runId } = useRunStore()
    if (runId === null) return
    const key = `${runId} ${JSON.stringify(request.value)}`
    // A run begins with nothing to look at but what is in scope.
    const nothing = `${runId} ${JSON.stringify({ frames: [], watches: [], expanded: [], memory: [] })}`
    if (key === sent || (key === nothing && !sent.startsWith(`${runId} `))) return
    sent = key
    await useMessagesStore().ask('run/look', { runId, ...request.value })
  }
  watch([() => useRunStore().runId, request], () => void send())

  /** Where a machine's shown process stands; undefined before its first picture. */
  function placeOn(machine: MachineName): ProcessPlace | undefined {
    return useRunStore().views[machine]?.places.find((place) => place.letter === letter.value)
  }
  function memoryOn(machine: MachineName): ShownMemory | undefined {
    return placeOn(machine)?.memory.find(({ id }) => id === machine || id === 'each')
  }

  function pickProcess(to: ProcessLetter): void {
    picked.value = { letter: to, turn: turn.value }
  }
  function selectFrame(process: ProcessLetter, frame: number): void {
    frames.value = { ...frames.value, [process]: frame }
  }
  /** Back to the innermost frames: the run moves. Told at once, so that the next picture is of them already. */
  function innermost(): void {
    if (Object.keys(frames.value).length === 0) return
    frames.value = {}
    void send()
  }
  function unfold(expression: string, open: boolean): void {
    const next = new Set(expanded.value)
    next.delete(expression)
    if (open) next.add(expression)
    expanded.value = next
  }

  /** Adds an expression to the watches; one that is there already stays where it is. */
  function watchExpression(text: string): void {
    const expression = text.trim()
    if (expression === '' || expression.length > 400) return
    const messages = useMessagesStore()
    if (watches.value.length >= mostWatches && !watches.value.includes(expression))
      return messages.show(
        'warning',
        'watches',
        `There is room for ${mostWatches} watches. Remove one first.`
      )
    if (!watches.value.includes(expression)) watches.value = [...watches.value, expression]
    messages.announce(`Watching ${expression}.`)
  }
  function rewatch(index: number, text: string): void {
    const expression = text.trim()
    const others = watches.value.filter((_, i) => i !== index)
    if (expression === '' || others.includes(expression)) watches.value = others
    else watches.value = watches.value.map((old, i) => (i === index ? expression : old))
  }
  function unwatch(index: number): void {
    useMessagesStore().announce(`No longer watching ${watches.value[index] ?? ''}.`)
    watches.value = watches.value.filter((_, i) => i !== index)
  }

  /** Shows the memory at an address: on one machine, or on each by what the expression is there. */
  function showMemory(address: string, machine: MachineName | null): void {
    const text = address.trim()
    if (text === '') return
    const target: MemoryTarget = { address: text, offset: 0, caret: 0 }
    for (const name of machine === null ? machineNames : [machine]) {
      const old = memory.value[name]
      if (old !== undefined && old.address !== text)
        before.value = { ...before.value, [name]: [...(before.value[name] ?? []), old].slice(-50) }
      memory.value = { ...memory.value, [name]: target }
    }
    useAppearanceStore().panel = 'memory'
  }
  /** Asks what address an expression is in a process, or stops asking; `evaluation` has the answer with the next picture. */
  function evaluate(
    wish: { readonly machine: MachineName; readonly process: ProcessLetter; readonly address: string } | null
  ): void {
    // Each has a name of its own, so that none is answered by the one before.
    evaluated.value =
      wish === null ? null : { id: `evaluation ${++evaluations}`, offset: 0, length: 1, ...wish }
  }
  /** The answer to `evaluate`; undefined while there is none yet. */
  const evaluation = computed<ShownMemory | undefined>(() => {
    const wish = evaluated.value
    if (wish?.machine == null) return undefined
    const places = useRunStore().views[wish.machine]?.places ?? []
    return places.find(({ letter: of }) => of === wish.process)?.memory.find(({ id }) => id === wish.id)
  })
  /** What was shown before the last address. */
  function memoryBack(machine: MachineName): void {
    const target = before.value[machine]?.at(-1)
    if (target === undefined) return
    before.value = { ...before.value, [machine]: before.value[machine]!.slice(0, -1) }
    memory.value = { ...memory.value, [machine]: target }
  }
  /** Moves the rows and the byte looked at. */
  function moveMemory(machine: MachineName, offset: number, caret: number): void {
    const old = memory.value[machine]
    if (old === undefined) return
    const within = (value: number): number => Math.min(mostOffset, Math.max(-mostOffset, value))
    memory.value = { ...memory.value, [machine]: { ...old, offset: within(offset), caret: within(caret) } }
  }
  function setMemoryBytes(machine: MachineName, bytes: number): void {
    memoryBytes.value = { ...memoryBytes.value, [machine]: bytes }
  }
  function wishAddress(): void {
    useAppearanceStore().panel = 'memory'
    addressWished.value = true
  }

  return {
    ...{ watches, expanded, frames, memory, before, addressWished, letter, turn, request },
    ...{ placeOn, memoryOn, pickProcess, selectFrame, innermost, unfold },
    ...{ watchExpression, rewatch, unwatch },
    ...{ showMemory, memoryBack, moveMemory, setMemoryBytes, wishAddress, evaluate, evaluation }
  }
})

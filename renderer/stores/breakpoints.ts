import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RequestInput } from '../../shared/contract/requests'
import { useMessagesStore } from './messages'
import { useRunStore } from './run'

/** A line that stops the program. */
export interface Breakpoint {
  readonly line: number
  /** A C expression; the program stops when it is not 0. Null: always. */
  readonly condition: string | null
  /** One that is off keeps its place and its condition, and does not stop. */
  readonly enabled: boolean
}

/** A text and where it is kept: what breakpoints belong to. */
interface TextOnTheBench {
  readonly key: string
  readonly source: string
}

/** Whether both lists say the same, line by line. */
export function sameBreakpoints(a: readonly Breakpoint[], b: readonly Breakpoint[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i]!
      return one.line === other.line && one.condition === other.condition && one.enabled === other.enabled
    })
  )
}

/** The breakpoints of the text in the editor: where they are, what they wait for, what is wrong with them. */
export const useBreakpointsStore = defineStore('breakpoints', () => {
  /** Ascending, each line once. */
  const list = shallowRef<readonly Breakpoint[]>([])
  /** Why a condition can never be evaluated, by line, as the engine said last. */
  const problems = shallowRef<ReadonlyMap<number, string>>(new Map())
  const kept = new Map<string, { readonly source: string; readonly list: readonly Breakpoint[] }>()

  /** The ones that are on, as the engine takes them. */
  const wire = computed<RequestInput<'run/breakpoints'>['breakpoints']>(() =>
    list.value.filter(({ enabled }) => enabled).map(({ line, condition }) => ({ line, condition }))
  )

  function at(line: number): Breakpoint | undefined {
    return list.value.find((one) => one.line === line)
  }
  async function set(next: readonly Breakpoint[]): Promise<void> {
    const byLine = new Map(next.map((one) => [one.line, one]))
    list.value = [...byLine.values()].sort((a, b) => a.line - b.line)
    await send()
  }

  /** The text under the breakpoints moved. */
  function moved(next: readonly Breakpoint[]): void {
    if (!sameBreakpoints(next, list.value)) void set(next)
  }
  /** Sets a breakpoint on the line or takes it away. */
  function toggle(line: number): void {
    const messages = useMessagesStore()
    if (at(line) === undefined) {
      void set([...list.value, { line, condition: null, enabled: true }])
      messages.announce(`Breakpoint on line ${line}.`)
    } else remove(line)
  }
  function remove(line: number): void {
    void set(list.value.filter((one) => one.line !== line))
    useMessagesStore().announce(`No breakpoint on line ${line}.`)
  }
  function enable(line: number, enabled: boolean): void {
    void set(list.value.map((one) => (one.line === line ? { ...one, enabled } : one)))
    useMessagesStore().announce(`Breakpoint on line ${line} is ${enabled ? 'on' : 'off'}.`)
  }
  function clear(): void {
    void set([])
    useMessagesStore().announce('No breakpoints.')
  }
  /** Gives the line a breakpoint with this condition; why it will never stop, or null. */
  async function setCondition(line: number, condition: string | null): Promise<string | null> {
    const enabled = at(line)?.enabled ?? true
    await set([...list.value, { line, condition, enabled }])
    return condition === null ? null : (problems.value.get(line) ?? null)
  }

  /** Tells the run, as long as it runs this text, and learns which conditions make no sense in it. */
  async function send(): Promise<void> {
    const run = useRunStore()
    problems.value = new Map([...problems.value].filter(([line]) => at(line)?.condition != null))
    if (run.runId === null || !run.alive || run.stale) return
    const answer = await useMessagesStore().ask('run/breakpoints', {
      runId: run.runId,
      breakpoints: wire.value
    })
    if (answer !== undefined) problems.value = new Map(answer.map(({ line, message }) => [line, message]))
  }
  /** A run began with these breakpoints: says in the message bar which of them can never stop it. */
  async function judge(): Promise<void> {
    const messages = useMessagesStore()
    messages.clear('breakpoints')
    if (!wire.value.some(({ condition }) => condition !== null)) return
    await send()
    const [first, ...more] = problems.value
    if (first === undefined) return
    const others = more.length === 0 ? '' : ` So do ${more.length} more, listed under the editor.`
    messages.show(
      'warning',
      'breakpoints',
      `The breakpoint on line ${first[0]} never stops. ${first[1]}${others}`
    )
  }

  /** Another text comes to the bench: its breakpoints come back when it is the text they were set in. */
  function changeText(from: TextOnTheBench, to: TextOnTheBench): void {
    if (list.value.length > 0) kept.set(from.key, { source: from.source, list: list.value })
    else kept.delete(from.key)
    const known = kept.get(to.key)
    problems.value = new Map()
    list.value = known?.source === to.source ? known.list : []
  }

  return {
    ...{ list, problems, wire },
    ...{ at, moved, toggle, remove, enable, clear, setCondition, judge, changeText }
  }
})

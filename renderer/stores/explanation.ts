import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { figureOf } from '../../shared/figures'

/** A figure with what it is here; empty where it has no value. */
export interface ShownFigure {
  readonly id: string
  readonly value: string
}

/** What a person asked to have explained. */
export interface Asked extends ShownFigure {
  /** Where it stands in the window; the explanation opens beside it. */
  readonly near: { readonly left: number; readonly top: number; readonly bottom: number }
  /** The figures of the row that was asked for as a whole, in their order. */
  readonly here: readonly ShownFigure[]
  /** What other figures of the same thing are, by their ids. */
  readonly values: ReadonlyMap<string, string>
}

/** The explanation that is open, and the way one went through its neighbours. */
export const useExplanationStore = defineStore('explanation', () => {
  const asked = shallowRef<Asked | null>(null)
  const way = shallowRef<readonly string[]>([])
  /** Goes up when the menu asks to explain what had the focus before. */
  const wished = shallowRef(0)
  /** What gets the focus back when the explanation closes. */
  const returnTo = shallowRef<HTMLElement | null>(null)

  const figure = computed(() =>
    asked.value === null ? undefined : figureOf(way.value.at(-1) ?? asked.value.id)
  )
  /** What the shown figure is here. */
  const value = computed(() => {
    if (asked.value === null || figure.value === undefined) return ''
    return valueOf(figure.value.id)
  })

  function valueOf(id: string): string {
    const now = asked.value
    return now === null ? '' : id === now.id ? now.value : (now.values.get(id) ?? '')
  }
  function open(what: Asked): void {
    way.value = []
    asked.value = what
  }
  function close(): void {
    asked.value = null
    way.value = []
  }
  function wish(): void {
    wished.value++
  }
  /** Shows another figure in the place of this one. */
  function go(id: string): void {
    way.value = [...way.value, id]
  }
  function back(): void {
    way.value = way.value.slice(0, -1)
  }
  return { asked, way, wished, returnTo, figure, value, valueOf, open, close, wish, go, back }
})

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import { useSelectionStore, type Place } from './selection'

/** An address that is translated: any of the 2^64, in one process of one machine. */
export interface TranslatedPlace {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: bigint
}

const mostRemembered = 100
const userHalf = 1n << 47n

/** Which address the Translation picture shows, the ones before and after it, and whether its answers are hidden. */
export const useTranslationStore = defineStore('translation', () => {
  const place = shallowRef<TranslatedPlace | null>(null)
  const before = shallowRef<readonly TranslatedPlace[]>([])
  const after = shallowRef<readonly TranslatedPlace[]>([])
  /** The picture is hidden until the learner has said what it will be. */
  const predicting = ref(false)
  let walking = false
  let taken: Place | null = null

  /** Shows an address. Steps of a walk are one entry of the history together. */
  function go(to: TranslatedPlace, how: 'jump' | 'walk' = 'jump'): void {
    const now = place.value
    if (now !== null && isSame(now, to)) return
    if (now !== null && !(how === 'walk' && walking))
      before.value = [...before.value, now].slice(-mostRemembered)
    after.value = []
    walking = how === 'walk'
    show(to)
  }
  function back(): void {
    const to = before.value.at(-1)
    if (to === undefined) return
    if (place.value !== null) after.value = [...after.value, place.value]
    before.value = before.value.slice(0, -1)
    walking = false
    show(to)
  }
  function forward(): void {
    const to = after.value.at(-1)
    if (to === undefined) return
    if (place.value !== null) before.value = [...before.value, place.value]
    after.value = after.value.slice(0, -1)
    walking = false
    show(to)
  }
  function show(to: TranslatedPlace): void {
    place.value = to
    if (to.address >= userHalf) return
    const { machine, letter } = to
    useSelectionStore().select(
      { machine, letter, address: Number(to.address), extent: 'byte' },
      'translation'
    )
  }
  /** Takes what another picture selected; what was taken once does not come back. */
  function takeSelection(): void {
    const selection = useSelectionStore()
    const selected = selection.place
    if (selected === null || selected === taken) return
    taken = selected
    if (selection.from === 'translation') return
    const to = { machine: selected.machine, letter: selected.letter, address: BigInt(selected.address) }
    const now = place.value
    if (now !== null && isSame(now, to)) return
    if (now !== null) before.value = [...before.value, now].slice(-mostRemembered)
    after.value = []
    walking = false
    // The other picture's selection stays what it is: a region is not made a byte.
    place.value = to
  }
  return { place, before, after, predicting, go, back, forward, takeSelection }
})

function isSame(a: TranslatedPlace, b: TranslatedPlace): boolean {
  return a.machine === b.machine && a.letter === b.letter && a.address === b.address
}

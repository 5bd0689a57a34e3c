import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'

/** A place in memory that one points at: in the program, in a picture, in a table or in a row of bytes. */
export interface Place {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: number
  /** How much of memory is meant: the region, the page or the byte at the address. */
  readonly extent: 'region' | 'page' | 'byte'
}

/** The place that is selected: every picture marks it, and brings it into view when another one selected it. */
export const useSelectionStore = defineStore('selection', () => {
  const place = shallowRef<Place | null>(null)
  /** Which picture selected it last; it does not scroll to what one has just clicked in it. */
  const from = shallowRef('')

  /** Selects a place; `picture` names who does it (`strip`, `table`, `code`, `bytes` ...). */
  function select(to: Place, picture: string): void {
    from.value = picture
    place.value = to
  }
  function clear(): void {
    place.value = null
    from.value = ''
  }
  /** The selected address in one process of one machine; null when the selection is elsewhere. */
  function addressIn(machine: MachineName, letter: ProcessLetter): number | null {
    const now = place.value
    return now?.machine === machine && now.letter === letter ? now.address : null
  }
  return { place, from, select, clear, addressIn }
})

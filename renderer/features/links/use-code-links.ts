import { computed, type ComputedRef } from 'vue'
import type { MachineName } from '../../../shared/contract/observation'
import { regionOf } from '../../../shared/contract/region-tree'
import { useLookStore } from '../../stores/look'
import { useMessagesStore } from '../../stores/messages'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import { addressText } from '../../ui/number-text'
import { namedPlace, type NamedPlace } from './named-place'
import { regionMadeBy } from './region-lines'

/** What joins the program's text and the pictures of memory. */
export interface CodeLinks {
  /** The line that made the selected region; null where none is selected or nobody knows. */
  readonly madeBy: ComputedRef<number | null>
  /** Where a name leads, on the machine that is looked at. */
  placeOf(expression: string): NamedPlace | null
  /** Selects what a name leads to in all pictures; says so where it leads nowhere. */
  follow(expression: string): boolean
  /** Selects an address, as one sees it in a value. */
  show(address: number, machine?: MachineName): void
  /** Selects the region that a line made, where it made one. */
  selectLine(line: number): void
}

/** The links between code and pictures; needs a run, and does nothing without one. */
export function useCodeLinks(): CodeLinks {
  const run = useRunStore()
  const look = useLookStore()
  const selection = useSelectionStore()

  /** The machine whose picture is selected in, as long as it runs; else the first. */
  function machine(): MachineName | null {
    const selected = selection.place?.machine
    if (selected !== undefined && run.views[selected] !== undefined) return selected
    return run.shown[0]?.machine ?? null
  }
  function placeOf(expression: string): NamedPlace | null {
    const on = machine()
    return on === null || run.stale ? null : namedPlace(expression, look.placeOn(on)?.variables ?? [])
  }
  function show(address: number, on: MachineName | null = machine()): void {
    if (on === null) return
    selection.select({ machine: on, letter: look.letter, address, extent: 'page' }, 'code')
  }

  return {
    madeBy: computed(() => {
      const { place } = selection
      if (place === null || run.stale) return null
      const process = run.views[place.machine]?.processes.find(({ letter }) => letter === place.letter)
      return (process && regionOf(process.regions, place.address)?.madeByLine) ?? null
    }),
    placeOf,
    show,
    follow(expression) {
      const found = placeOf(expression)
      const messages = useMessagesStore()
      if (found === null) {
        messages.announce(
          expression === '' ? 'Put the cursor into a name first.' : `${expression} has no place to show here.`
        )
        return false
      }
      show(found.address)
      messages.announce(`${expression}: ${addressText(found.address)} is selected in all pictures.`)
      return true
    },
    selectLine(line) {
      const on = machine()
      if (on === null || run.stale) return
      const process = run.views[on]?.processes.find(({ letter }) => letter === look.letter)
      const base = process === undefined ? undefined : regionMadeBy(process.regions, line)
      if (base === undefined || process === undefined) return
      const { place } = selection
      const already = place?.machine === on && regionOf(process.regions, place.address)?.madeByLine === line
      if (!already)
        selection.select({ machine: on, letter: process.letter, address: base, extent: 'region' }, 'code')
    }
  }
}

import { computed, watch, type ComputedRef } from 'vue'
import type { MachineName } from '../../../shared/contract/observation'
import { useLookStore } from '../../stores/look'
import { useSelectionStore, type Place } from '../../stores/selection'

/** What was followed last: opening the bytes again does not go there a second time. */
let followed: Place | null = null

/**
 * The selected place among a machine's bytes. What another picture selects is told to `follow`, once, also when it was
 * selected while the bytes were not shown.
 */
export function useByteSelection(
  machine: MachineName,
  follow: (address: number) => void
): { readonly selected: ComputedRef<number | null>; readonly select: (address: number) => void } {
  const look = useLookStore()
  const selection = useSelectionStore()
  const selected = computed(() => selection.addressIn(machine, look.letter))
  watch(
    () => selection.place,
    (place) => {
      if (selected.value === null || selection.from === 'bytes' || place === followed) return
      followed = place
      follow(selected.value)
    },
    { immediate: true }
  )
  const select = (address: number): void =>
    selection.select({ machine, letter: look.letter, address, extent: 'byte' }, 'bytes')
  return { selected, select }
}

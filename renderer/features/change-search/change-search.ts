import type { Followed } from '../../../shared/contract/moments'
import type { MachineName, ProcessLetter } from '../../../shared/contract/observation'
import { useRunStore } from '../../stores/run'
import type { MenuEntry } from '../../ui/UiMenu.vue'

/** An address of a process in one machine's picture. */
export interface SearchedPlace {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: number
}

/** Menu entries that go to the last moment before, or the next after, at which what lies at the place was another. */
export function changeSearchEntries(
  place: SearchedPlace,
  kinds: readonly Followed['kind'][]
): readonly MenuEntry[] {
  const run = useRunStore()
  return kinds.flatMap((kind, at) => {
    const shift = at === 0 ? '' : 'Shift+'
    return [
      {
        label: `Back until this ${kind} changed`,
        shortcut: `Alt+${shift}B`,
        disabled: !run.canStepBack,
        act: () => void run.searchChange(place, kind, 'back')
      },
      {
        label: `Forward until this ${kind} changes`,
        shortcut: `Alt+${shift}N`,
        disabled: run.atPresent || run.running,
        act: () => void run.searchChange(place, kind, 'forward')
      }
    ]
  })
}

/** Does what a key of `changeSearchEntries` does; false when it is none of them. */
export function changeSearchKey(
  event: KeyboardEvent,
  place: SearchedPlace,
  kinds: readonly Followed['kind'][]
): boolean {
  if (!event.altKey || event.ctrlKey || event.metaKey) return false
  // The key, not the letter: Option+B on a Mac keyboard types another.
  const direction = event.code === 'KeyB' ? 'back' : event.code === 'KeyN' ? 'forward' : null
  const kind = kinds[event.shiftKey ? 1 : 0]
  if (direction === null || kind === undefined) return false
  event.preventDefault()
  event.stopPropagation()
  void useRunStore().searchChange(place, kind, direction)
  return true
}

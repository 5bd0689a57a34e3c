import type { MachineName } from '../../../shared/contract/observation'
import type { ProcessView } from '../../stores/apply-run-update'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { actEntries } from '../acts/act-entries'
import { targetAt } from '../acts/acts'
import { changeSearchEntries } from '../change-search/change-search'

/** The entries of a byte's menu: when it and its page changed, and what can be done there. */
export function byteMenuEntries(
  machine: MachineName,
  process: ProcessView,
  address: number
): readonly (MenuEntry | null)[] {
  const place = { machine, letter: process.letter, address }
  const [byteBack, byteOn, ...page] = changeSearchEntries(place, ['byte', 'page'])
  return [
    ...[byteBack!, byteOn!, null, ...page],
    null,
    ...actEntries(targetAt(machine, process, address, 'byte'))
  ]
}

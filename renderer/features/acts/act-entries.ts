import type { MenuEntry } from '../../ui/UiMenu.vue'
import type { ActTarget } from './act-kind'
import { actsFor } from './acts'
import { useActsStore } from './use-acts'

/** Menu entries for everything that can be done at a place; group by group, with lines between them. */
export function actEntries(target: ActTarget): (MenuEntry | null)[] {
  const acts = useActsStore()
  return actsFor(target).flatMap((kinds, index) => [
    ...(index === 0 ? [] : [null]),
    ...kinds.map((kind) => ({ label: kind.label, act: () => void acts.begin(kind, target) }))
  ])
}

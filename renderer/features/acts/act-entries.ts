import type { MenuEntry } from '../../ui/UiMenu.vue'
import type { ActTarget } from './act-kind'
import { actsFor } from './acts'
import { useActsStore } from './use-acts'

/**
 * Menu entries for what can be done at a place; group by group, with lines between them. What makes something new
 * belongs where nothing is; with `all` it is there in any case.
 */
export function actEntries(target: ActTarget, all = false): (MenuEntry | null)[] {
  const acts = useActsStore()
  return actsFor(target)
    .filter(([kind]) => all || target.region === null || kind?.group !== 'new')
    .flatMap((kinds, index) => [
      ...(index === 0 ? [] : [null]),
      ...kinds.map((kind) => ({ label: kind.label, act: () => void acts.begin(kind, target) }))
    ])
}

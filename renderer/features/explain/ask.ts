import { machineNames, processLetters } from '../../../shared/contract/observation'
import { figureOf, type FigureId } from '../../../shared/figures'
import { regionOf } from '../../../shared/contract/region-tree'
import { useExplanationStore } from '../../stores/explanation'
import { useRunStore } from '../../stores/run'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { askedOf, type RegionAt } from './asked-element'

const regionAt: RegionAt = (place) => {
  const [machine, letter, address] = place.split(':')
  const name = machineNames.find((one) => one === machine)
  const whose = processLetters.find((one) => one === letter)
  if (name === undefined || whose === undefined) return undefined
  const process = useRunStore().views[name]?.processes.find((one) => one.letter === whose)
  return process && regionOf(process.regions, Number(address))
}

/** Opens the explanation of an element, or of what it stands in; false where there is none. */
export function explain(element: Element): boolean {
  const asked = askedOf(element, regionAt)
  if (asked === null) return false
  useExplanationStore().open(asked)
  return true
}

/**
 * The entry of a context menu that explains what was pointed at; none where there is nothing to explain. `known` is the figure
 * where the element will show it only when the menu has closed.
 */
export function explainEntries(element: Element | null, known?: FigureId): readonly MenuEntry[] {
  const id = known ?? element?.closest('[data-explain]')?.getAttribute('data-explain')
  const figure = id === null || id === undefined ? undefined : figureOf(id)
  if (element === null || figure === undefined) return []
  return [{ label: `Explain ${figure.name}`, shortcut: 'F1', act: () => void explain(element) }]
}

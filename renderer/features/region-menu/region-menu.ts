import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { useLookStore } from '../../stores/look'
import { useMessagesStore } from '../../stores/messages'
import { useProgramStore } from '../../stores/program'
import { addressText } from '../../ui/number-text'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { changeSearchEntries } from '../change-search/change-search'

/** What a menu is about: a place in one machine's picture of a process. */
export interface MenuPlace {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly address: number
  readonly extent: 'region' | 'page' | 'byte'
  /** The region the address is in; null for free memory. */
  readonly region: ObservedRegion | null
}

/** Further entries for a place; a null is a line between groups. */
export type RegionMenuSource = (place: MenuPlace) => readonly (MenuEntry | null)[]

const sources = new Set<RegionMenuSource>()

/** Adds entries to the menu of a region wherever it opens: in the table, in the strip. Returns how to take them back. */
export function addRegionMenuSource(source: RegionMenuSource): () => void {
  sources.add(source)
  return () => sources.delete(source)
}

/** The entries of a region's menu: what can be looked at, what other features can do with it, when it changed, its address. */
export function regionMenuEntries(place: MenuPlace): readonly (MenuEntry | null)[] {
  const { machine, letter, address, region, extent } = place
  const line = region?.madeByLine ?? null
  const groups: (readonly (MenuEntry | null)[])[] = [
    [
      ...(region === null ? [] : [{ label: 'Show in memory', act: () => showInMemory(place) }]),
      ...(line === null ? [] : [{ label: `Go to line ${line}`, act: () => useProgramStore().goToLine(line) }])
    ],
    ...[...sources].map((source) => source(place)),
    changeSearchEntries({ machine, letter, address }, extent === 'page' ? ['page'] : ['region']),
    [{ label: `Copy ${addressText(address)}`, act: () => void copyAddress(address) }]
  ]
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => (i === 0 ? group : [null, ...group]))
}

/** Shows the bytes at a place. */
export function showInMemory({ machine, letter, address }: Omit<MenuPlace, 'region' | 'extent'>): void {
  const look = useLookStore()
  if (look.letter !== letter) look.pickProcess(letter)
  look.showMemory(addressText(address), machine)
}

async function copyAddress(address: number): Promise<void> {
  const messages = useMessagesStore()
  try {
    await navigator.clipboard.writeText(addressText(address))
    messages.announce(`Copied ${addressText(address)}.`)
  } catch {
    messages.show('warning', 'copy', 'The clipboard is not open to the window. Nothing was copied.')
  }
}

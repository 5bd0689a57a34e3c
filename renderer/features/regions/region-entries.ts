import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { useLookStore } from '../../stores/look'
import { useMessagesStore } from '../../stores/messages'
import { useProgramStore } from '../../stores/program'
import { addressText } from '../../ui/number-text'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { changeSearchEntries } from '../change-search/change-search'

/** A stretch of a process's address space that a menu is of. */
export interface RegionPlace {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  readonly base: number
  readonly size: number
  /** The region; of an allocation its first one; null for free address space. */
  readonly region: ObservedRegion | null
  /** The place is a whole allocation of several regions. */
  readonly isAllocation: boolean
  /** It was there before the step. */
  readonly gone: boolean
}

type Entries = readonly (MenuEntry | null)[]
const offered = new Set<(place: RegionPlace) => Entries>()

/** Adds entries to the menu of every region, in the table and in other pictures; undone by what it answers. */
export function offerRegionEntries(entries: (place: RegionPlace) => Entries): () => void {
  offered.add(entries)
  return () => offered.delete(entries)
}

/** The entries of a region's menu; `more` are those of the picture that shows it. */
export function regionEntries(place: RegionPlace, more: Entries = []): Entries {
  const { machine, letter, base, region } = place
  const line = region?.madeByLine ?? null
  const own: Entries =
    region === null
      ? []
      : [
          { label: 'Show in memory', shortcut: 'Enter', act: () => showInMemory(place) },
          ...(line === null
            ? []
            : [{ label: `Go to line ${line}`, act: () => useProgramStore().goToLine(line) }])
        ]
  return joined([
    own,
    region === null ? [] : changeSearchEntries({ machine, letter, address: base }, ['region']),
    ...[...offered].map((entries) => entries(place)),
    more,
    [{ label: `Copy ${addressText(base)}`, act: () => void copyText(addressText(base)) }]
  ])
}

/** Groups with a line between them. */
function joined(groups: readonly Entries[]): Entries {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => (i === 0 ? group : [null, ...group]))
}

/** Shows the bytes of a place. */
export function showInMemory({
  machine,
  letter,
  base
}: Pick<RegionPlace, 'machine' | 'letter' | 'base'>): void {
  const look = useLookStore()
  if (look.letter !== letter) look.pickProcess(letter)
  look.showMemory(addressText(base), machine)
}

/** Copies a text and says so; `what` where the text itself is too long to be said. */
export async function copyText(text: string, what = text): Promise<void> {
  const messages = useMessagesStore()
  try {
    await navigator.clipboard.writeText(text)
    messages.announce(`Copied ${what}.`)
  } catch {
    messages.show('warning', 'copy', 'The clipboard is not open to the window. Nothing was copied.')
  }
}

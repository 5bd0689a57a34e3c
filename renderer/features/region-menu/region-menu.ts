import type { MachineName, ObservedRegion } from '../../../shared/contract/observation'
import type { ProcessView } from '../../stores/apply-run-update'
import { copyText } from '../../stores/copy-text'
import { useLookStore } from '../../stores/look'
import { useMessagesStore } from '../../stores/messages'
import { useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import { addressText } from '../../ui/number-text'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { actEntries } from '../acts/act-entries'
import { targetAt } from '../acts/acts'
import { changeSearchEntries } from '../change-search/change-search'

/** What a menu is about: a place in one machine's picture of a process. */
export interface MenuPlace {
  readonly machine: MachineName
  readonly process: ProcessView
  readonly address: number
  readonly extent: 'region' | 'page'
  /** The region the address is in, or was in; null for free memory. */
  readonly region: ObservedRegion | null
}

type Entries = readonly (MenuEntry | null)[]

/**
 * The entries of a region's menu wherever it opens: what can be looked at, when it changed, what can be done with it,
 * what only this picture has (`more`), its address.
 */
export function regionMenuEntries(place: MenuPlace, more: Entries = []): Entries {
  const { machine, process, address, region, extent } = place
  const line = region?.madeByLine ?? null
  return joined([
    region === null
      ? []
      : [
          { label: 'Show in memory', shortcut: 'Enter', act: () => showInMemory(place) },
          ...(line === null
            ? []
            : [
                { label: `Go to line ${line}`, act: () => useProgramStore().goToLine(line) },
                { label: 'Go to the line that changed it last', act: () => void goToLastChange(place) }
              ])
        ],
    region === null ? [] : changeSearchEntries({ machine, letter: process.letter, address }, [extent]),
    actEntries(targetAt(machine, process, address, extent)),
    more,
    [{ label: `Copy ${addressText(address)}`, act: () => void copyText(addressText(address)) }]
  ])
}

/** Groups with a line between them. */
function joined(groups: readonly Entries[]): Entries {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => (i === 0 ? group : [null, ...group]))
}

/** Goes to the line whose step last changed what is at a place, at the moment that is shown. */
async function goToLastChange({ machine, process, address }: MenuPlace): Promise<void> {
  const run = useRunStore()
  const messages = useMessagesStore()
  const position = run.views[machine]?.position
  if (run.runId === null || position === undefined) return
  const { runId } = run
  const found = await messages.ask('run/last-change', {
    ...{ runId, machine, process: process.letter, position, address }
  })
  if (found === undefined) return
  if (found === null) return messages.announce(`No step of this run has changed ${addressText(address)}.`)
  messages.announce(`Step ${found.position}, line ${found.line}, changed it last.`)
  useProgramStore().goToLine(found.line)
}

/** Shows the bytes at a place. */
export function showInMemory({
  machine,
  process,
  address
}: Pick<MenuPlace, 'machine' | 'process' | 'address'>): void {
  const look = useLookStore()
  if (look.letter !== process.letter) look.pickProcess(process.letter)
  look.showMemory(addressText(address), machine)
}

import { ref } from 'vue'
import { maximumSourceLength } from '../../../shared/contract/limits'
import type { RequestFailure } from '../../../shared/contract/requests'
import { door } from '../../platform/door'
import { useMessagesStore } from '../../stores/messages'
import { countText } from '../../ui/number-text'
import type { MenuEntry } from '../../ui/UiMenu.vue'
import { copyText } from '../../stores/copy-text'
import type { RegionRow, RegionRows } from './region-row'
import { rowsAsAddressText, rowsAsCsv, rowsAsJson } from './region-text'

/** So many rows go to the clipboard; more would hold up the window. */
const mostCopied = 100_000
type Format = 'csv' | 'json'

/** Copying and saving of the rows that a table shows. */
export function useTableExports(rows: () => RegionRows, name: () => string) {
  /** The format a file is being asked for. */
  const saving = ref<Format | null>(null)
  const formats = { csv: rowsAsCsv, json: rowsAsJson } as const

  function listed(): readonly RegionRow[] | null {
    const all = rows()
    if (all.count > mostCopied) {
      const text = `${countText(all.count, 'row')} are too many at once: at most ${countText(mostCopied, 'row')} can be copied or saved. Filter first.`
      useMessagesStore().show('warning', 'copy', text)
      return null
    }
    return Array.from({ length: all.count }, (_, i) => all.at(i))
  }
  function copy(write: (rows: Iterable<RegionRow>) => string, what: string): void {
    const all = listed()
    if (all !== null) void copyText(write(all), `${countText(all.length, 'row')} as ${what}`)
  }
  async function save(path: string, overwrite: boolean): Promise<RequestFailure | null> {
    const all = listed()
    if (all === null || saving.value === null)
      return { kind: 'refused', message: 'Too many rows. Filter the table first.' }
    const source = formats[saving.value](all)
    if (source.length > maximumSourceLength) {
      const message = `The ${countText(all.length, 'row')} are ${countText(source.length, 'character')} long; a file takes at most ${countText(maximumSourceLength, 'character')}. Filter the table first.`
      return { kind: 'refused', message }
    }
    const answer = await door().call('document/save', { path, source, overwrite })
    if (!answer.ok) return answer.failure
    useMessagesStore().announce(`Saved ${countText(all.length, 'row')} as ${answer.value.path}.`)
    return null
  }
  async function suggest(put: (path: string) => void): Promise<void> {
    const fileName = `regions-${name()}.${saving.value ?? 'csv'}`
    put(fileName)
    const suggested = await useMessagesStore().ask('document/suggest-path', { fileName })
    if (suggested !== undefined) put(suggested.path)
  }
  const entries: readonly (MenuEntry | null)[] = [
    { label: 'Copy rows as !address', act: () => copy(rowsAsAddressText, '!address') },
    { label: 'Copy rows as CSV', act: () => copy(rowsAsCsv, 'CSV') },
    { label: 'Copy rows as JSON', act: () => copy(rowsAsJson, 'JSON') },
    null,
    { label: 'Save rows as CSV …', act: () => (saving.value = 'csv') },
    { label: 'Save rows as JSON …', act: () => (saving.value = 'json') }
  ]
  return { saving, entries, save, suggest }
}

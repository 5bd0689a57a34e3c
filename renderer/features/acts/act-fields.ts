import { memoryConstants } from '../../../shared/win32/memory-constants'
import { countText } from '../../ui/number-text'
import type { ActField, ActForm, ActOption, ActTarget } from './act-kind'

const pageSize = 4096
const mostPages = 2 ** 35

/** The protections that a page can be given by name, with what they allow. */
export const protectionOptions: readonly ActOption[] = [
  { value: 'PAGE_NOACCESS', label: 'PAGE_NOACCESS: nothing' },
  { value: 'PAGE_READONLY', label: 'PAGE_READONLY: read' },
  { value: 'PAGE_READWRITE', label: 'PAGE_READWRITE: read, write' },
  { value: 'PAGE_WRITECOPY', label: 'PAGE_WRITECOPY: read, write a private copy (views)' },
  { value: 'PAGE_EXECUTE', label: 'PAGE_EXECUTE: execute' },
  { value: 'PAGE_EXECUTE_READ', label: 'PAGE_EXECUTE_READ: execute, read' },
  { value: 'PAGE_EXECUTE_READWRITE', label: 'PAGE_EXECUTE_READWRITE: execute, read, write' },
  {
    value: 'PAGE_EXECUTE_WRITECOPY',
    label: 'PAGE_EXECUTE_WRITECOPY: execute, read, write a private copy (views)'
  }
]
export const protectionField: ActField = {
  id: 'protect',
  label: 'Protection',
  kind: 'choice',
  options: protectionOptions
}
export const pagesField: ActField = { id: 'pages', label: 'Pages', kind: 'pages', hint: 'of 4,096 bytes' }

/** How many pages were asked for; null where the text is no such number. */
export function pagesOf(form: ActForm): number | null {
  const pages = Number(form['pages'])
  return Number.isInteger(pages) && pages >= 1 && pages <= mostPages ? pages : null
}
export const pagesMissing = 'Say how many pages, from 1 on.'

/** How many pages an act on a place means: the one pointed at, or those from there to the end of the region. */
export function defaultPages(target: ActTarget): string {
  const { region, address, extent } = target
  if (region === null || address === null || extent !== 'region') return '1'
  return String(Math.max(1, Math.ceil((region.base + region.size - address) / pageSize)))
}

/** The protection that a region has now, without modifiers; `PAGE_READWRITE` where it has none. */
export function protectionNow(target: ActTarget): string {
  const now = (target.region?.protect ?? 0) & 0xff
  const found = protectionOptions.find(
    ({ value }) => memoryConstants[value as keyof typeof memoryConstants] === now
  )
  return found?.value ?? 'PAGE_READWRITE'
}

/** `1 page`, `5 pages`. */
export function pagesText(pages: number): string {
  return countText(pages, 'page')
}

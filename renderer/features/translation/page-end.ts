import { pageStates, type PageColumns } from '../../../shared/contract/memory-process'
import type { TableEntry, Translation } from '../../../shared/contract/memory-translation'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { hexText } from './address-bits'
import { formName } from './translation-changes'

/** Where a walk ends, in a title and a sentence. */
export interface PageEnd {
  readonly kind:
    | 'frame'
    | 'large-page'
    | 'transition'
    | 'shared-frame'
    | 'page-file'
    | 'file'
    | 'zeros'
    | 'reserved'
    | 'free'
    | 'outside'
    | 'unknown'
  readonly title: string
  readonly detail: string
  /** The prototype PTE that says so, where the page's own entry does not; empty otherwise. */
  readonly via: string
  readonly isGuard: boolean
}

/** What the end of a translation is. */
export function pageEnd(now: Translation): PageEnd {
  const { place, state, half } = now
  const last = now.levels.at(-1)
  const isGuard = (now.protect & m.PAGE_GUARD) !== 0
  const { section } = now
  const isAsked = section?.prototype != null && last?.entry?.form !== 'hardware'
  const via = isAsked ? `prototype PTE ${section.prototypeIndex} of control area ${section.controlArea}` : ''
  const end = (kind: PageEnd['kind'], title: string, detail: string): PageEnd => ({
    ...{ kind, title, detail, via, isGuard }
  })
  switch (place.kind) {
    case 'frame': {
      const { frame, state: list } = place.frame
      if (last?.isLargePage === true)
        return end('large-page', `Frame ${frame}`, 'One of 512 frames in a row: a large page of 2 MiB.')
      if (last?.entry?.form === 'hardware')
        return end('frame', `Frame ${frame}`, 'Valid: the processor gets here by itself.')
      if (last?.entry?.form === 'transition')
        return end(
          'transition',
          `Frame ${frame}`,
          `In transition: on the ${list} list, out of the working set, not lost.`
        )
      return end(
        'shared-frame',
        `Frame ${frame}`,
        'The section’s page is in memory, not in this working set.'
      )
    }
    case 'page-file':
      return end(
        'page-file',
        `Page file ${place.pageFile}`,
        `At its page ${place.slot}, byte ${hexText(place.slot * 4096)}; in no frame.`
      )
    case 'file':
      return end('file', 'In the file', `${place.path}, from byte ${hexText(place.offset)} on; in no frame.`)
    case 'zeros':
      return end(
        'zeros',
        'Demand zero',
        last?.entry?.form === 'zero' && !isAsked
          ? 'Nowhere yet. No entry says so: the page fault handler asks the VAD.'
          : 'Nowhere yet: the first touch makes a page of zeros.'
      )
    case 'unknown':
      return half === 'kernel'
        ? end('unknown', '?', 'The kernel’s half: its tables are not shown to programs.')
        : end('unknown', '?', 'The page is somewhere. Where, Windows tells a kernel debugger alone.')
    case 'nowhere':
      if (half === 'not-canonical')
        return end('outside', 'No address', 'The processor refuses it before any table.')
      if (state === m.MEM_RESERVE) return end('reserved', 'No page', 'Reserved: there is a VAD, but no page.')
      if (state === m.MEM_FREE) return end('free', 'No page', 'Free: no VAD describes the address.')
      return end('outside', 'No page', now.says)
  }
}

/** An entry in a word or two, for the small tables of the picture. */
export function briefEntry(entry: TableEntry | null): string {
  if (entry === null) return '?'
  if (entry.form === 'hardware') return entry.frame === null ? 'frame ?' : `frame ${entry.frame}`
  return formName(entry.form)
}

/** What a page table's entry beside the used one is, by page number; empty where it was not asked for. */
export function briefPage(pages: PageColumns | null, page: number): string {
  const row = pages?.page.indexOf(page) ?? -1
  if (pages === null || row < 0) return ''
  const state = pageStates[pages.state[row]!]!
  return state === 'valid'
    ? `frame ${pages.frame[row]!}`
    : state === 'page-file'
      ? 'page file'
      : state.replace('-', ' ')
}

/** What a kernel debugger is asked for an address. */
export function debuggerCommand(address: string): string {
  return `!pte ${address.slice(2).replace(/^0+(?=.)/, '')}`
}

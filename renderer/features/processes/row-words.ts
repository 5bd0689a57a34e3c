import type { ByteChange } from '../../../shared/contract/moments'
import { pageFlags, pageStates } from '../../../shared/contract/memory-process'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { protectionText } from '../../../shared/win32/flags'
import { addressText, countText } from '../../ui/number-text'
import type { LaidRow } from './frame-layout'
import type { PageChange, PagePiece } from './page-pieces'

const changes: Readonly<Record<PageChange, { readonly sign: string; readonly word: string }>> = {
  new: { sign: '▲', word: 'in memory since this step' },
  copied: { sign: '✂', word: 'copied by a write in this step' },
  moved: { sign: '◆', word: 'in another frame since this step' },
  gone: { sign: '▼', word: 'out of the working set since this step' },
  written: { sign: '✎', word: 'first written in this step' },
  protection: { sign: '◆', word: 'protection changed in this step' }
}

/** What the step did to the pages of a row, as a sign; empty for nothing. */
export const rowSign = ({ change }: PagePiece): string => (change === null ? '' : changes[change].sign)

/** A row in one sentence. */
export function rowSentence(row: LaidRow, region: ObservedRegion | undefined, bytes: string): string {
  const { piece } = row
  const place = addressText(row.page * 4096)
  if (piece === null) return `Allocation at ${place}${region?.use ? `, ${region.use}` : ''}`
  const state = pageStates[piece.state] ?? 'unknown'
  const parts = [
    place,
    countText(piece.count, 'page'),
    row.elsewhere === '' ? state : `${state}: ${row.elsewhere}`,
    ...(piece.protect === 0 ? [] : [protectionText(piece.protect)]),
    ...(piece.flags & pageFlags.copied ? ['a copy of its own'] : []),
    ...(piece.flags & pageFlags.locked ? ['locked'] : []),
    ...(piece.change === null ? [] : [changes[piece.change].word]),
    ...(bytes === '' ? [] : [`bytes ${bytes}`])
  ]
  return parts.join(', ')
}

/** The first bytes that the step changed in the pages of a row: `41→42`, `+0x10 41→42`; empty where none did. */
export function bytesText(row: LaidRow, changed: readonly ByteChange[]): string {
  const from = row.page * 4096
  const to = from + (row.piece?.count ?? 0) * 4096
  const first = changed.find(({ address, length }) => address < to && address + length > from)
  if (first === undefined) return ''
  const skip = Math.max(0, from - first.address) * 2
  const cut = (hex: string): string => hex.slice(skip, skip + 8) || '?'
  const more = first.length * 2 - skip > 8 ? '…' : ''
  const offset = Math.max(first.address, from) - from
  const where = offset === 0 ? '' : `+0x${offset.toString(16)} `
  return `${where}${cut(first.before)}→${cut(first.after)}${more}`
}

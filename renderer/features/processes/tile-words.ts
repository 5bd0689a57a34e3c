import type { ShownControlArea } from '../../../shared/contract/memory-machine'
import { addressText, countText } from '../../ui/number-text'
import type { LaidTile } from './frame-layout'

/** What a tile is called: `1201`, `1201–1216`, `16 frames`, `frame unknown`. */
export function frameName(tile: LaidTile): string {
  if (tile.frame < 0) return tile.count === 1 ? 'frame ?' : `${tile.count} frames ?`
  if (tile.count === 1) return String(tile.frame)
  return tile.scattered ? `${tile.count} frames` : `${tile.frame}–${tile.frame + tile.count - 1}`
}

/** Whose page it is: `A’s own`, a section's name, a file's name. */
export function ownerName(tile: LaidTile, areas: readonly ShownControlArea[]): string {
  if (tile.area === 0) return `${tile.letter}’s own`
  if (tile.copied) return `${tile.letter}’s copy`
  const area = areas.find(({ id }) => id === tile.area)
  const name = area?.sections.find((section) => section.name !== null)?.name ?? area?.path
  return name?.split(/[\\/]/).at(-1) ?? 'section'
}

/** How many have it: a share count as the machine says it, where 7 of Windows means 7 or more. */
export function sharesText(tile: LaidTile): string {
  // Windows counts no sharers of a private page.
  if (tile.frame < 0 && tile.shares === 0) return ''
  if (tile.frame < 0) return tile.shares >= 7 ? '×7+' : `×${tile.shares}`
  return `×${tile.shares}`
}

const markWords = {
  new: { sign: '▲', word: 'new' },
  born: { sign: '✂', word: 'copy born' },
  split: { sign: '✂', word: 'copied from' },
  moved: { sign: '◆', word: 'another frame' },
  written: { sign: '✎', word: 'first write' }
} as const

/** How a tile that the step changed is marked; null where it did not. */
export function tileMark(tile: LaidTile): { readonly sign: string; readonly word: string } | null {
  return tile.mark === null ? null : markWords[tile.mark]
}

/** The tile in one sentence. */
export function tileSentence(
  tile: LaidTile,
  areas: readonly ShownControlArea[],
  mappedBy: readonly { readonly letter: string; readonly address: number }[]
): string {
  const mark = tileMark(tile)
  const name = tile.frame < 0 ? 'Frame unknown' : `Frame ${frameName(tile)}`
  const parts = [
    `${name}, ${tile.isActive ? 'active' : 'standby or modified'}`,
    `${ownerName(tile, areas)}${tile.count > 1 ? `, ${countText(tile.count, 'page')}` : ''}`,
    tile.frame < 0
      ? `ShareCount ${tile.shares >= 7 ? '7 or more' : tile.shares}`
      : `share count ${tile.shares}`,
    ...(tile.dirty ? ['modified'] : []),
    ...(tile.frame > 0 ? [`priority ${tile.priority}`] : []),
    ...(mark === null ? [] : [mark.word]),
    `mapped by ${mappedBy.map(({ letter, address }) => `${letter} at ${addressText(address)}`).join(' and ')}`
  ]
  return `${parts.join('; ')}.`
}

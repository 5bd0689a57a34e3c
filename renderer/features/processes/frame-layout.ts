import type { ProcessLetter } from '../../../shared/contract/observation'
import { pageFlags, pageStates, prototypeStates } from '../../../shared/contract/memory-process'
import { partOfPiece, type PagePiece } from './page-pieces'

/** Heights in the picture, in pixels. */
export const heights = { allocation: 28, pages: 24, gap: 8, tile: 40, tileGap: 6 } as const

/** Shared pages in a row are drawn one by one up to so many. */
const mostSingle = 8

export type Side = 'left' | 'right'

/** What one side of the picture shows. */
export interface SideInput {
  readonly letter: ProcessLetter
  readonly pieces: readonly PagePiece[]
}

/** A row of an address column. */
export interface LaidRow {
  readonly id: string
  readonly side: Side
  readonly letter: ProcessLetter
  readonly y: number
  readonly kind: 'allocation' | 'pages'
  /** First page: of the allocation, or of the piece. */
  readonly page: number
  /** Null for an allocation's head. */
  readonly piece: PagePiece | null
  /** The tile that its line leads to; null where it has no frame. */
  readonly tile: string | null
  /** Where the page is while it is in no frame; empty while it is in one. */
  readonly elsewhere: string
}

/** A frame, or frames in a row that are alike. */
export interface LaidTile {
  readonly key: string
  readonly y: number
  readonly count: number
  /** -1 where the machine does not tell it. */
  readonly frame: number
  readonly scattered: boolean
  /** In some working set of the two; else on the standby or modified list. */
  readonly isActive: boolean
  readonly shares: number
  readonly priority: number
  readonly dirty: boolean
  /** Control area; 0 for private memory. */
  readonly area: number
  readonly areaPage: number
  /** Whose it is, where it is private. */
  readonly letter: ProcessLetter
  readonly copied: boolean
  /** What the shown step did: born, split in two by copy-on-write, moved or written. */
  readonly mark: 'new' | 'split' | 'born' | 'moved' | 'written' | null
  readonly rows: readonly string[]
}

/** From a row to its tile. */
export interface LaidLine {
  readonly row: string
  readonly tile: string
  readonly side: Side
  /** Centres of both ends. */
  readonly from: number
  readonly to: number
  /** The page is in the process's working set. */
  readonly valid: boolean
}

/** The picture: everything has its height, so that only what is in view has to be drawn. */
export interface FrameLayout {
  readonly left: readonly LaidRow[]
  readonly right: readonly LaidRow[]
  readonly tiles: readonly LaidTile[]
  readonly lines: readonly LaidLine[]
  readonly height: number
}

const stateOf = (piece: PagePiece): (typeof pageStates)[number] => pageStates[piece.state] ?? 'free'
const isValid = (piece: PagePiece): boolean => stateOf(piece) === 'valid'
const isCopied = (piece: PagePiece): boolean => (piece.flags & pageFlags.copied) !== 0
const isOfSection = (piece: PagePiece): boolean => piece.area > 0 && !isCopied(piece)

/** Lays out one or two processes around the frames that they have. */
export function layOutFrames(left: SideInput, right: SideInput | null, sharedOnly: boolean): FrameLayout {
  const sides = right === null ? [left] : [left, right]
  const cuts = boundaries(sides)
  const cut = sides.map(({ pieces }) => pieces.flatMap((piece) => cutAt(piece, cuts.get(piece.area) ?? [])))
  const mapped = timesMapped(cut.flat())
  const isShared = (piece: PagePiece): boolean =>
    piece.area > 0 && (mapped.get(sectionKey(piece)) ?? 0) + (isOfSection(piece) ? 0 : 1) > 1
  const columns = cut.map((pieces, i) =>
    layOutColumn(
      i === 0 ? 'left' : 'right',
      sides[i]!.letter,
      pieces
        .filter((piece) => !sharedOnly || isShared(piece))
        .flatMap((piece) => (isShared(piece) && piece.frame !== 0 ? singles(piece) : [piece]))
    )
  )
  const tiles = layOutTiles(columns.flatMap(({ rows }) => rows))
  const tileOf = new Map(tiles.map((tile) => [tile.key, tile]))
  const lines = columns.flatMap(({ rows }) =>
    rows.flatMap((row): LaidLine[] => {
      const tile = row.tile === null ? undefined : tileOf.get(row.tile)
      if (tile === undefined || row.piece === null) return []
      const ends = { from: row.y + heights.pages / 2, to: tile.y + heights.tile / 2 }
      return [{ row: row.id, tile: tile.key, side: row.side, ...ends, valid: isValid(row.piece) }]
    })
  )
  const last = tiles.at(-1)
  return {
    left: columns[0]!.rows,
    right: columns[1]?.rows ?? [],
    tiles,
    lines,
    height: Math.max(...columns.map(({ height }) => height), last === undefined ? 0 : last.y + heights.tile)
  }
}

/** Where pieces of each section begin and end, on any side: a tile must be whole on all of them. */
function boundaries(sides: readonly SideInput[]): ReadonlyMap<number, readonly number[]> {
  const cuts = new Map<number, Set<number>>()
  for (const { pieces } of sides)
    for (const { area, areaPage, count } of pieces) {
      if (area === 0) continue
      const set = cuts.get(area) ?? new Set()
      cuts.set(area, set.add(areaPage).add(areaPage + count))
    }
  return new Map([...cuts].map(([area, set]) => [area, [...set].sort((a, b) => a - b)]))
}

function cutAt(piece: PagePiece, cuts: readonly number[]): PagePiece[] {
  const parts: PagePiece[] = []
  let at = 0
  let low = 0
  for (let high = cuts.length; low < high;) {
    const middle = (low + high) >> 1
    if (cuts[middle]! <= piece.areaPage) low = middle + 1
    else high = middle
  }
  for (; low < cuts.length && cuts[low]! < piece.areaPage + piece.count; low++) {
    const next = cuts[low]! - piece.areaPage
    parts.push(partOfPiece(piece, at, next - at))
    at = next
  }
  parts.push(partOfPiece(piece, at, piece.count - at))
  return parts
}

function singles(piece: PagePiece): PagePiece[] {
  if (piece.count > mostSingle) return [piece]
  return Array.from({ length: piece.count }, (_, i) => partOfPiece(piece, i, 1))
}

const sectionKey = ({ area, areaPage }: PagePiece): string => `s${area}:${areaPage}`

function timesMapped(pieces: readonly PagePiece[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const piece of pieces) {
    if (!isOfSection(piece)) continue
    const key = sectionKey(piece)
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  return times
}

function layOutColumn(
  side: Side,
  letter: ProcessLetter,
  pieces: readonly PagePiece[]
): { rows: LaidRow[]; height: number } {
  const rows: LaidRow[] = []
  let y = 0
  let allocation = -1
  for (const piece of pieces) {
    if (piece.allocation !== allocation) {
      if (allocation >= 0) y += heights.gap
      allocation = piece.allocation
      const head = { id: `${side}-a${allocation}`, kind: 'allocation' as const, page: allocation }
      rows.push({ ...head, side, letter, y, piece: null, tile: null, elsewhere: '' })
      y += heights.allocation
    }
    const hasFrame = piece.frame !== 0
    rows.push({
      ...{ id: `${side}-p${piece.page}`, kind: 'pages', page: piece.page, side, letter, y, piece },
      tile: !hasFrame ? null : isOfSection(piece) ? sectionKey(piece) : `${letter}${piece.page}`,
      elsewhere: hasFrame ? '' : placeOf(piece)
    })
    y += heights.pages
  }
  return { rows, height: y }
}

/** Where a page is that is in no frame. */
function placeOf(piece: PagePiece): string {
  switch (stateOf(piece)) {
    case 'reserved':
      return 'reserved'
    case 'demand-zero':
      return 'zeros'
    case 'page-file':
      return 'page file'
    case 'prototype':
      switch (prototypeStates[piece.prototype]) {
        case undefined:
          return 'not in WS'
        case 'demand-zero':
          return 'zeros'
        case 'page-file':
          return 'page file'
        case 'file':
          return 'file'
        default:
          return 'no page'
      }
    default:
      return 'unknown'
  }
}

/** Each tile at the height of its rows, as far as there is room. */
function layOutTiles(rows: readonly LaidRow[]): LaidTile[] {
  const groups = new Map<string, LaidRow[]>()
  for (const row of rows) {
    if (row.tile === null) continue
    const group = groups.get(row.tile)
    if (group === undefined) groups.set(row.tile, [row])
    else group.push(row)
  }
  // A page that was copied in this step marks the tile that it was, too.
  const splits = new Set(rows.flatMap(({ piece }) => (piece?.change === 'copied' ? [sectionKey(piece)] : [])))
  // A copy lies beside what it was copied from, which stays where it was.
  const originOf = ({ piece }: LaidRow): string | null => {
    const key = piece !== null && piece.area > 0 && isCopied(piece) ? sectionKey(piece) : null
    return key !== null && groups.has(key) ? key : null
  }
  const copies = new Map<string, LaidRow[]>()
  for (const row of rows) {
    const origin = row.tile === null ? null : originOf(row)
    if (origin !== null) copies.set(origin, [...(copies.get(origin) ?? []), row])
  }
  const centreOf = (key: string): number => {
    const around = [...(groups.get(key) ?? []), ...(copies.get(key) ?? [])]
    return around.reduce((sum, { y }) => sum + y + heights.pages / 2, 0) / around.length
  }
  const wanted = [...groups].map(([key, group]) => {
    const origin = originOf(group[0]!)
    return { key, group, centre: origin === null ? centreOf(key) : centreOf(origin) + 0.1 }
  })
  wanted.sort((a, b) => a.centre - b.centre || (a.key < b.key ? -1 : 1))
  let free = 0
  return wanted.map(({ key, group, centre }) => {
    const y = Math.max(free, centre - heights.tile / 2)
    free = y + heights.tile + heights.tileGap
    const pieces = group.map(({ piece }) => piece!)
    const first = pieces.find(isValid) ?? pieces[0]!
    return {
      ...{ key, y, count: first.count, frame: first.frame, scattered: first.scattered },
      isActive: pieces.some(isValid),
      shares: Math.max(...pieces.map(({ shares }) => shares)),
      priority: first.priority,
      dirty: pieces.some(({ flags }) => flags & pageFlags.dirty),
      ...{ area: first.area, areaPage: first.areaPage, letter: group[0]!.letter },
      copied: isCopied(first),
      mark: splits.has(key) ? 'split' : markOf(pieces),
      rows: group.map(({ id }) => id)
    }
  })
}

function markOf(pieces: readonly PagePiece[]): LaidTile['mark'] {
  if (pieces.some(({ change }) => change === 'copied')) return 'born'
  if (pieces.some(({ change }) => change === 'moved')) return 'moved'
  if (pieces.some(({ change }) => change === 'written')) return 'written'
  return pieces.every(({ change }) => change === 'new') ? 'new' : null
}

/** The items of a list with heights that are between two heights: those to draw. */
export function between<T extends { readonly y: number }>(
  items: readonly T[],
  from: number,
  to: number
): readonly T[] {
  let low = 0
  for (let high = items.length; low < high;) {
    const middle = (low + high) >> 1
    if (items[middle]!.y < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < items.length && items[end]!.y <= to) end++
  return items.slice(low, end)
}

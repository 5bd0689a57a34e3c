import type { ObservedRegion } from '../../../shared/contract/observation'
import type { FigureId } from '../../../shared/figures'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import type { Notation, SizeUnit } from '../../stores/appearance'
import type { PageFigures } from './page-figures'
import { regionKind } from './region-kind'

/** The columns of the region table, from left to right. */
export const columnIds = [
  'address',
  'size',
  'state',
  'type',
  'protect',
  'initial',
  'committed',
  'private',
  'workingSet',
  'privateWorkingSet',
  'shareableWorkingSet',
  'sharedWorkingSet',
  'lockedWorkingSet',
  'use',
  'line'
] as const
export type ColumnId = (typeof columnIds)[number]

export interface TableColumn {
  readonly title: string
  /** What the figure is and where it is from. */
  readonly hint: string
  readonly number: boolean
  /** What rows are ordered by; null where an order would need figures that are not there. */
  readonly order: ((region: ObservedRegion) => number | string) | null
  /** The figure of pages, for columns that need to look at each page. */
  readonly pages: keyof PageFigures | null
}

const { MEM_COMMIT } = memoryConstants
const ofPages = (title: string, pages: keyof PageFigures, hint: string): TableColumn => ({
  title,
  hint,
  number: true,
  order: null,
  pages
})
const plain = (title: string, hint: string, order: TableColumn['order'], number = false): TableColumn => ({
  title,
  hint,
  number,
  order,
  pages: null
})

export const tableColumns: Readonly<Record<ColumnId, TableColumn>> = {
  address: plain('Address', 'BaseAddress, from VirtualQuery', (region) => region.base),
  size: plain('Size', 'RegionSize, from VirtualQuery', (region) => region.size, true),
  state: plain('State', 'State, from VirtualQuery', (region) => region.state),
  type: plain('Type', 'VMMap’s type, from Type and use', (region) => regionKind(region).index),
  protect: plain('Protect', 'Protection now', (region) => region.protect),
  initial: plain(
    'Initial',
    'AllocationProtect: the protection the allocation was made with',
    (region) => region.allocationProtect
  ),
  committed: plain(
    'Committed',
    'Size of pages in MEM_COMMIT, from VirtualQuery',
    (region) => (region.state === MEM_COMMIT ? region.size : 0),
    true
  ),
  private: ofPages('Private', 'private', 'Committed pages that no other process can share'),
  workingSet: ofPages('Total WS', 'workingSet', 'Pages in the working set (valid pages)'),
  privateWorkingSet: ofPages(
    'Private WS',
    'privateWorkingSet',
    'Pages of the working set that no other process can share'
  ),
  shareableWorkingSet: ofPages(
    'Shareable WS',
    'shareableWorkingSet',
    'Pages of the working set that other processes can share'
  ),
  sharedWorkingSet: ofPages(
    'Shared WS',
    'sharedWorkingSet',
    'Pages of the working set that are shared now: ShareCount of 2 or more'
  ),
  lockedWorkingSet: ofPages(
    'Locked WS',
    'lockedWorkingSet',
    'Pages of the working set that VirtualLock keeps'
  ),
  use: plain('Use', 'What it is used for', (region) => region.use),
  line: plain(
    'Line',
    'The line that made the allocation',
    (region) => region.madeByLine ?? Number.MAX_SAFE_INTEGER,
    true
  )
}

/** What is chosen before anybody chose. */
export const defaultColumns: readonly ColumnId[] = [
  'address',
  'size',
  'state',
  'type',
  'protect',
  'initial',
  'committed',
  'use',
  'line'
]

/** Which columns stay longest when there is little room. */
const priority: readonly ColumnId[] = [
  'address',
  'protect',
  'size',
  'line',
  'state',
  'use',
  'initial',
  'private',
  'workingSet',
  'privateWorkingSet',
  'sharedWorkingSet',
  'shareableWorkingSet',
  'lockedWorkingSet',
  'type',
  'committed'
]

const protectionWidths: Readonly<Record<Notation, number>> = {
  win32: 7.25,
  'system-informer': 3.5,
  x64dbg: 3.75,
  windbg: 6.75,
  rwx: 3.75
}

/** The width of a column in rem; of the use, which takes what is left, the least. */
export function columnWidth(id: ColumnId, notation: Notation, unit: SizeUnit, roomy: boolean): number {
  const more = roomy ? 0.75 : 0
  switch (id) {
    case 'address':
      return 9.75
    case 'use':
      return 5
    case 'line':
      return 2.375
    case 'type':
      return 6
    case 'state':
      return 3.75 + more
    case 'protect':
    case 'initial':
      return protectionWidths[notation] + (notation === 'win32' ? 4 * more : more)
    case 'size':
      return (unit === 'k' || unit === 'pages' ? 4 : 4.75) + more
    case 'committed':
      return 5.25
    case 'private':
    case 'workingSet':
    case 'privateWorkingSet':
    case 'sharedWorkingSet':
    case 'lockedWorkingSet':
      return 5
    case 'shareableWorkingSet':
      return 5.75
  }
}

/** The chosen columns that there is room for, from left to right. */
export function columnsThatFit(
  chosen: readonly ColumnId[],
  rem: number,
  notation: Notation,
  unit: SizeUnit
): readonly { readonly id: ColumnId; readonly width: number }[] {
  const roomy = rem >= 44
  const width = (id: ColumnId): number => columnWidth(id, notation, unit, roomy)
  let left = rem
  const kept = new Set<ColumnId>()
  for (const id of priority) {
    if (!chosen.includes(id)) continue
    const needs = id === 'use' && rem >= 40 ? 8 : width(id)
    if (needs > left && kept.size >= 3) continue
    left -= needs
    kept.add(id)
  }
  return columnIds.filter((id) => kept.has(id)).map((id) => ({ id, width: width(id) }))
}

/** Which figure F1 explains in a column. */
export const columnFigures = {
  address: 'address',
  size: 'size',
  state: 'state',
  type: 'type',
  protect: 'protect',
  initial: 'allocation-protect',
  committed: 'committed',
  private: 'private',
  workingSet: 'total-ws',
  privateWorkingSet: 'private-ws',
  shareableWorkingSet: 'shareable-ws',
  sharedWorkingSet: 'shared-ws',
  lockedWorkingSet: 'locked-ws',
  use: 'use',
  line: 'made-by-line'
} as const satisfies Readonly<Record<ColumnId, FigureId>>

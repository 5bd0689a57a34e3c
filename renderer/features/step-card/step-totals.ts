import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import type { FigureId } from '../../../shared/figures'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { kibText } from '../../ui/number-text'
import { changePlace } from '../regions/change-sign'
import { stateWord } from '../regions/state-words'
import { protectionText } from '../../../shared/win32/flags'

/** One figure of memory before and after a step. */
export interface TotalRow {
  readonly name: 'State' | 'Protect' | 'Committed' | 'Private' | 'WS'
  readonly before: string
  readonly after: string
  /** What the figure is, for who asks. */
  readonly means: string
  readonly figure: FigureId
}

const figures = {
  State: 'state',
  Protect: 'protect',
  Committed: 'committed',
  Private: 'private',
  WS: 'total-ws'
} as const satisfies Readonly<Record<TotalRow['name'], FigureId>>

const { MEM_COMMIT, MEM_PRIVATE } = memoryConstants
const mostParts = 2000

const meanings = {
  State: 'Free, reserved or committed, of the pages that the step changed first',
  Protect: 'What the pages allow now (VirtualQuery: Protect)',
  Committed: 'Committed bytes of the allocations that the step changed',
  Private:
    'Committed bytes of private memory among them: what counts against the commit limit as the process’s own',
  WS: 'Pages in memory that the process can touch without a fault'
} as const

/**
 * What a step changed, as figures before and after: state and protection of the pages it changed first, and how much was
 * committed of the allocations it changed. Figures that stayed are left out.
 */
export function stepTotals(changes: readonly RegionChange[], now: RegionTree): TotalRow[] {
  const first = changes.find((change) => change.kind !== 'changed' || differs(change)) ?? changes[0]
  if (first === undefined) return []
  const before = first.kind === 'added' ? null : first.before
  const after = first.kind === 'removed' ? null : first.after
  const rows: TotalRow[] = []
  const add = (name: TotalRow['name'], was: string, is: string): void => {
    if (was !== is) rows.push({ name, before: was, after: is, means: meanings[name], figure: figures[name] })
  }
  const stateOf = (region: ObservedRegion | null): string =>
    region === null ? 'Free' : stateWord(region.state)
  add('State', stateOf(before), stateOf(after))
  add('Protect', protectionOf(before), protectionOf(after))
  for (const name of ['Committed', 'Private'] as const) {
    const isPrivate = name === 'Private'
    const total = committedNow(changes, now, isPrivate)
    if (total === null) continue
    const grown = changes.reduce((sum, change) => sum + growth(change, isPrivate), 0)
    add(name, kibText(total - grown), kibText(total))
  }
  return rows
}

/** The committed bytes of a region; with `isPrivate` those of private memory only. */
function committed(region: ObservedRegion, isPrivate: boolean): number {
  return region.state === MEM_COMMIT && (!isPrivate || region.type === MEM_PRIVATE) ? region.size : 0
}
/** How many committed bytes a change brought; of a region that was a part of a larger one, that part counts. */
function growth(change: RegionChange, isPrivate: boolean): number {
  if (change.kind === 'added') return committed(change.after, isPrivate)
  if (change.kind === 'removed') return -committed(change.before, isPrivate)
  const part = { ...change.before, size: change.after.size }
  return committed(change.after, isPrivate) - committed(part, isPrivate)
}
/** What is committed now of the allocations that changed; null where they have too many parts to be counted in passing. */
function committedNow(changes: readonly RegionChange[], now: RegionTree, isPrivate: boolean): number | null {
  let total = 0
  let seen = 0
  for (const base of new Set(changes.map((change) => changePlace(change).allocationBase)))
    for (const region of regionsOf(now, base)) {
      if (region.allocationBase !== base) break
      if (++seen > mostParts) return null
      total += committed(region, isPrivate)
    }
  return total
}

function differs(change: Extract<RegionChange, { kind: 'changed' }>): boolean {
  return change.before.state !== change.after.state || change.before.protect !== change.after.protect
}
function protectionOf(region: ObservedRegion | null): string {
  return region === null || region.protect === 0 ? '—' : protectionText(region.protect)
}

/** The working set before and after, in kilobytes; nothing where it stayed. */
export function workingSetRow(before: number, after: number): TotalRow[] {
  if (before === after) return []
  return [
    {
      name: 'WS',
      before: kibText(before * 4096),
      after: kibText(after * 4096),
      means: meanings.WS,
      figure: figures.WS
    }
  ]
}

import type { MemoryTotals, MemoryTypeName, ProcessCounters } from '../../../shared/contract/memory-process'
import type { FigureId } from '../../../shared/figures'
import type { ProcessFigures, TypeFigures } from './figures'
import type { KindLetter } from './region-filter'
import { gapKinds, regionKinds } from './region-kind'

/** VMMap's columns behind Type; bytes but for blocks. Null is not known. */
export interface SummaryFigures {
  readonly size: number | null
  readonly committed: number | null
  readonly private: number | null
  readonly workingSet: number | null
  readonly privateWorkingSet: number | null
  readonly shareableWorkingSet: number | null
  readonly sharedWorkingSet: number | null
  readonly blocks: number | null
  readonly largest: number | null
}
export interface SummaryRow extends SummaryFigures {
  readonly name: 'Total' | MemoryTypeName
  /** Names the colour. */
  readonly token: string
  /** What filters by it; null for what has no rows. */
  readonly letter: KindLetter | null
}

export const summaryColumns = [
  ['size', 'Size', 'Address space of the type'],
  ['committed', 'Committed', 'Pages in MEM_COMMIT, from VirtualQuery'],
  ['private', 'Private', 'Committed pages that no other process can share'],
  ['workingSet', 'Total WS', 'Pages in the working set'],
  ['privateWorkingSet', 'Private WS', 'Pages of the working set that no other process can share'],
  ['shareableWorkingSet', 'Shareable WS', 'Pages of the working set that other processes can share'],
  ['sharedWorkingSet', 'Shared WS', 'Pages of the working set shared now: ShareCount of 2 or more'],
  ['blocks', 'Blocks', 'Allocations, or stretches'],
  ['largest', 'Largest', 'The largest of them']
] as const satisfies readonly (readonly [keyof SummaryFigures, string, string])[]

/** Which figure F1 explains in a column. */
export const summaryFigures = {
  size: 'size',
  committed: 'committed',
  private: 'private',
  workingSet: 'total-ws',
  privateWorkingSet: 'private-ws',
  shareableWorkingSet: 'shareable-ws',
  sharedWorkingSet: 'shared-ws',
  blocks: 'blocks',
  largest: 'largest'
} as const satisfies Readonly<Record<keyof SummaryFigures, FigureId>>

const pageSize = 4096
const workingSet = [
  'workingSet',
  'privateWorkingSet',
  'shareableWorkingSet',
  'sharedWorkingSet'
] as const satisfies readonly (keyof MemoryTotals & keyof SummaryFigures)[]
const nothing = { workingSet: 0, privateWorkingSet: 0, shareableWorkingSet: 0, sharedWorkingSet: 0 }

/**
 * VMMap's summary in its order: address space from VirtualQuery, working sets and page tables from the machine's counters,
 * where it has them.
 */
export function summaryRows(
  figures: ProcessFigures,
  counters: ProcessCounters | null
): readonly SummaryRow[] {
  const counted = (name: MemoryTypeName): MemoryTotals | undefined =>
    counters?.types.find((type) => type.name === name)
  const inBytes = (pages: number | undefined): number | null =>
    pages === undefined ? null : pages * pageSize
  const rows: SummaryRow[] = regionKinds.map((kind, i) => {
    const { private: own, ...known } = figures.kinds[i]!
    const totals = counted(kind.name as MemoryTypeName)
    return {
      name: kind.name as MemoryTypeName,
      token: kind.token,
      letter: kind.letter,
      ...known,
      // Where VirtualQuery does not tell; a type that is not there has nothing of anything.
      private: own ?? (known.size === 0 ? 0 : inBytes(totals?.private)),
      ...(known.size === 0 ? nothing : fromCounters(totals))
    }
  })
  const tables = counted('Page Table')
  rows.push({
    name: 'Page Table',
    token: 'page-table',
    letter: null,
    size: inBytes(tables?.size),
    committed: inBytes(tables?.committed),
    private: inBytes(tables?.private),
    ...fromCounters(tables),
    blocks: tables?.blocks ?? null,
    largest: inBytes(tables?.largest)
  })
  const gap = (kind: 'unusable' | 'free', { size, blocks, largest }: TypeFigures): SummaryRow => ({
    ...gapKinds[kind],
    ...{ size, blocks, largest, committed: 0, private: 0 },
    ...nothing
  })
  rows.push(gap('unusable', figures.unusable))
  return [total(rows), ...rows, gap('free', figures.free)]

  function fromCounters(totals: MemoryTotals | undefined): Pick<SummaryFigures, (typeof workingSet)[number]> {
    const [all, own, shareable, shared] = workingSet.map((name) => inBytes(totals?.[name]))
    return {
      workingSet: all ?? null,
      privateWorkingSet: own ?? null,
      shareableWorkingSet: shareable ?? null,
      sharedWorkingSet: shared ?? null
    }
  }
}

/** What is known of all types but free address space; VMMap leaves that out of its total. */
function total(rows: readonly SummaryRow[]): SummaryRow {
  // Page tables are not VirtualQuery's to tell: without them the total is that of the address space.
  const tablesMissing = rows.some((row) => row.name === 'Page Table' && row.size === null)
  const counted = rows.filter((row) => !(tablesMissing && row.name === 'Page Table'))
  const sum = (name: keyof SummaryFigures): number | null =>
    counted.reduce<number | null>((all, row) => {
      const figure = row[name]
      return all === null || figure === null
        ? null
        : name === 'largest'
          ? Math.max(all, figure)
          : all + figure
    }, 0)
  const figures = Object.fromEntries(summaryColumns.map(([name]) => [name, sum(name)]))
  return { name: 'Total', token: '', letter: null, ...(figures as unknown as SummaryFigures) }
}

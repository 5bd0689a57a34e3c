import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  firstPast,
  measured,
  measuredWithin,
  regionBelow,
  regionOf,
  regionsOf,
  type RegionMeasure,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { allocationEnd, firstOfAllocation } from './allocation'
import { gapAt, highestEnd, lowestAddress } from './gaps'
import { allocationRow, gapRow, goneRow, regionRow, type RegionRow, type RegionRows } from './region-row'
import {
  gapSection,
  shownGaps,
  type RowRule,
  type RowSum,
  type Section,
  type SectionSum
} from './row-measure'

/** How many regions are looked at for the rows that follow one that is wanted. */
const lookahead = 64

/** What rows are made of. */
export interface TreeRowsInput {
  readonly tree: RegionTree
  readonly rule: RowRule
  /** `rowMeasure(rule)`; the same object from step to step, so that only what changed is counted again. */
  readonly measure: RegionMeasure<RowSum>
  /** Regions that are there no more and still shown, ascending. */
  readonly ghosts: readonly ObservedRegion[]
  /** Allocations from before the program that the step touched: they stand among the program's. Ascending. */
  readonly touched: readonly number[]
  /** Whether allocations are folded; those in `otherwise` are the other way round. */
  readonly folded: boolean
  readonly otherwise: ReadonlySet<number>
  /** Whether what the process had before is unfolded. */
  readonly beforeOpen: boolean
}

/** Rows as they come from the tree, counted as the measure counts them. */
interface NativePiece {
  readonly kind: 'native'
  readonly section: Section
  readonly from: number
  readonly count: number
}
/** An allocation whose rows are not as the measure counts them. */
interface AllocationPiece {
  readonly kind: 'allocation'
  readonly section: Section
  readonly first: ObservedRegion
  /** Its regions that are shown: the numbers [from, from + regions) of the section's. */
  readonly from: number
  readonly regions: number
  readonly folded: boolean
  readonly ghosts: readonly ObservedRegion[]
  /** Where among its rows the ghosts are. */
  readonly ghostAt: readonly number[]
  readonly count: number
}
interface RowsPiece {
  readonly kind: 'rows'
  readonly rows: readonly RegionRow[]
  readonly count: number
}
type Piece = NativePiece | AllocationPiece | RowsPiece

/** A piece that takes the place of some rows of the tree. */
interface Insert {
  readonly at: number
  readonly instead: number
  readonly piece: Piece | null
}

/**
 * The rows of a process by address: what the program made or changed, then everything the process had before, folded into
 * one row. Nothing is listed: making them costs what the step changed, a row what the height of the tree is.
 */
export class TreeRows implements RegionRows {
  readonly count: number
  private readonly pieces: Piece[] = []
  private readonly starts: number[] = []
  /** Allocations that are pieces of their own, by base. */
  private readonly allocations = new Map<number, number>()
  private readonly total: RowSum
  private readonly made = new Map<number, RegionRow>()
  /** Allocations that stand among the program's whoever made them. */
  private readonly touched: ReadonlySet<number>

  constructor(private readonly input: TreeRowsInput) {
    this.total = measured(input.tree, input.measure)
    this.touched = new Set([...input.touched, ...input.ghosts.map(({ allocationBase }) => allocationBase)])
    let count = 0
    const add = (piece: Piece): void => {
      if (piece.count === 0) return
      if (piece.kind === 'allocation') this.allocations.set(piece.first.allocationBase, this.pieces.length)
      this.pieces.push(piece)
      this.starts.push(count)
      count += piece.count
    }
    const edge = this.edgeGaps()
    const { program, before } = this.inserts()
    const put = (section: Section, inserts: readonly Insert[]): void => {
      if (edge.lowest === section) add(rowsPiece(edge.low))
      let at = 0
      for (const insert of inserts) {
        add({ kind: 'native', section, from: at, count: insert.at - at })
        if (insert.piece !== null) add(insert.piece)
        at = insert.at + insert.instead
      }
      add({ kind: 'native', section, from: at, count: this.rowsOf(this.total[section]) - at })
      if (edge.highest === section) add(rowsPiece(edge.high))
    }
    put('program', program)
    const folded = this.foldedFigures()
    if (folded.count > 0) {
      const open = input.beforeOpen
      add(rowsPiece([{ kind: 'fold', key: 'fold', ...folded, open }]))
      if (open) put('before', before)
    } else if (input.beforeOpen) put('before', before)
    this.count = count
  }

  /** What lies below the first region and above the last one. */
  private edgeGaps(): {
    readonly low: readonly RegionRow[]
    readonly lowest: Section
    readonly high: readonly RegionRow[]
    readonly highest: Section
  } {
    const { rule } = this.input
    const { all, base, end, firstSection, lastSection } = this.total
    if (all === 0) {
      const low = shownGaps(rule, lowestAddress, highestEnd).map(gapRow)
      return { low, lowest: 'program', high: [], highest: 'program' }
    }
    return {
      low: shownGaps(rule, lowestAddress, base).map(gapRow),
      lowest: firstSection,
      high: shownGaps(rule, end, highestEnd).map(gapRow),
      highest: lastSection
    }
  }

  private inserts(): Readonly<Record<Section, readonly Insert[]>> {
    const { tree, ghosts, otherwise } = this.input
    const own: Insert[] = []
    const prior: Insert[] = []
    const ghostsOf = new Map<number, ObservedRegion[]>()
    for (const ghost of ghosts) {
      const others = ghostsOf.get(ghost.allocationBase)
      if (others === undefined) ghostsOf.set(ghost.allocationBase, [ghost])
      else others.push(ghost)
    }
    for (const base of new Set([...this.touched, ...otherwise])) {
      const gone = ghostsOf.get(base) ?? []
      const first = firstOfAllocation(tree, base)
      if (first === undefined) {
        if (gone.length > 0) own.push(this.goneInsert(gone))
        continue
      }
      const moved = first.owner === 'before' && this.touched.has(base)
      const { piece, at, instead, programAt } = this.allocationPiece(first, gone)
      if (moved) {
        prior.push({ at, instead, piece: null })
        own.push({ at: programAt, instead: 0, piece })
      } else if (first.owner === 'program') own.push({ at, instead, piece })
      else prior.push({ at, instead, piece })
    }
    const byPlace = (a: Insert, b: Insert): number =>
      a.at - b.at || a.instead - b.instead || addressOf(a.piece) - addressOf(b.piece)
    return { program: own.sort(byPlace), before: prior.sort(byPlace) }
  }

  /** An allocation of which nothing is left stands before what is there now. */
  private goneInsert(gone: readonly ObservedRegion[]): Insert {
    const base = gone[0]!.base
    const now = regionOf(this.input.tree, base)?.allocationBase ?? base
    const rows: RegionRow[] = gone.map((ghost) => goneRow(ghost, gone.length > 1))
    if (gone.length > 1) rows.unshift(allocationRow(gone[0]!, false))
    return { at: this.rowsOf(this.sumBelow(now).program), instead: 0, piece: rowsPiece(rows) }
  }

  private allocationPiece(
    first: ObservedRegion,
    ghosts: readonly ObservedRegion[]
  ): { piece: AllocationPiece; at: number; instead: number; programAt: number } {
    const { tree, otherwise, folded } = this.input
    const base = first.allocationBase
    const section = first.owner
    const below = this.sumBelow(first.base)
    const through = this.sumBelow(allocationEnd(tree, base))
    const gaps = this.gapsBefore(first, below, section)
    const from = below[section].count
    const regions = through[section].count - from
    const several = regions + ghosts.length > 1
    const isFolded = several && folded !== otherwise.has(base)
    const ghostAt = ghosts.map((ghost, i) => this.sumBelow(ghost.base)[section].count - from + i)
    const piece: AllocationPiece = {
      kind: 'allocation',
      section,
      first,
      from,
      regions,
      folded: isFolded,
      ghosts,
      ghostAt,
      count: isFolded ? 1 : regions + ghosts.length + Number(several)
    }
    const at = this.rowsOf(below[section]) + gaps.length
    return {
      piece,
      at,
      instead: this.rowsOf(through[section]) - at,
      programAt: this.rowsOf(below.program) + this.gapsBefore(first, below, 'program').length
    }
  }

  /** What the fold is of: everything from before but what the step touched. */
  private foldedFigures(): { readonly count: number; readonly committed: number } {
    const { tree } = this.input
    let { count, committed } = this.total.before
    for (const base of this.touched) {
      const first = firstOfAllocation(tree, base)
      if (first?.owner !== 'before') continue
      const sum = measuredWithin(tree, this.input.measure, base, allocationEnd(tree, base)).before
      count -= sum.count
      committed -= sum.committed
    }
    return { count, committed }
  }

  private rowsOf(sum: SectionSum): number {
    return sum.gaps + (this.input.folded ? sum.allocations : sum.rows)
  }
  private sumBelow(address: number): RowSum {
    return measuredWithin(this.input.tree, this.input.measure, 0, address)
  }
  private gapsBefore(region: ObservedRegion, below: RowSum, section: Section): readonly RegionRow[] {
    if (below.all === 0 || gapSection(below.lastSection, region.owner) !== section) return []
    return shownGaps(this.input.rule, below.end, region.base).map(gapRow)
  }
  /** The region at a place among those of a section that are shown. */
  private nth(section: Section, index: number): ObservedRegion | undefined {
    return firstPast(this.input.tree, this.input.measure, (sum) => sum[section].count > index)?.region
  }

  at(index: number): RegionRow {
    let row = this.made.get(index)
    if (row === undefined) {
      const place = this.pieceAt(index)
      const piece = this.pieces[place]!
      if (piece.kind === 'native') this.makeNative(piece, this.starts[place]!, index)
      row = this.made.get(index) ?? this.inPiece(piece, index - this.starts[place]!)
      this.made.set(index, row)
    }
    return row
  }

  private pieceAt(index: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle]! <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  private inPiece(piece: Piece, index: number): RegionRow {
    if (piece.kind === 'rows') return piece.rows[index]!
    if (piece.kind === 'native') return this.native(piece.section, piece.from + index)
    if (piece.folded) return allocationRow(piece.first, true)
    const several = piece.regions + piece.ghosts.length > 1
    if (several && index === 0) return allocationRow(piece.first, false)
    const among = index - Number(several)
    const ghost = piece.ghostAt.indexOf(among)
    if (ghost >= 0) return goneRow(piece.ghosts[ghost]!, several)
    const passed = piece.ghostAt.filter((at) => at < among).length
    return regionRow(this.nth(piece.section, piece.from + among - passed)!, several)
  }

  /** Makes a row of the tree and, as those are wanted next, the rows of the regions behind it. */
  private makeNative({ section, from, count }: NativePiece, start: number, index: number): void {
    const { tree, measure, rule, folded } = this.input
    const native = from + index - start
    const { region, before } = firstPast(tree, measure, (sum) => this.rowsOf(sum[section]) > native)!
    let at = this.rowsOf(before[section])
    const emit = (row: RegionRow): void => {
      if (at >= from && at < from + count) this.made.set(start + at - from, row)
      at++
    }
    const regions: ObservedRegion[] = []
    for (const next of regionsOf(tree, region.base)) if (regions.push(next) >= lookahead) break
    const isShown = (one: ObservedRegion): boolean => one.owner === section && rule.matches(one)
    let { all, end, lastSection } = before
    let { lastAllocation } = before[section]
    if (
      !folded &&
      isShown(region) &&
      region.allocationBase === lastAllocation &&
      before[section].lastRun === 1
    )
      // The second region brought two rows: its own, and the first one's, whose place the allocation has taken.
      emit(regionRow(this.nth(section, before[section].count - 1)!, true))
    for (const [i, one] of regions.entries()) {
      const shown = isShown(one)
      const { allocationBase } = one
      let several = false
      if (shown && allocationBase !== lastAllocation) {
        let next = i + 1
        while (regions[next]?.allocationBase === allocationBase && !isShown(regions[next]!)) next++
        // Whether the allocation has more regions lies beyond what was looked at.
        if (next === regions.length && regions.length === lookahead) return
        several = regions[next]?.allocationBase === allocationBase
      }
      if (all > 0 && gapSection(lastSection, one.owner) === section)
        for (const gap of shownGaps(rule, end, one.base)) emit(gapRow(gap))
      all = 1
      end = one.base + one.size
      lastSection = one.owner
      if (!shown) continue
      if (allocationBase === lastAllocation) {
        if (!folded) emit(regionRow(one, true))
      } else {
        lastAllocation = allocationBase
        if (several) emit(allocationRow(firstOfAllocation(tree, allocationBase) ?? one, folded))
        if (!several || !folded) emit(regionRow(one, several))
      }
    }
  }

  private native(section: Section, index: number): RegionRow {
    const { tree, measure, folded } = this.input
    const { region, before } = firstPast(tree, measure, (sum) => this.rowsOf(sum[section]) > index)!
    const rest = index - this.rowsOf(before[section])
    const gaps = this.gapsBefore(region, before, section)
    if (rest < gaps.length) return gaps[rest]!
    const { count, lastAllocation, lastRun } = before[section]
    const run = lastAllocation === region.allocationBase ? lastRun : 0
    if (run === 0) {
      const next = this.nth(section, count + 1)
      if (next?.allocationBase !== region.allocationBase) return regionRow(region, false)
      return allocationRow(firstOfAllocation(tree, region.allocationBase) ?? region, folded)
    }
    if (run === 1 && rest === 0) return regionRow(this.nth(section, count - 1)!, true)
    return regionRow(region, true)
  }

  indexOf(key: string): number {
    const [kind, number] = key.split(' ')
    const base = Number(number)
    const { tree } = this.input
    const region = regionBelow(tree, base)
    switch (kind) {
      case 'region':
        return region?.base === base ? this.checked(this.placeOf(region), key) : -1
      case 'allocation': {
        const piece = this.allocations.get(base)
        if (piece !== undefined) return this.checked(this.starts[piece]!, key)
        const first = firstOfAllocation(tree, base)
        const shown = first && this.nth(first.owner, this.sumBelow(base)[first.owner].count)
        if (shown?.allocationBase !== base) return this.listed(key)
        return this.checked(this.placeOf(shown) - Number(!this.input.folded), key)
      }
      case 'free':
      case 'unusable':
        return this.checked(this.gapPlace(base), key)
      case 'gone':
      case 'fold':
        return this.listed(key)
      default:
        return -1
    }
  }

  indexAt(address: number): number {
    const region = regionOf(this.input.tree, address)
    if (region !== undefined) return this.placeOf(region)
    const gap = gapAt(this.input.tree, address)
    return gap === undefined ? -1 : this.indexOf(gapRow(gap).key)
  }

  /** The place, where the row there is the one meant. */
  private checked(index: number, key: string): number {
    return index >= 0 && index < this.count && this.at(index).key === key ? index : -1
  }
  /** Looks through the rows that are listed. */
  private listed(key: string): number {
    for (const [i, piece] of this.pieces.entries()) {
      if (piece.kind === 'native' || (piece.kind === 'allocation' && piece.ghosts.length === 0)) continue
      for (let at = 0; at < piece.count; at++)
        if (this.inPiece(piece, at).key === key) return this.starts[i]! + at
    }
    return -1
  }

  /** The row of a region; of its allocation where that is folded. */
  private placeOf(region: ObservedRegion): number {
    const { rule, folded } = this.input
    if (!rule.matches(region)) return -1
    const below = this.sumBelow(region.base)
    const section = region.owner
    const { count, lastAllocation, lastRun } = below[section]
    const special = this.allocations.get(region.allocationBase)
    if (special !== undefined) {
      const piece = this.pieces[special] as AllocationPiece
      const start = this.starts[special]!
      if (piece.folded) return start
      const among = count - piece.from
      const passed = piece.ghostAt.filter((at, i) => at - i <= among).length
      return start + Number(piece.regions + piece.ghosts.length > 1) + among + passed
    }
    const run = lastAllocation === region.allocationBase ? lastRun : 0
    const rows = this.rowsOf(below[section])
    if (run > 0) return this.displayed(section, folded ? rows - 1 : rows + Number(run === 1))
    const gaps = this.gapsBefore(region, below, section).length
    const next = folded ? undefined : this.nth(section, count + 1)
    const several = next?.allocationBase === region.allocationBase
    return this.displayed(section, rows + gaps + Number(several))
  }

  private gapPlace(base: number): number {
    const { tree } = this.input
    const gap = gapAt(tree, base)
    if (gap?.base !== base) return -1
    const key = gapRow(gap).key
    const listed = this.listed(key)
    if (listed >= 0) return listed
    const before = regionBelow(tree, base)
    if (before === undefined) return -1
    // The rows of a gap are counted with the region behind it.
    const below = this.sumBelow(base)
    for (const section of ['program', 'before'] as const)
      for (const more of [0, 1]) {
        const at = this.displayed(section, this.rowsOf(below[section]) + more)
        if (this.checked(at, key) >= 0) return at
      }
    return -1
  }

  /** Where a row of the tree is among all. */
  private displayed(section: Section, native: number): number {
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i]!
      if (piece.kind !== 'native' || piece.section !== section) continue
      if (native >= piece.from && native < piece.from + piece.count)
        return this.starts[i]! + native - piece.from
    }
    return -1
  }
}

const rowsPiece = (rows: readonly RegionRow[]): RowsPiece => ({ kind: 'rows', rows, count: rows.length })

function addressOf(piece: Piece | null): number {
  if (piece?.kind === 'allocation') return piece.first.allocationBase
  if (piece?.kind !== 'rows') return 0
  const row = piece.rows[0]
  return row?.kind === 'region' ? row.region.base : row?.kind === 'allocation' ? row.first.allocationBase : 0
}

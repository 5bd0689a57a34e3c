import type { ComparedPart, ComparedSide, ComparisonRow, VerdictCounts } from '../../../shared/contract/comparison'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { measured, regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { AllocationNames, CalledAllocations } from './allocation-names'
import type { CallRows, ComparedRun } from './call-rows'
import { verdictOf } from './call-rows'
import { partOf } from './compare-values'
import { knownRegionDifference } from './known-wine'
import { allocationEnd, digestOf, usesBefore } from './region-measures'
import type { RowFilter } from './row-list'

/** Pieces of one allocation that are looked at one by one; of the rest it is said how many there are. */
const mostPieces = 1000

/** One allocation on both machines. */
interface ComparedAllocation {
  readonly process: ProcessLetter
  readonly name: string
  readonly base: readonly [number | null, number | null]
  readonly end: readonly [number, number]
  /** Regions of it that are alike on both machines, and rows that are not. */
  readonly same: number
  readonly rows: readonly ComparisonRow[]
  readonly counts: VerdictCounts
}

interface ProcessSides {
  readonly simulator: AllocationNames
  readonly windows: AllocationNames
  /** By the simulator's name; one that only Windows has is named `| #3`. */
  readonly allocations: Map<string, ComparedAllocation>
  counts: VerdictCounts
  /** The allocations in the order in which they are shown; null: to be put in order. */
  order: readonly ComparedAllocation[] | null
}

const none: VerdictCounts = { same: 0, expected: 0, differs: 0 }

/** The program's regions on both machines at one moment: allocation by allocation in the order of making, then piece by piece. */
export class RegionRows {
  private readonly called = [new CalledAllocations(), new CalledAllocations()] as const
  private readonly processes = new Map<ProcessLetter, ProcessSides>()
  private readonly positions = [0, 0]
  private letters: readonly ProcessLetter[] = []

  constructor(
    private readonly simulator: ComparedRun,
    private readonly windows: ComparedRun,
    private readonly calls: CallRows,
    private readonly onWine: boolean
  ) {}

  /** Looks at the moment of these positions: costs what differs from the one looked at before. */
  show(simulatorPosition: number, windowsPosition: number): void {
    this.positions[0] = simulatorPosition
    this.positions[1] = windowsPosition
    this.called[0].advance(this.simulator.history.moments)
    this.called[1].advance(this.windows.history.moments)
    const left = this.simulator.history.moments[simulatorPosition]?.processes
    const right = this.windows.history.moments[windowsPosition]?.processes
    this.letters = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort()
    for (const letter of this.letters)
      this.showProcess(letter, left?.get(letter)?.regions ?? null, right?.get(letter)?.regions ?? null)
  }

  get counts(): VerdictCounts {
    let sum = none
    for (const letter of this.letters) {
      sum = add(sum, this.processes.get(letter)!.counts)
      sum = add(sum, countsOf(this.beforeRows(letter)))
    }
    return sum
  }

  /** Some of the rows that a filter lets through, and how many there are. */
  page(only: RowFilter, offset: number, count: number): { readonly total: number; readonly rows: ComparisonRow[] } {
    const rows: ComparisonRow[] = []
    let total = 0
    const take = (length: number, make: (from: number, to: number) => readonly ComparisonRow[]): void => {
      const from = Math.max(0, offset - total)
      const to = Math.min(length, offset + count - total)
      if (from < to) rows.push(...make(from, to))
      total += length
    }
    for (const letter of this.letters) {
      const sides = this.processes.get(letter)!
      sides.order ??= [...sides.allocations.values()].sort(inOrderOfMaking)
      for (const allocation of sides.order) {
        if (only === 'all')
          take(allocation.same + allocation.rows.length, (from, to) => this.pieces(sides, allocation, from, to))
        else {
          if (allocation.counts[only] === 0) continue
          const some = allocation.rows.filter(({ verdict }) => verdict === only)
          take(some.length, (from, to) => some.slice(from, to))
        }
      }
      const before = this.beforeRows(letter).filter(({ verdict }) => only === 'all' || verdict === only)
      take(before.length, (from, to) => before.slice(from, to))
    }
    return { total, rows }
  }

  /** The first row that differs and is not explained. */
  get firstDifference(): ComparisonRow | null {
    return this.page('differs', 0, 1).rows[0] ?? null
  }

  private showProcess(letter: ProcessLetter, left: RegionTree, right: RegionTree): void {
    let sides = this.processes.get(letter)
    if (sides === undefined) {
      const names = (side: 0 | 1): AllocationNames =>
        new AllocationNames((base) => this.called[side].at(letter, base, this.positions[side]!))
      sides = { simulator: names(0), windows: names(1), allocations: new Map(), counts: none, order: null }
      this.processes.set(letter, sides)
    }
    sides.simulator.show(left)
    sides.windows.show(right)
    const { allocations } = sides
    const changed = new Set<string>()
    for (const name of sides.simulator.changed) changed.add(name)
    for (const name of sides.windows.changed) changed.add(this.keyOfWindows(letter, sides, name))
    sides.simulator.changed.clear()
    sides.windows.changed.clear()
    if (changed.size > 0) sides.order = null
    for (const key of changed) {
      const old = allocations.get(key)
      if (old !== undefined) sides.counts = add(sides.counts, old.counts, -1)
      const now = this.compare(letter, sides, key)
      if (now === null) allocations.delete(key)
      else {
        allocations.set(key, now)
        sides.counts = add(sides.counts, now.counts)
      }
    }
  }

  /** What an allocation of Windows is called here: by its counterpart on the simulator. */
  private keyOfWindows(process: ProcessLetter, sides: ProcessSides, name: string): string {
    const left = this.calls.pairsOf(process).leftOf(name)
    if (left === null) return `| ${name}`
    return sides.simulator.bases.has(left) || sides.allocations.get(left)?.base[0] != null ? left : `| ${name}`
  }

  private compare(process: ProcessLetter, sides: ProcessSides, key: string): ComparedAllocation | null {
    const onlyWindows = key.startsWith('| ')
    const left = onlyWindows ? null : (sides.simulator.bases.get(key) ?? null)
    const windowsName = onlyWindows ? key.slice(2) : this.calls.pairsOf(process).rightOf(key)
    const right = windowsName === null ? null : (sides.windows.bases.get(windowsName) ?? null)
    if (left !== null && windowsName !== null) {
      // What stood alone has found its counterpart.
      const alone = sides.allocations.get(`| ${windowsName}`)
      if (alone !== undefined) {
        sides.counts = add(sides.counts, alone.counts, -1)
        sides.allocations.delete(`| ${windowsName}`)
      }
    }
    if (left === null && right === null) return null
    const trees = [sides.simulator.regions, sides.windows.regions] as const
    const end = [
      left === null ? 0 : allocationEnd(trees[0], left),
      right === null ? 0 : allocationEnd(trees[1], right)
    ] as const
    const outline = { process, name: onlyWindows ? key.slice(2) : key, base: [left, right] as const, end }
    if (left !== null && right !== null) {
      const a = digestOf(trees[0], left, end[0])
      const b = digestOf(trees[1], right, end[1])
      if (a.hash === b.hash && a.count === b.count && left === right)
        return { ...outline, same: a.count, rows: [], counts: { ...none, same: a.count } }
      if (a.hash === b.hash && a.count === b.count)
        return { ...outline, same: a.count, rows: [], counts: { ...none, expected: a.count } }
    }
    const rows = this.differingRows(outline, key, trees)
    return { ...outline, same: 0, rows, counts: countsOf(rows) }
  }

  /** Piece by piece, by the offset in the allocation. */
  private differingRows(
    { process, name, base, end }: Pick<ComparedAllocation, 'process' | 'name' | 'base' | 'end'>,
    key: string,
    trees: readonly [RegionTree, RegionTree]
  ): ComparisonRow[] {
    const pieces = new Map<number, [ObservedRegion | null, ObservedRegion | null]>()
    for (const side of [0, 1] as const) {
      const start = base[side]
      if (start === null) continue
      for (const region of regionsOf(trees[side], start, end[side])) {
        const offset = region.base - start
        const piece = pieces.get(offset)
        if (piece !== undefined) piece[side] = region
        else if (pieces.size < mostPieces)
          pieces.set(offset, side === 0 ? [region, null] : [null, region])
      }
    }
    const both = base[0] !== null && base[1] !== null
    const known = both
      ? knownRegionDifference(trees[0], base[0]!, trees[1], base[1]!, this.onWine)
      : null
    const cause = known === null ? this.calls.causeFor(process, key) : null
    return [...pieces]
      .sort(([a], [b]) => a - b)
      .map(([offset, [a, b]]) =>
        this.row(process, name, offset, a, b, known?.id ?? (cause === null ? null : 'follows'), cause ?? '')
      )
  }

  /** Rows of an allocation that is alike on both machines are made when they are shown. */
  private pieces(
    sides: ProcessSides,
    { process, name, base, end, rows, same }: ComparedAllocation,
    from: number,
    to: number
  ): readonly ComparisonRow[] {
    if (same === 0) return rows.slice(from, to)
    const [left, right] = [base[0]!, base[1]!]
    const made: ComparisonRow[] = []
    const others = regionsOf(sides.windows.regions, right, end[1])
    let index = 0
    for (const region of regionsOf(sides.simulator.regions, left, end[0])) {
      const other = others.next().value as ObservedRegion | undefined
      if (index >= from) made.push(this.row(process, name, region.base - left, region, other ?? null, null, ''))
      if (++index >= to) break
    }
    return made
  }

  private row(
    process: ProcessLetter,
    name: string,
    offset: number,
    a: ObservedRegion | null,
    b: ObservedRegion | null,
    reason: string | null,
    note: string
  ): ComparisonRow {
    const parts: ComparedPart[] = []
    if (a === null || b === null)
      parts.push(partOf('only here', a === null ? '' : regionText(a), b === null ? '' : regionText(b), reason, note))
    else {
      const part = (what: string, x: string, y: string): void => {
        if (x !== y) parts.push(partOf(what, x, y, reason, note))
      }
      part('RegionSize', sizeText(a.size), sizeText(b.size))
      part('State', stateText(a.state), stateText(b.state))
      part('Type', typeText(a.type), typeText(b.type))
      part('Protect', protectText(a.protect), protectText(b.protect))
      part('AllocationProtect', protectText(a.allocationProtect), protectText(b.allocationProtect))
      if (a.base !== b.base) parts.push(partOf('BaseAddress', hex(a.base), hex(b.base), 'address'))
    }
    const side = (region: ObservedRegion | null, position: number): ComparedSide | null =>
      region === null
        ? null
        : { text: regionText(region), position, place: { letter: process, address: region.base } }
    return {
      id: `r${process}${name}+${offset.toString(16)}`,
      kind: 'region',
      process,
      line: (a ?? b)!.madeByLine,
      title: `${name}${offset === 0 ? '' : `+0x${offset.toString(16)}`}`,
      simulator: side(a, this.positions[0]!),
      windows: side(b, this.positions[1]!),
      verdict: verdictOf(parts),
      parts
    }
  }

  /** What the process had before, summed up by use. */
  private beforeRows(process: ProcessLetter): ComparisonRow[] {
    const sides = this.processes.get(process)!
    const left = measured(sides.simulator.regions, usesBefore)
    const right = measured(sides.windows.regions, usesBefore)
    return [...new Set([...left.keys(), ...right.keys()])].sort().map((use) => {
      const text = (of: typeof left): string => {
        const sum = of.get(use)
        return sum === undefined ? 'none' : `${sum.count} regions, ${sizeText(sum.size)}`
      }
      const [x, y] = [text(left), text(right)]
      const parts = x === y ? [] : [partOf('before the program', x, y, 'before')]
      return {
        ...{ id: `b${process}${use}`, kind: 'before' as const, process, line: null },
        title: `${use}, from before the program`,
        simulator: { text: x, position: this.positions[0]!, place: null },
        windows: { text: y, position: this.positions[1]!, place: null },
        verdict: verdictOf(parts),
        parts
      }
    })
  }
}

/** Named allocations by their numbers, then the others. */
function inOrderOfMaking(a: ComparedAllocation, b: ComparedAllocation): number {
  const number = ({ name }: ComparedAllocation): number =>
    name.startsWith('#') ? Number(name.slice(1)) : Infinity
  const [x, y] = [number(a), number(b)]
  return x === y ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : x < y ? -1 : 1
}

function add(a: VerdictCounts, b: VerdictCounts, sign = 1): VerdictCounts {
  return {
    same: a.same + sign * b.same,
    expected: a.expected + sign * b.expected,
    differs: a.differs + sign * b.differs
  }
}

function countsOf(rows: readonly ComparisonRow[]): VerdictCounts {
  const counts = { same: 0, expected: 0, differs: 0 }
  for (const { verdict } of rows) counts[verdict]++
  return counts
}

const hex = (address: number): string => `0x${address.toString(16)}`
const sizeText = (size: number): string => `${(size / 1024).toLocaleString('en-US')} K`
const protectText = (protect: number): string => (protect === 0 ? 'none' : protectionText(protect))

/** A region in a line: address, size, state, type, protection. */
export function regionText(region: ObservedRegion): string {
  const { base, size, state, type, protect } = region
  return [hex(base), sizeText(size), stateText(state), typeText(type), protect === 0 ? '' : protectionText(protect)]
    .filter((part) => part !== '')
    .join('  ')
}

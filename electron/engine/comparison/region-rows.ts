import type {
  ComparedPart,
  ComparedSide,
  ComparisonRow,
  VerdictCounts
} from '../../../shared/contract/comparison'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import {
  countBelow,
  measured,
  nthRegion,
  regionOf,
  regionsOf,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { AllocationNames, CalledAllocations } from './allocation-names'
import type { ComparedRun } from './call-reasons'
import type { CallRows } from './call-rows'
import { partOf, verdictOf } from './compared-part'
import { isOfWine } from './expected-differences'
import { knownRegionDifference } from './known-wine'
import { allocationEnd, digestOf, usesBefore, type RegionDigest } from './region-measures'
import type { RowFilter } from './row-list'

/** Pieces of one allocation that differ and are looked at one by one; of the rest it is said how many there are. */
const mostPieces = 1000

/** So many regions are compared one by one; of more it is found out first where they differ. */
const fewRegions = 32

/** A part of an allocation, by offsets. */
interface Segment {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Null: made when they are shown. `alike`: the same on both machines but for the address; else not looked at. */
  readonly rows: readonly ComparisonRow[] | null
  readonly alike: boolean
}

/** One allocation on both machines. */
interface ComparedAllocation {
  readonly process: ProcessLetter
  readonly name: string
  readonly base: readonly [number | null, number | null]
  readonly end: readonly [number, number]
  readonly segments: readonly Segment[]
  /** Why what differs need not be the same. */
  readonly reason: string | null
  readonly note: string
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

  /**
   * Why a process's regions may add up to something else: each that differs is explained, and this one is the first of
   * them, in words; null where one is not explained, or none differs.
   */
  explanation(letter: ProcessLetter): string | null {
    const sides = this.processes.get(letter)
    if (sides === undefined || sides.counts.differs > 0) return null
    for (const { name, note, reason, segments } of sides.allocations.values())
      if (
        reason !== null &&
        segments.some(({ rows, alike }) => (rows === null ? !alike : rows.some(hasOtherLook)))
      )
        return note === '' ? `From ${name}.` : note
    return null
  }

  /** Rows that are explained by what Wine is known to do otherwise than Windows. */
  get ofWine(): number {
    let sum = 0
    for (const letter of this.letters)
      for (const { reason, segments } of this.processes.get(letter)!.allocations.values()) {
        if (!isOfWine(reason)) continue
        for (const { rows, count, alike } of segments)
          sum +=
            rows === null
              ? alike
                ? 0
                : count
              : rows.filter(({ parts }) => parts.some((part) => isOfWine(part.reason))).length
      }
    return sum
  }

  /** Some of the rows that a filter lets through, and how many there are. */
  page(
    only: RowFilter,
    offset: number,
    count: number
  ): { readonly total: number; readonly rows: ComparisonRow[] } {
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
        if (only !== 'all' && allocation.counts[only] === 0) continue
        for (const segment of allocation.segments) {
          const { rows, count, alike } = segment
          if (rows === null) {
            const verdict = alike
              ? alikeVerdict(allocation)
              : allocation.reason === null
                ? 'differs'
                : 'expected'
            if (only === 'all' || verdict === only)
              take(count, (from, to) => this.pieces(sides, allocation, segment, from, to))
            continue
          }
          const some = only === 'all' ? rows : rows.filter(({ verdict }) => verdict === only)
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
    return sides.simulator.bases.has(left) || sides.allocations.get(left)?.base[0] != null
      ? left
      : `| ${name}`
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
    const sample = regionOf(trees[left !== null ? 0 : 1], (left ?? right)!)
    const known =
      left !== null && right !== null
        ? knownRegionDifference(trees[0], left, trees[1], right, this.onWine)
        : null
    const line = outline.name.startsWith('#') ? null : (sample?.madeByLine ?? null)
    const cause = known === null ? this.calls.causeFor(process, key, line) : null
    const stack = this.onWine && left === null && isStackOfThread(trees[1], sample)
    const reason =
      known?.id ??
      (cause !== null ? 'follows' : stack ? 'wine/stacks-of-ended-threads' : generalReason(sample))
    const whole = { ...outline, reason, note: cause ?? '' }
    const segments: Segment[] = []
    const size = Math.max(end[0] - (left ?? end[0]), end[1] - (right ?? end[1]))
    this.look(trees, whole, 0, size, segments, { rows: 0 })
    const counts = { ...none }
    for (const { rows, count, alike } of segments) {
      if (rows === null)
        counts[alike ? alikeVerdict(whole) : reason === null ? 'differs' : 'expected'] += count
      else for (const { verdict } of rows) counts[verdict]++
    }
    return { ...whole, segments, counts }
  }

  /** Finds where in [from, to) the two looks differ: what is alike is known by its digest, without being looked at. */
  private look(
    trees: readonly [RegionTree, RegionTree],
    allocation: Omit<ComparedAllocation, 'segments' | 'counts'>,
    from: number,
    to: number,
    segments: Segment[],
    done: { rows: number }
  ): void {
    const [left, right] = allocation.base
    const digest = (base: number | null, side: 0 | 1): RegionDigest | null =>
      base === null ? null : digestOf(trees[side], base + from, Math.min(base + to, allocation.end[side]))
    const a = digest(left, 0)
    const b = digest(right, 1)
    const count = Math.max(a?.count ?? 0, b?.count ?? 0)
    if (count === 0) return
    if (a !== null && b !== null && a.hash === b.hash && a.count === b.count) {
      const last = segments.at(-1)
      if (last?.rows === null && last.alike)
        segments[segments.length - 1] = { ...last, to, count: last.count + count }
      else segments.push({ from, to, count, rows: null, alike: true })
    } else if (done.rows >= mostPieces) segments.push({ from, to, count, rows: null, alike: false })
    else if (count <= fewRegions || to - from <= 0x1000) {
      const rows = this.rowsIn(trees, allocation, from, to)
      done.rows += rows.length
      segments.push({ from, to, count: rows.length, rows, alike: false })
    } else {
      const middle = from + Math.ceil((to - from) / 0x2000) * 0x1000
      this.look(trees, allocation, from, middle, segments, done)
      this.look(trees, allocation, middle, to, segments, done)
    }
  }

  /** Piece by piece, by the offset in the allocation. */
  private rowsIn(
    trees: readonly [RegionTree, RegionTree],
    { process, name, base, end, reason, note }: Omit<ComparedAllocation, 'segments' | 'counts'>,
    from: number,
    to: number
  ): ComparisonRow[] {
    const pieces = new Map<number, [ObservedRegion | null, ObservedRegion | null]>()
    for (const side of [0, 1] as const) {
      const start = base[side]
      if (start === null) continue
      for (const region of regionsOf(trees[side], start + from, Math.min(start + to, end[side]))) {
        const piece = pieces.get(region.base - start)
        if (piece !== undefined) piece[side] = region
        else pieces.set(region.base - start, side === 0 ? [region, null] : [null, region])
      }
    }
    return [...pieces]
      .sort(([a], [b]) => a - b)
      .map(([offset, [a, b]]) => this.row(process, name, offset, a, b, reason, note))
  }

  /** Some rows of a part whose rows are made when they are shown. */
  private pieces(
    sides: ProcessSides,
    { process, name, base, end, reason, note }: ComparedAllocation,
    { from, to }: Segment,
    first: number,
    last: number
  ): readonly ComparisonRow[] {
    const trees = [sides.simulator.regions, sides.windows.regions] as const
    const side = base[0] === null ? 1 : 0
    const [start, other] = [base[side]!, base[1 - side]!]
    const tree = trees[side]
    const index = countBelow(tree, start + from)
    const made: ComparisonRow[] = []
    for (let i = index + first; i < index + last; i++) {
      const region = nthRegion(tree, i)
      if (region === undefined || region.base >= Math.min(start + to, end[side])) break
      const offset = region.base - start
      const found = other === null ? undefined : regionOf(trees[1 - side]!, other + offset)
      const counterpart = found?.base === (other ?? 0) + offset ? found : null
      const [a, b] = side === 0 ? [region, counterpart] : [counterpart, region]
      made.push(this.row(process, name, offset, a, b, reason, note))
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
      parts.push(
        partOf('only here', a === null ? '' : regionText(a), b === null ? '' : regionText(b), reason, note)
      )
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

/** Whether a row differs in more than its address. */
const hasOtherLook = ({ parts }: ComparisonRow): boolean => parts.some(({ reason }) => reason !== 'address')

/** Regions that are alike are the same where they lie at one address, too. */
const alikeVerdict = ({ base }: Pick<ComparedAllocation, 'base'>): 'same' | 'expected' =>
  base[0] === base[1] ? 'same' : 'expected'

/** A thread's stack, or the one for signals that Wine puts behind it. */
function isStackOfThread(tree: RegionTree, region: ObservedRegion | undefined): boolean {
  if (region === undefined || region.madeByLine === null) return false
  if (region.use === 'Stack') return true
  const before = regionOf(tree, region.allocationBase - 1)
  return before?.use === 'Stack' && before.madeByLine === region.madeByLine
}

/** Why a region of a DLL or a heap need not look alike. */
function generalReason(region: ObservedRegion | undefined): 'system-dll' | 'heap' | null {
  if (region === undefined) return null
  if (region.type === 0x1000000 && /\.(dll|drv|exe)$/i.test(region.use)) return 'system-dll'
  return /heap/i.test(region.use) ? 'heap' : null
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
  return [
    hex(base),
    sizeText(size),
    stateText(state),
    typeText(type),
    protect === 0 ? '' : protectionText(protect)
  ]
    .filter((part) => part !== '')
    .join('  ')
}

import type { ObservedRegion } from '../../../shared/contract/observation'
import { measured, type RegionMeasure, type RegionTree } from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { highestEnd, lowestAddress, unusableSize } from './gaps'
import { regionKind, regionKinds } from './region-kind'

/** What VirtualQuery tells of the regions of one type, in bytes. */
export interface TypeFigures {
  size: number
  committed: number
  /** Committed and no other process's; null where VirtualQuery does not tell. */
  private: number | null
  /** Allocations. */
  blocks: number
  /** The largest allocation. */
  largest: number
}
/** What a whole process comes to, by VirtualQuery alone. */
export interface ProcessFigures {
  /** By place in `regionKinds`. */
  readonly kinds: readonly TypeFigures[]
  readonly unusable: TypeFigures
  readonly free: TypeFigures
  /** What the program's own regions come to. */
  readonly program: { readonly count: number; readonly committed: number; readonly reserved: number }
}

/** Numbers of a kind in `Sum.numbers`. */
const [SIZE, COMMITTED, BLOCKS, LARGEST] = [0, 1, 2, 3]
const perKind = 4
const [UNUSABLE, FREE] = [regionKinds.length, regionKinds.length + 1]
const PROGRAM = (FREE + 1) * perKind
const length = PROGRAM + 3

interface Sum {
  readonly numbers: Float64Array
  count: number
  base: number
  end: number
  /** The first and the last allocation with what there is of them; they may go on beyond. */
  firstAllocation: number
  firstSize: number
  firstKind: number
  lastAllocation: number
  lastSize: number
  lastKind: number
}

const nothing = (): Sum => ({
  numbers: new Float64Array(length),
  count: 0,
  base: 0,
  end: 0,
  firstAllocation: -1,
  firstSize: 0,
  firstKind: 0,
  lastAllocation: -1,
  lastSize: 0,
  lastKind: 0
})

function addGap(numbers: Float64Array, from: number, to: number): void {
  if (to <= from) return
  const unusable = unusableSize(from, to)
  for (const [kind, size] of [
    [UNUSABLE, unusable],
    [FREE, to - from - unusable]
  ] as const) {
    if (size <= 0) continue
    numbers[kind * perKind + SIZE]! += size
    numbers[kind * perKind + BLOCKS]!++
    atLeast(numbers, kind, size)
  }
}
function atLeast(numbers: Float64Array, kind: number, size: number): void {
  const at = kind * perKind + LARGEST
  if (numbers[at]! < size) numbers[at] = size
}

function append(sum: Sum, region: ObservedRegion): void {
  const { numbers } = sum
  const { base, size, allocationBase } = region
  if (sum.count === 0) sum.base = base
  else addGap(numbers, sum.end, base)
  const kind = regionKind(region).index
  const committed = region.state === memoryConstants.MEM_COMMIT
  numbers[kind * perKind + SIZE]! += size
  if (committed) numbers[kind * perKind + COMMITTED]! += size
  if (base === allocationBase) numbers[kind * perKind + BLOCKS]!++
  if (region.owner === 'program') {
    numbers[PROGRAM]!++
    numbers[PROGRAM + (committed ? 1 : 2)]! += size
  }
  if (sum.lastAllocation === allocationBase) {
    sum.lastSize += size
    if (sum.firstAllocation === allocationBase) sum.firstSize = sum.lastSize
  } else {
    sum.lastAllocation = allocationBase
    sum.lastSize = size
    sum.lastKind = kind
    if (sum.count === 0) {
      sum.firstAllocation = allocationBase
      sum.firstSize = size
      sum.firstKind = kind
    }
  }
  atLeast(numbers, sum.lastKind, sum.lastSize)
  sum.count++
  sum.end = base + size
}

const measure: RegionMeasure<Sum> = {
  nothing: nothing(),
  of: (region) => {
    const sum = nothing()
    append(sum, region)
    return sum
  },
  ofAll: (regions) => {
    const sum = nothing()
    for (const region of regions) append(sum, region)
    return sum
  },
  join: (a, b) => {
    if (a.count === 0) return b
    if (b.count === 0) return a
    const numbers = new Float64Array(length)
    for (let i = 0; i < length; i++) numbers[i] = a.numbers[i]! + b.numbers[i]!
    for (let kind = 0; kind <= FREE; kind++) {
      const at = kind * perKind + LARGEST
      numbers[at] = Math.max(a.numbers[at]!, b.numbers[at]!)
    }
    addGap(numbers, a.end, b.base)
    const one = a.lastAllocation === b.firstAllocation
    const size = a.lastSize + b.firstSize
    if (one) atLeast(numbers, a.lastKind, size)
    const [aIsOne, bIsOne] = [a.firstAllocation === a.lastAllocation, b.firstAllocation === b.lastAllocation]
    return {
      numbers,
      count: a.count + b.count,
      base: a.base,
      end: b.end,
      firstAllocation: a.firstAllocation,
      firstSize: one && aIsOne ? size : a.firstSize,
      firstKind: a.firstKind,
      lastAllocation: b.lastAllocation,
      lastSize: one && bIsOne ? size : b.lastSize,
      lastKind: one && bIsOne ? a.lastKind : b.lastKind
    }
  },
  known: new WeakMap()
}

/** The figures of a process; a step costs what it changed. */
export function processFigures(tree: RegionTree): ProcessFigures {
  const sum = measured(tree, measure)
  const numbers = sum.numbers.slice()
  if (sum.count === 0) addGap(numbers, lowestAddress, highestEnd)
  else {
    addGap(numbers, lowestAddress, sum.base)
    addGap(numbers, sum.end, highestEnd)
  }
  const of = (kind: number): TypeFigures => {
    const [size, committed, blocks, largest] = numbers.subarray(kind * perKind, (kind + 1) * perKind)
    const isPrivate = regionKinds[kind]?.win32 === 'MEM_PRIVATE'
    return {
      size: size!,
      committed: committed!,
      private: isPrivate ? committed! : null,
      blocks: blocks!,
      largest: largest!
    }
  }
  return {
    kinds: regionKinds.map((_, kind) => of(kind)),
    unusable: { ...of(UNUSABLE), private: 0 },
    free: { ...of(FREE), private: 0 },
    program: { count: numbers[PROGRAM]!, committed: numbers[PROGRAM + 1]!, reserved: numbers[PROGRAM + 2]! }
  }
}

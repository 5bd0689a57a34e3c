import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  firstPast,
  measured,
  type RegionMeasure,
  type RegionNode,
  type RegionTree
} from '../../../shared/contract/region-tree'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { fillOf, type FillIndex } from './strip-fills'

/** The end of what a program can address: 128 TB. */
export const spaceEnd = 2 ** 47
/** MEMORY_BASIC_INFORMATION addresses are handed out in granules of 64 K (SYSTEM_INFO, dwAllocationGranularity). */
const granule = 0x10000
const pageSize = 0x1000

/** The height of the smallest segment, in CSS pixels at zoom 1: its letter is just readable. */
export const leastHeight = 14
/** The height of a fold. */
export const foldHeight = 24
const freeLeast = 22

/** How high things are: all heights are whole CSS pixels at zoom 1. Made by `stripRule` only, one of a kind. */
export interface StripRule {
  /** The bytes that the least height stands for, a power of two; smaller segments are as high. */
  readonly bytesPerLeast: number
  /** Neighbours that were there before the program are one fold. */
  readonly folds: boolean
  /** What is known of nodes already. */
  readonly sums: WeakMap<RegionNode, NodeSum>
}

/** What is known of the regions of a node. */
export interface NodeSum {
  readonly base: number
  readonly end: number
  readonly firstFolded: boolean
  readonly lastFolded: boolean
  /** How many are not in a fold. */
  readonly plain: number
  /** From the first one's low edge to the last one's high edge. */
  readonly height: number
  /** The fill that most of the height has, as far as one of them has most. */
  readonly fill: FillIndex
  readonly fillLead: number
  /** Where its parts are; worked out when they are first drawn. */
  parts: NodeParts | null
}
/** Where the children or regions of a node are along the strip, from the low edge of the first, and their fills. */
export interface NodeParts {
  readonly lows: Float64Array
  readonly highs: Float64Array
  readonly fills: Uint8Array
}

const rules = new Map<string, StripRule>()
/** The rule of a scale. */
export function stripRule(bytesPerLeast: number, folds: boolean): StripRule {
  const key = `${bytesPerLeast} ${folds}`
  let rule = rules.get(key)
  if (rule === undefined) {
    rule = { bytesPerLeast, folds, sums: new WeakMap() }
    rules.set(key, rule)
  }
  return rule
}

/** Whether a region is part of a fold. */
export const isFolded = (region: ObservedRegion, rule: StripRule): boolean =>
  rule.folds && region.owner === 'before'

/** The height of something used, to scale from the least height on. */
export function usedHeight(bytes: number, rule: StripRule): number {
  return Math.max(leastHeight, Math.round((bytes / rule.bytesPerLeast) * leastHeight))
}
/** The height of a free run, by the logarithm of its size. */
export function freeHeight(bytes: number): number {
  return freeLeast + Math.max(0, Math.round(0.75 * Math.log2(bytes / granule)))
}
/**
 * Where the rest of the last granule ends that something up to `from` used: no allocation can begin in it, so VMMap calls
 * it Unusable. `from` itself where there is none.
 */
export function unusableEnd(from: number, to: number): number {
  return Math.min(to, Math.ceil(from / granule) * granule)
}
/** The height of what lies between two used places; the unusable rest behind a fold is part of it. */
export function gapHeight(from: number, to: number, behindFold: boolean): number {
  if (from >= to) return 0
  const usable = unusableEnd(from, to)
  return (usable > from && !behindFold ? leastHeight : 0) + (usable < to ? freeHeight(to - usable) : 0)
}

/** How far along the strip one is: past everything that ends at `end`. */
export interface Along {
  readonly at: number
  readonly end: number
  readonly folded: boolean
}
/** Past the regions of a node, or past one region, with what lies before it. */
export function past(
  before: Along,
  sum: Pick<NodeSum, 'base' | 'end' | 'firstFolded' | 'lastFolded' | 'height'>
): Along {
  const at =
    before.folded && sum.firstFolded
      ? before.at + sum.height - foldHeight
      : before.at + gapHeight(before.end, sum.base, before.folded) + sum.height
  return { at, end: sum.end, folded: sum.lastFolded }
}
/** The same for one region, without making a sum of it. */
export function pastRegion(before: Along, region: ObservedRegion, rule: StripRule): Along {
  const end = region.base + region.size
  if (!isFolded(region, rule))
    return {
      at: before.at + gapHeight(before.end, region.base, before.folded) + usedHeight(region.size, rule),
      end,
      folded: false
    }
  if (before.folded) return { at: before.at, end, folded: true }
  return { at: before.at + gapHeight(before.end, region.base, before.folded) + foldHeight, end, folded: true }
}

/** What is looked at while something is laid out: for tests that count. */
export interface Looked {
  nodes: number
  regions: number
}
/** Counts every node and region that is looked at from now on; null to stop. */
export function countLooks(into: Looked | null): void {
  looked = into
}
let looked: Looked | null = null
export const lookAtNode = (): void => void (looked !== null && looked.nodes++)
export const lookAtRegion = (): void => void (looked !== null && looked.regions++)

type RegionLeaf = Extract<RegionNode, { readonly regions: unknown }>
export const isLeaf = (node: RegionNode): node is RegionLeaf => node.height === 0

/** What is known of a node; worked out once, as nodes never change. */
export function sumOf(node: RegionNode, rule: StripRule): NodeSum {
  lookAtNode()
  const known = rule.sums.get(node)
  if (known !== undefined) return known
  const sum = isLeaf(node) ? sumOfRegions(node.regions, rule) : sumOfNodes(node.children, rule)
  rule.sums.set(node, sum)
  return sum
}

function sumOfRegions(regions: readonly ObservedRegion[], rule: StripRule): NodeSum {
  const first = regions[0]!
  let plain = 0
  let height = 0
  let fill = fillOf(first)
  let lead = 0
  let end = first.base
  let folded = false
  for (const region of regions) {
    lookAtRegion()
    const wasFolded = folded
    folded = isFolded(region, rule)
    if (!(folded && wasFolded)) {
      const own = folded ? foldHeight : usedHeight(region.size, rule)
      height += gapHeight(end, region.base, wasFolded) + own
      const ownFill = fillOf(region)
      if (ownFill === fill) lead += own
      else if (own > lead) [fill, lead] = [ownFill, own - lead]
      else lead -= own
    }
    if (!folded) plain++
    end = region.base + region.size
  }
  const firstFolded = isFolded(first, rule)
  return {
    base: first.base,
    end,
    firstFolded,
    lastFolded: folded,
    plain,
    height,
    fill,
    fillLead: lead,
    parts: null
  }
}

function sumOfNodes(children: readonly RegionNode[], rule: StripRule): NodeSum {
  let sum = sumOf(children[0]!, rule)
  for (let i = 1; i < children.length; i++) {
    const next = sumOf(children[i]!, rule)
    const after = past({ at: sum.height, end: sum.end, folded: sum.lastFolded }, next)
    const alike = sum.fill === next.fill
    const ahead = sum.fillLead >= next.fillLead
    sum = {
      base: sum.base,
      end: next.end,
      firstFolded: sum.firstFolded,
      lastFolded: next.lastFolded,
      plain: sum.plain + next.plain,
      height: after.at,
      fill: ahead ? sum.fill : next.fill,
      fillLead: alike ? sum.fillLead + next.fillLead : Math.abs(sum.fillLead - next.fillLead),
      parts: null
    }
  }
  return sum
}

/** Where the first region of a node has its low edge. */
export function lowOf(before: Along, sum: NodeSum): number {
  return before.folded && sum.firstFolded
    ? before.at - foldHeight
    : before.at + gapHeight(before.end, sum.base, before.folded)
}

/** Where the parts of a node are. */
export function partsOf(node: RegionNode, sum: NodeSum, rule: StripRule): NodeParts {
  if (sum.parts !== null) return sum.parts
  const count = isLeaf(node) ? node.regions.length : node.children.length
  const parts: NodeParts = {
    lows: new Float64Array(count),
    highs: new Float64Array(count),
    fills: new Uint8Array(count)
  }
  let before: Along = { at: 0, end: sum.base, folded: false }
  for (let i = 0; i < count; i++) {
    lookAtRegion()
    if (isLeaf(node)) {
      const region = node.regions[i]!
      const after = pastRegion(before, region, rule)
      const height = after.folded ? foldHeight : usedHeight(region.size, rule)
      before = after
      parts.lows[i] = after.at - height
      parts.fills[i] = fillOf(region)
    } else {
      const child = sumOf(node.children[i]!, rule)
      parts.lows[i] = lowOf(before, child)
      parts.fills[i] = child.fill
      before = past(before, child)
    }
    parts.highs[i] = before.at
  }
  sum.parts = parts
  return parts
}

const bytesIn = (counts: (region: ObservedRegion) => boolean): RegionMeasure<number> => ({
  nothing: 0,
  of: (region) => (counts(region) ? region.size : 0),
  join: (a, b) => a + b,
  known: new WeakMap()
})
const used = bytesIn(({ state }) => state !== memoryConstants.MEM_FREE)
const usedByProgram = bytesIn(({ state, owner }) => state !== memoryConstants.MEM_FREE && owner === 'program')

/** The height that used memory should take about, if all of it were to scale. */
const wishedHeight = 480

/**
 * The scale that shows so many bytes well: a power of two, so that it seldom changes; the former one stays while it is
 * not off by more than a factor of two.
 */
export function scaleFor(bytes: number, former: number | null = null): number {
  const ideal = Math.max(pageSize, (bytes * leastHeight) / wishedHeight)
  if (former !== null && former >= ideal / 2 && former <= ideal * 2) return former
  return 2 ** Math.ceil(Math.log2(ideal))
}
/** The first region of the program's own. */
export function firstOfProgram(tree: RegionTree): ObservedRegion | undefined {
  return firstPast(tree, usedByProgram, (bytes) => bytes > 0)?.region
}
/** The bytes that the regions of a tree use, or those of the program alone. */
export function usedBytes(tree: RegionTree, ofProgramOnly: boolean): number {
  return measured(tree, ofProgramOnly ? usedByProgram : used)
}

import type { ObservedRegion } from '../../../shared/contract/observation'
import {
  countBelow,
  nthRegion,
  regionBelow,
  type RegionNode,
  type RegionTree
} from '../../../shared/contract/region-tree'
import type { FillIndex } from './strip-fills'
import {
  foldHeight,
  freeHeight,
  gapHeight,
  isFolded,
  isLeaf,
  leastHeight,
  lowOf,
  lookAtRegion,
  partsOf,
  past,
  pastRegion,
  spaceEnd,
  sumOf,
  unusableEnd,
  usedHeight,
  type Along,
  type StripRule
} from './strip-measure'

/** A picture of a range of addresses. Distances along it count from its low end. */
export interface StripLayout {
  readonly tree: RegionTree
  /** Where the range begins and ends; no region crosses either. */
  readonly from: number
  readonly to: number
  readonly rule: StripRule
}

/** A piece of the strip: everything between two addresses, between two distances along it. */
export interface Segment {
  readonly kind: 'region' | 'free' | 'unusable' | 'fold'
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
  /** Of the kind `region` only. */
  readonly region: ObservedRegion | null
}

/** The picture of a whole address space. */
export function spaceLayout(tree: RegionTree, rule: StripRule): StripLayout {
  return { tree, from: 0, to: spaceEnd, rule }
}

const startOf = (layout: StripLayout): Along => ({ at: 0, end: layout.from, folded: false })

/** What a walk stops at: the first region that is not passed, and how far along it began. */
interface Hit {
  readonly region: ObservedRegion | null
  readonly before: Along
}

/** Walks up the strip, by whole nodes where it can, until something is not to be passed. */
function walkTo(layout: StripLayout, passes: (after: Along) => boolean): Hit {
  const { from, to, rule } = layout
  let before = startOf(layout)
  const walk = (node: RegionNode, limit: number): ObservedRegion | 'end' | null => {
    if (isLeaf(node)) {
      for (const region of node.regions) {
        if (region.base < from) continue
        if (region.base >= to) return 'end'
        lookAtRegion()
        const after = pastRegion(before, region, rule)
        if (!passes(after)) return region
        before = after
      }
      return null
    }
    const { children } = node
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!
      const end = children[i + 1]?.base ?? limit
      if (end <= from) continue
      if (child.base >= to) return 'end'
      if (child.base >= from && end <= to) {
        const after = past(before, sumOf(child, rule))
        if (passes(after)) {
          before = after
          continue
        }
      }
      const found = walk(child, end)
      if (found !== null) return found
    }
    return null
  }
  // Regions end where the address space does at the latest.
  const found = layout.tree === null ? null : walk(layout.tree, spaceEnd)
  return { region: found === 'end' ? null : found, before }
}

/** How long the strip is. */
export function stripLength(layout: StripLayout): number {
  const { before } = walkTo(layout, () => true)
  return before.at + gapHeight(before.end, layout.to, before.folded)
}

/** The segment an address is in; of an address outside the range, the nearest one. */
export function segmentOf(layout: StripLayout, address: number): Segment | null {
  const within = Math.min(layout.to - 1, Math.max(layout.from, address))
  const hit = walkTo(layout, (after) => after.end <= within)
  const last = segmentsUpTo(layout, hit)
  return last.find(({ to }) => within < to) ?? last.at(-1) ?? null
}

/** The segment at a distance along the strip; beyond its ends, the nearest one. */
export function segmentAt(layout: StripLayout, along: number): Segment | null {
  const hit = walkTo(layout, (after) => after.at <= along)
  const last = segmentsUpTo(layout, hit)
  return last.find(({ high }) => along < high) ?? last.at(-1) ?? lastSegment(layout)
}

/** The highest segment of a strip. */
export function lastSegment(layout: StripLayout): Segment | null {
  return layout.tree === null && layout.from >= layout.to ? null : segmentOf(layout, layout.to - 1)
}
/** The next segment up or down in the order of addresses. */
export function neighbour(layout: StripLayout, segment: Segment, by: 1 | -1): Segment | null {
  const address = by > 0 ? segment.to : segment.from - 1
  return address < layout.from || address >= layout.to ? null : segmentOf(layout, address)
}

/** The segments between the end of what a walk passed and the end of what stopped it. */
function segmentsUpTo(layout: StripLayout, { region, before }: Hit): Segment[] {
  const { rule } = layout
  const fold = region !== null && isFolded(region, rule)
  if (before.folded && fold) {
    const run = foldRun(layout, region.base)
    return [{ kind: 'fold', ...run, low: before.at - foldHeight, high: before.at, region: null }]
  }
  const segments = gapSegments(before, region?.base ?? layout.to)
  if (before.folded) {
    const run = foldRun(layout, before.end - 1)
    segments.unshift({ kind: 'fold', ...run, low: before.at - foldHeight, high: before.at, region: null })
  }
  if (region === null) return segments
  const low = before.at + gapHeight(before.end, region.base, before.folded)
  segments.push(
    fold
      ? { kind: 'fold', ...foldRun(layout, region.base), low, high: low + foldHeight, region: null }
      : {
          kind: 'region',
          from: region.base,
          to: region.base + region.size,
          low,
          high: low + usedHeight(region.size, rule),
          region
        }
  )
  return segments
}

/** What lies between used places: what cannot be allocated any more, and what is free. */
export function gapSegments(before: Along, to: number): Segment[] {
  const from = before.end
  if (from >= to) return []
  const segments: Segment[] = []
  const usable = unusableEnd(from, to)
  let low = before.at
  if (usable > from && !before.folded) {
    const high = low + leastHeight
    segments.push({ kind: 'unusable', from, to: usable, low, high, region: null })
    low = high
  }
  if (usable < to) {
    const high = low + freeHeight(to - usable)
    segments.push({ kind: 'free', from: usable, to, low, high, region: null })
  }
  return segments
}

/** The addresses of the fold that an address is in. */
export function foldRun(
  layout: StripLayout,
  address: number
): { readonly from: number; readonly to: number } {
  const { tree, rule } = layout
  const next = nextPlain(tree, address, rule)
  const previous = previousPlain(tree, address, rule)
  const first = nthRegion(tree, previous === null ? 0 : countBelow(tree, previous.base) + 1)
  const last = regionBelow(tree, next === null ? spaceEnd : next.base - 1)
  if (first === undefined || last === undefined) return { from: layout.from, to: layout.to }
  return { from: first.base, to: unusableEnd(last.base + last.size, next?.base ?? layout.to) }
}

/** The first region from an address on that is not in a fold. */
function nextPlain(tree: RegionTree, address: number, rule: StripRule): ObservedRegion | null {
  const walk = (node: RegionNode): ObservedRegion | null => {
    if (isLeaf(node))
      return node.regions.find((region) => region.base >= address && !isFolded(region, rule)) ?? null
    for (let i = 0; i < node.children.length; i++) {
      const end = node.children[i + 1]?.base ?? Infinity
      if (end <= address || sumOf(node.children[i]!, rule).plain === 0) continue
      const found = walk(node.children[i]!)
      if (found !== null) return found
    }
    return null
  }
  return tree === null ? null : walk(tree)
}
/** The last region that begins at or below an address and is not in a fold. */
function previousPlain(tree: RegionTree, address: number, rule: StripRule): ObservedRegion | null {
  const walk = (node: RegionNode): ObservedRegion | null => {
    if (isLeaf(node))
      return node.regions.findLast((region) => region.base <= address && !isFolded(region, rule)) ?? null
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i]!
      if (child.base > address || sumOf(child, rule).plain === 0) continue
      const found = walk(child)
      if (found !== null) return found
    }
    return null
  }
  return tree === null ? null : walk(tree)
}

/** How far along a place in memory is; within its segment to scale. */
export function alongOf(layout: StripLayout, address: number): number {
  const segment = segmentOf(layout, address)
  if (segment === null) return 0
  const share = (address - segment.from) / (segment.to - segment.from)
  return segment.low + Math.min(1, Math.max(0, share)) * (segment.high - segment.low)
}
/** The address at a distance along the strip. */
export function addressAt(layout: StripLayout, along: number): number {
  const segment = segmentAt(layout, along)
  if (segment === null) return layout.from
  const share = Math.min(1, Math.max(0, (along - segment.low) / (segment.high - segment.low)))
  return Math.min(segment.to - 1, Math.floor(segment.from + share * (segment.to - segment.from)))
}

/** A part of the strip that is drawn: device pixels from the low end of the window upwards. */
export interface Painted {
  readonly kind: Segment['kind'] | 'many'
  readonly low: number
  readonly high: number
  readonly from: number
  readonly to: number
  readonly region: ObservedRegion | null
  /** What `many` is filled with. */
  readonly fill: FillIndex
}

/** The part of the strip in view. */
export interface StripWindow {
  /** Device pixels from the strip's low end to the window's. */
  readonly low: number
  /** Device pixels. */
  readonly size: number
  /** Device pixels for each of the strip's. */
  readonly scale: number
}

/**
 * What is to be drawn: in order, without overlap, each at least a pixel high. What shares a pixel is one, so this looks
 * at about as much as there are pixels, however many regions there are. `joins`: neighbouring pixels alike are one part.
 */
export function painted(layout: StripLayout, window: StripWindow, joins = true): Painted[] {
  const { from, to, rule } = layout
  const { size } = window
  const result: Painted[] = []
  const pixel = (along: number): number => Math.round(along * window.scale) - window.low
  const put = (kind: Painted['kind'], segment: Omit<Segment, 'kind'>, fill: FillIndex): void => {
    const low = pixel(segment.low)
    const high = pixel(segment.high)
    if (high <= low || high <= 0 || low >= size) return
    const last = result.at(-1)
    if (joins && kind === 'many' && last?.kind === 'many' && last.fill === fill)
      result[result.length - 1] = { ...last, high, to: segment.to }
    else result.push({ kind, low, high, from: segment.from, to: segment.to, region: segment.region, fill })
  }
  const putGap = (before: Along, end: number): void => {
    for (const segment of gapSegments(before, end)) put(segment.kind, segment, 0)
  }
  const putRegion = (region: ObservedRegion, low: number, high: number): void => {
    lookAtRegion()
    const segment = { from: region.base, to: region.base + region.size, low, high, region }
    if (isFolded(region, rule)) put('fold', { ...segment, region: null }, 0)
    else put('region', segment, 0)
  }
  /** Draws a node and the gap before it, from pixel to pixel; whether the window is full. */
  const walk = (node: RegionNode, before: Along): boolean => {
    const sum = sumOf(node, rule)
    const { lows, highs, fills } = partsOf(node, sum, rule)
    const base = lowOf(before, sum)
    const after = (i: number): Along => {
      if (i < 0) return before
      const at = base + highs[i]!
      if (!isLeaf(node)) {
        const child = sumOf(node.children[i]!, rule)
        return { at, end: child.end, folded: child.lastFolded }
      }
      const region = node.regions[i]!
      return { at, end: region.base + region.size, folded: isFolded(region, rule) }
    }
    /** The first part from one on that ends above a pixel. */
    const above = (start: number, limit: number): number => {
      let first = start
      let end = highs.length
      while (first < end) {
        const middle = (first + end) >> 1
        if (pixel(base + highs[middle]!) > limit) end = middle
        else first = middle + 1
      }
      return first
    }
    for (let i = above(0, 0); i < highs.length;) {
      const belowHigh = pixel(i === 0 ? before.at : base + highs[i - 1]!)
      if (belowHigh >= size) return true
      const low = pixel(base + lows[i]!)
      const high = pixel(base + highs[i]!)
      const whole = isLeaf(node)
      if (!whole && high - low > 1) {
        if (walk(node.children[i]!, after(i - 1))) return true
      } else {
        const start = whole ? node.regions[i]!.base : node.children[i]!.base
        if (low > belowHigh) putGap(after(i - 1), start)
        if (low >= size) return true
        if (high > low) {
          if (whole) putRegion(node.regions[i]!, base + lows[i]!, base + highs[i]!)
          else {
            const [from, to] = [start, node.children[i + 1]?.base ?? sum.end]
            put('many', { from, to, low: base + lows[i]!, high: base + highs[i]!, region: null }, fills[i]!)
          }
        }
      }
      i = pixel(base + (highs[i + 1] ?? Infinity)) > high ? i + 1 : above(i + 2, high)
    }
    return false
  }
  let before = startOf(layout)
  /** The same for a node that may have regions out of the range. */
  const walkPart = (node: RegionNode, limit: number): boolean => {
    if (node.base >= from && limit <= to) {
      const after = past(before, sumOf(node, rule))
      if (pixel(after.at) > 0 && after.at > before.at && walk(node, before)) return true
      before = after
      return false
    }
    if (!isLeaf(node)) {
      const { children } = node
      for (let i = 0; i < children.length; i++) {
        const end = children[i + 1]?.base ?? limit
        if (end <= from) continue
        if (children[i]!.base >= to) break
        if (walkPart(children[i]!, end)) return true
      }
      return false
    }
    for (const region of node.regions) {
      if (region.base < from) continue
      if (region.base >= to) break
      const after = pastRegion(before, region, rule)
      if (after.at > before.at && pixel(after.at) > 0) {
        if (pixel(before.at) >= size) return true
        putGap(before, region.base)
        const height = after.folded ? foldHeight : usedHeight(region.size, rule)
        putRegion(region, after.at - height, after.at)
      }
      before = after
    }
    return false
  }
  if (layout.tree === null || !walkPart(layout.tree, spaceEnd)) putGap(before, to)
  return result
}

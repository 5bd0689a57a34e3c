import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { changeRegions, type RegionTree } from '../../../shared/contract/region-tree'
import { protectionText } from '../../../shared/win32/flags'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { amountText, countText, kibText } from '../../ui/number-text'
import { tallied, type AllocationFacts, type AllocationTally } from './allocation-facts'
import { oddRules, oddRuleIds, weights, type OddRuleId } from './odd-rules'

/** A place in memory that is worth a second look. */
export interface Finding {
  /** The rule and the place: the same from step to step. */
  readonly key: string
  readonly rule: OddRuleId
  /** Null where the whole process is meant. */
  readonly address: number | null
  readonly size: number
  /** What lies there: its use or its type. */
  readonly what: string
  readonly line: number | null
  /** The figures that speak for it, each in a few words. */
  readonly evidence: readonly string[]
  readonly owner: ObservedRegion['owner']
}

/** What a rule applies to; put into words only when it is listed. */
interface Hit {
  readonly rule: OddRuleId
  readonly region: ObservedRegion
  readonly allocation: AllocationFacts
}

/** What the regions alone give away. */
interface Gathered {
  /** At most `mostOfARule` of each rule and owner. */
  readonly hits: readonly Hit[]
  /** How many there are of each rule, by `countKey`. */
  readonly counts: Readonly<Record<string, number>>
  /** The first region of each image, at most `mostImages`. */
  readonly images: readonly ObservedRegion[]
  readonly small: { readonly count: number; readonly waste: number; readonly first: ObservedRegion | null }
}

/** More of a rule are counted, and not listed. */
export const mostOfARule = 100
const granule = 0x10000
const leastReserved = 0x100000
const leastSmall = 16
const mostImages = 5_000

const nothing: Gathered = {
  hits: [],
  counts: {},
  images: [],
  small: { count: 0, waste: 0, first: null }
}
const countKey = (rule: OddRuleId, owner: ObservedRegion['owner']): string => `${rule} ${owner}`

const tally: AllocationTally<Gathered> = { nothing, of: judged, join, known: new WeakMap() }

function join(a: Gathered, b: Gathered): Gathered {
  if (a === nothing) return b
  if (b === nothing) return a
  const small = {
    count: a.small.count + b.small.count,
    waste: a.small.waste + b.small.waste,
    first: a.small.first ?? b.small.first
  }
  const images =
    b.images.length === 0 || a.images.length >= mostImages ? a.images : [...a.images, ...b.images]
  if (b.hits.length === 0) return { hits: a.hits, counts: a.counts, images, small }
  if (a.hits.length === 0) return { hits: b.hits, counts: b.counts, images, small }
  const counts: Record<string, number> = { ...a.counts }
  const added: Hit[] = []
  for (const hit of b.hits) {
    const key = countKey(hit.rule, hit.region.owner)
    const count = (counts[key] ?? 0) + 1
    counts[key] = count
    if (count <= mostOfARule) added.push(hit)
  }
  for (const [key, count] of Object.entries(b.counts)) counts[key] = (a.counts[key] ?? 0) + count
  return { hits: added.length === 0 ? a.hits : [...a.hits, ...added], counts, images, small }
}

/** What the rules say of one allocation. */
function judged(allocation: AllocationFacts): Gathered {
  const { first, end, code, both, closed, turned, committed } = allocation
  const { type, owner } = first
  const size = end - first.allocationBase
  const hits: Hit[] = []
  const add = (rule: OddRuleId, region: ObservedRegion): void => {
    hits.push({ rule, region, allocation })
  }
  if (both !== null) add(type === m.MEM_IMAGE ? 'image-writable-code' : 'rwx', both)
  if (code !== null && type === m.MEM_PRIVATE) add('private-executable', code)
  if (code !== null && type === m.MEM_MAPPED) add('mapped-executable', code)
  if (turned !== null) add('made-executable', turned)
  // An allocation that is closed throughout is a reservation in other words.
  if (closed !== null && allocation.hasOpen && type !== m.MEM_IMAGE) add('no-access-hole', closed)
  if (committed > 0 && !allocation.hasGuard && isStack(first)) add('stack-without-guard', first)
  const own = owner === 'program' && type === m.MEM_PRIVATE
  if (own && committed === 0 && size >= leastReserved) add('reserved-only', first)
  const isSmall = own && size < granule
  const isImage = type === m.MEM_IMAGE
  if (hits.length === 0 && !isSmall && !isImage) return nothing
  const counts: Record<string, number> = {}
  for (const { rule } of hits) counts[countKey(rule, owner)] = 1
  return {
    hits,
    counts,
    images: isImage ? [first] : nothing.images,
    small: isSmall ? { count: 1, waste: granule - size, first } : nothing.small
  }
}

/** The figures that speak for a hit. */
function evidenceOf({ rule, region, allocation: { first, end, committed } }: Hit): readonly string[] {
  const size = kibText(end - first.allocationBase)
  const now = `${kibText(region.size)} ${protectionText(region.protect)}`
  const made = `made as ${protectionText(first.allocationProtect)}`
  switch (rule) {
    case 'made-executable':
      return [`${made}, now ${protectionText(region.protect)}`]
    case 'no-access-hole':
      return [now, `${kibText(committed)} of the allocation committed`]
    case 'stack-without-guard':
      return [`${kibText(committed)} of ${size} committed`, 'no PAGE_GUARD']
    case 'reserved-only':
      return [`${size} reserved`, '0 K committed']
    default:
      return [now, made]
  }
}

function isStack({ use, type }: ObservedRegion): boolean {
  return type === m.MEM_PRIVATE && /^(thread )?stack\b/i.test(use)
}

const changesOfImages = { 'image-code-written': true, 'image-replaced': true, 'image-writable-code': true }

/** A finding at a region. */
export function findingAt(
  rule: OddRuleId,
  region: ObservedRegion,
  evidence: readonly string[],
  what = whatLies(region)
): Finding {
  const { base, size, madeByLine } = region
  // The loader mapped the image before the program began; who changes its code does so while the program runs.
  const owner = rule in changesOfImages ? 'program' : region.owner
  return { key: `${rule} ${base}`, rule, address: base, size, what, line: madeByLine, evidence, owner }
}

function whatLies({ use, type }: ObservedRegion): string {
  if (use !== '') return use
  return type === m.MEM_IMAGE ? 'Image' : type === m.MEM_MAPPED ? 'Section view' : 'Private data'
}

/** What the regions of a process give away, by the rules that need nothing else. */
export interface RegionFindings {
  readonly findings: readonly Finding[]
  /** How many findings of a rule are not listed. */
  readonly unlisted: number
  /** The first region of each image. */
  readonly images: readonly ObservedRegion[]
}

/** Judges a process by its regions; costs what the tree does not share with those judged before. */
export function findingsOfRegions(tree: RegionTree): RegionFindings {
  const { hits, counts, images, small } = tallied(tree, tally)
  const findings = hits.map((hit) => findingAt(hit.rule, hit.region, evidenceOf(hit)))
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const unlisted = total - findings.length
  if (small.first === null || small.count < leastSmall) return { findings, unlisted, images }
  const { first, count, waste } = small
  const each = amountText(Math.round(waste / count / 4096) * 4096)
  const many: Finding = {
    ...findingAt('granularity-waste', first, [
      `${countText(count, 'allocation')} smaller than 64 K`,
      `${kibText(waste)} unusable behind them, about ${each} each`
    ]),
    key: 'granularity-waste'
  }
  return { findings: [...findings, many], unlisted, images }
}

/** The regions as they were before the shown step. */
export function regionsBefore(tree: RegionTree, changes: readonly RegionChange[]): RegionTree {
  return changeRegions(tree, {
    removed: changes.flatMap((change) => (change.kind === 'added' ? [change.after.base] : [])),
    set: changes.flatMap((change) => (change.kind === 'added' ? [] : [change.before]))
  })
}

/** The findings as they are listed: the weightiest first, then by rule and address. */
export function sorted(findings: readonly Finding[]): readonly Finding[] {
  const weight = (finding: Finding): number => weights.indexOf(oddRules[finding.rule].weight)
  return [...findings].sort(
    (a, b) =>
      weight(a) - weight(b) ||
      oddRuleIds.indexOf(a.rule) - oddRuleIds.indexOf(b.rule) ||
      (a.address ?? 0) - (b.address ?? 0)
  )
}

import type { RegionChange, ProcessLetter } from '../../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { protectionText } from '../../../shared/win32/flags'
import type { GuardHit } from './guard-hits'
import { findingAt, findingsOfRegions, regionsBefore, sorted, type Finding } from './odd-regions'
import { findingsOfObservations, type Observations } from './observed-oddities'

/** What is known of a process at the shown position and at the one before. */
export interface Case {
  readonly letter: ProcessLetter
  readonly position: number
  readonly regions: RegionTree
  readonly changes: readonly RegionChange[]
  /** Undefined as long as nobody has looked closer. */
  readonly seen: Observations | undefined
  readonly seenBefore: Observations | undefined
  /** Of this process. */
  readonly guardHits: readonly GuardHit[]
}

/** The findings of a process, and which of them the shown step brought. */
export interface Verdict {
  readonly findings: readonly Finding[]
  readonly fresh: ReadonlySet<string>
  readonly unlisted: number
}

/** Applies all rules to a process. */
export function judge(what: Case): Verdict {
  const { letter, position, regions, changes, seen, seenBefore, guardHits } = what
  const ofRegions = findingsOfRegions(regions)
  const findings = [
    ...ofRegions.findings,
    ...(seen === undefined ? [] : findingsOfObservations(letter, regions, seen)),
    ...guardHits.flatMap((hit) => ofGuard(hit, what))
  ]
  const before = position === 0 ? null : regionsBefore(regions, changes)
  const known = new Set<string>()
  if (position > 0) {
    for (const { key } of findingsOfRegions(before).findings) known.add(key)
    if (seenBefore !== undefined)
      for (const { key } of findingsOfObservations(letter, before, seenBefore)) known.add(key)
  }
  const fresh = new Set<string>()
  if (position > 0)
    for (const { key, rule } of findings) {
      // Whether the step before had it is not known where nobody looked closer at it.
      const judgeable = rule in judgedByRegions || seenBefore !== undefined
      const isGuard = rule === 'guard-hit'
      if (
        isGuard
          ? guardHits.some((hit) => hit.position === position && key === guardKey(hit))
          : judgeable && !known.has(key)
      )
        fresh.add(key)
    }
  return { findings: sorted(findings), fresh, unlisted: ofRegions.unlisted }
}

/** The rules that need nothing but regions. */
const judgedByRegions = {
  rwx: true,
  'image-writable-code': true,
  'private-executable': true,
  'made-executable': true,
  'mapped-executable': true,
  'stack-without-guard': true,
  'no-access-hole': true,
  'reserved-only': true,
  'granularity-waste': true
} as const

const guardKey = (hit: GuardHit): string => `guard-hit ${hit.address} ${hit.position}`

function ofGuard(hit: GuardHit, { position, regions }: Case): Finding[] {
  const region = hit.position > position ? undefined : regionOf(regions, hit.address)
  if (region === undefined) return []
  const evidence = [`hit in step ${hit.position}, line ${hit.line}`, `now ${protectionText(region.protect)}`]
  return [{ ...findingAt('guard-hit', region, evidence), key: guardKey(hit), address: hit.address }]
}

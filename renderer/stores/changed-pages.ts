import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import { memoryConstants } from '../../shared/win32/memory-constants'
import { protectionText } from '../../shared/win32/flags'
import { countText } from '../ui/number-text'

const { MEM_COMMIT, MEM_PRIVATE, PAGE_GUARD } = memoryConstants
const pageSize = 4096

/** The address of a place in few syllables: its last four digits, which is what tells neighbours apart. */
export function shortAddress(address: number): string {
  const digits = address.toString(16)
  return digits.length <= 5 ? `0x${digits}` : `0x…${digits.slice(-4)}`
}

/** The pages that a change is about: of regions that split or joined, those that are in both. */
export function changedPages(change: RegionChange): { readonly base: number; readonly size: number } {
  if (change.kind === 'added') return change.after
  if (change.kind === 'removed') return change.before
  const { before, after } = change
  const base = Math.max(before.base, after.base)
  return { base, size: Math.min(before.base + before.size, after.base + after.size) - base }
}

/** Changes of one step in words: `1 page at 0x…2000 now PAGE_READONLY`. An allocation is one text, however many regions it has. */
export function changedPagesInWords(changes: readonly RegionChange[]): readonly string[] {
  const texts: string[] = []
  const allocations = new Map<string, ObservedRegion[]>()
  for (const change of changes) {
    if (change.kind === 'changed') {
      texts.push(changedText(change))
      continue
    }
    const region = change.kind === 'added' ? change.after : change.before
    const key = `${change.kind} ${region.allocationBase}`
    const parts = allocations.get(key)
    if (parts === undefined) allocations.set(key, [region])
    else parts.push(region)
  }
  const whole = [...allocations].map(([key, regions]) =>
    key.startsWith('added') ? addedText(regions) : removedText(regions)
  )
  return [...whole, ...texts]
}

function changedText(change: Extract<RegionChange, { kind: 'changed' }>): string {
  const { before, after } = change
  const { base, size } = changedPages(change)
  const place = placeText(base, size)
  if (before.state !== after.state)
    return after.state === MEM_COMMIT
      ? `${place} now committed, ${protectionText(after.protect)}`
      : `${place} decommitted, still reserved`
  return `${place} now ${protectionText(after.protect)}`
}

function addedText(regions: readonly ObservedRegion[]): string {
  const [first] = regions
  const place = placeText(first!.allocationBase, sizeOf(regions))
  const alike = regions.every(({ state, protect }) => state === first!.state && protect === first!.protect)
  const name = first!.use === '' || first!.type === MEM_PRIVATE ? '' : `${first!.use}, `
  if (first!.type !== MEM_PRIVATE)
    return `${name}${place} mapped${alike && first!.protect ? `, ${protectionText(first!.protect)}` : ''}`
  if (!alike) return `${place} allocated`
  return first!.state === MEM_COMMIT
    ? `${place} committed, ${protectionText(first!.protect)}`
    : `${place} reserved`
}

function removedText(regions: readonly ObservedRegion[]): string {
  const [first] = regions
  return `${placeText(first!.allocationBase, sizeOf(regions))} ${first!.type === MEM_PRIVATE ? 'released' : 'unmapped'}`
}

const sizeOf = (regions: readonly ObservedRegion[]): number =>
  regions.reduce((sum, { size }) => sum + size, 0)

const placeText = (base: number, size: number): string =>
  `${countText(Math.max(1, size / pageSize), 'page')} at ${shortAddress(base)}`

/** Whether a change took a guard away. */
export function losesGuard(change: RegionChange): boolean {
  return change.kind === 'changed' && (change.before.protect & PAGE_GUARD & ~change.after.protect) !== 0
}

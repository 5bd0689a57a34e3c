import type { ObservedRegion } from '../../../shared/contract/observation'
import { protectionShort, protectionText } from '../../../shared/win32/flags'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import type { ChangeSign } from './change-sign'
import { regionKind, type GapKind, type RegionKind } from './region-kind'

export type KindLetter = RegionKind['letter'] | GapKind['letter']

/** Which rows a table shows. Within a group any of the chosen is enough; an empty group asks for nothing. */
export interface RegionFilter {
  readonly kinds: readonly KindLetter[]
  readonly states: readonly ('commit' | 'reserve')[]
  /** PAGE_ protections without modifiers, and PAGE_GUARD. */
  readonly protections: readonly number[]
  readonly owner: 'program' | 'before' | null
  /** Only what the shown step changed. */
  readonly changed: boolean
  /** Only what the shown step changed in one of these ways. */
  readonly signs: readonly ChangeSign['kind'][]
  /** Part of an address, of a use or of a protection in any case; `0x` and digits also find the region they lie in. */
  readonly text: string
}

/** Everything. */
export const noFilter: RegionFilter = {
  kinds: [],
  states: [],
  protections: [],
  owner: null,
  changed: false,
  signs: [],
  text: ''
}

/** Whether a filter leaves anything out. */
export function isFiltering(filter: RegionFilter): boolean {
  const { kinds, states, protections, owner, changed, signs, text } = filter
  return (
    kinds.length + states.length + protections.length + signs.length > 0 ||
    owner !== null ||
    changed ||
    text.trim() !== ''
  )
}

/** Whether a filter lets a region through; that it changed is asked elsewhere. */
export function regionMatcher(filter: RegionFilter): (region: ObservedRegion) => boolean {
  const tests: ((region: ObservedRegion) => boolean)[] = []
  const { kinds, states, protections, owner } = filter
  if (kinds.length > 0) tests.push((region) => kinds.includes(regionKind(region).letter))
  if (states.length > 0)
    tests.push(({ state }) => states.includes(state === m.MEM_COMMIT ? 'commit' : 'reserve'))
  if (protections.length > 0)
    tests.push(({ protect }) => protections.some((flag) => hasProtection(protect, flag)))
  if (owner !== null) tests.push((region) => region.owner === owner)
  const words = filter.text.trim().toLowerCase()
  if (words !== '') tests.push(textMatcher(words))
  if (tests.length === 0) return () => true
  return (region) => tests.every((test) => test(region))
}

/** Whether a protection is the one chosen, or has the modifier chosen. */
export function hasProtection(protect: number, flag: number): boolean {
  return flag > 0xff ? (protect & flag) !== 0 : (protect & 0xff) === flag
}

function textMatcher(words: string): (region: ObservedRegion) => boolean {
  const digits = words.replace(/^0x/, '').replace(/[\s`]/g, '')
  const isHex = /^[0-9a-f]{1,16}$/.test(digits)
  const address = /^0x/.test(words) && isHex ? parseInt(digits, 16) : NaN
  const protectionsFound = new Map<number, boolean>()
  const usesFound = new Map<string, boolean>()
  const remember = <K>(map: Map<K, boolean>, key: K, find: () => boolean): boolean => {
    let found = map.get(key)
    if (found === undefined) map.set(key, (found = find()))
    return found
  }
  return ({ base, size, use, protect }) =>
    (address >= base && address < base + size) ||
    (isHex && base.toString(16).includes(digits)) ||
    remember(usesFound, use, () => use.toLowerCase().includes(words)) ||
    remember(protectionsFound, protect, () =>
      [protectionText(protect), protectionShort(protect)].some(
        (text) => text.toLowerCase() === words || (words.length > 3 && text.toLowerCase().includes(words))
      )
    )
}

/** Whether a filter lets free blocks and unusable rests through, where the table shows them at all. */
export function gapsShown(
  filter: RegionFilter,
  switchedOn: boolean
): { readonly free: boolean; readonly unusable: boolean } {
  const { kinds, states, protections, owner, changed, signs, text } = filter
  if (
    states.length + protections.length + signs.length > 0 ||
    owner !== null ||
    changed ||
    text.trim() !== ''
  )
    return { free: false, unusable: false }
  // Who asks for free blocks by their type means them, switch or not.
  if (kinds.length > 0) return { free: kinds.includes('F'), unusable: kinds.includes('U') }
  return { free: switchedOn, unusable: switchedOn }
}

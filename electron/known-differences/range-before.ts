import { namedConstants as k } from '../../shared/win32/constants'
import type { Action, Actor } from './actions'
import type { Difference } from './difference'
import { slotCount } from './actions'
import { readArea, type AreaRegion } from './outcome'

/** The range that a call named, and what lay there before it. */
export interface RangeBefore {
  /** From the page of the first byte to the page after the last, as offsets in the area. */
  readonly from: number
  readonly to: number
  /** The area's number: 16 is the arena. */
  readonly area: number
  /** The regions that the range meets, free ones left out. */
  readonly regions: readonly AreaRegion[]
  /** Whether part of the range is free. */
  readonly meetsFree: boolean
  /** The allocation at the range's beginning: its bounds; null when there is none. */
  readonly allocation: { readonly from: number; readonly to: number } | null
}

/** A number among the arguments, by its place. */
export function numberAt(action: Action, index: number): number {
  const argument = action.args[index]
  return argument?.kind === 'number' ? argument.value : Number.NaN
}

/** The number of a family among the arguments. */
export function flagsOf(
  action: Action,
  family: 'allocation' | 'protection' | 'free' | 'view' | 'section'
): number {
  const found = action.args.find((argument) => argument.kind === 'number' && argument.family === family)
  return found?.kind === 'number' ? found.value : 0
}

/** The size that follows the place, or the size of a view that stands before it. */
export function sizeOf(action: Action): number {
  const sizes = action.args.filter((argument) => argument.kind === 'number' && argument.family === 'size')
  const last = sizes[sizes.length - 1]
  return last?.kind === 'number' ? last.value : 0
}

/** The process whose memory an action is about. */
export function ownerOf({ action }: Difference): Actor {
  const ofOther = action.args.some((argument) => argument.kind === 'process' && argument.which === 'other')
  return ofOther === (action.by === 'A') ? 'B' : 'A'
}

/** Looks up what lay where a call was to do something; null where that is nothing of the program's. */
export function rangeBefore(difference: Difference): RangeBefore | null {
  const { action, before } = difference
  const place = action.args.find((argument) => argument.kind === 'place')
  if (place?.kind !== 'place' || place.base === 'null') return null
  const owner = ownerOf(difference)
  // A slot whose memory is gone is a place in the arena, as in the program.
  const gone = place.base !== 'arena' && before.of(owner, place.base) === ''
  const offset = gone ? place.offset + (place.base as number) * 0x10000 : place.offset
  const all = readArea(before.of(owner, gone ? 'arena' : place.base))
  const size = Math.max(sizeOf(action), 1)
  const from = offset - (((offset % 0x1000) + 0x1000) % 0x1000)
  const to = Math.ceil((offset + size) / 0x1000) * 0x1000
  const regions = all.filter((region) => region.from < to && region.to > from)
  const covered = regions.reduce((sum, r) => sum + Math.min(r.to, to) - Math.max(r.from, from), 0)
  const first = all.find((region) => region.from <= from && region.to > from)
  const parts = first === undefined ? [] : all.filter((region) => region.allocation === first.allocation)
  return {
    from,
    to,
    area: gone || place.base === 'arena' ? slotCount : place.base,
    regions,
    meetsFree: covered < to - from,
    allocation:
      first === undefined ? null : { from: first.allocation, to: Math.max(...parts.map((part) => part.to)) }
  }
}

/** Whether the range is in one allocation, all of it committed. */
export function isCommitted(range: RangeBefore): boolean {
  return (
    !range.meetsFree &&
    range.allocation !== null &&
    range.to <= range.allocation.to &&
    range.regions.every((region) => region.state === k.MEM_COMMIT)
  )
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { Actor } from '../known-differences/actions'
import type { Difference } from '../known-differences/difference'
import { slotCount } from '../known-differences/actions'
import { readArea, type AreaRegion, type Areas } from '../known-differences/outcome'
import { ownerOf, rangeBefore } from '../known-differences/range-before'

/** What is done to memory and leaves its traces nowhere else. */
const toMemory = new Set([
  'VirtualAlloc',
  'VirtualAllocEx',
  'VirtualAlloc2',
  'VirtualFree',
  'VirtualFreeEx',
  'VirtualProtect',
  'VirtualProtectEx',
  'VirtualQuery',
  'VirtualQueryEx',
  'ReadProcessMemory',
  'WriteProcessMemory',
  'GetWriteWatch',
  'GiveBack',
  'read',
  'write',
  'execute'
])

/**
 * The time in which the machines differ in some private memory. It is over when all of that is gone on both: what the
 * looks do not show, such as a page's further bytes, is then gone as well.
 */
export class Apart {
  /** Allocations, as the process, its arena or slot, and where in that they begin: `A arena 0`. */
  private readonly allocations = new Set<string>()

  /** Takes a step along; false when the machines may now differ in more than private memory. */
  follow(difference: Difference): boolean {
    for (const area of difference.areas) {
      const concerned = concernedIn(area.simulator, area.windows)
      if (concerned === null) return false
      for (const allocation of concerned) this.allocations.add(`${placeOf(area.name)} ${allocation}`)
    }
    if (difference.simulator === difference.windows) return true
    if (!toMemory.has(difference.action.operation)) return false
    const range = rangeBefore(difference)
    if (range === null || range.regions.length === 0) return true
    if (range.regions.some((region) => region.type !== k.MEM_PRIVATE)) return false
    for (const region of range.regions)
      this.allocations.add(`${placeOf(`${ownerOf(difference)}${range.area}`)} ${region.allocation}`)
    return true
  }

  isOver(simulator: Areas, windows: Areas): boolean {
    for (const named of this.allocations) {
      const [owner, base, allocation] = named.split(' ') as [Actor, string, string]
      const isThere = (areas: Areas): boolean =>
        readArea(areas.of(owner, base === 'arena' ? base : Number(base))).some(
          (region) => region.allocation === Number(allocation)
        )
      if (!isThere(simulator) && !isThere(windows)) this.allocations.delete(named)
    }
    return this.allocations.size === 0
  }
}

/** The process and the arena or slot that an area is: `A arena` for `A16` and for `B17`, where B sees it. */
function placeOf(area: string): string {
  const number = Number(area.slice(1))
  if (number === slotCount + 1) return `${area.startsWith('A') ? 'B' : 'A'} arena`
  return `${area[0]} ${number === slotCount ? 'arena' : number}`
}

/** The private allocations in which two looks at an area differ; null when they differ in more. */
function concernedIn(simulator: string, windows: string): number[] | null {
  const [left, right] = [partsOf(simulator), partsOf(windows)]
  const concerned: number[] = []
  for (const [mine, others] of [
    [left, right],
    [right, left]
  ] as const)
    for (const [text, region] of mine) {
      if (others.has(text)) continue
      if (region?.type !== k.MEM_PRIVATE) return null
      concerned.push(region.allocation)
    }
  return concerned
}

/** Each region and each page's bytes of a printed area, with the region it is or lies in. */
function partsOf(text: string): Map<string, AreaRegion | undefined> {
  const regions = readArea(text)
  const parts = new Map<string, AreaRegion | undefined>(
    regions.map((region) => [Object.values(region).join(' '), region])
  )
  for (const [word, offset] of text.replace(/\[[^\]]*\]/g, '').matchAll(/(\w+)=\w+/g)) {
    const at = Number.parseInt(offset!, 16)
    parts.set(
      word,
      regions.find((region) => region.from <= at && at < region.to)
    )
  }
  return parts
}

import type { Actor } from './actions'
import { slotCount } from './actions'

/** What the program printed of one step. */
export interface Outcome {
  /** The result by meaning, or why there is none. */
  readonly result: string
  /** What each area looked like afterwards, those that changed: 0..15 slots, 16 the arena, 17 the other's arena. */
  readonly areas: ReadonlyMap<number, string>
}

/** Outcomes by the number of the step. */
export type Outcomes = ReadonlyMap<number, Outcome>

const line = /^(\d+) (?:@(\d+))?(.*)$/

/** Reads what a program printed; lines that are no step's are left out. */
export function readOutcomes(output: string): Outcomes {
  const outcomes = new Map<number, { result: string; areas: Map<number, string> }>()
  for (const text of output.split('\n')) {
    const match = line.exec(text.trimEnd())
    if (match === null) continue
    const step = Number(match[1])
    let outcome = outcomes.get(step)
    if (outcome === undefined) outcomes.set(step, (outcome = { result: '', areas: new Map() }))
    if (match[2] === undefined) outcome.result = match[3]!
    else outcome.areas.set(Number(match[2]), match[3]!.trim())
  }
  return outcomes
}

/** One region of an area: offsets from the area's beginning. */
export interface AreaRegion {
  readonly from: number
  readonly to: number
  readonly state: number
  readonly protect: number
  readonly type: number
  readonly allocation: number
  readonly allocationProtect: number
}

/** The regions that a printed area names. */
export function readArea(text: string): AreaRegion[] {
  const regions: AreaRegion[] = []
  for (const match of text.matchAll(/\[(\w+)-(\w+) (\w+) (\w+) (\w+) of (\w+) (\w+)\]/g)) {
    const [from, to, state, protect, type, allocation, allocationProtect] = match
      .slice(1)
      .map((digits) => Number.parseInt(digits, 16)) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number
    ]
    regions.push({ from, to, state, protect, type, allocation, allocationProtect })
  }
  return regions
}

/** The same area with other protections, regions that are alike then joined. */
export function withProtections(text: string, change: (protect: number) => number): string {
  const joined: AreaRegion[] = []
  for (const region of readArea(text)) {
    const now = {
      ...region,
      protect: change(region.protect),
      allocationProtect: change(region.allocationProtect)
    }
    const last = joined[joined.length - 1]
    const alike =
      last !== undefined &&
      last.to === now.from &&
      last.state === now.state &&
      last.protect === now.protect &&
      last.type === now.type &&
      last.allocation === now.allocation
    if (alike) joined[joined.length - 1] = { ...last, to: now.to }
    else joined.push(now)
  }
  const bytes = text
    .replace(/\[[^\]]*\]/g, '')
    .trim()
    .split(/ +/)
    .join(' ')
  return `${joined.map((r) => Object.values(r).join(' ')).join(', ')} ${bytes}`
}

/** What the areas of both processes look like, as the steps so far told. */
export class Areas {
  private readonly known = new Map<string, string>()
  /** Each process's arena as either of them saw it last. */
  private readonly arenas = new Map<Actor, string>()

  take(by: Actor, outcome: Outcome | undefined): void {
    for (const [area, text] of outcome?.areas ?? []) this.known.set(`${by}${area}`, text)
    // What a process does not say again is as it said last.
    this.arenas.set(by, this.named(`${by}${slotCount}`))
    this.arenas.set(by === 'A' ? 'B' : 'A', this.named(`${by}${slotCount + 1}`))
  }

  /** The areas as they are now; later steps do not change it. */
  copy(): Areas {
    const copy = new Areas()
    for (const [name, text] of this.known) copy.known.set(name, text)
    for (const [actor, text] of this.arenas) copy.arenas.set(actor, text)
    return copy
  }

  /** An area by its name, `A16`. */
  named(name: string): string {
    return this.known.get(name) ?? ''
  }

  /** An area of a process as it was seen last. */
  of(owner: Actor, base: 'arena' | number): string {
    return (base === 'arena' ? this.arenas.get(owner) : this.known.get(`${owner}${base}`)) ?? ''
  }

  /** Those areas that differ between two machines, by name. */
  differencesTo(others: Areas): string[] {
    const names = new Set([...this.known.keys(), ...others.known.keys()])
    return [...names].filter((name) => (this.known.get(name) ?? '') !== (others.known.get(name) ?? ''))
  }
}

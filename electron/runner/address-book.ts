/** One allocation that the program made, numbered in the order of making. */
interface Allocation {
  readonly number: number
  readonly base: number
  readonly size: number
  live: boolean
}

/**
 * Says what an address means whatever machine it is from: `#2+0x1000` is 4 KiB into the second allocation of the
 * program. An address in a released allocation still means that one until another takes the place.
 */
export class AddressBook {
  private count = 0
  /**
   * Allocations by where they are, for each order of size: of a level whose buckets are so many bytes wide, an allocation
   * that is not larger is in one bucket or two neighbours.
   */
  private readonly levels = bucketWidths.map((width) => ({ width, buckets: new Map<number, Allocation[]>() }))
  private readonly handles = new Map<string, number>()
  private handleCount = 0

  /** Enters a new allocation; answers its meaning. One at a place that is in the book already, alive, is the same. */
  enter(base: number, size: number): string {
    const same = this.find(base)
    if (same?.live) return this.meaningIn(same, base)
    const allocation = { number: ++this.count, base, size: Math.max(size, 1), live: true }
    this.add(allocation)
    return this.meaningIn(allocation, base)
  }

  /** Notes that the allocation holding this address is gone. */
  release(address: number): void {
    const allocation = this.find(address)
    if (allocation) allocation.live = false
  }

  /** The meaning of an address in one of the program's allocations, or null. */
  meaning(address: number): string | null {
    const allocation = this.find(address)
    return allocation ? this.meaningIn(allocation, address) : null
  }

  /** The meaning of a handle: `handle#1` is the first that the program got. The same value again is the same handle until closed. */
  handle(value: string): string {
    let number = this.handles.get(value)
    if (number === undefined) {
      number = ++this.handleCount
      this.handles.set(value, number)
    }
    return `handle#${number}`
  }

  /** Notes that a handle is closed: its value may come again and mean another. */
  close(value: string): void {
    this.handles.delete(value)
  }

  private meaningIn(allocation: Allocation, address: number): string {
    const offset = address - allocation.base
    return offset === 0 ? `#${allocation.number}` : `#${allocation.number}+0x${offset.toString(16)}`
  }

  private add(allocation: Allocation): void {
    const { base, size } = allocation
    const { width, buckets } = this.levels.find((level) => size <= level.width) ?? this.levels.at(-1)!
    for (let bucket = Math.floor(base / width); bucket <= Math.floor((base + size - 1) / width); bucket++) {
      // What is gone and lies wholly under the new one is never meant again.
      const kept = (buckets.get(bucket) ?? []).filter(
        (old) => old.live || old.base < base || old.base + old.size > base + size
      )
      kept.push(allocation)
      buckets.set(bucket, kept)
    }
  }

  /** A place that was used again means its latest use; what is gone is meant where nothing else is. */
  private find(address: number): Allocation | undefined {
    let found: Allocation | undefined
    for (const { width, buckets } of this.levels)
      for (const allocation of buckets.get(Math.floor(address / width)) ?? []) {
        if (address < allocation.base || address >= allocation.base + allocation.size) continue
        if (found === undefined || isMeantBefore(allocation, found)) found = allocation
      }
    return found
  }
}

const bucketWidths = Array.from({ length: 12 }, (_, i) => 2 ** (4 * (i + 1)))

const isMeantBefore = (a: Allocation, b: Allocation): boolean =>
  a.live === b.live ? a.number > b.number : a.live

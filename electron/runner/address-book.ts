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
  private readonly allocations: Allocation[] = []
  private readonly handles = new Map<string, number>()
  private handleCount = 0

  /** Enters a new allocation; answers its meaning. One at a place that is in the book already, alive, is the same. */
  enter(base: number, size: number): string {
    const same = this.find(base)
    if (same?.live) return this.meaningIn(same, base)
    const allocation = { number: this.allocations.length + 1, base, size: Math.max(size, 1), live: true }
    this.allocations.push(allocation)
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

  /** Latest first: a place that was used again means its latest use; the end of an allocation belongs to it, too, as `base + size` does in a program. */
  private find(address: number): Allocation | undefined {
    const holds = (a: Allocation): boolean => address >= a.base && address < a.base + a.size
    for (let i = this.allocations.length - 1; i >= 0; i--) {
      const allocation = this.allocations[i]!
      if (allocation.live && holds(allocation)) return allocation
    }
    for (let i = this.allocations.length - 1; i >= 0; i--) {
      const allocation = this.allocations[i]!
      if (holds(allocation)) return allocation
    }
    return undefined
  }
}

/** A heap block that was given back: its bytes, and the lines that asked for it and gave it back. */
export interface FreedBlock {
  readonly start: number
  readonly end: number
  readonly madeAt: number
  readonly freedAt: number
  readonly by: string
}

interface LiveBlock {
  readonly size: number
  readonly line: number
  readonly heap: number | null
}

/** From this size on a heap takes blocks straight from VirtualAlloc and gives them back to it: a touch then faults by itself. */
const largestKept = 0x7f000

/**
 * Which heap blocks a program has freed and not got back since. Knows only blocks whose allocation it saw, so that
 * what it says of an address is certain.
 */
export class FreedBlocks {
  /** No freed byte lies below `low` or from `high` on: the cheap test before `at`. */
  low = Infinity
  high = -Infinity
  private readonly live = new Map<number, LiveBlock>()
  /** Ascending, not overlapping. */
  private freed: (FreedBlock & { readonly heap: number | null })[] = []

  made(address: number, size: number, line: number, heap: number | null): void {
    if (address === 0) return
    this.reused(address, Math.max(size, 1))
    this.live.set(address, { size, line, heap })
  }

  /** A block starts here whose allocation was seen. */
  isLive(address: number): boolean {
    return this.live.has(address)
  }

  /** A block went back to its heap. */
  gone(address: number, line: number, by: string): void {
    const block = this.live.get(address)
    if (!block) return
    this.live.delete(address)
    if (block.size === 0 || block.size >= largestKept) return
    const { heap } = block
    const entry = { start: address, end: address + block.size, madeAt: block.line, freedAt: line, by, heap }
    this.freed.splice(this.firstBehind(address), 0, entry)
    this.low = Math.min(this.low, entry.start)
    this.high = Math.max(this.high, entry.end)
  }

  /** Memory got a new use: nothing in it counts as freed any more. */
  reused(address: number, size: number): void {
    if (address >= this.high || address + size <= this.low) return
    this.keep((block) => block.end <= address || block.start >= address + size)
  }

  heapDestroyed(heap: number): void {
    this.keep((block) => block.heap !== heap)
    for (const [address, block] of this.live) if (block.heap === heap) this.live.delete(address)
  }

  /** The freed block an address lies in. */
  at(address: number): FreedBlock | null {
    if (!(address >= this.low && address < this.high)) return null
    const block = this.freed[this.firstBehind(address) - 1]
    return block !== undefined && address < block.end ? block : null
  }

  private keep(stays: (block: FreedBlock & { readonly heap: number | null }) => boolean): void {
    this.freed = this.freed.filter(stays)
    this.low = this.freed[0]?.start ?? Infinity
    this.high = this.freed.at(-1)?.end ?? -Infinity
  }

  /** Index of the first block that starts behind an address. */
  private firstBehind(address: number): number {
    let low = 0
    let high = this.freed.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.freed[middle]!.start <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}

/**
 * Which allocations are the program's. One that is there right after a call of the program and was not right before it
 * is; every other that turns up was made by node's own runtime, which shares the process.
 */
export class Ownership {
  private readonly makers = new Map<number, string>()

  /** Compares the allocation bases (ascending) around a call. */
  noteCall(maker: string, before: readonly number[], after: readonly number[]): void {
    let i = 0
    for (const base of after) {
      while (i < before.length && before[i]! < base) this.makers.delete(before[i++]!)
      if (before[i] === base) i++
      else this.makers.set(base, maker)
    }
    while (i < before.length) this.makers.delete(before[i++]!)
  }

  /** Forgets the allocations that are no more among these: what comes to their places later is someone else's. */
  keepOnly(bases: readonly number[]): void {
    if (this.makers.size === 0) return
    const there = new Set(bases)
    for (const base of this.makers.keys()) if (!there.has(base)) this.makers.delete(base)
  }

  /** The call that made the program's allocation at that base; undefined when it is not the program's. */
  makerOf(allocationBase: number): string | undefined {
    return this.makers.get(allocationBase)
  }
}

import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionDifference, regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import type { Moment } from '../history'

/** The program's allocations of one process on one machine, by what they are called: `#2`, or use and line where no call named them. */
export class AllocationNames {
  /** Bases by name, in the order of naming. */
  readonly bases = new Map<string, number>()
  /** Names that may look otherwise since they were last asked for. */
  readonly changed = new Set<string>()
  private readonly names = new Map<number, string>()
  private tree: RegionTree = null

  constructor(private readonly called: (base: number) => string | null) {}

  get regions(): RegionTree {
    return this.tree
  }

  /** Looks at other regions: costs what differs from those before. */
  show(tree: RegionTree): void {
    if (tree === this.tree) return
    const { removed, set } = regionDifference(this.tree, tree)
    const touched = new Set<number>()
    for (const base of removed) {
      const old = regionOf(this.tree, base)
      if (old?.owner === 'program') touched.add(old.allocationBase)
    }
    for (const { base, owner, allocationBase } of set) {
      const old = regionOf(this.tree, base)
      if (old?.owner === 'program') touched.add(old.allocationBase)
      if (owner === 'program') touched.add(allocationBase)
    }
    this.tree = tree
    for (const base of touched) {
      const known = this.names.get(base)
      const now = regionOf(tree, base)
      const isThere = now?.owner === 'program' && now.allocationBase === base
      const name = isThere ? this.nameOf(base, now.use, now.madeByLine) : null
      if (known !== undefined && known !== name) {
        this.names.delete(base)
        if (this.bases.get(known) === base) this.bases.delete(known)
        this.changed.add(known)
      }
      if (name === null) continue
      this.names.set(base, name)
      this.bases.set(name, base)
      this.changed.add(name)
    }
  }

  private nameOf(base: number, use: string, line: number | null): string {
    const called = this.called(base)
    if (called !== null) return called
    const known = this.names.get(base)
    const stem = `${use || 'memory'}${line === null ? '' : `, line ${line}`}`
    if (known?.startsWith(stem)) return known
    let name = stem
    for (let n = 2; this.bases.has(name); n++) name = `${stem} (${n})`
    return name
  }
}

/** What the calls of a run called the allocations they made: asked for a moment, answers the latest of that moment. */
export class CalledAllocations {
  private readonly calls = new Map<string, (readonly [number, string])[]>()
  private readonly halves = new Map<string, readonly (readonly [number, number])[]>()
  private taken = 1

  /** Takes in the moments that came since. */
  advance(moments: readonly Moment[]): void {
    for (; this.taken < moments.length; this.taken++) {
      const step = moments[this.taken]!.step
      for (const call of step?.calls ?? []) {
        if (call.result.meaning === null || !/^#\d+$/.test(call.result.meaning)) continue
        const key = `${step!.process} ${Number(call.result.raw)}`
        const list = this.calls.get(key) ?? []
        list.push([this.taken, call.result.meaning])
        this.calls.set(key, list)
        const base = Number(call.result.raw)
        const half = `${step!.process} ${base % 0x1_0000_0000}`
        this.halves.set(half, [...(this.halves.get(half) ?? []), [this.taken, base]])
      }
    }
  }

  /** The allocation made last whose base is an address, alive or not; null where none had it. */
  near(process: ProcessLetter, address: number, position: number): string | null {
    const name = this.at(process, address, position)
    return name === null ? null : `${name}+0`
  }

  /** The base whose lower 32 bits these are, of what was made until a position; null where none has them. */
  withHalf(process: ProcessLetter, half: number, position: number): number | null {
    return this.halves.get(`${process} ${half}`)?.findLast(([at]) => at <= position)?.[1] ?? null
  }

  /** The name of the allocation at a base, as of a position. */
  at(process: ProcessLetter, base: number, position: number): string | null {
    const list = this.calls.get(`${process} ${base}`)
    return list?.findLast(([at]) => at <= position)?.[1] ?? null
  }
}

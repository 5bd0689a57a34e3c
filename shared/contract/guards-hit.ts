import { memoryConstants } from '../win32/memory-constants'
import type { ObservedRegion, RegionChange } from './observation'
import type { CallRecord } from './step'

const { PAGE_GUARD, MEM_COMMIT } = memoryConstants

/** A guard that is gone though its page is still there. */
export interface GuardGone {
  readonly address: number
  /** The region that had it. */
  readonly before: ObservedRegion
}

/**
 * Where changes took PAGE_GUARD from pages that stay committed in the same allocation: what a touch does to a guard, be its
 * region split by it or joined to its neighbours. A call that changes protections does the same; the caller knows.
 */
export function guardsGone(changes: readonly RegionChange[]): readonly GuardGone[] {
  const guarded = changes
    .flatMap((change) => (change.kind === 'added' ? [] : change.before))
    .filter(({ protect }) => (protect & PAGE_GUARD) !== 0)
    .sort((a, b) => a.base - b.base)
  if (guarded.length === 0) return []
  return changes.flatMap((change): GuardGone[] => {
    if (change.kind === 'removed') return []
    const { base, size, state, protect, allocationBase } = change.after
    if (state !== MEM_COMMIT || (protect & PAGE_GUARD) !== 0) return []
    let low = 0
    let high = guarded.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (guarded[middle]!.base + guarded[middle]!.size <= base) low = middle + 1
      else high = middle
    }
    const found: GuardGone[] = []
    for (; low < guarded.length && guarded[low]!.base < base + size; low++)
      if (guarded[low]!.allocationBase === allocationBase)
        found.push({ address: Math.max(base, guarded[low]!.base), before: guarded[low]! })
    return found
  })
}

/** Whether a call may take guards away on purpose. VirtualAlloc does only where it commits anew what it is pointed at. */
export function takesGuards({ name, args, failed }: Pick<CallRecord, 'name' | 'args' | 'failed'>): boolean {
  if (failed || !/^(VirtualProtect|VirtualAlloc|VirtualFree|UnmapViewOfFile|Nt\w*VirtualMemory)/.test(name))
    return false
  const at = args.find((argument) => argument.name === 'lpAddress' || argument.name === 'BaseAddress')
  return !name.startsWith('VirtualAlloc') || at === undefined || Number(at.raw) !== 0
}

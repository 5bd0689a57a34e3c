import { namedConstants as k } from '../../shared/win32/constants'
import { PAGE_SIZE } from './frames'
import type { ProcessMemory } from './process-memory'
import type { ProcessState } from './process-state'
import { teb } from './environment-blocks'
import { PTE_COMMITTED } from './pte'

/** Commits the topmost pages of a reserved stack and puts the guard below them; the lowest committed page. */
export function commitStack(process: ProcessMemory, low: number, high: number, pageCount: number): number {
  const committed = Math.max(high - pageCount, low + 2)
  process.changeEntries(committed, high, () => PTE_COMMITTED | k.PAGE_READWRITE)
  process.changeEntries(committed - 1, committed, () => PTE_COMMITTED | k.PAGE_READWRITE | k.PAGE_GUARD)
  process.noteLooks(process.vadAt(low)!)
  return committed
}

/** Whether a guard page is the one that lets the thread's stack grow. */
export function isStackGuard(state: ProcessState, page: number): boolean {
  return page >= state.stackLow && page < state.stackHigh
}

/**
 * Moves the stack's guard one page down after the page was touched; false when there is no room, which is a stack
 * overflow. The lowest page is never committed; what SetThreadStackGuarantee asked for is committed for the handlers of
 * the overflow. Microsoft, Thread Stack Size; SetThreadStackGuarantee.
 */
export function growStack(process: ProcessMemory, touched: number): boolean {
  const { state } = process
  const guard = touched - 1
  const guaranteed = Math.ceil(state.stackGuarantee / PAGE_SIZE)
  const overflows = guard - guaranteed <= state.stackLow
  const lowest = overflows ? state.stackLow + 1 : guard
  if (overflows && (guaranteed === 0 || lowest >= touched)) return false
  process.changeEntries(lowest, touched, () =>
    overflows ? PTE_COMMITTED | k.PAGE_READWRITE : PTE_COMMITTED | k.PAGE_READWRITE | k.PAGE_GUARD
  )
  process.store(state.teb + teb.stackLimit, 8, (overflows ? lowest : touched) * PAGE_SIZE)
  process.noteLooks(process.vadAt(lowest)!)
  return !overflows
}

import { namedConstants as k } from '../../shared/win32/constants'
import type { PageRange } from './address-range'
import { eachFrame, eachRun } from './page-table'
import type { ProcessMemory } from './process-memory'
import { PTE_NUMBER, PTE_PROTOTYPE, PTE_RESET, PTE_VALID } from './pte'
import { refuse, type Refusal } from './status'
import { forgetContents } from './trimming'

/**
 * VirtualAlloc (MEM_RESET): what is in the pages no longer matters. They stay as they are while there is memory for them, and
 * are never written to the page file.
 */
export function resetPages(process: ProcessMemory, { start, end }: PageRange): void {
  process.changeEntries(start, end, (flags) =>
    (flags & PTE_NUMBER) === 0 || flags & PTE_PROTOTYPE ? flags : flags | PTE_RESET
  )
  eachFrame(process.state.pages, start, end, (_page, flags, frame) => {
    if ((flags & (PTE_VALID | PTE_PROTOTYPE)) === 0) forgetContents(process.kernel, frame)
  })
}

/** VirtualAlloc (MEM_RESET_UNDO): what is in the pages matters again; refused where some of it is gone. */
export function undoReset(process: ProcessMemory, { start, end }: PageRange): Refusal | null {
  const { state, kernel } = process
  let lost = false
  eachRun(state.pages, start, end, PTE_RESET | PTE_NUMBER, (_page, _count, flags) => {
    if (flags === PTE_RESET) lost = true
  })
  eachFrame(state.pages, start, end, (_page, flags, frame) => {
    if (flags & PTE_RESET) kernel.frames.setDirty(frame, true)
  })
  process.changeEntries(start, end, (flags) => flags & ~PTE_RESET)
  if (!lost) return null
  return refuse(
    k.STATUS_CONFLICTING_ADDRESSES,
    'reset-contents-may-be-gone',
    'Memory was short after MEM_RESET: what was in some of the pages is gone, they are zero now.'
  )
}

import type { ShownStack } from '../../../shared/contract/memory-process'
import { namedConstants as k } from '../../../shared/win32/constants'
import { eachFrame, eachRun } from '../page-table'
import { find, values } from '../persistent-tree'
import type { ProcessState } from '../process-state'
import { PTE_COMMITTED } from '../pte'
import { inWorkingSet } from '../pte'
import type { ThreadState } from '../thread-state'

/** The threads of a process that live, by their ids: what the selected one has of its own stands in the process. */
export function threadsOf(
  process: ProcessState
): Pick<ThreadState, 'threadId' | 'teb' | 'stackLow' | 'stackHigh' | 'stackGuarantee'>[] {
  const others = [...values(process.threads)].filter((thread) => thread.threadId !== process.threadId)
  const isAlive = process.threads === null || find(process.threads, process.threadId) !== undefined
  return [...(isAlive ? [process] : []), ...others].sort((a, b) => a.threadId - b.threadId)
}

/** The stack of each thread. */
export function stacksOf(process: ProcessState): ShownStack[] {
  return threadsOf(process).map(({ threadId, teb, stackLow, stackHigh, stackGuarantee }) => {
    const guards: number[] = []
    let limit = stackHigh
    let committedPages = 0
    let workingSetPages = 0
    eachRun(process.pages, stackLow, stackHigh, PTE_COMMITTED | k.PAGE_GUARD, (page, count, flags) => {
      if ((flags & PTE_COMMITTED) === 0) return
      committedPages += count
      if ((flags & k.PAGE_GUARD) === 0) limit = Math.min(limit, page)
      else for (let i = 0; i < count; i++) guards.push((page + i) * 4096)
    })
    eachFrame(process.pages, stackLow, stackHigh, (_page, flags) => {
      if (inWorkingSet(flags)) workingSetPages++
    })
    return {
      threadId,
      isSelected: threadId === process.threadId,
      teb,
      low: stackLow * 4096,
      high: stackHigh * 4096,
      limit: limit * 4096,
      guards,
      committedPages,
      workingSetPages,
      guarantee: stackGuarantee
    }
  })
}

import type { Touch, TouchOutcome, Translation } from '../../../shared/contract/memory-translation'
import { protectionText } from '../../../shared/win32/flags'
import type { ProcessState } from '../process-state'
import { isExecutable, isReadable, isWritable } from '../pte'
import { isStackGuard } from '../stack'
import type { PageFacts } from './page-facts'

const verbs = { read: 'A read', write: 'A write', execute: 'Executing it' } as const
type Access = keyof typeof verbs

/** What reading, writing and executing a page would do now; as the page fault handler decides (fault.ts). */
export function touchesOf(process: ProcessState, facts: PageFacts): Translation['touch'] {
  return {
    read: touchOf(process, facts, 'read'),
    write: touchOf(process, facts, 'write'),
    execute: touchOf(process, facts, 'execute')
  }
}

function touchOf(process: ProcessState, facts: PageFacts, access: Access): Touch {
  const verb = verbs[access]
  const no = (why: string): Touch => ({ outcome: 'access-violation', says: `${verb} is refused: ${why}` })
  const { protect } = facts
  if (facts.state === 'free') return no('nothing is allocated there.')
  if (!facts.isCommitted) return no('the page is reserved, not committed.')
  if (facts.isGuard) {
    const says = isStackGuard(process, facts.page)
      ? `${verb} meets the guard: the stack grows by a page and the access goes on.`
      : `${verb} meets the guard: it is taken away and STATUS_GUARD_PAGE_VIOLATION raised.`
    return { outcome: 'guard-page', says }
  }
  if (facts.isOffered) return no('the page was offered to the system and is to be reclaimed first.')
  const allowed =
    access === 'read' ? isReadable(protect) : access === 'write' ? isWritable(protect) : isExecutable(protect)
  if (!allowed) return no(`the page is ${protectionText(protect)}.`)
  if (access === 'write' && facts.isCopyOnWrite) {
    const first = facts.isValid ? '' : ' brings the page in and'
    return { outcome: 'copy-on-write', says: `${verb}${first} makes a copy that only this process has.` }
  }
  const [outcome, says] = faultOf(facts)
  return { outcome, says: `${verb} ${says}` }
}

function faultOf(facts: PageFacts): readonly [TouchOutcome, string] {
  switch (facts.state) {
    case 'valid':
      return ['no-fault', 'needs no fault: the processor finds the frame by itself.']
    case 'transition':
      return ['soft-fault', 'is a soft fault: the frame is still there and comes back into the working set.']
    case 'page-file':
      return ['hard-fault', 'is a hard fault: the page is read from the page file.']
    case 'demand-zero':
      return ['demand-zero-fault', 'is a demand-zero fault: the process gets a frame of zeros.']
    default:
  }
  switch (facts.prototype?.state) {
    case 'valid':
    case 'transition':
      return ['soft-fault', 'is a soft fault: the section’s page is in memory and is mapped here, too.']
    case 'page-file':
      return ['hard-fault', 'is a hard fault: the section’s page is read from the page file.']
    case 'file':
      return ['hard-fault', 'is a hard fault: the page is read from the file.']
    default:
      return ['demand-zero-fault', 'is a demand-zero fault: the section gets a frame of zeros.']
  }
}

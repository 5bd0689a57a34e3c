import { PAGE_SIZE } from '../frames'
import { contentInSlot } from '../page-file'
import { prototypeBytes } from '../sections'
import type { ObservedMachine } from './observed-machine'
import type { PageFacts } from './page-facts'

const zeros = new Uint8Array(PAGE_SIZE)

/**
 * The bytes of a committed page, wherever it is and whatever its protection; zeros where it is yet to be made. To be read
 * only. Null for a page that is not committed.
 */
export function pageBytes(machine: ObservedMachine, facts: PageFacts): Uint8Array | null {
  if (!facts.isCommitted) return null
  const { kernel } = machine
  if (facts.frame !== 0) return kernel.frames.bytes(facts.frame)
  if (facts.slot) return kernel.frames.contents.read(contentInSlot(kernel.system.pageFile, facts.slot.slot))
  return facts.prototype ? prototypeBytes(kernel, facts.prototype.area, facts.prototype.index) : zeros
}

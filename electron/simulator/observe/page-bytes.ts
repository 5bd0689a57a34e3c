import { FileStore } from '../file-store'
import { PAGE_SIZE } from '../frames'
import type { ObservedMachine } from './observed-machine'
import type { PageFacts } from './page-facts'

/**
 * The bytes of a committed page, wherever it is and whatever its protection; zeros where it is yet to be made. Null for
 * a page that is not committed, or whose bytes the machine does not have.
 */
export function pageBytes(machine: ObservedMachine, facts: PageFacts): Uint8Array | null {
  if (!facts.isCommitted) return null
  const { prototype } = facts
  const frame = facts.frame || (prototype?.frame ?? 0)
  if (frame !== 0) return machine.bytes(frame)
  const bytes = new Uint8Array(PAGE_SIZE)
  if (facts.slot !== null || prototype?.slot) return null
  if (prototype?.state === 'file' && prototype.inFile) {
    const { offset, bytes: count } = prototype.inFile
    bytes.set(new FileStore(machine.kernel).read(prototype.area.file, offset, count))
  }
  return bytes
}

import type { Stub } from './stub'
import { currentProcess, type System } from './system'

/** Where in the scratch page the question stands: behind what VirtualQuery writes. */
const questionOffset = 0x100
/** sizeof(PSAPI_WORKING_SET_EX_INFORMATION). */
const questionSize = 16
const valid = 0x1
/**
 * Where the contents of a page are that is not in the working set: 0 nowhere, 1 in a frame on the standby or modified
 * list, 2 in the page file (MEMORY_WORKING_SET_EX_BLOCK.Invalid.Location, ntmmapi.h of System Informer; Windows 10 on).
 */
const locationMask = 0x3 << 22

/**
 * Where the bytes of a page are: `here` in the working set; `nowhere`, never touched, so that a private page reads as
 * zeros by definition (Windows Internals, demand-zero faults); or `away`, to be brought in by whoever reads them.
 */
export type Residency = 'here' | 'nowhere' | 'away'

/** Asks QueryWorkingSetEx, which touches nothing, about the page of an address. */
export function residencyOf(system: System, stub: Stub, address: number): Residency {
  const question = new DataView(stub.scratchBytes.buffer, stub.scratchBytes.byteOffset + questionOffset)
  question.setBigUint64(0, BigInt(address), true)
  question.setBigUint64(8, 0n, true)
  const asked = system.queryWorkingSetEx(currentProcess, stub.scratch + questionOffset, questionSize)
  if (asked === 0) return 'away'
  const attributes = question.getUint32(8, true)
  if ((attributes & valid) !== 0) return 'here'
  return (attributes & locationMask) === 0 ? 'nowhere' : 'away'
}

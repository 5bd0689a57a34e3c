import type { LastChange } from '../../../shared/contract/moments'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionOf } from '../../../shared/contract/region-tree'
import type { RunRecord } from '../run-record'

/**
 * The step before or at a position that last changed what an address is: its state, protection, kind or allocation. That
 * other pages were cut off from its region is no change of it. Null where it has been so since the record begins.
 */
export function lastChange(
  record: Pick<RunRecord, 'history'>,
  position: number,
  letter: ProcessLetter,
  address: number
): LastChange | null {
  const { moments } = record.history
  const wordAt = (at: number): string => {
    const region = regionOf(moments[at]?.processes.get(letter)?.regions ?? null, address)
    return region === undefined
      ? ''
      : `${region.state} ${region.protect} ${region.type} ${region.allocationBase} ${region.allocationProtect}`
  }
  const now = wordAt(position)
  for (let at = position; at > 0; at--) {
    if (moments[at]?.processes.get(letter) === moments[at - 1]?.processes.get(letter)) continue
    if (wordAt(at - 1) === now) continue
    const line = moments[at]?.step?.line
    return line === undefined ? null : { position: at, line }
  }
  return null
}

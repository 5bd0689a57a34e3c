import type { Followed, OtherMoment } from '../../../shared/contract/moments'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionOf } from '../../../shared/contract/region-tree'
import { protectionText } from '../../../shared/win32/flags'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import type { RunRecord } from '../run-record'
import { valuesOf } from './moment-values'

const { PAGE_GUARD } = memoryConstants

/** Why something cannot be followed on a run's machine; null when it can. */
export function followRefusal(record: RunRecord, what: Followed): string | null {
  if (what.kind === 'protection') return what.protect === undefined ? 'Say which protection is meant.' : null
  if (what.kind === 'region' || record.machineName === 'simulator') return null
  return `The Windows machine keeps the regions of each step, not its ${what.kind === 'page' ? 'pages' : 'bytes'}: real memory does not go back. Follow the region there, or the ${what.kind} on the simulator.`
}

/**
 * The nearest position before `from` (or behind it) at which the region, page or byte at an address was another than at
 * `from`, or at which its protection became the one that is looked for.
 */
export function otherMoment(
  record: RunRecord,
  from: number,
  letter: ProcessLetter,
  what: Followed,
  direction: 'back' | 'forward'
): OtherMoment {
  if (what.kind === 'protection') return whenProtected(record, from, letter, what, direction)
  const valueAt = valuesOf(record, letter, what)
  const now = valueAt(from)
  const by = direction === 'back' ? -1 : 1
  const last = record.history.moments.length - 1
  const name = `The ${what.kind} at 0x${what.address.toString(16)}`
  for (let position = from + by; position >= 0 && position <= last; position += by) {
    const then = valueAt(position)
    if (now.sameAs(then)) continue
    const step = direction === 'back' ? position + 1 : position
    return {
      position,
      text: `${name} ${direction === 'back' ? 'was' : 'becomes'} ${then.words}; step ${step} changed it.`
    }
  }
  return {
    position: null,
    text:
      direction === 'back'
        ? `${name} has been so since the record begins: ${now.words}.`
        : `${name} stays so to the end of the record: ${now.words}.`
  }
}

/** The nearest position whose step gave the place the protection; the beginning counts where it is there already. */
function whenProtected(
  record: RunRecord,
  from: number,
  letter: ProcessLetter,
  { address, protect = 0 }: Followed,
  direction: 'back' | 'forward'
): OtherMoment {
  const { moments } = record.history
  const has = (position: number): boolean => {
    const region = regionOf(moments[position]?.processes.get(letter)?.regions ?? null, address)
    const now = region?.protect ?? 0
    return protect === PAGE_GUARD ? (now & PAGE_GUARD) !== 0 : now === protect
  }
  const by = direction === 'back' ? -1 : 1
  const words = `0x${address.toString(16)} ${direction === 'back' ? 'became' : 'becomes'} ${protectionText(protect)}`
  for (let position = from + by; position >= 0 && position < moments.length; position += by)
    if (has(position) && !has(position - 1)) {
      const text = position === 0 ? `${words} before the first step.` : `${words} in step ${position}.`
      return { position, text }
    }
  const where = direction === 'back' ? 'before' : 'after'
  return {
    position: null,
    text: `No step ${where} this one made 0x${address.toString(16)} ${protectionText(protect)}.`
  }
}

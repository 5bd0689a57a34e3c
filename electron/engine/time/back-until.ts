import type { Followed, OtherMoment } from '../../../shared/contract/moments'
import type { ProcessLetter } from '../../../shared/contract/observation'
import type { RunRecord } from '../run-record'
import { valuesOf } from './moment-values'

/** Why something cannot be followed on a run's machine; null when it can. */
export function followRefusal(record: RunRecord, what: Followed): string | null {
  if (what.kind === 'region' || record.machineName === 'simulator') return null
  return `The Windows machine keeps the regions of each step, not its ${what.kind === 'page' ? 'pages' : 'bytes'}: real memory does not go back. Follow the region there, or the ${what.kind} on the simulator.`
}

/**
 * The nearest position before `from` (or behind it) at which the region, page or byte at an address was another than at
 * `from`.
 */
export function otherMoment(
  record: RunRecord,
  from: number,
  letter: ProcessLetter,
  what: Followed,
  direction: 'back' | 'forward'
): OtherMoment {
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

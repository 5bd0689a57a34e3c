import type { ShownException } from '../../../shared/contract/step'
import type { FigureId } from '../../../shared/figures'
import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { protectionText, stateText } from '../../../shared/win32/flags'
import { memoryConstants } from '../../../shared/win32/memory-constants'

/** One fact of a fault, with a name before it. */
export interface FaultFact {
  readonly name: string
  readonly value: string
  readonly figure: FigureId
}

const guardPageViolation = 0x80000001
const { PAGE_GUARD } = memoryConstants

/** The address that was touched; null where an exception has none. */
export function faultAddress(exception: Pick<ShownException, 'where'>): number | null {
  const found = /\b0x([0-9a-f]+)/i.exec(exception.where)
  const address = found === null ? NaN : parseInt(found[1]!, 16)
  return Number.isSafeInteger(address) ? address : null
}

/**
 * What there is to know of a fault: the line of the instruction, what the touched page is, and what became of its guard. `line` is null where the card says it already.
 */
export function faultFacts(exception: ShownException, line: number | null, regions: RegionTree): FaultFact[] {
  const facts: FaultFact[] = []
  if (line !== null) facts.push({ name: 'in line', value: String(line), figure: 'step' })
  const address = faultAddress(exception)
  if (address === null) return facts
  const region = regionOf(regions, address)
  const page =
    region === undefined
      ? 'MEM_FREE: nothing is allocated there'
      : [stateText(region.state), region.protect === 0 ? '' : protectionText(region.protect)]
          .filter(Boolean)
          .join(', ')
  facts.push({ name: 'the page', value: page, figure: region === undefined ? 'state-free' : 'protect' })
  if (exception.code >>> 0 === guardPageViolation && region !== undefined)
    facts.push({
      name: 'guard',
      value: (region.protect & PAGE_GUARD) === 0 ? 'cleared by this touch: the next one passes' : 'still set',
      figure: 'page-guard'
    })
  return facts
}

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
const accessViolation = 0xc0000005
/** Microsoft, SYSTEM_INFO (lpMinimumApplicationAddress, lpMaximumApplicationAddress). */
const firstOfPrograms = 0x10000
const lastOfPrograms = 0x7ffffffeffff
const { PAGE_GUARD, MEM_RESERVE } = memoryConstants

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
      ? address > lastOfPrograms
        ? 'none: no address of a program'
        : 'MEM_FREE: nothing is allocated there'
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

/**
 * Why a page did not allow an access, as far as what it is says so: for a machine that gives the fault and no reason. Null
 * where it does not say so.
 */
export function reasonOfPage(exception: ShownException, regions: RegionTree): string | null {
  const address = exception.code >>> 0 === accessViolation ? faultAddress(exception) : null
  // For an address that is none the processor tells no address: Windows says ~0 then.
  if (/0xffffffffffffffff\b/.test(exception.where) && exception.code >>> 0 === accessViolation)
    return 'The processor told no address: most often one whose upper bits are no repetition of bit 47.'
  if (address === null) return null
  const at = `0x${address.toString(16)}`
  if (address < firstOfPrograms)
    return `${at} lies in the first 64 KiB, which are never allocated so that NULL pointers are noticed.`
  const region = regionOf(regions, address)
  if (region === undefined)
    return address > lastOfPrograms
      ? `${at} lies above all addresses of programs.`
      : `At ${at} memory is free: nothing is allocated there.`
  if (region.state === MEM_RESERVE)
    return `At ${at} addresses are reserved and no memory is committed: commit it first.`
  const verb = /^(read|write|execute)/.exec(exception.where)?.[1]
  const done = verb === 'read' ? 'read' : verb === 'write' ? 'written' : 'executed'
  const prevention = verb === 'execute' ? ' (Data Execution Prevention)' : ''
  return `The page is ${protectionText(region.protect)}: it cannot be ${done}${prevention}.`
}

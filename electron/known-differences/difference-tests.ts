import { namedConstants as k } from '../../shared/win32/constants'
import type { Difference } from './difference'
import { withProtections, type AreaRegion } from './outcome'
import { rangeBefore } from './range-before'

/** The error codes that differences are about. */
export const error = {
  notSupported: k.ERROR_CALL_NOT_IMPLEMENTED,
  denied: k.ERROR_ACCESS_DENIED,
  parameter: k.ERROR_INVALID_PARAMETER,
  notLocked: k.ERROR_NOT_LOCKED,
  partial: k.ERROR_PARTIAL_COPY,
  address: k.ERROR_INVALID_ADDRESS,
  noAccess: k.ERROR_NOACCESS,
  alignment: k.ERROR_MAPPED_ALIGNMENT,
  privilege: k.ERROR_PRIVILEGE_NOT_HELD,
  quota: k.ERROR_WORKING_SET_QUOTA
}

/** What a touch prints that was refused. */
export const accessViolation = 'c0000005'
/** What a touch prints that met a guard. */
export const guardViolation = '80000001'

/** The operations that reserve and commit. */
export const allocating = ['VirtualAlloc', 'VirtualAlloc2', 'VirtualAllocEx']
/** The operations that change protections. */
export const protecting = ['VirtualProtect', 'VirtualProtectEx']
/** The operations that decommit and release. */
export const freeing = ['VirtualFree', 'VirtualFreeEx']
/** The operations that make views. */
export const mapping = ['MapViewOfFile', 'MapViewOfFileEx', 'MapViewOfFile3']

/** Both fail and leave everything as it was; the simulator with one error, Windows with another. */
export function bothFail(difference: Difference, simulator: number, windows: number): boolean {
  const { simulator: left, windows: right, areas } = difference
  return areas.length === 0 && failedWith(left, simulator) && failedWith(right, windows)
}

/** Whether a result is this error, with or without what follows it. */
export function failedWith(result: string, code: number): boolean {
  return result === `!${code}` || result.startsWith(`!${code} `)
}

/** Whether the step is one of these operations. */
export const is = (difference: Difference, operations: readonly string[]): boolean =>
  operations.includes(difference.action.operation)

/** Whether a result says success. */
export const succeeded = (result: string): boolean => result !== '' && !result.startsWith('!')

/** Whether some page of the range has one of these bits in its protection and state. */
export function someRegion(difference: Difference, test: (region: AreaRegion) => boolean): boolean {
  return rangeBefore(difference)?.regions.some(test) ?? false
}

/** A committed region with a guard. */
export const isGuarded = (region: AreaRegion): boolean =>
  region.state === k.MEM_COMMIT && (region.protect & k.PAGE_GUARD) !== 0
/** A region that is only reserved. */
export const isReserved = (region: AreaRegion): boolean => region.state === k.MEM_RESERVE

/** One protection, with modifiers or without: what has a meaning for Windows and for Wine. */
export function isPlainProtection(protect: number): boolean {
  const main = protect & 0xff
  return main !== 0 && (main & (main - 1)) === 0 && !isOddProtection(protect)
}

/** Protections that Windows refuses and Wine 8.0, which looks at the low byte alone, takes. */
export function isOddProtection(protect: number): boolean {
  const main = protect & 0xff
  const modifiers = protect & 0x700
  if (main === 0 || (main & (main - 1)) !== 0) return false
  if (protect > 0x7ff) return true
  return main === k.PAGE_NOACCESS ? modifiers !== 0 : (modifiers & (modifiers - 1)) !== 0
}

/** The modifiers that say how a page is cached. */
export const caching = k.PAGE_NOCACHE | k.PAGE_WRITECOMBINE

/** Both say the same and look alike once protections are seen in this way. */
export function alikeWith(difference: Difference, change: (protect: number) => number): boolean {
  return (
    difference.areas.length > 0 &&
    difference.simulator === difference.windows &&
    difference.areas.every(
      (area) => withProtections(area.simulator, change) === withProtections(area.windows, change)
    )
  )
}

import { namedConstants as k } from '../../shared/win32/constants'
import { isCopyOnWrite, isExecutable, isWritable } from './pte'
import type { ViewAccess } from './vad'

/** The access that a view has by the protection it is mapped with. */
export function viewAccessOf(protect: number): ViewAccess {
  const execute = isExecutable(protect)
  if (protect & k.PAGE_NOACCESS) return { kind: 'none', execute: false }
  if (isCopyOnWrite(protect)) return { kind: 'copy', execute }
  return { kind: isWritable(protect) ? 'write' : 'read', execute }
}

/**
 * Whether a page of the view may have the protection: PAGE_WRITECOPY counts as reading.
 * Conformance sections/view-protection-changes-its-access-allows; reactos ntoskrnl/mm/ARM3/section.c
 * MmCompatibleProtectionMask (PAGE_EXECUTE goes with PAGE_EXECUTE and PAGE_NOACCESS alone).
 */
export function isWithinView(access: ViewAccess, mapped: number, protect: number): boolean {
  if (protect & k.PAGE_NOACCESS) return true
  if (mapped & k.PAGE_EXECUTE) return (protect & k.PAGE_EXECUTE) !== 0
  if (access.kind === 'none') return false
  if (isExecutable(protect) && !access.execute) return false
  return !isWritable(protect) || isCopyOnWrite(protect) || access.kind === 'write'
}

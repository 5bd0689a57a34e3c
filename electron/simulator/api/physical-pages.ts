import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { openHandle, referenceHandle } from '../handles'
import { isRefusal } from '../status'

/*
 * Address Windowing Extensions. Physical pages are given only to a process that has the privilege "Lock pages in
 * memory", which is off by default and cannot be switched on in the lab. Microsoft, AllocateUserPhysicalPages.
 */

/** EVENT_ALL_ACCESS: reading its state and waiting. */
const NOTIFICATION_ACCESS = 0x1f0003

function withoutPrivilege(call: ApiCall): Word {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  const count = call.copyIn(call.word(1), 8)
  if (count === null || !call.canWrite(call.word(1), 8))
    return call.fail(k.ERROR_NOACCESS, 'NumberOfPages must point to a variable.')
  return call.fail(
    k.ERROR_PRIVILEGE_NOT_HELD,
    'Physical pages need the privilege "Lock pages in memory", which is off by default.'
  )
}

/** AllocateUserPhysicalPages(hProcess, NumberOfPages, PageArray) */
export const AllocateUserPhysicalPages: ApiFunction = (call) => withoutPrivilege(call)

/** AllocateUserPhysicalPagesNuma(hProcess, NumberOfPages, PageArray, nndPreferred) */
export const AllocateUserPhysicalPagesNuma: ApiFunction = (call) => withoutPrivilege(call)

/** FreeUserPhysicalPages(hProcess, NumberOfPages, PageArray): a process that never got pages has none to free. */
export const FreeUserPhysicalPages: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.fail(k.ERROR_INVALID_PARAMETER, 'The process has no physical pages of its own.')
}

/** MapUserPhysicalPages(VirtualAddress, NumberOfPages, PageArray) */
export const MapUserPhysicalPages: ApiFunction = (call) => {
  const address = call.size(0)
  const vad = call.process.vadAt(Math.floor(address / 4096))
  if (!vad?.physical)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'The addresses were not reserved with MEM_PHYSICAL.')
  if (Math.floor(address / 4096) + call.size(1) > vad.end)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'The range leaves the reservation.')
  // MapUserPhysicalPages (PageArray): NULL takes pages away, and none are there.
  return call.word(2) === 0
    ? 1
    : call.fail(k.ERROR_INVALID_PARAMETER, 'The process has no physical pages of its own.')
}

/** CreateMemoryResourceNotification(NotificationType): an object that is signalled while memory is low, or high. */
export const CreateMemoryResourceNotification: ApiFunction = (call) => {
  if (call.dword(0) > 1)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'NotificationType is none of the two that exist.')
  const id = call.kernel.newNumber()
  call.kernel.setObject({
    id,
    kind: 'event',
    handles: 0,
    name: null,
    manualReset: true,
    signalled: call.dword(0) === 1
  })
  return openHandle(call.process, id, NOTIFICATION_ACCESS)
}

/** QueryMemoryResourceNotification(ResourceNotificationHandle, ResourceState) */
export const QueryMemoryResourceNotification: ApiFunction = (call) => {
  const object = referenceHandle(call.process, call.word(0), 'event', 0, '')
  if (isRefusal(object)) return call.refuse(object)
  return call.process.write(call.word(1), new Bytes(4).u32(0, object.signalled ? 1 : 0).bytes) ? 1 : undefined
}

import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { openHandle, referenceHandle } from '../handles'
import { whyNoLargePages } from '../privileges'
import { isRefusal } from '../status'
import { isSignalled } from '../waits'

/** EVENT_ALL_ACCESS: reading its state and waiting. */
const NOTIFICATION_ACCESS = 0x1f0003

/** Address Windowing Extensions: physical pages are given only to a process that may lock pages in memory. */
function allocatePhysical(call: ApiCall): Word {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  const count = call.copyIn(call.word(1), 8)
  if (count === null || !call.canWrite(call.word(1), 8))
    return call.fail(
      k.ERROR_NOACCESS,
      'kernel-writes-where-it-can',
      'NumberOfPages must point to a variable.'
    )
  const why = whyNoLargePages(process.state, 'Allocating physical pages')
  if (why !== null) return call.fail(k.ERROR_PRIVILEGE_NOT_HELD, 'physical-pages-need-a-privilege', why)
  return call.fail(
    k.ERROR_NO_SYSTEM_RESOURCES,
    'physical-pages-need-free-memory',
    'The simulator has no physical pages to hand out one by one.'
  )
}

/** AllocateUserPhysicalPages(hProcess, NumberOfPages, PageArray) */
export const AllocateUserPhysicalPages: ApiFunction = (call) => allocatePhysical(call)

/** AllocateUserPhysicalPagesNuma(hProcess, NumberOfPages, PageArray, nndPreferred) */
export const AllocateUserPhysicalPagesNuma: ApiFunction = (call) => allocatePhysical(call)

/** FreeUserPhysicalPages(hProcess, NumberOfPages, PageArray): a process that never got pages has none to free. */
export const FreeUserPhysicalPages: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.fail(
    k.ERROR_INVALID_PARAMETER,
    'physical-pages-are-allocated-first',
    'The process has no physical pages of its own.'
  )
}

/** MapUserPhysicalPages(VirtualAddress, NumberOfPages, PageArray) */
export const MapUserPhysicalPages: ApiFunction = (call) => {
  const address = call.size(0)
  const vad = call.process.vadAt(Math.floor(address / 4096))
  if (!vad?.physical)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'physical-pages-need-a-physical-reservation',
      'The addresses were not reserved with MEM_PHYSICAL.'
    )
  if (Math.floor(address / 4096) + call.size(1) > vad.end)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'physical-pages-need-a-physical-reservation',
      'The range leaves the reservation.'
    )
  // MapUserPhysicalPages (PageArray): NULL takes pages away, and none are there.
  return call.word(2) === 0
    ? 1
    : call.fail(
        k.ERROR_INVALID_PARAMETER,
        'physical-pages-are-allocated-first',
        'The process has no physical pages of its own.'
      )
}

/** CreateMemoryResourceNotification(NotificationType): an object that is signalled while memory is low, or high. */
export const CreateMemoryResourceNotification: ApiFunction = (call) => {
  if (call.dword(0) > 1)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'memory-notification-is-low-or-high',
      'NotificationType is none of the two that exist.'
    )
  const id = call.kernel.newNumber()
  call.kernel.setObject({
    id,
    kind: 'event',
    handles: 0,
    name: null,
    manualReset: true,
    signalled: false,
    memory: call.dword(0) === 0 ? 'low' : 'high'
  })
  return openHandle(call.process, id, NOTIFICATION_ACCESS)
}

/** QueryMemoryResourceNotification(ResourceNotificationHandle, ResourceState) */
export const QueryMemoryResourceNotification: ApiFunction = (call) => {
  const object = referenceHandle(call.process, call.word(0), 'event', 0, '')
  if (isRefusal(object)) return call.refuse(object)
  if (object.memory === undefined)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'handle-leads-to-the-right-kind',
      'The handle leads to an event, not to a memory resource notification.'
    )
  const holds = isSignalled(call.kernel, object, call.process.state.threadId)
  return call.process.write(call.word(1), new Bytes(4).u32(0, holds ? 1 : 0).bytes) ? 1 : undefined
}

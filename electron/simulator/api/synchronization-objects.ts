import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { handleEntry, oneOf, openHandle, referenceHandle } from '../handles'
import { findName, sectionName } from '../object-names'
import type { EventObject, MutexObject, SemaphoreObject } from '../objects'
import { isRefusal, NT, refuse, type Refusal } from '../status'
import { wakeWaiters } from '../waits'

type NamedObject = EventObject | MutexObject | SemaphoreObject
type New<T extends NamedObject> = Omit<T, 'id' | 'handles' | 'name'>

/** Synchronization Object Security and Access Rights (learn.microsoft.com). */
const MODIFY_STATE = { event: 0x2, mutex: 0x1, semaphore: 0x2 } as const
const ALL_ACCESS = { event: 0x1f0003, mutex: 0x1f0001, semaphore: 0x1f0003 } as const

/** A new object, or the one of that name with ERROR_ALREADY_EXISTS. Microsoft, Object Names; CreateEvent (Return value). */
function create(
  call: ApiCall,
  nameAt: Word,
  wide: boolean,
  fresh: New<EventObject> | New<MutexObject> | New<SemaphoreObject>,
  access: number = ALL_ACCESS[fresh.kind]
): Word | undefined {
  const { kernel, process } = call
  const name = nameAt === 0 ? null : call.string(nameAt, wide)
  if (name === undefined) return undefined
  const full = name === null || name === '' ? null : sectionName(name)
  if (full !== null && isRefusal(full)) return call.refuse(full)
  const named = full === null ? undefined : findName(kernel, full)
  if (named !== undefined) {
    if (named.kind !== fresh.kind)
      return call.fail(
        k.ERROR_INVALID_HANDLE,
        'one-name-one-kind-of-object',
        `The name "${name}" belongs to ${oneOf(named.kind)}: objects of all kinds share their names.`
      )
    const handle = openHandle(process, named.id, access)
    process.setLastError(k.ERROR_ALREADY_EXISTS)
    return handle
  }
  const object = { ...fresh, id: kernel.newNumber(), handles: 0, name: full } as NamedObject
  kernel.setObject(object)
  if (full !== null) kernel.setName(full, object.id)
  process.setLastError(k.ERROR_SUCCESS)
  return openHandle(process, object.id, access)
}

/** Open...(dwDesiredAccess, bInheritHandle, lpName) */
function open(call: ApiCall, kind: NamedObject['kind'], wide: boolean): Word | undefined {
  if (call.word(2) === 0)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'opened-object-is-named', `lpName must name a ${kind}.`)
  const name = call.string(call.word(2), wide)
  if (name === undefined) return undefined
  const full = sectionName(name)
  if (isRefusal(full)) return call.refuse(full)
  const object = findName(call.kernel, full)
  if (object === undefined)
    return call.fail(
      k.ERROR_FILE_NOT_FOUND,
      'name-leads-to-an-object',
      `No ${kind} has the name "${name}"; names differ by case.`
    )
  if (object.kind !== kind)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'one-name-one-kind-of-object',
      `The name "${name}" belongs to ${oneOf(object.kind)}: objects of all kinds share their names.`
    )
  return openHandle(call.process, object.id, call.dword(0))
}

const event = (manual: number, set: number): New<EventObject> => ({
  kind: 'event',
  manualReset: manual !== 0,
  signalled: set !== 0
})

/** CreateEvent(lpEventAttributes, bManualReset, bInitialState, lpName) */
export const CreateEventA: ApiFunction = (call) =>
  create(call, call.word(3), false, event(call.dword(1), call.dword(2)))
export const CreateEventW: ApiFunction = (call) =>
  create(call, call.word(3), true, event(call.dword(1), call.dword(2)))
/** CreateEventEx(lpEventAttributes, lpName, dwFlags, dwDesiredAccess) */
export const CreateEventExA: ApiFunction = (call) =>
  create(call, call.word(1), false, event(call.dword(2) & 1, call.dword(2) & 2), call.dword(3))
export const CreateEventExW: ApiFunction = (call) =>
  create(call, call.word(1), true, event(call.dword(2) & 1, call.dword(2) & 2), call.dword(3))
export const OpenEventA: ApiFunction = (call) => open(call, 'event', false)
export const OpenEventW: ApiFunction = (call) => open(call, 'event', true)

function changeEvent(call: ApiCall, change: (event: EventObject) => void): Word {
  const found = referenceHandle(call.process, call.word(0), 'event', MODIFY_STATE.event, 'EVENT_MODIFY_STATE')
  if (isRefusal(found)) return call.refuse(found)
  change(found)
  return 1
}

function set(call: ApiCall, found: EventObject): void {
  call.kernel.setObject({ ...found, signalled: true })
  wakeWaiters(call.kernel)
}

function reset(call: ApiCall, id: number): void {
  const now = call.kernel.object(id)
  if (now?.kind === 'event') call.kernel.setObject({ ...now, signalled: false })
}

/** SetEvent(hEvent): a thread that waits gets an auto-reset event at once. */
export const SetEvent: ApiFunction = (call) => changeEvent(call, (found) => set(call, found))
/** ResetEvent(hEvent) */
export const ResetEvent: ApiFunction = (call) => changeEvent(call, (found) => reset(call, found.id))
/** PulseEvent(hEvent): who waits now goes on, nobody later. */
export const PulseEvent: ApiFunction = (call) =>
  changeEvent(call, (found) => {
    set(call, found)
    reset(call, found.id)
  })

function mutex(call: ApiCall, owned: number): New<MutexObject> {
  const { threadId } = call.process.state
  return { kind: 'mutex', owner: owned ? threadId : 0, recursion: owned ? 1 : 0, abandoned: false }
}

/** CreateMutex(lpMutexAttributes, bInitialOwner, lpName) */
export const CreateMutexA: ApiFunction = (call) =>
  create(call, call.word(2), false, mutex(call, call.dword(1)))
export const CreateMutexW: ApiFunction = (call) =>
  create(call, call.word(2), true, mutex(call, call.dword(1)))
/** CreateMutexEx(lpMutexAttributes, lpName, dwFlags, dwDesiredAccess) */
export const CreateMutexExA: ApiFunction = (call) =>
  create(call, call.word(1), false, mutex(call, call.dword(2) & 1), call.dword(3))
export const CreateMutexExW: ApiFunction = (call) =>
  create(call, call.word(1), true, mutex(call, call.dword(2) & 1), call.dword(3))
export const OpenMutexA: ApiFunction = (call) => open(call, 'mutex', false)
export const OpenMutexW: ApiFunction = (call) => open(call, 'mutex', true)

/** ReleaseMutex(hMutex). It needs no right of its own: owning is what counts. Windows Internals, NtReleaseMutant. */
export const ReleaseMutex: ApiFunction = (call) => {
  const found = referenceHandle(call.process, call.word(0), 'mutex', 0, '')
  if (isRefusal(found)) return call.refuse(found)
  const refusal = releaseMutex(call, found)
  return refusal === null ? 1 : call.refuse(refusal)
}

function releaseMutex(call: ApiCall, found: MutexObject): Refusal | null {
  if (found.owner !== call.process.state.threadId)
    return refuse(
      NT.MUTANT_NOT_OWNED,
      'only-the-owner-releases-a-mutex',
      'This thread does not own the mutex; only the thread that got it by waiting can release it.'
    )
  const recursion = found.recursion - 1
  call.kernel.setObject({ ...found, recursion, owner: recursion === 0 ? 0 : found.owner })
  if (recursion === 0) wakeWaiters(call.kernel)
  return null
}

function createSemaphore(call: ApiCall, wide: boolean): Word | undefined {
  const count = call.dword(1) | 0
  const maximum = call.dword(2) | 0
  if (maximum <= 0 || count < 0 || count > maximum)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'semaphore-count-is-within-its-maximum',
      'lMaximumCount must be greater than 0, and lInitialCount from 0 to lMaximumCount.'
    )
  return create(call, call.word(3), wide, { kind: 'semaphore', count, maximum })
}

/** CreateSemaphore(lpSemaphoreAttributes, lInitialCount, lMaximumCount, lpName) */
export const CreateSemaphoreA: ApiFunction = (call) => createSemaphore(call, false)
export const CreateSemaphoreW: ApiFunction = (call) => createSemaphore(call, true)
export const OpenSemaphoreA: ApiFunction = (call) => open(call, 'semaphore', false)
export const OpenSemaphoreW: ApiFunction = (call) => open(call, 'semaphore', true)

/** ReleaseSemaphore(hSemaphore, lReleaseCount, lpPreviousCount) */
export const ReleaseSemaphore: ApiFunction = (call) => {
  const found = referenceHandle(
    call.process,
    call.word(0),
    'semaphore',
    MODIFY_STATE.semaphore,
    'SEMAPHORE_MODIFY_STATE'
  )
  if (isRefusal(found)) return call.refuse(found)
  const by = call.dword(1) | 0
  if (by <= 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'semaphore-is-released-by-more-than-zero',
      'lReleaseCount must be greater than 0.'
    )
  const refusal = releaseSemaphore(call, found, by)
  if (refusal !== null) return call.refuse(refusal)
  if (call.word(2) !== 0) call.copyOut(call.word(2), new Bytes(4).u32(0, found.count).bytes)
  return 1
}

function releaseSemaphore(call: ApiCall, found: SemaphoreObject, by: number): Refusal | null {
  // ReleaseSemaphore (lReleaseCount): beyond the maximum nothing is changed.
  if (found.count + by > found.maximum)
    return refuse(
      NT.SEMAPHORE_LIMIT_EXCEEDED,
      'semaphore-never-exceeds-its-maximum',
      `The count, ${found.count}, and ${by} more would exceed the maximum, ${found.maximum}; the count stays as it is.`
    )
  call.kernel.setObject({ ...found, count: found.count + by })
  wakeWaiters(call.kernel)
  return null
}

/** Signals an event, mutex or semaphore for SignalObjectAndWait. */
export function signal(call: ApiCall, handle: Word): Refusal | null {
  const entry = handleEntry(call.process, handle)
  const object = entry && call.kernel.object(entry.object)
  if (object === undefined)
    return refuse(
      k.STATUS_INVALID_HANDLE,
      'handle-is-open',
      'The handle to be signalled is not open in this process.'
    )
  if (object.kind === 'mutex') return releaseMutex(call, object)
  if (object.kind === 'semaphore') return releaseSemaphore(call, object, 1)
  if (object.kind !== 'event')
    return refuse(
      k.STATUS_OBJECT_TYPE_MISMATCH,
      'signalled-object-is-event-mutex-or-semaphore',
      'Only an event, a mutex or a semaphore can be signalled.'
    )
  set(call, object)
  return null
}

import { namedConstants as k } from '../../shared/win32/constants'
import { wordToHex, type Word } from '../machine/word'
import { FileStore } from './file-store'
import type { Kernel } from './kernel'
import type { HandleEntry, KernelObject, ObjectOf } from './objects'
import { find, plainShape, values } from './persistent-tree'
import type { ProcessMemory } from './process-memory'
import { countUse } from './sections'
import { refuse, type Refusal } from './status'
import { isWritable, isCopyOnWrite } from './pte'

const shape = plainShape<HandleEntry>()

/** GetCurrentProcess() and GetCurrentThread(). */
export const CURRENT_PROCESS = 0xffffffffffffffffn
export const CURRENT_THREAD = 0xfffffffffffffffen
/** INVALID_HANDLE_VALUE is the same value as GetCurrentProcess(). */
export const INVALID_HANDLE = 0xffffffffffffffffn

/** A new handle to an object. Handles are multiples of 4. */
export function openHandle(process: ProcessMemory, object: number, access: number, flags = 0): number {
  const { state, kernel } = process
  const handle = state.nextHandle
  state.nextHandle += 4
  state.handles = shape.insert(
    state.handles,
    handle,
    flags === 0 ? { object, access } : { object, access, flags }
  )
  const record = kernel.object(object)!
  kernel.setObject({ ...record, handles: record.handles + 1 })
  return handle
}

/** The entry of a handle, pseudo handles included; undefined when it is not open. */
export function handleEntry(process: ProcessMemory, handle: Word): HandleEntry | undefined {
  if (handle === CURRENT_PROCESS) return { object: process.state.object, access: k.PROCESS_ALL_ACCESS }
  if (handle === CURRENT_THREAD) return { object: process.state.threadObject, access: k.THREAD_ALL_ACCESS }
  if (typeof handle !== 'number') return undefined
  // The low two bits of a handle are the program's own.
  return find(process.state.handles, handle - (handle % 4))
}

/** A kind of objects with its article. */
export const oneOf = (kind: KernelObject['kind']): string => `${kind === 'event' ? 'an' : 'a'} ${kind}`

/** The object of a handle, when it is of that kind and the handle has the rights. */
export function referenceHandle<K extends KernelObject['kind']>(
  process: ProcessMemory,
  handle: Word,
  kind: K,
  access: number,
  right: string
): ObjectOf<K> | Refusal {
  const entry = handleEntry(process, handle)
  const object = entry && process.kernel.object(entry.object)
  if (entry === undefined || object === undefined) {
    return refuse(
      k.STATUS_INVALID_HANDLE,
      'handle-is-open',
      `The handle 0x${wordToHex(handle)} is not open in this process: it was closed already, or never was one.`
    )
  }
  if (object.kind !== kind) {
    return refuse(
      k.STATUS_OBJECT_TYPE_MISMATCH,
      'handle-leads-to-the-right-kind',
      `The handle leads to ${oneOf(object.kind)}; the function wants one to ${oneOf(kind)}.`
    )
  }
  if ((entry.access & access) !== access) {
    return refuse(k.STATUS_ACCESS_DENIED, 'handle-has-the-right', `The handle was opened without ${right}.`)
  }
  return object as ObjectOf<K>
}

/** Sets the flags of a handle. SetHandleInformation. */
export function setHandleFlags(process: ProcessMemory, handle: number, flags: number): void {
  const key = handle - (handle % 4)
  const entry = find(process.state.handles, key)!
  process.state.handles = shape.insert(process.state.handles, key, { ...entry, flags })
}

/** Closes a handle; false when it was not open. Pseudo handles need no closing. */
export function closeHandle(process: ProcessMemory, handle: Word): boolean {
  if (handle === CURRENT_PROCESS || handle === CURRENT_THREAD) return true
  const entry = handleEntry(process, handle)
  if (entry === undefined || typeof handle !== 'number') return false
  // SetHandleInformation (HANDLE_FLAG_PROTECT_FROM_CLOSE): CloseHandle leaves it open.
  if ((entry.flags ?? 0) & k.HANDLE_FLAG_PROTECT_FROM_CLOSE) return false
  process.state.handles = shape.remove(process.state.handles, handle - (handle % 4))
  releaseObject(process.kernel, entry.object)
  return true
}

/** Closes every handle of a process that ends. */
export function closeAllHandles(process: ProcessMemory): void {
  for (const entry of values(process.state.handles)) releaseObject(process.kernel, entry.object)
  process.state.handles = null
}

function releaseObject(kernel: Kernel, id: number): void {
  const object = kernel.object(id)
  // A process that has ended takes its object along.
  if (object === undefined) return
  const handles = object.handles - 1
  kernel.setObject({ ...object, handles })
  if (handles > 0 || object.kind === 'process' || object.kind === 'thread') return
  kernel.removeObject(id)
  if (object.kind === 'token') return
  if (object.kind !== 'section' && object.kind !== 'file') {
    if (object.name !== null) kernel.setName(object.name, null)
    return
  }
  if (object.kind === 'section') {
    // A name lasts as long as a handle. Conformance sections/section-name-lasts-as-long-as-a-handle.
    if (object.name !== null) kernel.setName(object.name, null)
    countUse(kernel, object.controlArea, { sections: -1, writers: isSharedWritable(object.protect) ? -1 : 0 })
    return
  }
  const files = new FileStore(kernel)
  const file = files.get(object.file)
  const left = {
    ...file,
    handles: file.handles - 1,
    deletePending: file.deletePending || object.deleteOnClose
  }
  files.set(left)
  if (left.handles === 0 && left.deletePending) files.remove(left)
}

/** Whether writes through a protection reach others: the writable ones but not the copying. */
export function isSharedWritable(protect: number): boolean {
  return isWritable(protect) && !isCopyOnWrite(protect)
}

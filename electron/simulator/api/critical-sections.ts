import type { ApiCall, ApiFunction } from '../api-call'
import { addToWord, type Word } from '../../machine/word'

/** RTL_CRITICAL_SECTION, winnt.h. */
const field = {
  debugInfo: 0,
  lockCount: 8,
  recursionCount: 0xc,
  owner: 0x10,
  semaphore: 0x18,
  spinCount: 0x20
}
/** LockCount: bit 0 is set while nobody is in. Windows Internals, Critical Sections. */
const FREE = 0xffffffff
const TAKEN = 0xfffffffe

/** These functions run in user mode: a bad pointer raises. */
function load(call: ApiCall, at: Word, offset: number, size: 4 | 8): Word | undefined {
  return call.process.load(addToWord(at, offset), size)
}

function initialize(call: ApiCall, spinCount: number): 1 | undefined {
  const { process } = call
  const at = call.word(0)
  const fine =
    process.store(addToWord(at, field.debugInfo), 8, 0xffffffffffffffffn) &&
    process.store(addToWord(at, field.lockCount), 4, FREE) &&
    process.store(addToWord(at, field.recursionCount), 4, 0) &&
    process.store(addToWord(at, field.owner), 8, 0) &&
    process.store(addToWord(at, field.semaphore), 8, 0) &&
    process.store(addToWord(at, field.spinCount), 8, spinCount)
  return fine ? 1 : undefined
}

/** InitializeCriticalSection(lpCriticalSection) */
export const InitializeCriticalSection: ApiFunction = (call) => initialize(call, 0)
/** InitializeCriticalSectionAndSpinCount(lpCriticalSection, dwSpinCount) */
export const InitializeCriticalSectionAndSpinCount: ApiFunction = (call) =>
  initialize(call, call.dword(1) & 0xffffff)
/** InitializeCriticalSectionEx(lpCriticalSection, dwSpinCount, Flags) */
export const InitializeCriticalSectionEx: ApiFunction = InitializeCriticalSectionAndSpinCount

/** SetCriticalSectionSpinCount(lpCriticalSection, dwSpinCount) */
export const SetCriticalSectionSpinCount: ApiFunction = (call) => {
  const before = load(call, call.word(0), field.spinCount, 8)
  if (before === undefined) return undefined
  return call.process.store(addToWord(call.word(0), field.spinCount), 8, call.dword(1)) ? before : undefined
}

/** Enters when nobody else is in: whether it did; undefined when the structure cannot be touched. */
export function tryEnter(call: ApiCall, at: Word): boolean | undefined {
  const { process } = call
  const owner = load(call, at, field.owner, 8)
  const lockCount = load(call, at, field.lockCount, 4)
  const recursion = load(call, at, field.recursionCount, 4)
  if (owner === undefined || lockCount === undefined || recursion === undefined) return undefined
  const { threadId } = process.state
  // EnterCriticalSection (Remarks): its owner enters again without waiting.
  if (owner === threadId)
    return process.store(addToWord(at, field.recursionCount), 4, Number(recursion) + 1) || undefined
  if ((Number(lockCount) & 1) === 0) return false
  const fine =
    process.store(addToWord(at, field.lockCount), 4, TAKEN) &&
    process.store(addToWord(at, field.recursionCount), 4, 1) &&
    process.store(addToWord(at, field.owner), 8, threadId)
  return fine || undefined
}

/** Leaves once; undefined when the structure cannot be touched. */
export function leave(call: ApiCall, at: Word): 1 | undefined {
  const { process } = call
  const recursion = load(call, at, field.recursionCount, 4)
  if (recursion === undefined) return undefined
  if (!process.store(addToWord(at, field.recursionCount), 4, (Number(recursion) - 1) >>> 0)) return undefined
  if (Number(recursion) > 1) return 1
  process.store(addToWord(at, field.owner), 8, 0)
  process.store(addToWord(at, field.lockCount), 4, FREE)
  return 1
}

/** EnterCriticalSection(lpCriticalSection) */
export const EnterCriticalSection: ApiFunction = (call) => {
  const entered = tryEnter(call, call.word(0))
  if (entered === undefined) return undefined
  return entered ? 1 : call.wait({ polls: true })
}

/** TryEnterCriticalSection(lpCriticalSection) */
export const TryEnterCriticalSection: ApiFunction = (call) => {
  const entered = tryEnter(call, call.word(0))
  return entered === undefined ? undefined : entered ? 1 : 0
}

/** LeaveCriticalSection(lpCriticalSection) */
export const LeaveCriticalSection: ApiFunction = (call) => leave(call, call.word(0))

/** DeleteCriticalSection(lpCriticalSection): what is left is as of a section never made. */
export const DeleteCriticalSection: ApiFunction = (call) => {
  for (let offset = 0; offset < 0x28; offset += 8)
    if (!call.process.store(addToWord(call.word(0), offset), 8, 0)) return undefined
  return 1
}

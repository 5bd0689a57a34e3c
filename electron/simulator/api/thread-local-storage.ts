import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { eachThread } from '../threads'
import { keepSelected, putThread } from '../thread-state'

/** TEB.TlsSlots, and how many there are. Beyond them a process has 1024 more. Microsoft, Thread Local Storage. */
const TLS_SLOTS = 0x1480
const SLOT_COUNT = 64
const TLS_INDEXES = SLOT_COUNT + 1024
const FLS_INDEXES = 4000
const OUT_OF_INDEXES = 0xffffffff

type Kind = 'tls' | 'fls'

const indexesOf = (call: ApiCall, kind: Kind): ReadonlySet<number> =>
  kind === 'tls' ? call.process.state.tlsIndexes : call.process.state.flsIndexes

function setIndexes(call: ApiCall, kind: Kind, indexes: ReadonlySet<number>): void {
  if (kind === 'tls') call.process.state.tlsIndexes = indexes
  else call.process.state.flsIndexes = indexes
}

function alloc(call: ApiCall, kind: Kind, from: number, count: number): Word {
  const indexes = indexesOf(call, kind)
  let index = from
  while (indexes.has(index)) index++
  if (index >= count)
    return call.fail(
      k.ERROR_NO_MORE_ITEMS,
      'thread-local-indexes-are-limited',
      'Every index is in use; free some.',
      OUT_OF_INDEXES
    )
  setIndexes(call, kind, new Set(indexes).add(index))
  return index
}

function free(call: ApiCall, kind: Kind): Word {
  const index = call.dword(0)
  const indexes = new Set(indexesOf(call, kind))
  if (!indexes.delete(index))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-local-index-is-allocated',
      `The index ${index} was not allocated.`
    )
  setIndexes(call, kind, indexes)
  const { process } = call
  // Whoever gets the index next finds zero in every thread.
  keepSelected(process.state)
  eachThread(process, (thread) => {
    if (kind === 'tls' && index < SLOT_COUNT) process.store(thread.teb + TLS_SLOTS + index * 8, 8, 0)
    const key = `${kind}${index}`
    if (!thread.localValues.has(key)) return
    const localValues = new Map(thread.localValues)
    localValues.delete(key)
    putThread(process.state, { ...thread, localValues })
    if (thread.threadId === process.state.threadId) process.state.localValues = localValues
  })
  return 1
}

function get(call: ApiCall, kind: Kind): Word {
  const index = call.dword(0)
  const { state } = call.process
  if (kind === 'tls' ? index >= TLS_INDEXES : !indexesOf(call, kind).has(index))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-local-index-is-allocated',
      `There is no index ${index}.`
    )
  // TlsGetValue (Return value): success clears the last error, so that 0 can be told from a failure.
  call.process.setLastError(k.ERROR_SUCCESS)
  if (kind === 'tls' && index < SLOT_COUNT)
    return call.process.load(state.teb + TLS_SLOTS + index * 8, 8) ?? 0
  return state.localValues.get(`${kind}${index}`) ?? 0
}

function set(call: ApiCall, kind: Kind): Word {
  const index = call.dword(0)
  const { state } = call.process
  if (kind === 'tls' ? index >= TLS_INDEXES : !indexesOf(call, kind).has(index))
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'thread-local-index-is-allocated',
      `There is no index ${index}.`
    )
  if (kind === 'tls' && index < SLOT_COUNT)
    call.process.store(state.teb + TLS_SLOTS + index * 8, 8, call.word(1))
  else state.localValues = new Map(state.localValues).set(`${kind}${index}`, call.word(1))
  return 1
}

/** TlsAlloc(), TlsFree(dwTlsIndex), TlsGetValue(dwTlsIndex), TlsSetValue(dwTlsIndex, lpTlsValue) */
export const TlsAlloc: ApiFunction = (call) => alloc(call, 'tls', 0, TLS_INDEXES)
export const TlsFree: ApiFunction = (call) => free(call, 'tls')
export const TlsGetValue: ApiFunction = (call) => get(call, 'tls')
export const TlsSetValue: ApiFunction = (call) => set(call, 'tls')
/** FlsAlloc(lpCallback): the callback is not called here. FlsFree, FlsGetValue, FlsSetValue */
export const FlsAlloc: ApiFunction = (call) => alloc(call, 'fls', 1, FLS_INDEXES)
export const FlsFree: ApiFunction = (call) => free(call, 'fls')
export const FlsGetValue: ApiFunction = (call) => get(call, 'fls')
export const FlsSetValue: ApiFunction = (call) => set(call, 'fls')

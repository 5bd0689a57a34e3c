import type { ApiCall, ApiFunction } from '../api-call'
import type { Word } from '../../machine/word'

/** A SRWLOCK's one word: bit 0 while somebody has it, from bit 4 on how many share it. Windows Internals, Slim Reader-Writer Locks. */
const LOCKED = 1
const ONE_SHARE = 0x10

/** Takes the lock if that can be now: whether it did; undefined when it cannot be touched. */
export function tryAcquireLock(call: ApiCall, at: Word, shared: boolean): boolean | undefined {
  const value = call.process.load(at, 8)
  if (value === undefined) return undefined
  const isShared = Number(value) >= ONE_SHARE
  if (value !== 0 && !(shared && isShared)) return false
  const next = shared ? Math.max(Number(value), LOCKED) + ONE_SHARE : LOCKED
  return call.process.store(at, 8, next) || undefined
}

export function releaseLock(call: ApiCall, at: Word): 1 | undefined {
  const value = call.process.load(at, 8)
  if (value === undefined) return undefined
  const left = Number(value) >= 2 * ONE_SHARE ? Number(value) - ONE_SHARE : 0
  return call.process.store(at, 8, left) ? 1 : undefined
}

function acquire(call: ApiCall, shared: boolean): Word | undefined {
  const taken = tryAcquireLock(call, call.word(0), shared)
  if (taken === undefined) return undefined
  // Not recursive: who has it already and wants it again waits for ever. Microsoft, Slim Reader/Writer (SRW) Locks.
  return taken ? 1 : call.wait({ polls: true })
}

function tryAcquire(call: ApiCall, shared: boolean): Word | undefined {
  const taken = tryAcquireLock(call, call.word(0), shared)
  return taken === undefined ? undefined : taken ? 1 : 0
}

/** InitializeSRWLock(SRWLock) */
export const InitializeSRWLock: ApiFunction = (call) =>
  call.process.store(call.word(0), 8, 0) ? 1 : undefined
/** AcquireSRWLockExclusive(SRWLock) and its kin */
export const AcquireSRWLockExclusive: ApiFunction = (call) => acquire(call, false)
export const AcquireSRWLockShared: ApiFunction = (call) => acquire(call, true)
export const TryAcquireSRWLockExclusive: ApiFunction = (call) => tryAcquire(call, false)
export const TryAcquireSRWLockShared: ApiFunction = (call) => tryAcquire(call, true)
export const ReleaseSRWLockExclusive: ApiFunction = (call) => releaseLock(call, call.word(0))
export const ReleaseSRWLockShared: ApiFunction = (call) => releaseLock(call, call.word(0))

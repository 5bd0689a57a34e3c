import type { ApiFunction } from '../api-call'
import { lockPages, unlockPages } from '../lock'

/** VirtualLock(lpAddress, dwSize) */
export const VirtualLock: ApiFunction = (call) => {
  const refusal = lockPages(call.process, call.word(0), call.word(1))
  call.process.exception = null
  return call.answer(refusal)
}

/** VirtualUnlock(lpAddress, dwSize) */
export const VirtualUnlock: ApiFunction = (call) =>
  call.answer(unlockPages(call.process, call.word(0), call.word(1)))

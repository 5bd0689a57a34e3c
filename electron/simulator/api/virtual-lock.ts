import { namedConstants as k } from '../../../shared/win32/constants'
import type { ApiFunction } from '../api-call'
import { lockPages, unlockPages } from '../lock'
import { isRefusal } from '../status'

/** VirtualLock(lpAddress, dwSize) */
export const VirtualLock: ApiFunction = (call) => {
  const refusal = lockPages(call.process, call.word(0), call.word(1))
  call.process.exception = null
  return call.answer(refusal)
}

/** VirtualUnlock(lpAddress, dwSize) */
export const VirtualUnlock: ApiFunction = (call) =>
  call.answer(unlockPages(call.process, call.word(0), call.word(1)))

/** VirtualUnlockEx(Process, Address, Size) */
export const VirtualUnlockEx: ApiFunction = (call) => {
  if (call.word(0) === 0) return call.answer(unlockPages(call.process, call.word(1), call.word(2)))
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.answer(unlockPages(process, call.word(1), call.word(2)))
}

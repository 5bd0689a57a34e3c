import { namedConstants as k } from '../../../shared/win32/constants'
import type { ApiFunction } from '../api-call'
import { free, freeArgumentRefusal } from '../free'
import { isRefusal } from '../status'

/** VirtualFree(lpAddress, dwSize, dwFreeType) */
export const VirtualFree: ApiFunction = (call) =>
  call.answer(free(call.process, call.word(0), call.word(1), call.dword(2)))

/** VirtualFreeEx(hProcess, lpAddress, dwSize, dwFreeType) */
export const VirtualFreeEx: ApiFunction = (call) => {
  const wrong = freeArgumentRefusal(call.word(1), call.word(2), call.dword(3))
  if (wrong) return call.refuse(wrong)
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.answer(free(process, call.word(1), call.word(2), call.dword(3)))
}

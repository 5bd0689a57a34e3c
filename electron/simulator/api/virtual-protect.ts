import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { protect } from '../protect'
import { isExecutable } from '../pte'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal } from '../status'

/** VirtualProtect(lpAddress, dwSize, flNewProtect, lpflOldProtect) */
export const VirtualProtect: ApiFunction = (call) => protectIn(call, call.process, 0)

/** VirtualProtectEx(hProcess, lpAddress, dwSize, flNewProtect, lpflOldProtect) */
export const VirtualProtectEx: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return protectIn(call, process, 1)
}

/** VirtualProtectFromApp(Address, Size, NewProtection, OldProtection) */
export const VirtualProtectFromApp: ApiFunction = (call) =>
  isExecutable(call.dword(2))
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'NewProtection may not be executable in VirtualProtectFromApp.'
      )
    : VirtualProtect(call)

function protectIn(call: ApiCall, process: SimulatedProcess, first: number): Word {
  const oldProtect = call.word(first + 3)
  // VirtualProtect (lpflOldProtect): without a place for the old protection the function fails; it is checked first.
  if (!call.canWrite(oldProtect, 4)) {
    return call.fail(
      k.ERROR_NOACCESS,
      'old-protection-needs-a-place',
      'lpflOldProtect must point to a variable: the old protection goes there.'
    )
  }
  const old = protect(process, call.word(first), call.word(first + 1), call.dword(first + 2))
  if (isRefusal(old)) return call.refuse(old)
  // The page of the variable may be one of those that cannot be written any more.
  call.process.store(oldProtect, 4, old)
  call.process.exception = null
  return 1
}

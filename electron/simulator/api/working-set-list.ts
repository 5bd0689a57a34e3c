import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, type ApiFunction } from '../api-call'
import { eachFrame } from '../page-table'
import { USER_END_PAGE } from '../process-memory'
import { PTE_PROTECT, PTE_PROTOTYPE, PTE_VALID } from '../pte'
import { isRefusal } from '../status'

/** The kernel's five bits of a protection. PSAPI_WORKING_SET_BLOCK (Protection). */
const kernelProtections = new Map<number, number>([
  [k.PAGE_READONLY, 1],
  [k.PAGE_EXECUTE, 2],
  [k.PAGE_EXECUTE_READ, 3],
  [k.PAGE_READWRITE, 4],
  [k.PAGE_WRITECOPY, 5],
  [k.PAGE_EXECUTE_READWRITE, 6],
  [k.PAGE_EXECUTE_WRITECOPY, 7]
])

function kernelProtection(protect: number): number {
  const base = kernelProtections.get(protect & 0xff) ?? 0
  if (protect & k.PAGE_GUARD) return base | 16
  if (protect & k.PAGE_NOCACHE) return base | 8
  return protect & k.PAGE_WRITECOMBINE ? base | 24 : base
}

/** QueryWorkingSet(hProcess, pv, cb): how many pages, and a PSAPI_WORKING_SET_BLOCK for each. */
export const QueryWorkingSet: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_INFORMATION | k.PROCESS_VM_READ,
    'PROCESS_QUERY_INFORMATION and PROCESS_VM_READ'
  )
  if (isRefusal(process)) return call.refuse(process)
  const room = call.dword(2)
  if (room < 8)
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'working-set-list-needs-room',
      'cb must have room for the number of entries at least.'
    )
  const { state, kernel } = process
  // Probed first, as the kernel does: the buffer's own pages are in the list.
  if (!call.canWrite(call.word(1), room))
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'pv cannot be written.')
  const entries = new Bytes(8 + state.workingSetPages * 8)
  let count = 0
  eachFrame(state.pages, 0, USER_END_PAGE, (page, flags, frame) => {
    if (!(flags & PTE_VALID) || count >= state.workingSetPages) return
    const shared = (flags & PTE_PROTOTYPE) !== 0
    const shares = shared ? Math.min(kernel.frames.shares(frame), 7) : 0
    const low = kernelProtection(flags & PTE_PROTECT) | (shares << 5) | (shared ? 1 << 8 : 0)
    entries.u64(8 + count++ * 8, page * 4096 + low)
  })
  entries.u64(0, count)
  if (room < 8 + count * 8) {
    // QueryWorkingSet (Remarks): the number that is needed, and no entries.
    if (!call.copyOut(call.word(1), entries.bytes.subarray(0, 8)))
      return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'pv cannot be written.')
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'working-set-list-needs-room',
      `The working set has ${count} pages; there is no room for that many entries.`
    )
  }
  return call.copyOut(call.word(1), entries.bytes.subarray(0, 8 + count * 8))
    ? 1
    : call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'pv cannot be written.')
}

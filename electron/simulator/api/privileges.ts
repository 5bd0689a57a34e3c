import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, u32At, type ApiCall, type ApiFunction } from '../api-call'
import { openHandle, referenceHandle } from '../handles'
import { privilegeNumber, type Privileges } from '../privileges'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal, refuse, type Refusal } from '../status'

/** OpenProcessToken(ProcessHandle, DesiredAccess, TokenHandle) */
export const OpenProcessToken: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  if (!call.canWrite(call.word(2), 8))
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'TokenHandle must point to a variable.')
  const { kernel } = call
  const id = kernel.newNumber()
  kernel.setObject({ id, kind: 'token', handles: 0, letter: process.letter })
  // Access Rights for Access-Token Objects: MAXIMUM_ALLOWED asks for all that there is.
  const access = call.dword(1) & k.MAXIMUM_ALLOWED ? k.TOKEN_ALL_ACCESS : call.dword(1)
  call.copyOut(call.word(2), new Bytes(8).u64(0, openHandle(call.process, id, access)).bytes)
  return 1
}

/** LookupPrivilegeValue(lpSystemName, lpName, lpLuid) */
export const LookupPrivilegeValueA: ApiFunction = (call) => lookUp(call, false)
export const LookupPrivilegeValueW: ApiFunction = (call) => lookUp(call, true)

function lookUp(call: ApiCall, wide: boolean): Word | undefined {
  const name = call.word(1) === 0 ? '' : call.string(call.word(1), wide)
  if (name === undefined) return undefined
  const number = privilegeNumber(name)
  if (number === null)
    return call.fail(
      k.ERROR_NO_SUCH_PRIVILEGE,
      'privilege-has-a-known-name',
      `No privilege has the name "${name}".`
    )
  return call.process.write(call.word(2), new Bytes(8).u32(0, number).bytes) ? 1 : undefined
}

/** TOKEN_PRIVILEGES: a count, and number and attributes of each. */
function privilegesBytes(privileges: Privileges): Uint8Array {
  const bytes = new Bytes(4 + privileges.size * 12).u32(0, privileges.size)
  let at = 4
  for (const [number, attributes] of privileges) {
    bytes.u32(at, number).u32(at + 8, attributes)
    at += 12
  }
  return bytes.bytes
}

/** AdjustTokenPrivileges(TokenHandle, DisableAllPrivileges, NewState, BufferLength, PreviousState, ReturnLength) */
export const AdjustTokenPrivileges: ApiFunction = (call) => {
  // AdjustTokenPrivileges (TokenHandle): TOKEN_QUERY as well when the former state is asked for.
  const query = call.word(4) === 0 ? 0 : k.TOKEN_QUERY
  const process = processOfToken(call, k.TOKEN_ADJUST_PRIVILEGES | query)
  if (isRefusal(process)) return call.refuse(process)
  const { state } = process
  const wanted = wantedPrivileges(call, state.privileges)
  if (isRefusal(wanted)) return call.refuse(wanted)

  const after = new Map(state.privileges)
  const changed = new Map<number, number>()
  let allHeld = true
  for (const [number, attributes] of wanted) {
    const before = after.get(number)
    if (before === undefined) {
      allHeld = false
      continue
    }
    const now = (before & ~k.SE_PRIVILEGE_ENABLED) | (attributes & k.SE_PRIVILEGE_ENABLED)
    // AdjustTokenPrivileges (NewState): a privilege that is removed does not come back.
    if (attributes & k.SE_PRIVILEGE_REMOVED) after.delete(number)
    else after.set(number, now)
    if (attributes & k.SE_PRIVILEGE_REMOVED || now !== before) changed.set(number, before)
  }
  if (call.word(4) !== 0) {
    const bytes = privilegesBytes(changed)
    if (!call.copyOut(call.word(5), new Bytes(4).u32(0, bytes.length).bytes))
      return call.fail(
        k.ERROR_NOACCESS,
        'kernel-writes-where-it-can',
        'ReturnLength must point to a variable when PreviousState is given.'
      )
    // AdjustTokenPrivileges (BufferLength): too little room, and nothing is changed.
    if (call.dword(3) < bytes.length)
      return call.fail(
        k.ERROR_INSUFFICIENT_BUFFER,
        'token-answer-needs-room',
        `PreviousState needs ${bytes.length} bytes.`
      )
    if (!call.copyOut(call.word(4), bytes))
      return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'PreviousState cannot be written.')
  }
  state.privileges = after
  // AdjustTokenPrivileges (Return value): TRUE all the same; the last error says whether all were there.
  call.process.setLastError(allHeld ? k.ERROR_SUCCESS : k.ERROR_NOT_ALL_ASSIGNED)
  return 1
}

/** The attributes that a call wants privileges to have. */
function wantedPrivileges(call: ApiCall, held: Privileges): (readonly [number, number])[] | Refusal {
  if (call.dword(1) !== 0) return [...held.keys()].map((number) => [number, 0] as const)
  const address = call.word(2)
  if (address === 0)
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'new-state-names-the-privileges',
      'NewState must say which privileges are to be changed.'
    )
  const noAccess = refuse(
    k.STATUS_ACCESS_VIOLATION,
    'kernel-reads-what-is-readable',
    'NewState cannot be read.'
  )
  const head = call.copyIn(address, 4)
  if (head === null) return noAccess
  const count = u32At(head, 0)
  // SeCaptureLuidAndAttributesArray (Windows Internals): no token has more than 1,000 privileges.
  if (count > 1000)
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'new-state-names-the-privileges',
      'NewState has too many privileges.'
    )
  const list = call.copyIn(call.size(2) + 4, count * 12)
  if (list === null) return noAccess
  return Array.from({ length: count }, (_, i) => {
    const high = u32At(list, i * 12 + 4)
    return [high === 0 ? u32At(list, i * 12) : -1, u32At(list, i * 12 + 8)] as const
  })
}

/** GetTokenInformation(TokenHandle, TokenInformationClass, TokenInformation, TokenInformationLength, ReturnLength) */
export const GetTokenInformation: ApiFunction = (call) => {
  const process = processOfToken(call, k.TOKEN_QUERY)
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(1) !== TOKEN_PRIVILEGES)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'token-information-is-of-a-known-class',
      'The simulator knows TokenPrivileges only.'
    )
  const bytes = privilegesBytes(process.state.privileges)
  if (!call.copyOut(call.word(4), new Bytes(4).u32(0, bytes.length).bytes))
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'ReturnLength must point to a variable.')
  // GetTokenInformation (TokenInformationLength): ReturnLength says how much room is needed.
  if (call.dword(3) < bytes.length)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'token-answer-needs-room',
      `The privileges need ${bytes.length} bytes.`
    )
  return call.copyOut(call.word(2), bytes)
    ? 1
    : call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'TokenInformation cannot be written.')
}

/** TOKEN_INFORMATION_CLASS, winnt.h. */
const TOKEN_PRIVILEGES = 3

/** The process whose token a handle leads to. Access Rights for Access-Token Objects. */
function processOfToken(call: ApiCall, access: number): SimulatedProcess | Refusal {
  const token = referenceHandle(call.process, call.word(0), 'token', access, 'the access that this needs')
  if (isRefusal(token)) return token
  const process = call.kernel.processes.get(token.letter)
  return process === undefined
    ? refuse(k.STATUS_INVALID_HANDLE, 'token-lives-with-its-process', 'The process of the token has ended.')
    : (process as SimulatedProcess)
}

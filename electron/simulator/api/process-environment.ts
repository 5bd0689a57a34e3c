import { namedConstants as k } from '../../../shared/win32/constants'
import { Bytes, stringBytes, type ApiFunction } from '../api-call'
import { commandLine, peb, unicodeString } from '../environment-blocks'
import { programPath } from '../system-images'
import { isRefusal } from '../status'

/** IsDebuggerPresent(): what the PEB says. */
export const IsDebuggerPresent: ApiFunction = (call) => {
  const flag = call.process.load(call.process.state.peb + peb.beingDebugged, 1)
  return flag === undefined ? undefined : Number(flag !== 0)
}

/** GetCommandLineW(): where the process's parameters have it. */
export const GetCommandLineW: ApiFunction = (call) => {
  const parameters = call.process.load(call.process.state.peb + peb.processParameters, 8)
  return parameters === undefined ? undefined : call.process.load(Number(parameters) + 0x78, 8)
}

/** GetCommandLineA(): the copy in the ANSI code page, at the end of the block of the process's parameters. */
export const GetCommandLineA: ApiFunction = (call) => {
  const parameters = call.process.load(call.process.state.peb + peb.processParameters, 8)
  const length = parameters && call.process.load(Number(parameters), 4)
  if (parameters === undefined || length === undefined) return undefined
  return Number(parameters) + Number(length) - commandLine.length - 1
}

const informationClass = {
  basic: 0,
  debugPort: 7,
  wow64: 26,
  imageFileName: 27,
  breakOnTermination: 29
} as const

/** NtQueryInformationProcess(ProcessHandle, ProcessInformationClass, ProcessInformation, ProcessInformationLength, ReturnLength): an NTSTATUS. */
export const NtQueryInformationProcess: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) {
    return call.because(process.rule, process.why, process.status)
  }
  const room = call.dword(3)
  const { state } = process
  let answer: Uint8Array
  switch (call.dword(1)) {
    case informationClass.basic:
      answer = new Bytes(48)
        .u32(0, k.STILL_ACTIVE)
        .u64(8, state.peb)
        .u64(16, 0xff)
        .u32(24, 8)
        .u64(32, state.processId).bytes
      break
    case informationClass.debugPort:
    case informationClass.wow64:
      answer = new Uint8Array(8)
      break
    case informationClass.breakOnTermination:
      answer = new Uint8Array(4)
      break
    case informationClass.imageFileName: {
      const path = `\\Device\\HarddiskVolume3${programPath.slice(2)}`
      const text = stringBytes(path, true)
      answer = new Uint8Array(16 + text.length)
      answer.set(unicodeString(path, Number(call.word(2)) + 16))
      answer.set(text, 16)
      break
    }
    default:
      return call.because(
        'process-information-is-known',
        'The simulator does not have that class of information.',
        k.STATUS_INVALID_INFO_CLASS
      )
  }
  const returned = new Bytes(4).u32(0, answer.length).bytes
  // A text may have more room than it needs; everything else has its very size.
  const fits =
    call.dword(1) === informationClass.imageFileName ? room >= answer.length : room === answer.length
  if (!fits) {
    if (call.word(4) !== 0) call.copyOut(call.word(4), returned)
    return call.because(
      'process-information-has-its-length',
      `ProcessInformationLength must be ${answer.length}.`,
      k.STATUS_INFO_LENGTH_MISMATCH
    )
  }
  if (!call.copyOut(call.word(2), answer)) return k.STATUS_ACCESS_VIOLATION
  if (call.word(4) !== 0 && !call.copyOut(call.word(4), returned)) return k.STATUS_ACCESS_VIOLATION
  return 0
}

import type { ApiFunction } from '../api-call'
import { teb } from '../environment-blocks'

/** GetLastError() */
export const GetLastError: ApiFunction = (call) => {
  // The TEB has it, and a program can write there without any call.
  const { process } = call
  const code = process.load(process.state.teb + teb.lastError, 4)
  return code === undefined ? undefined : (process.state.lastError = Number(code))
}

/** SetLastError(dwErrCode) */
export const SetLastError: ApiFunction = (call) => {
  call.process.setLastError(call.dword(0))
  return 0
}

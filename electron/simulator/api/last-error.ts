import type { ApiFunction } from '../api-call'

/** GetLastError() */
export const GetLastError: ApiFunction = (call) => call.process.state.lastError

/** SetLastError(dwErrCode) */
export const SetLastError: ApiFunction = (call) => {
  call.process.state.lastError = call.dword(0)
  return 0
}

import type { CallRecord } from '../../../shared/contract/step'

/** Functions that fill a structure with figures of the computer, the process or the moment. */
export const figureCalls =
  /^(GlobalMemoryStatus|GetProcessMemoryInfo|K32GetProcessMemoryInfo|GetPerformanceInfo|GetSystemInfo|GetNativeSystemInfo|QueryWorkingSet|GetProcessWorkingSetSize|GetSystemTime|GetLocalTime|GetTickCount|QueryPerformance|GetProcessHeap|HeapSummary|GetLargePageMinimum|GetPhysicallyInstalled|timeGetTime|GetModuleFileName|GetTempPath|GetCurrentDirectory|GetVersion)/

/** Reasons that say only that a machine chooses its own numbers: nothing follows from them. */
export const byChoice: ReadonlySet<string> = new Set([
  'address',
  'handle',
  'process-id',
  'surroundings',
  'temporary-file',
  'program-path',
  'accidental'
])

/** Parts that say that the machines did not answer alike. */
export const answers: ReadonlySet<string> = new Set(['result', 'last error', 'only here'])

/** Differences after which a program may go another way. */
export const wayward: ReadonlySet<string> = new Set([
  'before',
  'heap',
  'system-dll',
  'accidental',
  'working-set-limits'
])

/** Whether a call is about the memory of another process. */
export function isOfOther({ args: [handle] }: CallRecord): boolean {
  return handle !== undefined && /process/i.test(handle.name) && handle.meaning !== '-1'
}

/** Calls that ask about regions. */
export const queries = /^(VirtualQuery(Ex)?|QueryVirtualMemoryInformation)$/

/** Calls that answer how long a path is. */
export const paths =
  /^((K32)?(GetModuleFileName|GetMappedFileName|GetProcessImageFileName)|GetTempPath|GetCurrentDirectory|QueryFullProcessImageName)/

/** Calls that ask what else is in the process. */
export const surroundings =
  /^(GetProcessHeaps|(K32)?EnumProcessModules(Ex)?|(K32)?GetModuleInformation|HeapSummary|HeapWalk|HeapQueryInformation)$/

/** Whether a call asks what lies where the program has made nothing: that is each process's own affair. */
export function asksForeign(call: CallRecord): boolean {
  if (!queries.test(call.name)) return false
  const base = call.outs.find(({ name }) => name === 'AllocationBase') ?? call.args[0]
  return base === undefined || !/^(#|&)/.test(base.meaning ?? '')
}

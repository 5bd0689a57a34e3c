import type { CallRecord } from '../../../shared/contract/step'

/** Functions that fill a structure with figures of the computer, the process or the moment. */
export const figureCalls =
  /^(GlobalMemoryStatus|GetProcessMemoryInfo|K32GetProcessMemoryInfo|GetPerformanceInfo|GetSystemInfo|GetNativeSystemInfo|QueryWorkingSet|GetProcessWorkingSetSize|GetSystemTime|GetLocalTime|GetTickCount|QueryPerformance|GetProcessHeap|HeapSummary|GetLargePageMinimum|GetPhysicallyInstalled|timeGetTime|GetModuleFileName|GetTempPath|GetCurrentDirectory|GetVersion|GetTokenInformation|(K32)?EnumProcesses)/

/** Reasons that say only that a machine chooses its own numbers: nothing follows from them. */
export const byChoice: ReadonlySet<string> = new Set([
  'address',
  'handle',
  'process-id',
  'surroundings',
  'temporary-file',
  'program-path',
  'accidental',
  'turns'
])

/** Whether a program may go another way after a difference of this reason. */
export const isWayward = (reason: string | null): boolean =>
  reason !== null && (!byChoice.has(reason) || reason === 'accidental' || reason === 'program-path')

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

/** Calls that answer what is on the computer, or what an account may do, besides what the program made. */
export const listings = /^(GetTokenInformation|(K32)?EnumProcesses)$/

/** Calls after which a process has a thread more. */
export const threadMakers =
  /^(CreateThread|CreateRemoteThread(Ex)?|_beginthread(ex)?|NtCreateThreadEx|QueueUserWorkItem|SubmitThreadpoolWork|TrySubmitThreadpoolCallback)$/

/** Whether a call takes an address where the function of its name has a text: GetModuleHandleEx with FROM_ADDRESS. */
export function takesAddressForText({ name, args }: CallRecord, parameter: string): boolean {
  return /^GetModuleHandleEx/.test(name) && parameter === 'lpModuleName' && (Number(args[0]?.raw) & 4) !== 0
}

/** Whether a call, when it succeeds, closes the handle that it is about. */
export const closesItsHandle = ({ name, args }: CallRecord): boolean =>
  name === 'CloseHandle' || (name === 'DuplicateHandle' && (Number(args.at(-1)?.raw) & 1) !== 0)

/** Calls with which a thread lets others go on: how often, they decide together. */
export const waits =
  /^(Sleep|SleepEx|SwitchToThread|SleepConditionVariable(CS|SRW)|WaitOnAddress|WaitFor\w+)$/

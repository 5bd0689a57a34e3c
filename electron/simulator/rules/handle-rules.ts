import type { RuleTable } from './rule-table'

/** Handles to objects of the kernel. */
export const handleRules = {
  'handle-is-open': {
    source: 'Microsoft, Kernel Objects; Conformance private/ex-functions-need-a-handle-with-rights'
  },
  'handle-leads-to-the-right-kind': {
    source: 'Microsoft, System Error Codes (ERROR_INVALID_HANDLE)'
  },
  'handle-has-the-right': {
    source:
      'Microsoft, Process Security and Access Rights; Conformance private/ex-functions-need-a-handle-with-rights'
  },
  'handle-is-closed-once': { source: 'Microsoft, CloseHandle (hObject)' },
  'process-identifier-is-in-use': { source: 'Microsoft, OpenProcess (dwProcessId)' },
  'thread-identifier-is-in-use': { source: 'Microsoft, OpenThread (dwThreadId)' },
  'process-information-is-known': {
    source: 'Microsoft, NtQueryInformationProcess (ProcessInformationClass)'
  },
  'process-information-has-its-length': {
    source: 'Microsoft, NtQueryInformationProcess (ProcessInformationLength)'
  },
  'handle-flags-are-known': {
    source: 'Microsoft, SetHandleInformation (dwMask)'
  },
  'protected-handle-stays-open': {
    source: 'Microsoft, SetHandleInformation (HANDLE_FLAG_PROTECT_FROM_CLOSE)'
  }
} as const satisfies RuleTable

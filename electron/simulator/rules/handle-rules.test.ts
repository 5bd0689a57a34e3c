import type { handleRules } from './handle-rules'
import { INVALID_HANDLE, testRules } from '../testing/rule-cases'
import { k } from '../testing/machine'

const SELF = INVALID_HANDLE
/** The last error that `refuses` sets before its call: native functions leave it alone. */
const UNTOUCHED = 0xdead

testRules<typeof handleRules>('handles', {
  'handle-is-open': {
    states: 'A handle is open in the process that uses it',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'MapViewOfFile', 0x1234, k.FILE_MAP_READ, 0, 0, 0)
      const event = machine.call('CreateEventA', 0, 0, 0, 0)
      machine.call('CloseHandle', event)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'SetEvent', event)
      machine.refuses(k.WAIT_FAILED, k.ERROR_INVALID_HANDLE, 'WaitForSingleObject', event, 0)
      const args = [event, SELF, machine.scratch(), 0, 0, k.DUPLICATE_SAME_ACCESS] as const
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'DuplicateHandle', SELF, ...args)
    }
  },
  'handle-leads-to-the-right-kind': {
    states: 'A function wants a handle to the kind of object that it is for',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 0, 0, 0)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'MapViewOfFile', event, k.FILE_MAP_READ, 0, 0, 0)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'SetEvent', machine.section(0x1000))
    }
  },
  'handle-has-the-right': {
    states: 'A handle does what it was opened for',
    shown: (machine) => {
      const { processId } = machine.process
      const looks = machine.call('OpenProcess', k.PROCESS_QUERY_INFORMATION, 0, processId)
      const args = [0, 0x1000, k.MEM_RESERVE, k.PAGE_READWRITE] as const
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'VirtualAllocEx', looks, ...args)
      const acts = machine.call('OpenProcess', k.PROCESS_VM_OPERATION, 0, processId)
      machine.call('VirtualAllocEx', acts, ...args)
    }
  },
  'handle-is-closed-once': {
    states: 'A handle is closed once',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 0, 0, 0)
      machine.call('CloseHandle', event)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'CloseHandle', event)
    }
  },
  'process-identifier-is-in-use': {
    states: 'OpenProcess wants the identifier of a process that there is',
    shown: (machine) => {
      for (const id of [0, 1])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'OpenProcess', k.PROCESS_ALL_ACCESS, 0, id)
    }
  },
  'thread-identifier-is-in-use': {
    states: 'OpenThread wants the identifier of a thread that there is',
    shown: (machine) => machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'OpenThread', k.THREAD_ALL_ACCESS, 0, 1)
  },
  'process-information-is-known': {
    states: 'NtQueryInformationProcess is asked for a class of information that it has',
    shown: (machine) => {
      const args = [SELF, 999, machine.scratch(), 48, 0] as const
      machine.refuses(k.STATUS_INVALID_INFO_CLASS, UNTOUCHED, 'NtQueryInformationProcess', ...args)
    }
  },
  'process-information-has-its-length': {
    states: 'What NtQueryInformationProcess writes has its very length',
    shown: (machine) => {
      const args = [SELF, 0, machine.scratch(), 47, 0] as const
      machine.refuses(k.STATUS_INFO_LENGTH_MISMATCH, UNTOUCHED, 'NtQueryInformationProcess', ...args)
    }
  },
  'handle-flags-are-known': {
    states: 'SetHandleInformation changes two flags, and no other',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 0, 0, 0)
      for (const mask of [4, 0xffffffff])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetHandleInformation', event, mask, 0)
      machine.call('SetHandleInformation', event, k.HANDLE_FLAG_INHERIT, k.HANDLE_FLAG_INHERIT)
    }
  },
  'protected-handle-stays-open': {
    states: 'A handle that is protected from closing stays open',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 0, 0, 0)
      machine.call(
        'SetHandleInformation',
        event,
        k.HANDLE_FLAG_PROTECT_FROM_CLOSE,
        k.HANDLE_FLAG_PROTECT_FROM_CLOSE
      )
      machine.refuses(k.STATUS_HANDLE_NOT_CLOSABLE, 0xdead, 'NtClose', event)
    }
  }
})

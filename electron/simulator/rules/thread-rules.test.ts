import type { threadRules } from './thread-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const THIS_THREAD = INVALID_HANDLE - 1n

/** A handle to a thread that waits to be resumed. */
const suspended = (machine: RuleMachine): number =>
  machine.call('CreateThread', 0, 0, 0x10000, 0, k.CREATE_SUSPENDED, 0)

testRules<typeof threadRules>('threads', {
  'thread-creation-flags-are-known': {
    states: 'CreateThread knows CREATE_SUSPENDED and STACK_SIZE_PARAM_IS_A_RESERVATION',
    shown: (machine) =>
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'CreateThread', 0, 0, 0x10000, 0, 0x100, 0)
  },
  'threads-fit-in-virtual-memory': {
    states: 'A process has as many threads as its virtual memory has room for',
    shown: (machine) => {
      const args = [0, 0x10000, 0x10000, 0, k.CREATE_SUSPENDED | 0x10000, 0] as const
      let made = 1
      while (machine.process.call('CreateThread', args) !== 0 && made < 4096) made++
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'CreateThread', ...args)
    }
  },
  'ended-thread-cannot-be-changed': {
    states: 'A thread that has ended is neither suspended nor ended again',
    shown: (machine) => {
      const thread = suspended(machine)
      machine.call('TerminateThread', thread, 1)
      machine.refuses(0xffffffff, k.ERROR_ACCESS_DENIED, 'SuspendThread', thread)
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'TerminateThread', thread, 2)
    }
  },
  'suspensions-are-counted-to-127': {
    states: 'A thread is suspended MAXIMUM_SUSPEND_COUNT times at most, which is 127',
    shown: (machine) => {
      const thread = suspended(machine)
      for (let count = 1; count < 127; count++) machine.call('SuspendThread', thread)
      machine.refuses(0xffffffff, k.ERROR_SIGNAL_REFUSED, 'SuspendThread', thread)
    }
  },
  'thread-priority-is-known': {
    states: 'The priority of a thread is -2 to 2, -15 or 15',
    shown: (machine) => {
      for (const priority of [3, -3, 16])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetThreadPriority', THIS_THREAD, priority >>> 0)
      machine.call('SetThreadPriority', THIS_THREAD, -15 >>> 0)
    }
  },
  'stack-guarantee-fits-the-stack': {
    states: 'What SetThreadStackGuarantee keeps fits the stack',
    shown: (machine) => {
      const size = machine.words(0x7fffffff)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetThreadStackGuarantee', size)
    }
  },
  'thread-local-indexes-are-limited': {
    states: 'A process has 1088 indexes of thread local storage',
    shown: (machine) => {
      let indexes = 0
      while (machine.process.call('TlsAlloc', []) !== 0xffffffff && indexes < 2000) indexes++
      machine.refuses(0xffffffff, k.ERROR_NO_MORE_ITEMS, 'TlsAlloc')
    }
  },
  'thread-local-index-is-allocated': {
    states: 'An index of thread local storage is allocated before it is used or freed',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'TlsFree', 40)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'TlsSetValue', 2000, 1)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'FlsSetValue', 5, 1)
    }
  }
})

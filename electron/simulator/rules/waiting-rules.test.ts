import type { waitingRules } from './waiting-rules'
import { INVALID_HANDLE, testRules } from '../testing/rule-cases'
import { k } from '../testing/machine'

const SELF = INVALID_HANDLE
/** Synchronization Object Security and Access Rights. */
const EVENT_MODIFY_STATE = 2

testRules<typeof waitingRules>('waiting', {
  'waiting-needs-an-object-that-signals': {
    states: 'A section cannot be waited for',
    shown: (machine) =>
      machine.refuses(
        k.WAIT_FAILED,
        k.ERROR_INVALID_HANDLE,
        'WaitForSingleObject',
        machine.section(0x1000),
        0
      )
  },
  'waiting-needs-synchronize': {
    states: 'Waiting needs a handle with SYNCHRONIZE',
    shown: (machine) => {
      machine.call('CreateEventA', 0, 0, 1, machine.text('lab'))
      const set = machine.call('OpenEventA', EVENT_MODIFY_STATE, 0, machine.text('lab'))
      machine.refuses(k.WAIT_FAILED, k.ERROR_ACCESS_DENIED, 'WaitForSingleObject', set, 0)
      machine.call('SetEvent', set)
    }
  },
  'wait-names-1-to-64-objects': {
    states: 'WaitForMultipleObjects waits for 1 to 64 objects',
    shown: (machine) => {
      const handles = machine.words(machine.call('CreateEventA', 0, 1, 1, 0))
      for (const count of [0, 65])
        machine.refuses(
          k.WAIT_FAILED,
          k.ERROR_INVALID_PARAMETER,
          'WaitForMultipleObjects',
          count,
          handles,
          0,
          0
        )
      machine.call('WaitForMultipleObjects', 1, handles, 0, 0)
    }
  },
  'waiting-for-all-names-each-once': {
    states: 'Who waits for all objects names each of them once',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 1, 1, 0)
      const args = [2, machine.words(event, event), 1, 0] as const
      machine.refuses(k.WAIT_FAILED, k.ERROR_INVALID_PARAMETER, 'WaitForMultipleObjects', ...args)
    }
  },
  'wait-ends-with-its-time': {
    states: 'A wait on an address that nobody ends fails with ERROR_TIMEOUT when its time is up',
    shown: (machine) =>
      machine.refuses(0, k.ERROR_TIMEOUT, 'WaitOnAddress', machine.words(7), machine.words(7), 8, 0)
  },
  'wait-on-address-compares-1-2-4-or-8-bytes': {
    states: 'WaitOnAddress compares 1, 2, 4 or 8 bytes',
    shown: (machine) => {
      for (const size of [0, 3, 16])
        machine.refuses(
          0,
          k.ERROR_INVALID_PARAMETER,
          'WaitOnAddress',
          machine.words(7),
          machine.words(7),
          size,
          0
        )
    }
  },
  'only-the-owner-releases-a-mutex': {
    states: 'A mutex is released by the thread that owns it',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_NOT_OWNER, 'ReleaseMutex', machine.call('CreateMutexA', 0, 0, 0))
      machine.call('ReleaseMutex', machine.call('CreateMutexA', 0, 1, 0))
    }
  },
  'semaphore-count-is-within-its-maximum': {
    states: 'A semaphore starts with a count from 0 to its maximum, which is above 0',
    shown: (machine) => {
      for (const [count, maximum] of [
        [0, 0],
        [3, 2],
        [0xffffffff, 2]
      ] as const)
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'CreateSemaphoreA', 0, count, maximum, 0)
    }
  },
  'semaphore-is-released-by-more-than-zero': {
    states: 'A semaphore is released by more than 0',
    shown: (machine) => {
      const semaphore = machine.call('CreateSemaphoreA', 0, 0, 2, 0)
      for (const by of [0, 0xffffffff])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'ReleaseSemaphore', semaphore, by, 0)
    }
  },
  'semaphore-never-exceeds-its-maximum': {
    states: 'The count of a semaphore never exceeds its maximum: the call that would do it changes nothing',
    shown: (machine) => {
      const semaphore = machine.call('CreateSemaphoreA', 0, 1, 2, 0)
      machine.refuses(0, k.ERROR_TOO_MANY_POSTS, 'ReleaseSemaphore', semaphore, 2, 0)
      machine.call('ReleaseSemaphore', semaphore, 1, 0)
    }
  },
  'signalled-object-is-event-mutex-or-semaphore': {
    states: 'SignalObjectAndWait signals an event, a mutex or a semaphore',
    shown: (machine) => {
      const event = machine.call('CreateEventA', 0, 1, 1, 0)
      machine.refuses(k.WAIT_FAILED, k.ERROR_INVALID_HANDLE, 'SignalObjectAndWait', SELF, event, 0, 0)
      machine.call('SignalObjectAndWait', event, event, 0, 0)
    }
  },
  'opened-object-is-named': {
    states: 'An object is opened by its name',
    shown: (machine) => {
      for (const open of ['OpenEventA', 'OpenMutexA', 'OpenSemaphoreA'])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, open, k.SYNCHRONIZE, 0, 0)
    }
  }
})

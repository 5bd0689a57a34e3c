import type { ConstantFamily } from './family'

const accessPage = 'sync/synchronization-object-security-and-access-rights'
const forAny = { SYNCHRONIZE: 'It can be waited for.' } as const

/** The constants of the objects that threads wait for. */
export const synchronizationFamilies = {
  eventAccess: {
    title: 'right to an event',
    page: accessPage,
    flags: true,
    members: {
      EVENT_ALL_ACCESS: 'Every right to the event.',
      EVENT_MODIFY_STATE: 'It can be set and reset.',
      ...forAny
    }
  },
  eventOptions: {
    title: 'option of a new event',
    page: 'api/synchapi/nf-synchapi-createeventexa',
    flags: true,
    members: {
      CREATE_EVENT_MANUAL_RESET: 'It stays set until ResetEvent; without this, a wait that ends resets it.',
      CREATE_EVENT_INITIAL_SET: 'It is set from the beginning.'
    }
  },
  mutexAccess: {
    title: 'right to a mutex',
    page: accessPage,
    flags: true,
    members: {
      MUTEX_ALL_ACCESS: 'Every right to the mutex.',
      MUTEX_MODIFY_STATE: 'Reserved; waiting and releasing need SYNCHRONIZE.',
      ...forAny
    }
  },
  mutexOptions: {
    title: 'option of a new mutex',
    page: 'api/synchapi/nf-synchapi-createmutexexa',
    flags: true,
    members: { CREATE_MUTEX_INITIAL_OWNER: 'The thread that makes it owns it from the beginning.' }
  },
  semaphoreAccess: {
    title: 'right to a semaphore',
    page: accessPage,
    flags: true,
    members: {
      SEMAPHORE_ALL_ACCESS: 'Every right to the semaphore.',
      SEMAPHORE_MODIFY_STATE: 'Its count can be raised: ReleaseSemaphore.',
      ...forAny
    }
  },
  lockMode: {
    title: 'how a lock is held',
    page: 'api/synchapi/nf-synchapi-sleepconditionvariablesrw',
    flags: true,
    members: {
      CONDITION_VARIABLE_LOCKMODE_SHARED: 'The lock is held as a reader; without this, exclusively.'
    }
  },
  waitLimits: {
    title: 'limit of waiting',
    page: 'api/synchapi/nf-synchapi-waitformultipleobjects',
    flags: false,
    members: { MAXIMUM_WAIT_OBJECTS: 'How many objects one wait can be for.' }
  },
  suspendLimits: {
    title: 'limit of suspending',
    page: 'api/processthreadsapi/nf-processthreadsapi-suspendthread',
    flags: false,
    members: { MAXIMUM_SUSPEND_COUNT: 'How many suspensions of a thread are counted at most.' }
  },
  flsIndex: {
    title: 'fiber local storage index',
    page: 'api/fibersapi/nf-fibersapi-flsalloc',
    flags: false,
    members: { FLS_OUT_OF_INDEXES: 'FlsAlloc: no index is free.' }
  }
} as const satisfies Readonly<Record<string, ConstantFamily>>

import type { FunctionFacts, FunctionFamily } from './function-entry'

const forever = { dwMilliseconds: 'milliseconds' } as const
const inWinbase = { header: 'winbase.h' } as const

/** Waiting, and the objects to wait for: synchapi.h. */
export const synchronization: FunctionFamily = {
  title: 'Waiting and kernel objects',
  header: 'synchapi.h',
  dll: 'kernel32.dll',
  functions: {
    WaitForSingleObject: {
      says: 'Waits until an object is signalled or the time is over.',
      fails: 'all-ones',
      flags: forever
    },
    WaitForSingleObjectEx: {
      says: 'Does what WaitForSingleObject does; can be interrupted by calls queued to the thread.',
      fails: 'all-ones',
      flags: forever
    },
    WaitForMultipleObjects: {
      says: 'Waits until one or all of several objects are signalled or the time is over.',
      fails: 'all-ones',
      flags: forever
    },
    WaitForMultipleObjectsEx: {
      says: 'Does what WaitForMultipleObjects does; can be interrupted by calls queued to the thread.',
      fails: 'all-ones',
      flags: forever
    },
    SignalObjectAndWait: {
      says: 'Signals one object and waits for another, in one call.',
      fails: 'all-ones',
      flags: forever
    },
    Sleep: {
      says: 'Waits for a time; 0 lets others run first.',
      fails: 'never',
      flags: forever,
      limits: 'No time passes but on the simulated clocks.'
    },
    SleepEx: {
      says: 'Waits for a time; can be interrupted by calls queued to the thread.',
      fails: 'never',
      flags: forever
    },
    CreateEventA: { says: 'Makes or opens an event: an object that is set and reset by hand or by a wait.' },
    CreateEventW: { says: 'Makes or opens an event: an object that is set and reset by hand or by a wait.' },
    CreateEventExA: {
      says: 'Makes or opens an event, with the rights you ask for.',
      flags: { dwFlags: 'eventOptions', dwDesiredAccess: 'eventAccess' }
    },
    CreateEventExW: {
      says: 'Makes or opens an event, with the rights you ask for.',
      flags: { dwFlags: 'eventOptions', dwDesiredAccess: 'eventAccess' }
    },
    OpenEventA: { says: 'Opens an event by its name.', flags: { dwDesiredAccess: 'eventAccess' } },
    OpenEventW: { says: 'Opens an event by its name.', flags: { dwDesiredAccess: 'eventAccess' } },
    SetEvent: { says: 'Sets an event, which ends waits for it.' },
    ResetEvent: { says: 'Resets an event, so that waits for it begin to wait.' },
    PulseEvent: { says: 'Sets an event and resets it at once; unreliable and best avoided.', ...inWinbase },
    CreateMutexA: { says: 'Makes or opens a mutex, which one thread can own at a time.' },
    CreateMutexW: { says: 'Makes or opens a mutex, which one thread can own at a time.' },
    CreateMutexExA: {
      says: 'Makes or opens a mutex, with the rights you ask for.',
      flags: { dwFlags: 'mutexOptions', dwDesiredAccess: 'mutexAccess' }
    },
    CreateMutexExW: {
      says: 'Makes or opens a mutex, with the rights you ask for.',
      flags: { dwFlags: 'mutexOptions', dwDesiredAccess: 'mutexAccess' }
    },
    OpenMutexA: {
      says: 'Opens a mutex by its name.',
      flags: { dwDesiredAccess: 'mutexAccess' },
      ...inWinbase,
      page: 'api/synchapi/nf-synchapi-openmutexw'
    },
    OpenMutexW: { says: 'Opens a mutex by its name.', flags: { dwDesiredAccess: 'mutexAccess' } },
    ReleaseMutex: { says: 'Gives up a mutex that the thread owns.' },
    CreateSemaphoreA: {
      says: 'Makes or opens a semaphore, which lets a number of threads through.',
      ...inWinbase
    },
    CreateSemaphoreW: { says: 'Makes or opens a semaphore, which lets a number of threads through.' },
    OpenSemaphoreA: {
      says: 'Opens a semaphore by its name.',
      flags: { dwDesiredAccess: 'semaphoreAccess' },
      ...inWinbase,
      page: 'api/synchapi/nf-synchapi-opensemaphorew'
    },
    OpenSemaphoreW: {
      says: 'Opens a semaphore by its name.',
      flags: { dwDesiredAccess: 'semaphoreAccess' }
    },
    ReleaseSemaphore: { says: 'Adds to the count of a semaphore.', writes: ['lpPreviousCount'] },
    CreateWaitableTimerA: {
      says: 'Makes or opens a timer that can be waited for.',
      ...inWinbase,
      page: 'api/synchapi/nf-synchapi-createwaitabletimerw'
    },
    CreateWaitableTimerW: { says: 'Makes or opens a timer that can be waited for.' },
    SetWaitableTimer: { says: 'Starts a timer.' },
    CancelWaitableTimer: { says: 'Stops a timer.' }
  }
}

/** Locks that live in the program's own memory: synchapi.h. */
export const locks: FunctionFamily = {
  title: 'Locks in memory',
  header: 'synchapi.h',
  dll: 'kernel32.dll',
  functions: {
    InitializeCriticalSection: { says: 'Makes a critical section ready for use.', fails: 'never' },
    InitializeCriticalSectionAndSpinCount: {
      says: 'Makes a critical section ready that tries for a while before it waits.'
    },
    InitializeCriticalSectionEx: { says: 'Makes a critical section ready, with a spin count and options.' },
    SetCriticalSectionSpinCount: {
      says: 'Sets how often entering is tried before the thread waits; answers the count before.',
      fails: 'never'
    },
    EnterCriticalSection: { says: 'Waits until the thread owns the critical section.', fails: 'never' },
    TryEnterCriticalSection: {
      says: 'Takes the critical section if no other thread has it; FALSE says that one has.',
      fails: 'never'
    },
    LeaveCriticalSection: { says: 'Gives the critical section up.', fails: 'never' },
    DeleteCriticalSection: { says: 'Frees what a critical section holds.', fails: 'never' },
    InitializeSRWLock: { says: 'Makes a reader/writer lock ready for use.', fails: 'never' },
    AcquireSRWLockExclusive: {
      says: 'Waits until the thread is the only one that has the lock.',
      fails: 'never'
    },
    AcquireSRWLockShared: {
      says: 'Waits until the thread has the lock along with other readers.',
      fails: 'never'
    },
    ReleaseSRWLockExclusive: { says: 'Gives a lock up that was taken exclusively.', fails: 'never' },
    ReleaseSRWLockShared: { says: 'Gives a lock up that was taken as a reader.', fails: 'never' },
    TryAcquireSRWLockExclusive: {
      says: 'Takes the lock exclusively if that needs no waiting.',
      fails: 'never'
    },
    TryAcquireSRWLockShared: { says: 'Takes the lock as a reader if that needs no waiting.', fails: 'never' },
    InitializeConditionVariable: { says: 'Makes a condition variable ready for use.', fails: 'never' },
    SleepConditionVariableCS: {
      says: 'Leaves a critical section, waits to be woken, and enters it again.',
      flags: forever
    },
    SleepConditionVariableSRW: {
      says: 'Leaves a reader/writer lock, waits to be woken, and takes it again.',
      flags: { ...forever, Flags: 'lockMode' }
    },
    WakeConditionVariable: { says: 'Wakes one thread that waits on a condition variable.', fails: 'never' },
    WakeAllConditionVariable: {
      says: 'Wakes all threads that wait on a condition variable.',
      fails: 'never'
    },
    InitOnceInitialize: { says: 'Makes a one-time initialisation ready for use.', fails: 'never' },
    InitOnceExecuteOnce: { says: 'Calls a function once, whichever thread comes first; the others wait.' },
    WaitOnAddress: {
      says: 'Waits until the value at an address is changed and its waker calls.',
      since: 'Windows 8',
      flags: forever
    },
    WakeByAddressSingle: {
      says: 'Wakes one thread that waits on an address.',
      fails: 'never',
      since: 'Windows 8'
    },
    WakeByAddressAll: {
      says: 'Wakes all threads that wait on an address.',
      fails: 'never',
      since: 'Windows 8'
    }
  }
}

/** Each is an instruction or two of the processor, which the compiler puts in place of the call. */
const instruction = (name: string, says: string, page?: string): [string, FunctionFacts] => [
  name,
  { says, fails: 'never', dll: null, ...(page === undefined ? {} : { page }) }
]
/** For 32, 64 and 16 bits. */
const widths = (name: string, says: string): [string, FunctionFacts][] =>
  ['', '64', '16'].map((bits) => instruction(`${name}${bits}`, says))

/** Changes that no other thread can come between, and order among accesses: winnt.h. */
export const interlocked: FunctionFamily = {
  title: 'Interlocked operations',
  header: 'winnt.h',
  dll: 'kernel32.dll',
  functions: Object.fromEntries([
    ...widths('InterlockedIncrement', 'Adds one to a variable in one piece and answers the new value.'),
    ...widths('InterlockedDecrement', 'Takes one from a variable in one piece and answers the new value.'),
    ...widths('InterlockedExchange', 'Sets a variable in one piece and answers the value before.'),
    ...widths('InterlockedExchangeAdd', 'Adds to a variable in one piece and answers the value before.').map(
      ([name, facts]): [string, FunctionFacts] =>
        // winnt.h has it for 32 and 64 bits only; for 16 there is the compiler's.
        name.endsWith('16')
          ? [
              name,
              {
                ...facts,
                header: 'intrin.h',
                page: '/cpp/intrinsics/interlockedexchangeadd-intrinsic-functions'
              }
            ]
          : [name, facts]
    ),
    instruction('InterlockedAdd', 'Adds to a variable in one piece and answers the new value.'),
    instruction(
      'InterlockedAdd64',
      'Adds to a variable in one piece and answers the new value.',
      '/cpp/intrinsics/interlockedadd-intrinsic-functions'
    ),
    ...widths(
      'InterlockedCompareExchange',
      'Sets a variable if it has a given value, and answers the value before.'
    ),
    ...widths('InterlockedAnd', 'Combines a variable by AND in one piece and answers the value before.'),
    ...widths('InterlockedOr', 'Combines a variable by OR in one piece and answers the value before.'),
    ...widths('InterlockedXor', 'Combines a variable by XOR in one piece and answers the value before.'),
    instruction('InterlockedExchangePointer', 'Sets a pointer in one piece and answers the one before.'),
    instruction(
      'InterlockedCompareExchangePointer',
      'Sets a pointer if it has a given value, and answers the one before.'
    ),
    instruction('MemoryBarrier', 'Ends all reads and writes before it before any behind it begins.'),
    instruction('YieldProcessor', 'Tells the processor that the thread is waiting in a loop.'),
    [
      '_ReadWriteBarrier',
      {
        says: 'Keeps the compiler from moving reads and writes across it.',
        fails: 'never',
        dll: null,
        header: 'intrin.h',
        page: '/cpp/intrinsics/readwritebarrier'
      }
    ]
  ])
}

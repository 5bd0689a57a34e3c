import type { FunctionFamily } from './function-entry'

/** Threads, their stacks and their own values: processthreadsapi.h. */
export const threads: FunctionFamily = {
  title: 'Threads',
  header: 'processthreadsapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetCurrentThread: {
      says: 'Answers the pseudo handle of the thread itself, which is -2.',
      fails: 'never'
    },
    GetCurrentThreadId: { says: 'Answers the id of the thread.', fails: 'never', accidental: true },
    CreateThread: {
      says: 'Starts a thread of the process with a stack of its own.',
      flags: { dwCreationFlags: 'creationFlags' },
      writes: ['lpThreadId']
    },
    CreateRemoteThread: {
      says: 'Starts a thread in another process.',
      flags: { dwCreationFlags: 'creationFlags' },
      writes: ['lpThreadId']
    },
    ExitThread: { says: 'Ends the thread with an exit code.', fails: 'never' },
    TerminateThread: { says: 'Ends a thread at once; its stack and locks stay behind.' },
    SuspendThread: { says: 'Stops a thread and counts one more suspension.', fails: 'all-ones' },
    ResumeThread: { says: 'Counts one suspension less; at none the thread runs again.', fails: 'all-ones' },
    GetExitCodeThread: {
      says: 'Answers the exit code of a thread; STILL_ACTIVE while it runs.',
      writes: ['lpExitCode']
    },
    GetThreadId: { says: 'Answers the id of the thread that a handle leads to.', accidental: true },
    GetProcessIdOfThread: {
      says: 'Answers the id of the process that a thread belongs to.',
      accidental: true
    },
    OpenThread: {
      says: 'Opens a thread by its id, with the rights you ask for.',
      flags: { dwDesiredAccess: 'threadAccess' }
    },
    SetThreadPriority: { says: 'Sets how important a thread is.', flags: { nPriority: 'threadPriority' } },
    GetThreadPriority: { says: 'Answers how important a thread is.', fails: 0x7fffffff },
    QueueUserAPC: { says: 'Gives a thread a function to call at its next alertable wait.' },
    GetThreadContext: { says: 'Answers the registers of a suspended thread.', writes: ['lpContext'] },
    SetThreadContext: { says: 'Sets the registers of a suspended thread.' },
    SwitchToThread: {
      says: 'Lets another ready thread run; FALSE says that there was none.',
      fails: 'never',
      accidental: true
    },
    GetCurrentThreadStackLimits: {
      says: 'Answers the lowest and the highest address of the thread’s stack.',
      fails: 'never',
      accidental: true,
      writes: ['LowLimit', 'HighLimit'],
      since: 'Windows 8'
    },
    SetThreadStackGuarantee: {
      says: 'Sets how many bytes of stack are left to an exception handler when the stack overflows.',
      writes: ['StackSizeInBytes']
    },
    TlsAlloc: {
      says: 'Takes an index under which each thread has a value of its own.',
      fails: 'all-ones',
      accidental: true
    },
    TlsFree: { says: 'Gives a thread local storage index back.' },
    TlsGetValue: {
      says: 'Answers the thread’s own value at an index; NULL may also be that value.',
      fails: 'never',
      flags: { dwTlsIndex: 'tlsIndex' }
    },
    TlsSetValue: { says: 'Sets the thread’s own value at an index.', flags: { dwTlsIndex: 'tlsIndex' } },
    FlsAlloc: {
      says: 'Takes an index under which each fiber has a value of its own.',
      fails: 'all-ones',
      accidental: true,
      header: 'fibersapi.h'
    },
    FlsFree: { says: 'Gives a fiber local storage index back.', header: 'fibersapi.h' },
    FlsGetValue: {
      says: 'Answers the fiber’s own value at an index; NULL may also be that value.',
      fails: 'never',
      header: 'fibersapi.h'
    },
    FlsSetValue: { says: 'Sets the fiber’s own value at an index.', header: 'fibersapi.h' }
  }
}

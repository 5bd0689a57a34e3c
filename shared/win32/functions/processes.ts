import type { FunctionFamily } from './function-entry'

/** Processes and handles: processthreadsapi.h and handleapi.h. */
export const processes: FunctionFamily = {
  title: 'Processes and handles',
  header: 'processthreadsapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetCurrentProcess: {
      says: 'Answers the pseudo handle of the process itself, which is -1.',
      fails: 'never'
    },
    GetCurrentProcessId: { says: 'Answers the id of the process.', fails: 'never', accidental: true },
    GetProcessId: { says: 'Answers the id of the process that a handle leads to.', accidental: true },
    OpenProcess: {
      says: 'Opens a process by its id, with the rights you ask for.',
      flags: { dwDesiredAccess: 'processAccess' }
    },
    TerminateProcess: { says: 'Ends a process at once, without its say.' },
    ExitProcess: { says: 'Ends the process with an exit code.', fails: 'never' },
    GetExitCodeProcess: {
      says: 'Answers the exit code of a process; STILL_ACTIVE while it runs.',
      writes: ['lpExitCode']
    },
    CreateProcessA: {
      says: 'Starts a program in a process of its own.',
      flags: { dwCreationFlags: 'creationFlags' },
      writes: ['lpProcessInformation']
    },
    GetProcessHandleCount: {
      says: 'Answers how many handles a process has open.',
      writes: ['pdwHandleCount'],
      accidental: true
    },
    QueryFullProcessImageNameA: {
      says: 'Answers the path of the executable of a process.',
      header: 'winbase.h',
      writes: ['lpExeName', 'lpdwSize'],
      accidental: true
    },
    QueryFullProcessImageNameW: {
      says: 'Answers the path of the executable of a process.',
      header: 'winbase.h',
      writes: ['lpExeName', 'lpdwSize'],
      accidental: true
    },
    NtQueryInformationProcess: {
      says: 'Answers what the kernel knows of a process: where its PEB lies, whether it is debugged.',
      fails: 'nonzero',
      header: 'winternl.h',
      dll: 'ntdll.dll',
      writes: ['ProcessInformation', 'ReturnLength']
    },
    IsWow64Process: {
      says: 'Answers whether a process is a 32-bit one on 64-bit Windows.',
      header: 'wow64apiset.h',
      writes: ['Wow64Process']
    },
    CloseHandle: {
      says: 'Closes a handle; the object goes when nothing refers to it any more.',
      header: 'handleapi.h'
    },
    DuplicateHandle: {
      says: 'Makes a second handle to an object, for this or another process.',
      header: 'handleapi.h',
      flags: { dwOptions: 'duplicate' },
      writes: ['lpTargetHandle']
    },
    GetHandleInformation: {
      says: 'Answers whether a handle is inherited and whether it can be closed.',
      header: 'handleapi.h',
      writes: ['lpdwFlags']
    },
    SetHandleInformation: {
      says: 'Sets whether a handle is inherited and whether it can be closed.',
      header: 'handleapi.h'
    },
    GetStdHandle: {
      says: 'Answers the handle of standard input, output or error.',
      fails: 'all-ones',
      header: 'processenv.h',
      flags: { nStdHandle: 'stdHandle' },
      page: '/windows/console/getstdhandle'
    },
    GetCommandLineA: {
      says: 'Answers the command line of the process.',
      fails: 'never',
      header: 'processenv.h',
      accidental: true
    },
    GetCommandLineW: {
      says: 'Answers the command line of the process.',
      fails: 'never',
      header: 'processenv.h',
      accidental: true
    }
  }
}

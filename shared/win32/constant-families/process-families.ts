import type { ConstantFamily } from './family'

const standardRights = {
  SYNCHRONIZE: 'The object can be waited for.',
  DELETE: 'The object can be deleted.',
  READ_CONTROL: 'The security of the object can be read.',
  WRITE_DAC: 'Who may use the object can be changed.',
  WRITE_OWNER: 'The owner of the object can be changed.'
} as const

/** The constants of processes, threads, waiting, modules and handles. */
export const processFamilies = {
  processAccess: {
    title: 'right to a process',
    page: 'procthread/process-security-and-access-rights',
    flags: true,
    members: {
      PROCESS_ALL_ACCESS: 'Every right to the process.',
      PROCESS_VM_OPERATION:
        'Its address space can be changed: VirtualAllocEx, VirtualFreeEx, VirtualProtectEx.',
      PROCESS_VM_READ: 'Its memory can be read.',
      PROCESS_VM_WRITE: 'Its memory can be written; goes with PROCESS_VM_OPERATION.',
      PROCESS_QUERY_INFORMATION: 'It can be asked about: VirtualQueryEx, GetExitCodeProcess.',
      PROCESS_QUERY_LIMITED_INFORMATION: 'It can be asked about a few things.',
      PROCESS_CREATE_THREAD: 'Threads can be started in it.',
      PROCESS_DUP_HANDLE: 'Handles can be duplicated from and to it.',
      PROCESS_TERMINATE: 'It can be ended.',
      PROCESS_SET_QUOTA: 'The limits of its working set can be set.',
      PROCESS_SET_INFORMATION: 'Its priority and the like can be set.',
      PROCESS_SUSPEND_RESUME: 'It can be suspended and resumed.',
      PROCESS_CREATE_PROCESS: 'Processes can be started in its name.',
      PROCESS_SET_SESSIONID: 'Its session can be set.',
      ...standardRights
    }
  },
  tokenAccess: {
    title: 'right to an access token',
    page: 'secauthz/access-rights-for-access-token-objects',
    flags: true,
    members: {
      TOKEN_ALL_ACCESS: 'Every right to the token.',
      TOKEN_ADJUST_PRIVILEGES: 'Its privileges can be enabled and disabled.',
      TOKEN_QUERY: 'It can be asked about.',
      TOKEN_QUERY_SOURCE: 'Where it comes from can be asked.',
      TOKEN_ADJUST_GROUPS: 'Its groups can be changed.',
      TOKEN_ADJUST_DEFAULT: 'Its defaults for new objects can be changed.',
      TOKEN_ADJUST_SESSIONID: 'Its session can be changed.',
      TOKEN_ASSIGN_PRIMARY: 'It can be given to a process.',
      TOKEN_DUPLICATE: 'It can be duplicated.',
      TOKEN_IMPERSONATE: 'It can be given to a thread.',
      TOKEN_READ: 'READ_CONTROL and TOKEN_QUERY.',
      TOKEN_WRITE: 'READ_CONTROL and the rights to adjust privileges, groups and defaults.'
    }
  },
  privilegeAttributes: {
    title: 'state of a privilege',
    page: 'api/winnt/ns-winnt-token_privileges',
    flags: true,
    members: {
      SE_PRIVILEGE_ENABLED: 'It is enabled.',
      SE_PRIVILEGE_ENABLED_BY_DEFAULT: 'It is enabled from the start.',
      SE_PRIVILEGE_REMOVED: 'It is taken away for good.',
      SE_PRIVILEGE_USED_FOR_ACCESS: 'It was used to reach something.'
    }
  },
  threadAccess: {
    title: 'right to a thread',
    page: 'procthread/thread-security-and-access-rights',
    flags: true,
    members: {
      THREAD_ALL_ACCESS: 'Every right to the thread.',
      THREAD_QUERY_INFORMATION: 'It can be asked about.',
      THREAD_QUERY_LIMITED_INFORMATION: 'It can be asked about a few things.',
      THREAD_SUSPEND_RESUME: 'It can be suspended and resumed.',
      THREAD_TERMINATE: 'It can be ended.',
      THREAD_GET_CONTEXT: 'Its registers can be read.',
      THREAD_SET_CONTEXT: 'Its registers can be set.',
      THREAD_SET_INFORMATION: 'Its priority and the like can be set.',
      THREAD_SET_LIMITED_INFORMATION: 'A few things about it can be set.',
      THREAD_SET_THREAD_TOKEN: 'The token it acts with can be set.',
      THREAD_IMPERSONATE: 'Its security can be used directly.',
      THREAD_DIRECT_IMPERSONATION: 'Servers can act in the name of its client.'
    }
  },
  standardRights: {
    title: 'access right',
    page: 'secauthz/standard-access-rights',
    flags: true,
    members: {
      STANDARD_RIGHTS_REQUIRED: 'DELETE, READ_CONTROL, WRITE_DAC and WRITE_OWNER.',
      STANDARD_RIGHTS_ALL: 'All standard rights, SYNCHRONIZE included.',
      STANDARD_RIGHTS_READ: 'READ_CONTROL.',
      STANDARD_RIGHTS_WRITE: 'READ_CONTROL.',
      STANDARD_RIGHTS_EXECUTE: 'READ_CONTROL.',
      SPECIFIC_RIGHTS_ALL: 'All rights that only one kind of object has.',
      MAXIMUM_ALLOWED: 'As many rights as the object allows.'
    }
  },
  creationFlags: {
    title: 'option of a new thread or process',
    page: 'procthread/process-creation-flags',
    flags: true,
    members: {
      CREATE_SUSPENDED: 'It does not run until ResumeThread is called.',
      STACK_SIZE_PARAM_IS_A_RESERVATION: 'The stack size says how much is reserved, not committed.'
    }
  },
  threadPriority: {
    title: 'thread priority',
    page: 'api/processthreadsapi/nf-processthreadsapi-setthreadpriority',
    flags: false,
    members: {
      THREAD_PRIORITY_NORMAL: 'As important as the process.',
      THREAD_PRIORITY_ABOVE_NORMAL: 'One point more important.',
      THREAD_PRIORITY_BELOW_NORMAL: 'One point less important.',
      THREAD_PRIORITY_HIGHEST: 'Two points more important.',
      THREAD_PRIORITY_LOWEST: 'Two points less important.',
      THREAD_PRIORITY_TIME_CRITICAL: 'As important as the class of the process allows.',
      THREAD_PRIORITY_IDLE: 'Runs when nothing else does.',
      THREAD_PRIORITY_ERROR_RETURN: 'GetThreadPriority: the call failed.'
    }
  },
  tlsIndex: {
    title: 'thread local storage index',
    page: 'api/processthreadsapi/nf-processthreadsapi-tlsalloc',
    flags: false,
    members: {
      TLS_OUT_OF_INDEXES: 'TlsAlloc: no index is free.',
      TLS_MINIMUM_AVAILABLE: 'How many indexes every process has at least.'
    }
  },
  milliseconds: {
    title: 'time to wait',
    page: 'api/synchapi/nf-synchapi-waitforsingleobject',
    flags: false,
    members: { INFINITE: 'Waits without end.' }
  },
  waitResult: {
    title: 'result of a wait',
    page: 'api/synchapi/nf-synchapi-waitforsingleobject',
    flags: false,
    members: {
      WAIT_OBJECT_0: 'The object is signalled; of several, the first is.',
      WAIT_TIMEOUT: 'The time was over before the object was signalled.',
      WAIT_FAILED: 'The call failed; GetLastError says why.',
      WAIT_ABANDONED: 'The mutex is yours: the thread that owned it ended without releasing it.',
      WAIT_ABANDONED_0: 'The first mutex is yours: the thread that owned it ended without releasing it.',
      WAIT_IO_COMPLETION: 'The wait was interrupted by a call that was queued to the thread.'
    }
  },
  exitCode: {
    title: 'exit code',
    page: 'api/processthreadsapi/nf-processthreadsapi-getexitcodeprocess',
    flags: false,
    members: {
      STILL_ACTIVE: 'It has not ended yet.',
      EXIT_SUCCESS: 'The program ended well.',
      EXIT_FAILURE: 'The program ended badly.'
    }
  },
  duplicate: {
    title: 'option of DuplicateHandle',
    page: 'api/handleapi/nf-handleapi-duplicatehandle',
    flags: true,
    members: {
      DUPLICATE_SAME_ACCESS: 'The new handle has the rights of the old one.',
      DUPLICATE_CLOSE_SOURCE: 'The old handle is closed, whatever comes of the call.'
    }
  },
  handleFlags: {
    title: 'property of a handle',
    page: 'api/handleapi/nf-handleapi-gethandleinformation',
    flags: true,
    members: {
      HANDLE_FLAG_INHERIT: 'Processes started by this one inherit the handle.',
      HANDLE_FLAG_PROTECT_FROM_CLOSE: 'CloseHandle does not close the handle.'
    }
  },
  handleValue: {
    title: 'handle value',
    page: 'api/handleapi/nf-handleapi-closehandle',
    flags: false,
    members: {
      INVALID_HANDLE_VALUE: 'CreateFile: the call failed. CreateFileMapping: the paging file.'
    }
  },
  stdHandle: {
    title: 'standard handle',
    page: '/windows/console/getstdhandle',
    flags: false,
    members: {
      STD_OUTPUT_HANDLE: 'Standard output.',
      STD_INPUT_HANDLE: 'Standard input.',
      STD_ERROR_HANDLE: 'Standard error.'
    }
  },
  moduleHandle: {
    title: 'option of GetModuleHandleEx',
    page: 'api/libloaderapi/nf-libloaderapi-getmodulehandleexa',
    flags: true,
    members: {
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS: 'The name is an address inside the module.',
      GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT: 'No reference is counted.',
      GET_MODULE_HANDLE_EX_FLAG_PIN: 'The module stays until the process ends.'
    }
  },
  loadLibrary: {
    title: 'option of LoadLibraryEx',
    page: 'api/libloaderapi/nf-libloaderapi-loadlibraryexa',
    flags: true,
    members: {
      LOAD_LIBRARY_AS_DATAFILE: 'The file is mapped as data; nothing in it is called.',
      LOAD_LIBRARY_AS_IMAGE_RESOURCE: 'The file is mapped as an image, without its imports.',
      LOAD_LIBRARY_AS_DATAFILE_EXCLUSIVE: 'As data, and nobody may write the file meanwhile.',
      DONT_RESOLVE_DLL_REFERENCES: 'The DLL is mapped, but neither its imports nor its DllMain run.',
      LOAD_WITH_ALTERED_SEARCH_PATH: 'The search begins in the folder of the given path.',
      LOAD_LIBRARY_SEARCH_SYSTEM32: 'Looks in the system directory.',
      LOAD_LIBRARY_SEARCH_APPLICATION_DIR: 'Looks in the program’s folder.',
      LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR: 'Looks in the DLL’s own folder.',
      LOAD_LIBRARY_SEARCH_USER_DIRS: 'Looks in the folders that the program added.',
      LOAD_LIBRARY_SEARCH_DEFAULT_DIRS: 'Looks in the program’s, the system’s and the added folders.',
      LOAD_LIBRARY_REQUIRE_SIGNED_TARGET: 'The file must be signed.',
      LOAD_LIBRARY_SAFE_CURRENT_DIRS: 'The current folder is searched only where that is safe.',
      LOAD_LIBRARY_SEARCH_SYSTEM32_NO_FORWARDER: 'Looks in the system directory, without forwarders.',
      LOAD_LIBRARY_OS_INTEGRITY_CONTINUITY: 'The file must be part of Windows.'
    }
  },
  dllReason: {
    title: 'why DllMain is called',
    page: 'dlls/dllmain',
    flags: false,
    members: {
      DLL_PROCESS_ATTACH: 'The DLL was loaded into the process.',
      DLL_PROCESS_DETACH: 'The DLL leaves the process.',
      DLL_THREAD_ATTACH: 'A thread began.',
      DLL_THREAD_DETACH: 'A thread ended.',
      DLL_PROCESS_VERIFIER: 'Application Verifier calls.'
    }
  },
  listModules: {
    title: 'which modules to list',
    page: 'api/psapi/nf-psapi-enumprocessmodulesex',
    flags: false,
    members: {
      LIST_MODULES_DEFAULT: 'Those of the process’s own width.',
      LIST_MODULES_32BIT: 'The 32-bit ones.',
      LIST_MODULES_64BIT: 'The 64-bit ones.',
      LIST_MODULES_ALL: 'All of them.'
    }
  },
  truth: {
    title: 'truth value',
    page: 'winprog/windows-data-types',
    flags: false,
    members: {
      TRUE: 'Yes; any BOOL that is not 0 says the same.',
      FALSE: 'No; of most functions: the call failed.'
    }
  },
  limits: {
    title: 'limit',
    page: 'fileio/maximum-file-path-limitation',
    flags: false,
    members: { MAX_PATH: 'How many characters a path has at most, its terminator included.' }
  }
} as const satisfies Readonly<Record<string, ConstantFamily>>

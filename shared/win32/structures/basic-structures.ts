import type { StructureFacts } from './structure-facts'

/** Structures of files, processes, exceptions and plain values. */
export const basicStructures: Readonly<Record<string, StructureFacts>> = {
  TOKEN_PRIVILEGES: {
    says: 'Privileges of an access token, with their states.',
    page: 'api/winnt/ns-winnt-token_privileges',
    fields: { PrivilegeCount: 'how many follow', Privileges: 'number and state of each' }
  },
  LUID_AND_ATTRIBUTES: {
    says: 'A privilege by its number, and its state.',
    page: 'api/winnt/ns-winnt-luid_and_attributes',
    fields: { Luid: 'the number', Attributes: 'whether it is enabled' }
  },
  LARGE_INTEGER: {
    says: 'A signed number of 64 bits, also in two halves.',
    page: 'api/winnt/ns-winnt-large_integer',
    fields: {
      LowPart: 'the low 32 bits',
      HighPart: 'the high 32 bits',
      u: 'the two halves',
      'u.LowPart': 'the low 32 bits',
      'u.HighPart': 'the high 32 bits',
      QuadPart: 'the number'
    }
  },
  ULARGE_INTEGER: {
    says: 'An unsigned number of 64 bits, also in two halves.',
    page: 'api/winnt/ns-winnt-ularge_integer',
    fields: {
      LowPart: 'the low 32 bits',
      HighPart: 'the high 32 bits',
      u: 'the two halves',
      'u.LowPart': 'the low 32 bits',
      'u.HighPart': 'the high 32 bits',
      QuadPart: 'the number'
    }
  },
  FILETIME: {
    says: 'A time in steps of 100 ns since 1601, UTC.',
    page: 'api/minwinbase/ns-minwinbase-filetime',
    fields: { dwLowDateTime: 'the low 32 bits', dwHighDateTime: 'the high 32 bits' }
  },
  SYSTEMTIME: {
    says: 'A date and a time, part by part.',
    page: 'api/minwinbase/ns-minwinbase-systemtime',
    fields: {
      wYear: 'the year',
      wMonth: 'the month, from 1',
      wDayOfWeek: 'the day of the week; 0 is Sunday',
      wDay: 'the day of the month',
      wHour: 'the hour',
      wMinute: 'the minute',
      wSecond: 'the second',
      wMilliseconds: 'the millisecond'
    }
  },
  POINT: {
    says: 'A place in two dimensions.',
    page: 'api/windef/ns-windef-point',
    fields: { x: 'to the right', y: 'downwards' }
  },
  SIZE: {
    says: 'A width and a height.',
    page: 'api/windef/ns-windef-size',
    fields: { cx: 'the width', cy: 'the height' }
  },
  RECT: {
    says: 'A rectangle by its corners.',
    page: 'api/windef/ns-windef-rect',
    fields: {
      left: 'its left edge',
      top: 'its upper edge',
      right: 'its right edge; the rectangle ends before it',
      bottom: 'its lower edge; the rectangle ends before it'
    }
  },
  LUID: {
    says: 'An identifier that is unique until the computer restarts.',
    page: 'api/winnt/ns-winnt-luid',
    fields: { LowPart: 'the low 32 bits', HighPart: 'the high 32 bits' }
  },
  GUID: {
    says: 'An identifier of 128 bits that is unique everywhere.',
    page: 'api/guiddef/ns-guiddef-guid',
    fields: {
      Data1: 'the first 8 hexadecimal digits',
      Data2: 'the next 4',
      Data3: 'the next 4',
      Data4: 'the last 16'
    }
  },
  LIST_ENTRY: {
    says: 'A link of a list that can be walked both ways.',
    page: 'api/ntdef/ns-ntdef-list_entry',
    fields: { Flink: 'the next link', Blink: 'the link before' }
  },
  UNICODE_STRING: {
    says: 'A text of the kernel, with its length.',
    page: 'api/subauth/ns-subauth-unicode_string',
    fields: {
      Length: 'how many bytes the text has',
      MaximumLength: 'how many bytes the buffer has',
      Buffer: 'the characters; a terminator is not needed'
    }
  },
  SECURITY_ATTRIBUTES: {
    says: 'Who may use a new object, and whether its handle is inherited.',
    page: 'api/wtypesbase/ns-wtypesbase-security_attributes',
    fields: {
      nLength: 'the size of this structure',
      lpSecurityDescriptor: 'who may use the object; NULL for the usual',
      bInheritHandle: 'whether processes started by this one inherit the handle'
    }
  },
  OVERLAPPED: {
    says: 'Where in a file to read or write, and how to hear of the end.',
    page: 'api/minwinbase/ns-minwinbase-overlapped',
    fields: {
      Internal: 'the status; for the system',
      InternalHigh: 'how many bytes were moved; for the system',
      Offset: 'the low half of the position',
      OffsetHigh: 'the high half of the position',
      Pointer: 'the position as a pointer; for the system',
      hEvent: 'the event that is set at the end'
    }
  },
  M128A: {
    says: 'A register of 128 bits.',
    page: 'api/winnt/ns-winnt-context',
    fields: { Low: 'the low 64 bits', High: 'the high 64 bits' }
  },
  CONTEXT: {
    says: 'The registers of a thread.',
    page: 'api/winnt/ns-winnt-context',
    fields: {
      P1Home: 'room for the first argument of a function',
      P2Home: 'room for the second argument of a function',
      P3Home: 'room for the third argument of a function',
      P4Home: 'room for the fourth argument of a function',
      P5Home: 'room for the fifth argument of a function',
      P6Home: 'room for the sixth argument of a function',
      ContextFlags: 'which parts of the structure are meant',
      MxCsr: 'how vector registers calculate, and what went wrong',
      EFlags: 'the flags of the processor',
      Rax: 'a register; also the result of a function',
      Rcx: 'a register; also the first argument of a function',
      Rdx: 'a register; also the second argument of a function',
      R8: 'a register; also the third argument of a function',
      R9: 'a register; also the fourth argument of a function',
      Rsp: 'the stack pointer',
      Rip: 'the address of the next instruction',
      FltSave: 'the floating-point and vector registers',
      Header: 'how the floating-point unit stands',
      Legacy: 'the floating-point registers',
      LastBranchToRip: 'where the last jump led',
      LastBranchFromRip: 'where the last jump stands',
      LastExceptionToRip: 'where the last jump before an exception led',
      LastExceptionFromRip: 'where the last jump before an exception stands'
    },
    otherFields: 'a register'
  },
  XSAVE_FORMAT: {
    says: 'The floating-point and vector registers, as the processor stores them.',
    page: 'api/winnt/ns-winnt-context',
    fields: {
      ControlWord: 'how the floating-point unit calculates',
      StatusWord: 'how the floating-point unit stands',
      TagWord: 'which floating-point registers are in use',
      ErrorOpcode: 'the last floating-point instruction',
      ErrorOffset: 'the address of that instruction',
      ErrorSelector: 'the segment of that address',
      DataOffset: 'the address of its operand in memory',
      DataSelector: 'the segment of that address',
      MxCsr: 'how vector registers calculate, and what went wrong',
      MxCsr_Mask: 'which bits of MxCsr can be set',
      FloatRegisters: 'the floating-point registers',
      XmmRegisters: 'the vector registers'
    },
    otherFields: 'not used'
  },
  EXCEPTION_RECORD: {
    says: 'What happened: the code of an exception, where, and its arguments.',
    page: 'api/winnt/ns-winnt-exception_record',
    fields: {
      ExceptionCode: 'which exception it is',
      ExceptionFlags: 'whether execution can go on, and what is being done',
      ExceptionRecord: 'the exception that this one was raised in, or NULL',
      ExceptionAddress: 'the instruction that raised it',
      NumberParameters: 'how many arguments there are',
      ExceptionInformation: 'the arguments; of an access violation: the kind of access and the address'
    },
    constants: { ExceptionCode: 'exceptionCode', ExceptionFlags: 'exceptionFlags' }
  },
  EXCEPTION_POINTERS: {
    says: 'An exception and the registers at that moment, for filters and handlers.',
    page: 'api/winnt/ns-winnt-exception_pointers',
    fields: { ExceptionRecord: 'what happened', ContextRecord: 'the registers' }
  },
  CRITICAL_SECTION: {
    says: 'A lock in the program’s memory that one thread can own at a time, several times over.',
    page: 'sync/critical-section-objects',
    fields: {
      DebugInfo: 'for debuggers',
      LockCount: 'whether it is owned, and how many threads wait',
      RecursionCount: 'how often the owner has entered it',
      OwningThread: 'the id of the thread that owns it',
      LockSemaphore: 'what waiting threads wait for',
      SpinCount: 'how often entering is tried before waiting'
    }
  },
  SRWLOCK: {
    says: 'A lock for one writer or several readers, as large as a pointer.',
    page: 'sync/slim-reader-writer--srw--locks',
    fields: { Ptr: 'its state' }
  },
  CONDITION_VARIABLE: {
    says: 'Something to wait on until another thread wakes one.',
    page: 'sync/condition-variables',
    fields: { Ptr: 'its state' }
  },
  INIT_ONCE: {
    says: 'Whether a one-time initialisation has been done.',
    page: 'sync/one-time-initialization',
    fields: { Ptr: 'its state' }
  },
  FILE_DISPOSITION_INFO: {
    says: 'Whether a file is deleted when it is closed.',
    page: 'api/winbase/ns-winbase-file_disposition_info',
    fields: { DeleteFile: 'TRUE to delete it' }
  },
  FILE_END_OF_FILE_INFO: {
    says: 'The size a file is to have.',
    page: 'api/winbase/ns-winbase-file_end_of_file_info',
    fields: { EndOfFile: 'the size in bytes' }
  },
  FILE_STANDARD_INFO: {
    says: 'The sizes of a file and its links.',
    page: 'api/winbase/ns-winbase-file_standard_info',
    fields: {
      AllocationSize: 'how much of the disk it takes, in bytes',
      EndOfFile: 'its size in bytes',
      NumberOfLinks: 'how many names it has',
      DeletePending: 'whether it is deleted on closing',
      Directory: 'whether it is a folder'
    }
  },
  PROCESS_INFORMATION: {
    says: 'The new process and its first thread, as CreateProcess answers.',
    page: 'api/processthreadsapi/ns-processthreadsapi-process_information',
    fields: {
      hProcess: 'a handle to the process, to be closed',
      hThread: 'a handle to its thread, to be closed',
      dwProcessId: 'the id of the process',
      dwThreadId: 'the id of the thread'
    }
  },
  STARTUPINFOA: {
    says: 'How the window and the standard handles of a new process are to be.',
    page: 'api/processthreadsapi/ns-processthreadsapi-startupinfoa',
    fields: {
      cb: 'the size of this structure',
      dwFlags: 'which of the fields are meant',
      hStdInput: 'its standard input',
      hStdOutput: 'its standard output',
      hStdError: 'its standard error'
    },
    otherFields: 'how its first window looks, or not used'
  },
  MODULEINFO: {
    says: 'Where a module lies, as GetModuleInformation answers.',
    page: 'api/psapi/ns-psapi-moduleinfo',
    fields: {
      lpBaseOfDll: 'its base address',
      SizeOfImage: 'how many bytes it takes',
      EntryPoint: 'the address that is called when it is loaded'
    }
  }
}

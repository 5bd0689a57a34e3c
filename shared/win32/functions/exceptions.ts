import type { FunctionFamily } from './function-entry'

/** Error codes, exceptions and debugging: errhandlingapi.h and debugapi.h. */
export const exceptions: FunctionFamily = {
  title: 'Errors and exceptions',
  header: 'errhandlingapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetLastError: {
      says: 'Answers the thread’s last error code: why the call before it failed.',
      fails: 'never'
    },
    SetLastError: {
      says: 'Sets the thread’s last error code.',
      fails: 'never',
      flags: { dwErrCode: 'errorCode' },
      accidental: true
    },
    RaiseException: {
      says: 'Raises an exception with a code and arguments of your own.',
      fails: 'never',
      flags: { dwExceptionCode: 'exceptionCode', dwExceptionFlags: 'exceptionFlags' }
    },
    AddVectoredExceptionHandler: {
      says: 'Registers a function that sees every exception before the handlers of any frame.'
    },
    RemoveVectoredExceptionHandler: { says: 'Takes a vectored exception handler away again.' },
    AddVectoredContinueHandler: {
      says: 'Registers a function that is called when an exception is to be continued.'
    },
    RemoveVectoredContinueHandler: { says: 'Takes a vectored continue handler away again.' },
    SetUnhandledExceptionFilter: {
      says: 'Sets the function that gets exceptions nobody handled; answers the one before.',
      fails: 'never'
    },
    UnhandledExceptionFilter: { says: 'Does what happens to an exception nobody handled.', fails: 'never' },
    SetErrorMode: {
      says: 'Sets which serious errors show a message; answers the mode before.',
      fails: 'never'
    },
    GetErrorMode: { says: 'Answers which serious errors show a message.', fails: 'never' },
    RtlCaptureContext: {
      says: 'Writes the registers of the caller down.',
      fails: 'never',
      header: 'winnt.h',
      writes: ['ContextRecord']
    },
    RtlCaptureStackBackTrace: {
      says: 'Writes down the return addresses on the stack.',
      fails: 'never',
      header: 'winnt.h',
      page: '/previous-versions/windows/desktop/legacy/bb204633(v=vs.85)',
      writes: ['BackTrace', 'BackTraceHash']
    },
    RtlUnwind: {
      says: 'Leaves frames of the stack and runs their termination handlers.',
      fails: 'never',
      header: 'winnt.h'
    },
    RtlLookupFunctionEntry: {
      says: 'Finds the unwind data of the function that an address lies in.',
      fails: 'never',
      header: 'winnt.h',
      writes: ['ImageBase']
    },
    RtlVirtualUnwind: {
      says: 'Works out the registers of a function’s caller from its unwind data.',
      fails: 'never',
      header: 'winnt.h',
      writes: ['ContextRecord', 'HandlerData', 'EstablisherFrame']
    },
    RtlNtStatusToDosError: {
      says: 'Turns a status of the kernel into the error code that GetLastError would answer.',
      fails: 'never',
      header: 'winternl.h',
      dll: 'ntdll.dll'
    },
    FormatMessageA: {
      says: 'Answers the text of an error code, or fills a text with arguments.',
      header: 'winbase.h',
      flags: { dwFlags: 'formatMessage' },
      writes: ['lpBuffer']
    },
    FormatMessageW: {
      says: 'Answers the text of an error code, or fills a text with arguments.',
      header: 'winbase.h',
      flags: { dwFlags: 'formatMessage' },
      writes: ['lpBuffer']
    },
    DebugBreak: { says: 'Raises a breakpoint exception.', fails: 'never', header: 'debugapi.h' },
    IsDebuggerPresent: {
      says: 'Answers whether a debugger is attached.',
      fails: 'never',
      header: 'debugapi.h'
    },
    OutputDebugStringA: { says: 'Sends a text to the debugger.', fails: 'never', header: 'debugapi.h' }
  }
}

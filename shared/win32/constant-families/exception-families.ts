import type { ConstantFamily } from './family'

/** The constants of exceptions. Codes of errors and exceptions have their sentences in `errors.ts`. */
export const exceptionFamilies = {
  filterResult: {
    title: 'answer of an exception filter',
    page: '/cpp/cpp/writing-an-exception-filter',
    flags: false,
    members: {
      EXCEPTION_EXECUTE_HANDLER: 'The __except block handles the exception.',
      EXCEPTION_CONTINUE_SEARCH: 'The next handler is asked.',
      EXCEPTION_CONTINUE_EXECUTION: 'The instruction that raised the exception is tried again.'
    }
  },
  exceptionFlags: {
    title: 'property of an exception',
    page: 'api/winnt/ns-winnt-exception_record',
    flags: true,
    members: {
      EXCEPTION_NONCONTINUABLE: 'Execution cannot go on after this exception.',
      EXCEPTION_UNWINDING: 'Frames are being left.',
      EXCEPTION_EXIT_UNWIND: 'All frames are being left, as the thread ends.',
      EXCEPTION_STACK_INVALID: 'The stack is damaged.',
      EXCEPTION_NESTED_CALL: 'The exception was raised in a handler.',
      EXCEPTION_TARGET_UNWIND: 'The frame that handles the exception has been reached.',
      EXCEPTION_COLLIDED_UNWIND: 'One unwinding met another.',
      EXCEPTION_UNWIND: 'Any of the flags that say frames are being left.'
    }
  },
  accessKind: {
    title: 'kind of access that failed',
    page: 'api/winnt/ns-winnt-exception_record',
    flags: false,
    members: {
      EXCEPTION_READ_FAULT: 'The instruction was reading.',
      EXCEPTION_WRITE_FAULT: 'The instruction was writing.',
      EXCEPTION_EXECUTE_FAULT: 'The instruction itself could not be fetched.'
    }
  },
  exceptionLimits: {
    title: 'limit of exceptions',
    page: 'api/winnt/ns-winnt-exception_record',
    flags: false,
    members: { EXCEPTION_MAXIMUM_PARAMETERS: 'How many arguments an exception has at most.' }
  },
  exceptionCode: {
    title: 'exception code',
    page: 'debug/getexceptioncode',
    flags: false,
    members: {}
  },
  errorCode: {
    title: 'error code',
    page: 'debug/system-error-codes',
    flags: false,
    members: {}
  }
} as const satisfies Readonly<Record<string, ConstantFamily>>

import { errorConstants } from './error-constants'
import { errorTexts } from './error-texts'
import { statusConstants } from './status-constants'

/** A code's name in the Windows SDK and one sentence on it. */
export interface CodeDescription {
  readonly name: string
  /** Empty where there is nothing to say. */
  readonly text: string
}

const errorNames = new Map<number, keyof typeof errorConstants>()
for (const [name, code] of Object.entries(errorConstants) as [keyof typeof errorConstants, number][]) {
  if (!errorNames.has(code)) errorNames.set(code, name)
}

/** What GetLastError said. Exceptions that came back as a last error (VirtualLock's) are described as such. */
export function describeError(code: number): CodeDescription {
  const name = errorNames.get(code)
  if (name !== undefined) return { name, text: errorTexts[name] ?? '' }
  if (code >= 0x80000000) return describeException(code)
  return { name: `error ${code}`, text: '' }
}

const exceptionTexts: Readonly<Partial<Record<keyof typeof statusConstants, string>>> = {
  EXCEPTION_ACCESS_VIOLATION: 'The page does not allow this access.',
  STATUS_GUARD_PAGE_VIOLATION: 'The first touch of a guard page; the guard is gone now.',
  EXCEPTION_IN_PAGE_ERROR: 'The page belongs to a file or section and could not be brought in.',
  EXCEPTION_STACK_OVERFLOW: 'The stack is used up.',
  EXCEPTION_ILLEGAL_INSTRUCTION: 'The bytes there are no instruction that can be executed.',
  EXCEPTION_PRIV_INSTRUCTION: 'The instruction is reserved for the kernel.',
  EXCEPTION_INT_DIVIDE_BY_ZERO: 'A whole number was divided by zero.',
  EXCEPTION_INT_OVERFLOW: 'The result of a division does not fit.',
  EXCEPTION_FLT_DIVIDE_BY_ZERO: 'A floating-point number was divided by zero.',
  EXCEPTION_DATATYPE_MISALIGNMENT: 'The address is not aligned for its type.',
  EXCEPTION_BREAKPOINT: 'A breakpoint instruction was reached.',
  EXCEPTION_SINGLE_STEP: 'One instruction was executed in single-step mode.',
  EXCEPTION_ARRAY_BOUNDS_EXCEEDED: 'An index is outside its array.',
  EXCEPTION_NONCONTINUABLE_EXCEPTION: 'Execution was continued after an exception that does not allow it.',
  EXCEPTION_INVALID_HANDLE: 'A handle that is not open was closed under a debugger.',
  STATUS_NO_MEMORY: 'The heap could not grow.',
  STATUS_HEAP_CORRUPTION: "The heap's bookkeeping is damaged: a block was overrun, freed twice or is none.",
  STATUS_STACK_BUFFER_OVERRUN: 'The program noticed damage and ended itself.'
}

const exceptionNames = new Map<number, keyof typeof statusConstants>()
for (const [name, code] of Object.entries(statusConstants) as [keyof typeof statusConstants, number][]) {
  if (code < 0x80000000) continue
  const known = exceptionNames.get(code)
  // A code has up to two names, EXCEPTION_ and STATUS_: the one that has a text is the usual one.
  if (known === undefined || (!(known in exceptionTexts) && name in exceptionTexts))
    exceptionNames.set(code, name)
}

/** An exception's usual name and what raises it. */
export function describeException(code: number): CodeDescription {
  const name = exceptionNames.get(code)
  if (name !== undefined) return { name, text: exceptionTexts[name] ?? '' }
  // Bit 29 is set in codes that are not Microsoft's. Microsoft, RaiseException (dwExceptionCode).
  const own = ((code >>> 29) & 1) === 1
  return {
    name: `exception 0x${code.toString(16).padStart(8, '0')}`,
    text: own
      ? 'An exception of the program’s own: bit 29 of its code says that it is not one of Windows.'
      : ''
  }
}

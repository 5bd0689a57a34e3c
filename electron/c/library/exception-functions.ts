import type { Word } from '../../machine/word'
import { low32 } from '../../machine/word'
import { unwindsHere } from '../exception-unwind'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer } from './process-bytes'

/** The instructions' own calls: behind an exception's handlers, and behind a __finally block with its state. */
export const handlerReturn = '__lab_handler_return'
export const endFinally = '__lab_end_finally'

const statusBreakpoint = 0x80000003
const exceptionNoncontinuable = 1
const maximumParameters = 15

const breakHere: LibraryFunction = (c) => {
  c.vm.raise(statusBreakpoint)
  return undefined
}

/** learn.microsoft.com, RaiseException: of the flags EXCEPTION_NONCONTINUABLE counts, of the arguments the first 15. */
const raiseException: LibraryFunction = (c) => {
  const [code, flags, count] = c.args.map((arg) => low32(pointer(arg))) as [number, number, number]
  const from = pointer(c.args[3]!)
  const parameters: Word[] = []
  for (let i = 0; from !== 0 && i < Math.min(count, maximumParameters); i++) {
    const value = c.process.load(pointer(BigInt(from) + BigInt(i * 8)), 8)
    if (value === undefined) return raised(c)
    parameters.push(value)
  }
  c.vm.exception = {
    code,
    access: null,
    address: null,
    flags: flags & exceptionNoncontinuable,
    parameters,
    returns: true
  }
  return undefined
}

const addVectored =
  (which: 'exception' | 'continued'): LibraryFunction =>
  (c) => {
    const { handlers } = c.state
    return handlers.add(handlers[which], c.args[0] !== 0, pointer(c.args[1]!))
  }

const removeVectored =
  (which: 'exception' | 'continued'): LibraryFunction =>
  (c) => {
    const { handlers } = c.state
    return handlers.remove(handlers[which], pointer(c.args[0]!)) ? 1 : 0
  }

const setUnhandledExceptionFilter: LibraryFunction = (c) => {
  const before = c.state.handlers.unhandledFilter
  c.state.handlers.unhandledFilter = pointer(c.args[0]!)
  return before
}

const signal = (c: LibraryCall, what: 'returned' | 'unwound'): undefined => {
  c.vm.exceptions.signal = what
  return undefined
}

/** What raises exceptions and registers their handlers. */
export const exceptionFunctions: Readonly<Record<string, LibraryFunction>> = {
  __debugbreak: breakHere,
  DebugBreak: breakHere,
  RaiseException: raiseException,
  AddVectoredExceptionHandler: addVectored('exception'),
  RemoveVectoredExceptionHandler: removeVectored('exception'),
  AddVectoredContinueHandler: addVectored('continued'),
  RemoveVectoredContinueHandler: removeVectored('continued'),
  SetUnhandledExceptionFilter: setUnhandledExceptionFilter,
  _resetstkoflw: (c) => (c.vm.guardStackAgain() ? 1 : 0),
  [handlerReturn]: (c) => signal(c, 'returned'),
  [endFinally]: (c) => (Number(c.args[0]) < 0 && unwindsHere(c.vm) ? signal(c, 'unwound') : 0)
}

/** Those of them that a step's record tells as calls of Windows. */
export const reportedFunctions: ReadonlySet<string> = new Set([
  'AddVectoredExceptionHandler',
  'RemoveVectoredExceptionHandler',
  'AddVectoredContinueHandler',
  'RemoveVectoredContinueHandler',
  'SetUnhandledExceptionFilter'
])

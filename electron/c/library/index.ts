import { exceptionFunctions } from './exception-functions'
import { heapFunctions } from './heap-functions'
import { interlockedFunctions } from './interlocked-functions'
import { boundedFunctions } from './bounded-functions'
import { mathFunctions } from './math-functions'
import { scanFunctions } from './scan'
import type { LibraryFunction } from './library-call'
import { jumpFunctions } from './jump-functions'
import { memoryFunctions } from './memory-functions'
import { messageFunctions } from './message-functions'
import { outputFunctions } from './output-functions'
import { programFunctions } from './program-functions'
import { stringFunctions } from './string-functions'
import { threadBlockFunctions } from './thread-block-functions'
import { threadFunctions } from './thread-functions'

/** Every function that the interpreter runs itself, by its C name. All others of the headers are the machine's. */
export const libraryFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  Object.entries({
    ...outputFunctions,
    ...memoryFunctions,
    ...stringFunctions,
    ...heapFunctions,
    ...messageFunctions,
    ...programFunctions,
    ...exceptionFunctions,
    ...jumpFunctions,
    ...threadFunctions,
    ...threadBlockFunctions,
    ...interlockedFunctions,
    ...mathFunctions,
    ...scanFunctions,
    ...boundedFunctions
  })
)

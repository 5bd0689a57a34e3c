import { heapFunctions } from './heap-functions'
import { boundedFunctions } from './bounded-functions'
import { mathFunctions } from './math-functions'
import { scanFunctions } from './scan'
import type { LibraryFunction } from './library-call'
import { memoryFunctions } from './memory-functions'
import { messageFunctions } from './message-functions'
import { outputFunctions } from './output-functions'
import { programFunctions } from './program-functions'
import { stringFunctions } from './string-functions'

/** Every function that the interpreter runs itself, by its C name. All others of the headers are the machine's. */
export const libraryFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  Object.entries({
    ...outputFunctions,
    ...memoryFunctions,
    ...stringFunctions,
    ...heapFunctions,
    ...messageFunctions,
    ...programFunctions,
    ...mathFunctions,
    ...scanFunctions,
    ...boundedFunctions
  })
)

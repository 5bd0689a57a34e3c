import { errorConstants } from './error-constants'
import { fileConstants } from './file-constants'
import { imageConstants } from './image-constants'
import { memoryConstants } from './memory-constants'
import { processConstants } from './process-constants'
import { statusConstants } from './status-constants'

/** Every constant a program can name, letter for letter as in the Windows SDK; 32-bit values are unsigned. */
export const namedConstants = {
  ...memoryConstants,
  ...processConstants,
  ...fileConstants,
  ...imageConstants,
  ...errorConstants,
  ...statusConstants
} as const satisfies Readonly<Record<string, number | bigint>>

/** The same table, for look-ups by any text. */
export const win32Constants: Readonly<Record<string, number | bigint>> = namedConstants

import { cHeaderTexts } from './c-library'
import { basicTypes } from './basic-types'
import { files } from './files'
import { heaps } from './heaps'
import { images } from './images'
import { labHeaderText } from './lab'
import { memory } from './memory'
import { processEnvironment } from './process-environment'
import { native } from './native'
import { processes } from './processes'
import { processStatus } from './process-status'
import { security } from './security'
import { strings } from './strings'
import { threads } from './threads'
import { systemInformation } from './system-information'

/** The Windows SDK's declarations that a program sees, in C, in the order they build on each other. */
export const windowsHeaderTexts: readonly string[] = [
  basicTypes,
  memory,
  heaps,
  files,
  processes,
  threads,
  processStatus,
  images,
  processEnvironment,
  native,
  systemInformation,
  security,
  strings
]
export { cHeaderTexts, labHeaderText }

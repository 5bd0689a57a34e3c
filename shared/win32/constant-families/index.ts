import { exceptionFamilies } from './exception-families'
import type { ConstantFamily } from './family'
import { fileFamilies } from './file-families'
import { memoryFamilies } from './memory-families'
import { processFamilies } from './process-families'
import { synchronizationFamilies } from './synchronization-families'

export type { ConstantFamily } from './family'

const families = {
  ...memoryFamilies,
  ...processFamilies,
  ...synchronizationFamilies,
  ...fileFamilies,
  ...exceptionFamilies
} as const

/** The name of a family of constants. */
export type ConstantFamilyName = keyof typeof families

/** The families of constants, by name. */
export const constantFamilies: Readonly<Record<ConstantFamilyName, ConstantFamily>> = families

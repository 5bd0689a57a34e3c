import { createRequire } from 'node:module'
import { join } from 'node:path'
import type koffi from 'koffi'

export type Koffi = typeof koffi

/** Loads koffi from the installed Windows runtime; throws what `require` throws when it is not there. */
export function loadKoffi(runtimeFolder: string): Koffi {
  return createRequire(join(runtimeFolder, 'package.json'))('koffi') as Koffi
}

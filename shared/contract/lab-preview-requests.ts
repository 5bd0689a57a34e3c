import { z } from 'zod'
import type { MachineName } from './observation'

const path = z.string().min(1).max(4096)

/** Requests of who writes a lab. The lab itself comes with `labs/preview`. */
export const labPreviewRequestSchemas = {
  /** From here on `previewedLab` is the lab of this folder, given by its own path or by that of its lab.md. */
  'labs/preview-folder': z.strictObject({ path }),
  /** What changes when a file of the folder does. */
  'labs/preview-stamp': z.strictObject({ folder: path }),
  /** Works out every prediction, check and myth of the folder's lab by its model solutions, on each machine it needs. */
  'labs/preview-answers': z.strictObject({ folder: path })
} as const

export type LabPreviewRequestName = keyof typeof labPreviewRequestSchemas

/** What the machines made of something that is asked. */
export interface WorkedOut {
  readonly item: string
  readonly results: readonly {
    /** Null: both together. */
    readonly machine: MachineName | null
    /** The answer, or how the check came out. */
    readonly words: string
    /** An author should look at it. */
    readonly wrong: boolean
  }[]
}

/** What each answers. */
export interface LabPreviewRequestOutputs {
  'labs/preview-folder': { readonly folder: string; readonly stamp: string }
  'labs/preview-stamp': { readonly stamp: string }
  'labs/preview-answers': {
    /** Digest of the files it was worked out from. */
    readonly version: string
    readonly items: readonly WorkedOut[]
  }
}

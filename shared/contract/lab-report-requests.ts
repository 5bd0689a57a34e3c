import { z } from 'zod'
import { labIdSchema, profileSchema } from './lab-progress'

/** Requests of handing in. */
export const labReportRequestSchemas = {
  /** Writes what a learner did, in one lab or in all, to a file whose extension says the format: .html or .json. Atomic. */
  'labs/save-report': z.strictObject({
    profile: profileSchema,
    lab: labIdSchema.nullable(),
    path: z.string().min(1).max(4096),
    overwrite: z.boolean()
  })
} as const

export type LabReportRequestName = keyof typeof labReportRequestSchemas

/** What each answers. */
export interface LabReportRequestOutputs {
  'labs/save-report': { readonly path: string }
}

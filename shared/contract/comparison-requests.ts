import { z } from 'zod'
import { comparisonSections } from './comparison'
import { machineSettingsSchema } from './machine-settings-schema'

/** What `run/compare-machines` takes. */
export const compareMachinesSchema = z.strictObject({
  runId: z.string().max(100),
  /** The moment whose regions and figures are compared, by the simulator's record; the present when left out. */
  position: z.number().int().min(0).optional(),
  only: z.enum(['all', 'expected', 'differs']).default('all'),
  /** Which rows are wanted; counts come with each answer. */
  sections: z
    .array(
      z.strictObject({
        section: z.enum(comparisonSections),
        offset: z.number().int().min(0),
        count: z.number().int().min(0).max(500)
      })
    )
    .max(4)
    .default([])
})

/** What `comparison/folder` takes. */
export const compareFolderSchema = z.strictObject({
  folder: z.string().min(1).max(4096),
  /** Where the report goes; ends in .html, .md or .json. Null: none is written. */
  report: z.string().min(1).max(4096).nullable(),
  overwrite: z.boolean(),
  /** The simulated machine; what a program itself wishes comes over it ... */
  settings: machineSettingsSchema,
  /** ... unless the person insists on these settings. */
  insist: z.boolean()
})

/** What `comparison/report` takes. */
export const comparisonReportSchema = z.strictObject({
  runId: z.string().max(100),
  /** Ends in .html, .md or .json. */
  path: z.string().min(1).max(4096),
  overwrite: z.boolean()
})

import { z } from 'zod'
import { maximumSourceLength } from './limits'
import { machineSettingsSchema } from './machine-settings-schema'
import {
  isSharedName,
  maximumSharedLength,
  maximumSharedStep,
  maximumWayBreakpoints,
  maximumWayLength,
  type SharedMove,
  type SharedPlace,
  type SharedProgram
} from './shared-program'

const line = z.number().int().min(1).max(1_000_000)
const process = z.enum(['A', 'B', 'C'])
const path = z.string().min(1).max(4096)

const moveSchema: z.ZodType<SharedMove> = z
  .strictObject({
    how: z.enum(['over', 'into', 'out', 'continue', 'line']),
    times: z.number().int().min(1).max(maximumSharedStep),
    line: line.optional(),
    until: z.number().int().min(0).max(maximumSharedStep).optional(),
    process: process.optional(),
    breakpoints: z
      .array(z.strictObject({ line, condition: z.string().min(1).max(400).nullable() }))
      .max(maximumWayBreakpoints)
      .optional()
  })
  .refine(({ how, line }) => (how === 'line') === (line !== undefined), {
    error: 'A move to a line names the line, and no other move does.'
  })

const placeSchema: z.ZodType<SharedPlace> = z.strictObject({
  process,
  address: z.number().int().min(0).max(0x7fffffffffff),
  extent: z.enum(['region', 'page', 'byte'])
})

const step = z.number().int().min(1).max(maximumSharedStep)
const way = z.array(moveSchema).max(maximumWayLength).readonly()

/** How a fresh run is taken to a step. */
export const goToSchema = z.strictObject({ step, way })

const about = {
  source: z.string().max(maximumSourceLength, {
    error: `The program has more than ${maximumSourceLength} characters.`
  }),
  machines: z.enum(['simulator', 'windows', 'both']),
  settings: machineSettingsSchema,
  insist: z.boolean(),
  place: placeSchema.nullable(),
  view: z
    .string()
    .regex(/^[a-z-]{1,40}$/, { error: 'A picture is named in small letters.' })
    .nullable()
}

/** A shared program as it comes over a boundary: every field there, none besides, all within their limits. */
export const sharedProgramSchema: z.ZodType<SharedProgram> = z.strictObject({
  ...about,
  fileName: z.string().refine(isSharedName, { error: 'It is no name of a file, or names a folder, too.' }),
  step: step.nullable(),
  way
})

/** What a window asks to be shared: what is in its editor, and what it shows. */
const wish = {
  ...about,
  fileName: z.string().min(1).max(260),
  /** The run whose step is meant; null: the program alone. */
  runId: z.string().max(100).nullable()
}

/** The requests of sharing. Reading a shared program runs nothing. */
export const sharingRequestSchemas = {
  /** The program as a link, as text, and as a file's contents. */
  'share/make': z.strictObject(wish),
  /** Writes it to a file, atomically; refused when it is there already, unless `overwrite`. */
  'share/save': z.strictObject({ ...wish, path, overwrite: z.boolean() }),
  /** What a link, a text or a file's contents hold; or the file at a path. */
  'share/read': z.union([
    z.strictObject({ text: z.string().max(maximumSharedLength * 2) }),
    z.strictObject({ path })
  ])
} as const

import { z } from 'zod'
import { labAnswerSchema } from './lab-answers'
import { toldReportSchema } from './lab-told'
import { maximumSourceLength } from './limits'

const moment = z.iso.datetime()
/** A name of a lab's folder, of a step or of an item: letters, digits, dots, hyphens, one slash. */
export const labIdSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/i)
export const labItemIdSchema = z.string().regex(/^[a-z0-9-]{1,120}\/(predict|check|explain|myth)-\d{1,3}$/)
/** What a learner is called: any text of one line. */
export const profileSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  // eslint-disable-next-line no-control-regex -- these are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/)

const attempt = z.strictObject({
  at: moment,
  right: z.boolean(),
  /** Of a prediction or a myth. */
  answer: labAnswerSchema.optional(),
  /** Of an explanation. */
  text: z.string().max(4000).optional(),
  /** What the learner was told of it: a word to a wrong answer, each condition that did not hold. */
  told: z.array(z.string().max(2000)).max(40).optional(),
  /** The learner's program then: a key of `programs`. */
  program: z.string().max(64).optional(),
  machines: z.array(z.enum(['simulator', 'windows'])).max(2)
})
const item = z.strictObject({
  /** When it was first done: a right answer, a passed check, an explanation given. */
  doneAt: moment.nullable(),
  /** The latest 50. */
  attempts: z.array(attempt).max(50),
  attemptCount: z.number().int().min(0),
  /** The answer was shown before it was given. */
  revealed: z.boolean()
})
const step = z.strictObject({
  seconds: z.number().min(0),
  /** How many hints were read. */
  hints: z.number().int().min(0).max(3),
  solutionSeen: z.boolean()
})

/** What one learner did in one lab. */
export const labRecordSchema = z.strictObject({
  /** Digest of the lab as it was when it was last worked on. */
  version: z.string().max(64),
  title: z.string().max(200),
  beganAt: moment,
  changedAt: moment,
  /** Where to go on: a step's id; null at the beginning. */
  at: z.string().max(120).nullable(),
  steps: z.record(z.string().max(120), step),
  items: z.record(z.string().max(160), item),
  /** Programs that attempts were made with, by digest. */
  programs: z.record(
    z.string().max(64),
    z.strictObject({ fileName: z.string().max(260), source: z.string().max(maximumSourceLength) })
  ),
  /** The learner's programs as they are now, by file name: digests. */
  current: z.record(z.string().max(260), z.string().max(64))
})
export type LabRecord = z.infer<typeof labRecordSchema>
export type LabItemRecord = z.infer<typeof item>
export type LabAttempt = z.infer<typeof attempt>

/** One learner's progress, as it is kept on disk. */
export const progressSchema = z.strictObject({
  format: z.literal('vadlab-progress'),
  version: z.literal(1),
  profile: profileSchema,
  labs: z.record(labIdSchema, labRecordSchema)
})
export type Progress = z.infer<typeof progressSchema>

/** What a learner hands in. */
export const labReportSchema = z.strictObject({
  format: z.literal('vadlab-lab-report'),
  version: z.literal(1),
  app: z.string().max(40),
  madeAt: moment,
  profile: profileSchema,
  labs: z.record(labIdSchema, labRecordSchema),
  /** The same in words; nothing that is verified depends on it. */
  told: toldReportSchema.optional(),
  /** SHA-256 of the rest, as `reportDigest` works it out. It shows accidents; answers are shown by replaying them. */
  digest: z.string().length(64)
})
export type LabReport = z.infer<typeof labReportSchema>

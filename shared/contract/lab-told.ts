import { z } from 'zod'

const words = z.string().max(20_000)
const when = z.iso.datetime()
const address = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const attempt = z.strictObject({
  at: when,
  right: z.boolean(),
  /** What the learner said; empty for a check, where the program is the answer. */
  answer: words,
  /** What the learner was told: a word to a wrong answer, each condition that did not hold. */
  told: z.array(words).max(40),
  machines: z.array(z.enum(['simulator', 'windows'])).max(2)
})
const item = z.strictObject({
  id: z.string().max(160),
  kind: z.enum(['predict', 'check', 'explain', 'myth']),
  /** The question or the claim; empty for a check. */
  asked: words,
  /** Of a check that is passed: what it looks at, a condition each. */
  expected: z.array(words).max(100),
  doneAt: when.nullable(),
  /** The answer was shown before it was given. */
  revealed: z.boolean(),
  attemptCount: z.number().int().min(0),
  /** The latest. */
  attempts: z.array(attempt).max(50),
  /** What the run showed, worked out when the report was made; empty while the learner has not found it. */
  shown: words,
  /** The why, the author's explanation or the truth behind a myth; empty as long. */
  says: words,
  /** Why something is missing; empty where nothing is. */
  note: words
})
const picture = z.strictObject({
  title: words,
  regions: z
    .array(
      z.strictObject({
        ...{ base: address, size: address, state: z.number(), type: z.number(), protect: z.number() },
        use: z.string().max(400)
      })
    )
    .max(100),
  /** Regions of the program that are not drawn. */
  more: z.number().int().min(0),
  /** The places that the text points at. */
  marks: z.array(z.strictObject({ words, base: address, size: address })).max(20)
})
const step = z.strictObject({
  id: z.string().max(120),
  title: words,
  seconds: z.number().min(0),
  hintsRead: z.number().int().min(0),
  hints: z.number().int().min(0),
  /** Whether there is a solution, and it was looked at. */
  solution: z.enum(['none', 'unseen', 'seen']),
  items: z.array(item).max(200),
  pictures: z.array(picture).max(20)
})
const lab = z.strictObject({
  id: z.string().max(100),
  title: words,
  /** Digest of the lab as it was when the report was made; empty where there was no such lab. */
  version: z.string().max(64),
  /** Why it is not told in full; empty where it is. */
  note: words,
  steps: z.array(step).max(100),
  /** Of the whole lab, where its text points at nothing. */
  pictures: z.array(picture).max(4)
})

/** What a report says in words, for people and spreadsheets. `code` stands between backticks, paragraphs apart. */
export const toldReportSchema = z.strictObject({
  /** How many labs the course has. */
  courseLabs: z.number().int().min(0),
  labs: z.array(lab).max(500)
})
export type ToldReport = z.infer<typeof toldReportSchema>
export type ToldLab = z.infer<typeof lab>
export type ToldStep = z.infer<typeof step>
export type ToldItem = z.infer<typeof item>
export type ToldAttempt = z.infer<typeof attempt>
export type ToldPicture = z.infer<typeof picture>

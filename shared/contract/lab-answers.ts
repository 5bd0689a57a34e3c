import { z } from 'zod'

const address = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What a learner answers to a prediction. */
export const labAnswerSchema = z.discriminatedUnion('form', [
  /** Index of the option. */
  z.strictObject({ form: z.literal('choose'), option: z.number().int().min(0).max(99) }),
  /** In the unit that the question names. */
  z.strictObject({ form: z.literal('number'), value: z.number() }),
  z.strictObject({ form: z.literal('address'), value: address }),
  /** The place that was clicked. */
  z.strictObject({ form: z.literal('region'), address }),
  z.strictObject({ form: z.literal('matrix'), cells: z.array(z.array(z.boolean()).max(50)).max(50) }),
  /** Of a myth. */
  z.strictObject({ form: z.literal('myth'), verdict: z.enum(['true', 'false', 'imprecise']) })
])
export type LabAnswer = z.infer<typeof labAnswerSchema>

/** What a run shows to be right. */
export type LabTruth =
  | { readonly form: 'choose'; readonly option: number }
  | { readonly form: 'number'; readonly value: number; readonly words: string }
  | { readonly form: 'address'; readonly value: number }
  | { readonly form: 'region'; readonly base: number; readonly size: number }
  | { readonly form: 'matrix'; readonly cells: readonly (readonly boolean[])[] }
  | { readonly form: 'myth'; readonly verdict: 'false' | 'imprecise' }

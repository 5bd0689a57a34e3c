import { z } from 'zod'

/** The outline of a reply that an engine relies on before it believes the rest: a target is its own program, gone astray or not. */
export const runnerReplySchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('loaded'), processId: z.number(), line: z.number() }),
  z.looseObject({ kind: z.literal('refused'), diagnostics: z.array(z.looseObject({ message: z.string() })) }),
  z.looseObject({
    kind: z.literal('paused'),
    pausing: z.looseObject({
      reason: z.enum(['step', 'breakpoint', 'slice', 'switch', 'ended', 'died', 'deadlock'])
    }),
    line: z.number(),
    steps: z.array(z.looseObject({ line: z.number(), output: z.string() })),
    mailbox: z.array(z.string()).length(16)
  }),
  z.looseObject({
    kind: z.literal('place'),
    place: z.looseObject({ frames: z.array(z.unknown()), variables: z.array(z.unknown()) })
  }),
  z.looseObject({ kind: z.literal('bytes') }),
  z.looseObject({ kind: z.literal('working-set'), runs: z.array(z.number()).nullable() }),
  z.looseObject({
    kind: z.literal('memory-usage'),
    usage: z
      .looseObject({ process: z.record(z.string(), z.number()), machine: z.record(z.string(), z.number()) })
      .nullable()
  }),
  z.looseObject({ kind: z.literal('broken'), message: z.string() })
])

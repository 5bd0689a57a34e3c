import { z } from 'zod'
import { machineSettingsSchema } from '../../../shared/contract/machine-settings-schema'
import { maximumSourceLength } from '../../../shared/contract/limits'

/*
 * The outline of a run that the engine and the window rely on. Moments share most of what they are made of, so what was
 * found to be in order once is not looked at again; what is checked is used as it is, unknown fields and all.
 */

/** A schema that looks at each object once. */
function once(schema: z.ZodType): z.ZodType {
  const inOrder = new WeakSet<object>()
  return z.any().superRefine((value: unknown, context) => {
    if (typeof value === 'object' && value !== null && inOrder.has(value)) return
    const checked = schema.safeParse(value)
    if (!checked.success)
      for (const { path, message } of checked.error.issues.slice(0, 3))
        context.addIssue({ code: 'custom', path: [...path], message })
    else if (typeof value === 'object' && value !== null) inOrder.add(value)
  })
}

/** As a region tree is: what it says of itself, and the order of its regions, are right. */
function regionTreeSchema(region: z.ZodType): z.ZodType {
  const count = z.number().int().min(1)
  const base = z.number()
  /** Schemas of nodes by their height: a tree that led into itself would have no height. */
  const nodes: z.ZodType[] = [
    once(
      z
        .looseObject({ height: z.literal(0), count, base, regions: z.array(region).min(1).max(64) })
        .refine(
          ({ regions, count, base }) =>
            regions.length === count && (regions[0] as { base?: unknown } | undefined)?.base === base,
          { message: 'regions that are counted wrongly' }
        )
        .refine(({ regions }) => isAscending(regions as readonly Based[]), inWrongOrder)
    )
  ]
  for (let height = 1; height <= greatestHeight; height++)
    nodes.push(
      once(
        z
          .looseObject({
            height: z.literal(height),
            count,
            base,
            children: z
              .array(nodes[height - 1]!)
              .min(1)
              .max(64)
          })
          .refine(
            ({ children, count, base }) =>
              (children as readonly Node[]).reduce((sum, child) => sum + child.count, 0) === count &&
              (children[0] as Node).base === base,
            { message: 'regions that are counted wrongly' }
          )
          .refine(
            ({ children }) =>
              (children as readonly Node[]).every(
                (child, i, all) => i === 0 || lastBase(all[i - 1]!) < child.base
              ),
            inWrongOrder
          )
      )
    )
  return z.any().superRefine((value: unknown, context) => {
    if (value === null) return
    const height = (value as Partial<Node> | undefined)?.height
    const node = typeof height === 'number' ? nodes[height] : undefined
    const checked = (node ?? z.never()).safeParse(value)
    for (const { path, message } of checked.error?.issues.slice(0, 3) ?? [])
      context.addIssue({ code: 'custom', path: [...path], message })
  })
}

const greatestHeight = 16
const inWrongOrder = { message: 'regions in a wrong order' }
interface Based {
  readonly base: number
}
interface Node extends Based {
  readonly height: number
  readonly count: number
  readonly regions?: readonly Based[]
  readonly children?: readonly Node[]
}
function isAscending(items: readonly Based[]): boolean {
  return items.every(({ base }, i) => i === 0 || items[i - 1]!.base < base)
}
function lastBase(node: Node): number {
  let last = node
  while (last.children !== undefined) last = last.children.at(-1)!
  return last.regions!.at(-1)!.base
}

/** The schema of a run's contents; a new one for each file, as it remembers what it has seen. */
export function runContentsSchema(): z.ZodType {
  const text = z.string()
  const whole = z.number().int()
  const address = whole.min(0).max(2 ** 53 - 1)
  const line = whole.min(0).max(10_000_000)
  const letter = z.enum(['A', 'B', 'C'])

  const region = once(
    z.looseObject({
      base: address,
      size: address,
      state: whole,
      type: whole,
      protect: whole,
      allocationBase: address,
      allocationProtect: whole,
      owner: z.enum(['before', 'program']),
      use: text,
      madeByLine: line.nullable()
    })
  )
  const regions = regionTreeSchema(region)
  const change = once(
    z.discriminatedUnion('kind', [
      z.looseObject({ kind: z.literal('added'), after: region }),
      z.looseObject({ kind: z.literal('removed'), before: region }),
      z.looseObject({ kind: z.literal('changed'), before: region, after: region })
    ])
  )
  const value = z.looseObject({ name: text, raw: text, text, meaning: text.nullable() })
  const rule = once(z.looseObject({ id: text, source: text, url: text.nullable() }))
  const exception = z.looseObject({
    code: whole,
    name: text,
    where: text,
    why: text.nullable(),
    rule: rule.nullable()
  })
  const call = once(
    z.looseObject({
      line,
      name: text,
      args: z.array(value),
      result: value,
      outs: z.array(value),
      failed: z.boolean(),
      lastError: whole,
      why: text.nullable(),
      rule: rule.nullable(),
      exception: exception.nullable()
    })
  )
  const check = z.looseObject({ line, verdict: z.enum(['ok', 'FAIL', 'todo']), text })
  const step = once(
    z.looseObject({
      process: letter,
      line,
      calls: z.array(call),
      checks: z.array(check),
      output: text,
      changes: z.array(change),
      faults: z.looseObject({ demandZero: whole, soft: whole, copyOnWrite: whole, hard: whole }).nullable(),
      handled: z.array(exception).optional(),
      probed: z.array(exception).optional(),
      omitted: z.looseObject({ calls: whole.min(0), changes: whole.min(0) }).optional()
    })
  )
  const variable: z.ZodType = once(
    z.looseObject({
      name: text,
      expression: text,
      type: text,
      value: text,
      address: z.number(),
      unfolds: z.boolean(),
      children: z.lazy(() => z.array(variable).nullable()),
      changed: z.boolean()
    })
  )
  const watch = once(
    z.union([
      z.looseObject({ expression: text, variable }),
      z.looseObject({ expression: text, problem: text })
    ])
  )
  const memory = once(
    z.looseObject({
      id: text,
      address: z.number().nullable(),
      problem: text,
      hex: text,
      changed: z.array(whole),
      region: text
    })
  )
  const thread = z.looseObject({
    threadId: whole,
    functionName: text,
    line: line.nullable(),
    state: z.enum(['current', 'ready', 'waiting', 'suspended', 'ended'])
  })
  const place = once(
    z.looseObject({
      line: line.nullable(),
      frames: once(z.array(z.looseObject({ functionName: text, line }))),
      frame: whole,
      variables: z.array(variable),
      watches: once(z.array(watch)),
      memory: z.array(memory),
      lineValues: once(z.array(z.looseObject({ line, name: text, value: text }))),
      threads: z.array(thread)
    })
  )
  const counts = once(z.looseObject({ passed: whole, failed: whole, todo: whole }))
  const state = once(
    z.looseObject({
      system: z.looseObject({}),
      frames: z.looseObject({}),
      processes: z.map(letter, z.looseObject({ letter, processId: whole }))
    })
  )
  const moment = once(
    z.looseObject({
      step: step.nullable(),
      turn: letter,
      line,
      places: once(z.map(letter, place)),
      halted: z.boolean(),
      processes: once(z.map(letter, once(z.looseObject({ processId: whole, regions })))),
      outputLength: whole.min(0),
      checks: counts,
      state: state.nullable()
    })
  )
  const diagnostic = z.looseObject({
    severity: z.enum(['error', 'warning']),
    file: text,
    line,
    column: whole,
    length: whole,
    message: text
  })
  const lane = z.looseObject({
    machine: z.enum(['simulator', 'windows']),
    settings: machineSettingsSchema,
    settingsNotice: text,
    status: z.enum(['starting', 'running', 'paused', 'ended', 'died', 'stopped', 'failed', 'loaded']),
    statusText: text,
    exception: exception.nullable(),
    exitCode: z.number().nullable(),
    checks: counts,
    warnings: z.array(diagnostic),
    output: text,
    moments: z.array(moment).max(1_000_000)
  })
  return z.looseObject({
    source: text.max(maximumSourceLength),
    fileName: text.min(1).max(260),
    lanes: z
      .array(lane)
      .min(1)
      .max(2)
      .refine((lanes) => new Set(lanes.map((l) => l.machine)).size === lanes.length, {
        message: 'a machine twice'
      })
  })
}

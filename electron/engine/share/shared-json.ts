import type { z } from 'zod'
import type { SharedProgram } from '../../../shared/contract/shared-program'
import { sharedProgramSchema } from '../../../shared/contract/shared-program-schema'

/** A shared program as JSON has it: fields in the order in which a person reads them, the program last. */
export function sharedFields(shared: SharedProgram): Record<string, unknown> {
  const { fileName, machines, settings, insist, step, way, place, view, source } = shared
  return { name: fileName, machines, machine: settings, insist, step, way, place, view, program: source }
}

/** A shared program, or why the fields are none: the end of a sentence that begins with what they came as. */
export type ReadFields =
  { readonly ok: true; readonly program: SharedProgram } | { readonly ok: false; readonly reason: string }

/** What the fields are called in JSON. */
const fieldNames: Readonly<Record<string, string>> = {
  fileName: 'name',
  settings: 'machine',
  source: 'program'
}

/** Checks fields that came from outside: every one there, none that is not known, all within their limits. */
export function readFields(fields: unknown): ReadFields {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    return { ok: false, reason: 'holds no program of VadLab. Ask for it again.' }
  const { name, machine, program, ...rest } = fields as Record<string, unknown>
  const taken = ['fileName', 'settings', 'source'].filter((word) => Object.hasOwn(rest, word))
  if (taken.length > 0) return unknownFields(taken)
  const read = sharedProgramSchema.safeParse({ ...rest, fileName: name, settings: machine, source: program })
  if (read.success) return { ok: true, program: read.data }
  const unknown = read.error.issues.find((issue) => issue.code === 'unrecognized_keys')
  if (unknown !== undefined) return unknownFields(unknown.keys)
  return { ok: false, reason: complaint(read.error.issues[0]!) }
}

function unknownFields(names: readonly string[]): ReadFields {
  const shown = names.slice(0, 3).map((name) => `"${name.slice(0, 40)}"`)
  const one = names.length === 1
  return {
    ok: false,
    reason: `has ${one ? 'a field' : 'fields'} that this VadLab does not know: ${shown.join(', ')}. Open it with a newer VadLab, or ask for the .c file.`
  }
}

function complaint({ path, message }: z.core.$ZodIssue): string {
  const [first, ...more] = path.map(String)
  const field = first === undefined ? 'it' : [fieldNames[first] ?? first, ...more].join('.')
  return `is not as VadLab writes it, at ${field}: ${message.replace(/\.?$/, '.')} Ask for it again.`
}

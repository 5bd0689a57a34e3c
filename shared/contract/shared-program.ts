import { z } from 'zod'
import { labIdSchema } from './lab-progress'
import { maximumSourceLength } from './limits'
import { machineSettingsSchema } from './machine-settings-schema'

/** A program to be handed on: with the machine it is meant for and the step to look at. Opening one runs nothing. */
export const sharedProgramSchema = z.strictObject({
  format: z.literal('vadlab-program'),
  version: z.literal(1),
  fileName: z.string().min(1).max(260),
  source: z.string().max(maximumSourceLength),
  settings: machineSettingsSchema,
  machines: z
    .array(z.enum(['simulator', 'windows']))
    .min(1)
    .max(2),
  /** Which step of the run to go to; null for the beginning. */
  step: z.number().int().min(0).max(1_000_000).nullable(),
  /** The lab it belongs to; null for none. */
  lab: labIdSchema.nullable()
})
export type SharedProgram = z.infer<typeof sharedProgramSchema>

/** Longer links do not survive Windows' command line, which has 32,767 characters (learn, CreateProcessW). */
export const longestLink = 30_000
const scheme = 'vadlab://program/1.'
const begin = '-----BEGIN VADLAB PROGRAM-----'
const end = '-----END VADLAB PROGRAM-----'
/** Characters of the longest text that is read: what base64 makes of the longest source, each character three bytes, and what stands around it. */
export const readSharedLimit = maximumSourceLength * 5

/** A link that opens the program; null where it would be too long: then a file or a text blob does it. */
export function linkOf(program: SharedProgram): string | null {
  const link = scheme + packed(program)
  return link.length > longestLink ? null : link
}

/** The program as lines of text that survive mail and chat, and paste back. */
export function textBlobOf(program: SharedProgram): string {
  return [begin, ...(packed(program).match(/.{1,76}/g) ?? []), end, ''].join('\n')
}

/** The program as a file's content. */
export function sharedFileOf(program: SharedProgram): string {
  return `${JSON.stringify(program, null, 2)}\n`
}

/** What was shared, or why it cannot be read, in a sentence. */
export type ReadShared =
  { readonly ok: true; readonly program: SharedProgram } | { readonly ok: false; readonly reason: string }

/** Reads a link, a text blob (whatever stands around it) or a file's content. It only reads. */
export function readShared(text: string): ReadShared {
  const no = (reason: string): ReadShared => ({ ok: false, reason })
  if (text.length > readSharedLimit)
    return no(`It has ${text.length} characters: more than any program that is shared.`)
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return checked(trimmed)
  const blob = new RegExp(`${begin}([A-Za-z0-9_.\\s>|-]*?)${end}`).exec(trimmed)
  const inner =
    blob?.[1]!.replace(/[^A-Za-z0-9_.-]/g, '') ??
    (trimmed.startsWith(scheme) ? trimmed.slice(scheme.length) : null)
  if (inner === null)
    return no(
      trimmed.startsWith('vadlab://')
        ? 'This link is of another kind or of a newer VadLab.'
        : 'This is no program that VadLab shared: neither a vadlab:// link, nor a text that begins with -----BEGIN VADLAB PROGRAM-----.'
    )
  const [payload = '', sum = ''] = inner.split('.')
  const json = unpacked(payload)
  if (json === null || sum !== checksum(payload))
    return no('A part of it is missing or was changed on the way. Copy all of it.')
  return checked(json)
}

function checked(json: string): ReadShared {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    return { ok: false, reason: 'It is damaged: it is no JSON.' }
  }
  const read = sharedProgramSchema.safeParse(data)
  if (read.success) return { ok: true, program: read.data }
  const [issue] = read.error.issues
  const newer = typeof data === 'object' && data !== null && 'version' in data && data.version !== 1
  if (newer) return { ok: false, reason: 'It was made by a newer VadLab.' }
  return {
    ok: false,
    reason: `It is no program that VadLab shared: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  }
}

function packed(program: SharedProgram): string {
  const bytes = new TextEncoder().encode(JSON.stringify(program))
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  const payload = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return `${payload}.${checksum(payload)}`
}

function unpacked(payload: string): string | null {
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)))
  } catch {
    return null
  }
}

/** Shows a lost or changed piece: FNV-1a of 32 bits. It protects from accidents, not from people. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

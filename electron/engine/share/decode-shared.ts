import { inflateRawSync } from 'node:zlib'
import {
  maximumSharedLength,
  sharedVersion,
  type SharedForm,
  type SharedProgram
} from '../../../shared/contract/shared-program'
import {
  charactersFor,
  dictionary,
  digestOf,
  fileFormat,
  headBytes,
  mostPacked,
  mostUnpacked
} from './shared-format'
import { readFields, type ReadFields } from './shared-json'

/** A shared program and what it came as, or the sentence that says why there is none. */
export type DecodedShared =
  | { readonly ok: true; readonly program: SharedProgram; readonly form: SharedForm }
  | { readonly ok: false; readonly reason: string }

const link = /vadlab:\/\/([^\s/]{0,40})(?:\/([^\s/]{0,20})(?:\/|(?=\s|$)))?/i
/** What quotes a line in an answer may stand before each word. */
const text = /\[[\s>|]*vadlab[\s>|]+program[\s>|]+([^\s:\]]{1,20})[\s>|]*:/i

/**
 * The program in a link, a plain text or a file's contents, with whatever stands around the first two. Nothing in it is
 * run. Never throws at a text, whatever it is, and unfolds no more than a program can be.
 */
export function decodeShared(given: string): DecodedShared {
  const no = (reason: string): DecodedShared => ({ ok: false, reason })
  if (given.length > maximumSharedLength)
    return no(
      `This is longer than anything that VadLab shares: ${given.length.toLocaleString('en-US')} characters, where ${maximumSharedLength.toLocaleString('en-US')} are the most.`
    )
  const trimmed = given.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') return no('There is nothing here. Paste a link or a text that VadLab made.')
  if (trimmed.startsWith('{')) return named('file', 'The file', readFile(trimmed))
  const inText = text.exec(given)
  const inLink = link.exec(given)
  if (inText !== null && (inLink === null || inText.index < inLink.index)) {
    const rest = given.slice(inText.index + inText[0].length)
    return named('text', 'The text', readPacked(rest, inText[1]!, 'text'))
  }
  if (inLink === null)
    return no(
      'There is no shared program in this. It begins with vadlab://program/ or with [VadLab program; copy all of it.'
    )
  const [whole, kind, version] = inLink
  if (kind?.toLowerCase() !== 'program')
    return no(
      `The link leads to "${kind ?? ''}", which this VadLab does not know; links to programs begin with vadlab://program/. Check the link, or open it with a newer VadLab.`
    )
  const rest = given.slice(inLink.index + whole.length)
  return named('link', 'The link', readPacked(rest, version ?? '', 'link'))
}

function named(form: SharedForm, subject: string, read: ReadFields): DecodedShared {
  return read.ok
    ? { ok: true, program: read.program, form }
    : { ok: false, reason: `${subject} ${read.reason}` }
}

function otherVersion(version: string): ReadFields {
  const shown = version.replace(/[^\w.-]/g, '').slice(0, 20)
  return {
    ok: false,
    reason: /^\d+$/.test(version)
      ? `has version ${shown} of the format; this VadLab reads version ${sharedVersion}. Open it with a newer VadLab, or ask for the .c file.`
      : `says no version of its format where it should say ${sharedVersion}. Copy all of it, or ask for it again.`
  }
}

function readFile(contents: string): ReadFields {
  let file: unknown
  try {
    file = JSON.parse(contents)
  } catch {
    const cut = !contents.endsWith('}')
    return {
      ok: false,
      reason: cut
        ? 'is cut: its end is missing. Take another copy of it.'
        : 'is damaged: it is no JSON any more. Take another copy of it.'
    }
  }
  const { format, version, program, ...fields } = file as Record<string, unknown>
  if (format !== fileFormat)
    return {
      ok: false,
      reason: `is no program that VadLab shared: its format is not "${fileFormat}". Choose a .vadlab file.`
    }
  if (version !== sharedVersion) return otherVersion(JSON.stringify(version) ?? '')
  if (!Array.isArray(program) || !program.every((line) => typeof line === 'string'))
    return {
      ok: false,
      reason: 'is not as VadLab writes it, at program: it is a list of lines. Ask for it again.'
    }
  return readFields({ ...fields, program: program.join('\n') })
}

function readPacked(rest: string, version: string, form: 'link' | 'text'): ReadFields {
  if (version !== String(sharedVersion)) return otherVersion(version)
  const found = gather(rest)
  const bytes = Buffer.from(found.characters, 'base64')
  const headCharacters = charactersFor(headBytes)
  if (bytes.length < headBytes) return cut(form, found.characters.length, null)
  const length = bytes.readUInt32BE(0)
  if (length > mostPacked)
    return {
      ok: false,
      reason:
        'says that it is larger than any program that VadLab shares. It was changed on the way: ask for it again.'
    }
  const wanted = charactersFor(headBytes + length)
  if (found.characters.length < wanted) return cut(form, found.characters.length, wanted)
  const packed = bytes.subarray(headBytes, headBytes + length)
  if (!digestOf(packed).equals(bytes.subarray(4, headBytes))) {
    // A link without its end, and then the rest of the sentence that it stood in.
    const first = found.firstWord
    if (form === 'link' && first >= headCharacters && first < wanted) return cut(form, first, wanted)
    return {
      ok: false,
      reason:
        'is damaged: characters of it were changed on the way. Ask for it again, or for the .vadlab file.'
    }
  }
  return unfold(packed)
}

function cut(form: 'link' | 'text', have: number, wanted: number | null): ReadFields {
  const count =
    wanted === null
      ? `only ${have} characters of it are there`
      : `${have.toLocaleString('en-US')} of its ${wanted.toLocaleString('en-US')} characters are there`
  const advice =
    form === 'link'
      ? 'Copy the whole link, or ask for the .vadlab file: many programs cut long links.'
      : 'Copy all of it, from its first bracket to its last.'
  return { ok: false, reason: `is cut: ${count}. ${advice}` }
}

/**
 * The characters of base64 from here on: over blanks, line breaks, what quotes a line, and what mail programs put
 * where they break one. `firstWord`: how many there were before the first blank.
 */
function gather(rest: string): { readonly characters: string; readonly firstWord: number } {
  let characters = ''
  let firstWord: number | null = null
  const parts = /([A-Za-z0-9+/_-]+)|([\s\u00ad\u200b\u2060\ufeff]+|^[ \t]*[>|][>| \t]*|=(?=\r?\n))/gmy
  for (let part = parts.exec(rest); part !== null; part = parts.exec(rest)) {
    if (part[1] === undefined) firstWord ??= characters.length
    else characters += part[1]
  }
  return { characters, firstWord: firstWord ?? characters.length }
}

function unfold(packed: Buffer): ReadFields {
  let fields: unknown
  try {
    fields = JSON.parse(
      inflateRawSync(packed, { dictionary, maxOutputLength: mostUnpacked }).toString('utf8')
    )
  } catch (error) {
    const tooMuch = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return {
      ok: false,
      reason: tooMuch
        ? `unfolds to more than ${mostUnpacked / 1_000_000} MB, which no program does. It was not opened.`
        : 'is damaged: what it holds cannot be unpacked. Ask for it again, or for the .vadlab file.'
    }
  }
  return readFields(fields)
}

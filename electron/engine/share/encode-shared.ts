import { deflateRawSync } from 'node:zlib'
import {
  lineCountOf,
  maximumSharedLength,
  sharedVersion,
  type SharedProgram
} from '../../../shared/contract/shared-program'
import {
  charactersFor,
  dictionary,
  digestOf,
  fileFormat,
  headBytes,
  linkBeginning,
  mostPacked,
  mostUnpacked
} from './shared-format'
import { sharedFields } from './shared-json'

/** A shared program in each form in which it can be sent, or why it is too much for that. */
export type EncodedShared =
  | { readonly ok: true; readonly link: string; readonly text: string; readonly file: string }
  | { readonly ok: false; readonly reason: string }

/** Columns of the plain text: mail programs leave lines of this length alone. */
const columns = 72

/** The link, the plain text and the file's contents of a program. The same program gives the same ones. */
export function encodeShared(shared: SharedProgram): EncodedShared {
  const plain = Buffer.from(JSON.stringify(sharedFields(shared)))
  const packed = deflateRawSync(plain, { level: 9, dictionary })
  const file = fileOf(shared)
  const longest = Math.max(file.length, linkBeginning.length + charactersFor(headBytes + packed.length) + 8)
  if (plain.length > mostUnpacked || packed.length > mostPacked || longest > maximumSharedLength)
    return {
      ok: false,
      reason: `${shared.fileName} is too large to be shared this way: it would take ${longest.toLocaleString('en-US')} characters, and ${maximumSharedLength.toLocaleString('en-US')} are the most. Save it as a .c file and send that.`
    }
  const length = Buffer.alloc(4)
  length.writeUInt32BE(packed.length)
  const bytes = Buffer.concat([length, digestOf(packed), packed])
  return {
    ok: true,
    link: `${linkBeginning}${sharedVersion}/${bytes.toString('base64url')}`,
    text: textOf(shared, bytes),
    file
  }
}

/** In brackets, so that its ends are seen; plain base64, as `_` and `-` are signs of layout to many programs. */
function textOf({ fileName, source, step }: SharedProgram, bytes: Buffer): string {
  const data = bytes.toString('base64').replace(/=+$/, '')
  const lines = data.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []
  const count = lineCountOf(source)
  const what = `${fileName}, ${count} ${count === 1 ? 'line' : 'lines'}${step === null ? '' : `, step ${step}`}`
  return [
    `${what}. Paste all of this into VadLab: File, Open shared.`,
    `[VadLab program ${sharedVersion}:`,
    ...lines,
    ']',
    ''
  ].join('\n')
}

/** JSON with the program line by line. */
function fileOf(shared: SharedProgram): string {
  const fields = { ...sharedFields(shared), program: shared.source.split('\n') }
  return `${JSON.stringify({ format: fileFormat, version: sharedVersion, ...fields }, null, 2)}\n`
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Damaged } from './byte-reader'
import { checkStates } from './check-states'
import { runContentsSchema } from './contents-schema'
import { firstWords, formatVersion, headerSchema, longestHeader, type RunFileHeader } from './file-format'
import { Cancelled, paced, type Work } from '../works'
import { readingGraph } from './read-graph'
import type { RunContents } from './run-contents'

/** A run's contents, or why the bytes are no run: the end of a sentence that begins with the file's name. */
export type DecodedRun =
  | { readonly ok: true; readonly contents: RunContents; readonly header: RunFileHeader }
  | { readonly ok: false; readonly reason: string }

const no = (reason: string): DecodedRun => ({ ok: false, reason })
const damaged = (how: string): DecodedRun =>
  no(`is damaged: ${how}. Take another copy of it, or run its program again.`)

/** The run that the bytes of a file hold. Nothing in it is run. Never throws at bytes, whatever they are. */
export async function decodeRun(bytes: Buffer, work: Work | null = null): Promise<DecodedRun> {
  const first = lineAt(bytes, 0, 200)
  if (first === null || !first.startsWith(firstWords))
    return no('is no run that VadLab saved: its first line does not say so. Choose a .vadlab-run file.')
  const version = first.slice(firstWords.length)
  if (version !== String(formatVersion))
    return no(
      `has format ${version.slice(0, 20)}; this VadLab reads format ${formatVersion}. Open it with the version of VadLab that saved it, or a newer one.`
    )
  const second = lineAt(bytes, first.length + 1, 200)
  const digest = /^sha256 ([0-9a-f]{64})$/.exec(second ?? '')?.[1]
  if (second === null || digest === undefined) return damaged('its second line should be its SHA-256')
  const rest = bytes.subarray(first.length + second.length + 2)
  if (createHash('sha256').update(rest).digest('hex') !== digest)
    return damaged('its SHA-256 is another than its second line says, so bytes are missing or changed')
  const third = lineAt(rest, 0, longestHeader)
  const header = headerOf(third)
  if (third === null || header === null) return damaged('its third line should be its header')
  try {
    const graph = await promisify(gunzip)(rest.subarray(Buffer.byteLength(third) + 1), {
      maxOutputLength: header.unpacked
    })
    await work?.breathe()
    return await contentsFrom(graph, header, work)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    return damaged(error instanceof Damaged ? error.message : 'what it holds cannot be unpacked')
  }
}

async function contentsFrom(graph: Buffer, header: RunFileHeader, work: Work | null): Promise<DecodedRun> {
  const { root, walkLength } = await paced(readingGraph(graph), work)
  const checked = runContentsSchema().safeParse(root)
  if (!checked.success) {
    const issue = checked.error.issues[0]!
    return damaged(`${issue.path.map(String).join('.') || 'what it holds'}: ${issue.message}`)
  }
  const contents = root as RunContents
  for (const lane of contents.lanes) checkStates(lane, walkLength)
  return { ok: true, contents, header }
}

function headerOf(line: string | null): RunFileHeader | null {
  try {
    return headerSchema.parse(JSON.parse(line ?? ''))
  } catch {
    return null
  }
}

/** The line that begins there, without its end; null when it is longer than `most` bytes. */
function lineAt(bytes: Buffer, from: number, most: number): string | null {
  const end = bytes.subarray(0, from + most).indexOf(0x0a, from)
  return end < 0 ? null : bytes.subarray(from, end).toString('utf8')
}

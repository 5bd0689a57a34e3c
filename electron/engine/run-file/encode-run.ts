import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { firstWords, formatVersion, type RunFileHeader } from './file-format'
import type { RunContents } from './run-contents'
import { paced, type Work } from '../works'
import { writingGraph } from './write-graph'

/**
 * A run as the bytes of a file: `VadLab run, format 3`, the SHA-256 of all that follows that line, a header in JSON, and
 * the contents, packed. The same run gives the same bytes, with the same version of VadLab.
 */
export async function encodeRun(
  contents: RunContents,
  app: string,
  work: Work | null = null
): Promise<Buffer> {
  const graph = await paced(writingGraph(contents), work)
  const header: RunFileHeader = {
    app,
    program: contents.fileName,
    machines: contents.lanes.map((lane) => lane.machine),
    steps: contents.lanes.map((lane) => lane.moments.length - 1),
    unpacked: graph.length
  }
  const packed = await promisify(gzip)(graph)
  await work?.breathe()
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), packed])
  const digest = createHash('sha256').update(rest).digest('hex')
  return Buffer.concat([Buffer.from(`${firstWords}${formatVersion}\nsha256 ${digest}\n`), rest])
}

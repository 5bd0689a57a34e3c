import { readFile, stat } from 'node:fs/promises'
import type { RequestFailure } from '../../../shared/contract/requests'
import type { Work } from '../works'
import { readFailure, refusal, saveSource } from '../documents'
import { decodeRun } from './decode-run'
import { encodeRun } from './encode-run'
import { largestFile, runFileExtension } from './file-format'
import type { RunContents } from './run-contents'

/** Writes a run to a file, atomically; answers where and how large, or why it was not written. */
export async function saveRun(
  path: string,
  contents: RunContents,
  app: string,
  overwrite: boolean,
  work: Work | null = null
): Promise<
  | { readonly ok: true; readonly path: string; readonly bytes: number }
  | { readonly ok: false; readonly failure: RequestFailure }
> {
  const target = path.endsWith(runFileExtension) ? path : `${path}${runFileExtension}`
  const bytes = await encodeRun(contents, app, work)
  if (bytes.length > largestFile)
    return {
      ok: false,
      failure: refusal(
        `${target} was not written: this run would take more than ${largestFile / 2 ** 20} MiB. Run fewer steps.`
      )
    }
  const failure = await saveSource(target, bytes, overwrite)
  return failure === null ? { ok: true, path: target, bytes: bytes.length } : { ok: false, failure }
}

/** A run from a file, or the sentence that says why it is not opened. Nothing in the file is run. */
export async function loadRun(
  path: string,
  work: Work | null = null
): Promise<
  | { readonly ok: true; readonly contents: RunContents; readonly app: string }
  | { readonly ok: false; readonly reason: string }
> {
  let bytes: Buffer
  try {
    const about = await stat(path)
    if (about.isDirectory())
      return { ok: false, reason: `${path} is a folder. Name a ${runFileExtension} file in it.` }
    if (about.size > largestFile)
      return {
        ok: false,
        reason: `${path} is larger than any run that VadLab saves (${largestFile / 2 ** 20} MiB). Choose a ${runFileExtension} file.`
      }
    bytes = await readFile(path)
  } catch (error) {
    return { ok: false, reason: readFailure(path, error) }
  }
  const decoded = await decodeRun(bytes, work)
  return decoded.ok
    ? { ok: true, contents: decoded.contents, app: decoded.header.app }
    : { ok: false, reason: `${path} ${decoded.reason}` }
}

import { readFile, stat } from 'node:fs/promises'
import type { RequestFailure } from '../../../shared/contract/requests'
import { maximumSharedLength, sharedFileExtension } from '../../../shared/contract/shared-program'
import { readFailure, saveSource } from '../documents'
import { decodeShared, type DecodedShared } from './decode-shared'

/** Writes the contents of a .vadlab file, atomically; answers where, or why they were not written. */
export async function saveShared(
  path: string,
  contents: string,
  overwrite: boolean
): Promise<
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly failure: RequestFailure }
> {
  const target = path.toLowerCase().endsWith(sharedFileExtension) ? path : `${path}${sharedFileExtension}`
  const failure = await saveSource(target, contents, overwrite)
  return failure === null ? { ok: true, path: target } : { ok: false, failure }
}

/** The program that a file holds, or the sentence that says why there is none. Nothing in it is run. */
export async function readShared(path: string): Promise<DecodedShared> {
  const no = (reason: string): DecodedShared => ({ ok: false, reason })
  let bytes: Buffer
  try {
    const about = await stat(path)
    if (about.isDirectory()) return no(`${path} is a folder. Name a ${sharedFileExtension} file in it.`)
    if (!about.isFile()) return no(`${path} is no file. Name a ${sharedFileExtension} file.`)
    if (about.size > maximumSharedLength * 3)
      return no(
        `${path} is larger than any program that VadLab shares (${maximumSharedLength / 1_000_000} MB). Choose a ${sharedFileExtension} file.`
      )
    bytes = await readFile(path)
  } catch (error) {
    return no(readFailure(path, error))
  }
  const decoded = decodeShared(bytes.toString('utf8'))
  return decoded.ok ? decoded : no(`${path}: ${decoded.reason}`)
}

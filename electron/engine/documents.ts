import { readFile, mkdir, stat, access } from 'node:fs/promises'
import { constants } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import writeFileAtomic from 'write-file-atomic'
import {
  maximumSourceLength,
  type RequestFailure,
  type RestoredDocument
} from '../../shared/contract/requests'

/** A text or the sentence that says why there is none. */
export type Read =
  { readonly ok: true; readonly source: string } | { readonly ok: false; readonly reason: string }

/** The size of the largest file that is opened, in bytes. */
const maximumFileSize = maximumSourceLength * 3

/** Reads a C source: text, not too large; a byte order mark is dropped, every line ending is taken. */
export async function readSource(path: string): Promise<Read> {
  const no = (reason: string): Read => ({ ok: false, reason })
  let bytes: Buffer
  try {
    const about = await stat(path)
    if (about.isDirectory()) return no(`${path} is a folder. Name a .c file in it.`)
    if (about.size > maximumFileSize)
      return no(
        `${path} is ${(about.size / 1_000_000).toFixed(1)} MB. VadLab takes C programs of up to 1 MB.`
      )
    bytes = await readFile(path)
  } catch (error) {
    return no(readFailure(path, error))
  }
  if (bytes.includes(0)) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
      return accepted(path, new TextDecoder('utf-16le').decode(bytes))
    return no(`${path} is not text: it has zero bytes. Open a C source file.`)
  }
  return accepted(path, new TextDecoder('utf-8').decode(bytes))
}

function accepted(path: string, text: string): Read {
  const source = text.replace(/^\uFEFF/, '')
  if (source.length > maximumSourceLength)
    return {
      ok: false,
      reason: `${path} has ${source.length} characters. VadLab takes up to ${maximumSourceLength}.`
    }
  return { ok: true, source }
}

/** Why a file cannot be read, in a sentence. */
export function readFailure(path: string, error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return `${path} does not exist. Check the name.`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read. Check its permissions.`
    default:
      return `${path} cannot be read: ${(error as Error).message}`
  }
}

/** Where the window keeps what is typed; one file a window, so that two windows never overwrite each other. */
export class AutosaveSlot {
  private readonly path: string

  constructor(dataFolder: string, slot: number) {
    this.path = join(dataFolder, slot === 0 ? 'autosave.json' : `autosave-${slot + 1}.json`)
  }

  async keep(document: RestoredDocument): Promise<string | null> {
    try {
      await mkdir(dirname(this.path), { recursive: true })
      await writeFileAtomic(this.path, JSON.stringify(document))
      return null
    } catch (error) {
      return `What you type cannot be kept in ${dirname(this.path)}: ${(error as Error).message}. Save your program to a file.`
    }
  }

  /** What was kept last; null when nothing was, or when the file is damaged. */
  async restore(): Promise<RestoredDocument | null> {
    const schema = z.object({ source: z.string(), fileName: z.string(), path: z.string().nullable() })
    try {
      return schema.parse(JSON.parse(await readFile(this.path, 'utf8')))
    } catch {
      return null
    }
  }
}

/** Why nothing can be written to a file, as far as that is known before; null when it can. */
export async function saveProblem(path: string, overwrite: boolean): Promise<RequestFailure | null> {
  if (!isAbsolute(path))
    return refusal(
      `${path} is not a whole path. Give the folder, too, as in ${join(homedir(), 'program.c')}.`
    )
  const target = resolve(path)
  try {
    if (!overwrite && (await exists(target))) return existsAlready(target)
    if ((await exists(target)) && (await stat(target)).isDirectory())
      return refusal(`${target} is a folder. Add a file name.`)
    await access(dirname(target), constants.W_OK)
    // The atomic rename would replace a file that says it must not be written.
    if (await exists(target)) await access(target, constants.W_OK)
    return null
  } catch (error) {
    return refusal(saveFailure(target, error))
  }
}

/** Writes a program or a run to a file, atomically. Answers null, or why it was not written. */
export async function saveSource(
  path: string,
  source: string | Buffer,
  overwrite: boolean
): Promise<RequestFailure | null> {
  const problem = await saveProblem(path, overwrite)
  if (problem !== null) return problem
  const target = resolve(path)
  try {
    await writeFileAtomic(target, source)
    return null
  } catch (error) {
    return refusal(saveFailure(target, error))
  }
}

function saveFailure(path: string, error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return `The folder ${dirname(path)} does not exist. Choose another or make it first.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} may not be written: the folder or the file is read-only. Choose another place with Save as.`
    case 'ENOSPC':
      return `${path} was not written: the disk is full.`
    default:
      return `${path} was not written: ${(error as Error).message}`
  }
}

/** A file is there already, and nothing said that it may be replaced. */
export const existsAlready = (path: string): RequestFailure => ({
  kind: 'exists',
  message: `${path} exists already.`
})

/** A request that is refused, with the sentence that says why. */
export const refusal = (message: string): RequestFailure => ({ kind: 'refused', message })

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  )
}

/** Where "Save as" starts: the person's Documents folder where there is one. */
export async function suggestPath(fileName: string): Promise<string> {
  const documents = join(homedir(), 'Documents')
  return join((await exists(documents)) ? documents : homedir(), basename(fileName) || 'program.c')
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readFailure } from './documents'
import type { Work } from './works'

/** So many programs are taken at once; who names the root of a disk did not mean it. */
export const mostPrograms = 10_000

/** The programs that paths name. */
export type ProgramFiles =
  | {
      readonly ok: true
      readonly files: readonly string[]
      /** Folders that could not be looked into, with why. */
      readonly unread: readonly { readonly path: string; readonly reason: string }[]
    }
  | { readonly ok: false; readonly reason: string }

/** The C programs that paths name, those in folders and below them by name; or a sentence that says why there are none. */
export async function programFiles(
  paths: readonly string[],
  work: Work | null = null
): Promise<ProgramFiles> {
  const files: string[] = []
  const unread: { path: string; reason: string }[] = []
  for (const path of paths) {
    const about = await stat(path).catch(() => null)
    if (about === null)
      return { ok: false, reason: `${path} does not exist. Name .c files or folders that have some.` }
    if (!about.isDirectory()) files.push(path)
    else await addFolder(path, files, unread, work)
  }
  if (files.length > mostPrograms)
    return {
      ok: false,
      reason: `${paths.join(', ')} has more than ${mostPrograms.toLocaleString('en-US')} programs. Name a folder with fewer.`
    }
  if (files.length > 0) return { ok: true, files, unread }
  return { ok: false, reason: unread[0]?.reason ?? `There is no .c file in ${paths.join(', ')}.` }
}

async function addFolder(
  folder: string,
  files: string[],
  unread: { path: string; reason: string }[],
  work: Work | null
): Promise<void> {
  if (files.length > mostPrograms) return
  await work?.breathe()
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    unread.push({ path: folder, reason: readFailure(folder, error) })
    return []
  })
  // By name, as a listing has them: a folder's programs stand where the folder does.
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await addFolder(path, files, unread, work)
    else if (entry.name.endsWith('.c')) files.push(path)
  }
}

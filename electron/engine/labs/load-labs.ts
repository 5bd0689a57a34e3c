import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Diagnostic } from '../../../shared/contract/diagnostic'
import { longestLab, readLab, type LabFolder, type LabReading } from '../../../shared/labs/format'
import { readFailure, readSource } from '../documents'
import { digestOf } from './digest'
import { programScope } from './program-scope'

/** The text of a lab. */
export const labFileName = 'lab.md'

/** The folders with a lab in them: the folder itself, or those below it, by name. Null where the path is no folder. */
export async function labFoldersIn(path: string): Promise<string[] | null> {
  const about = await stat(path).catch(() => null)
  if (about === null || !about.isDirectory()) return null
  const files = (await readdir(path, { recursive: true })).filter((name) => basename(name) === labFileName)
  return files.map((name) => join(path, name, '..')).sort()
}

/** A folder's texts; what cannot be read is told at the file. */
export async function readLabFolder(
  path: string
): Promise<
  | { readonly ok: true; readonly folder: LabFolder }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] }
> {
  const labFile = join(path, labFileName)
  const no = (
    file: string,
    message: string
  ): { readonly ok: false; readonly problems: readonly Diagnostic[] } => ({
    ok: false,
    problems: [{ severity: 'error', file, line: 1, column: 1, length: 1, message }]
  })
  let text: string
  try {
    const { size } = await stat(labFile)
    if (size > longestLab * 4) return no(labFile, `A lab has at most ${longestLab} characters.`)
    text = await readFile(labFile, 'utf8')
  } catch (error) {
    return no(labFile, readFailure(labFile, error))
  }
  const programs = new Map<string, string>()
  for (const name of (await readdir(path)).sort()) {
    if (!name.endsWith('.c')) continue
    const read = await readSource(join(path, name))
    if (!read.ok) return no(join(path, name), read.reason)
    programs.set(name, read.source)
  }
  return { ok: true, folder: { id: basename(path), labFile, text, programs } }
}

/** Reads a lab and checks everything in it; problems name files as they lie from `base` on. */
export async function loadLab(path: string, base = ''): Promise<LabReading> {
  const read = await readLabFolder(path)
  const placed = (problems: readonly Diagnostic[]): readonly Diagnostic[] =>
    problems.map((problem) => {
      const file =
        problem.file.includes(labFileName) || problem.file.startsWith(path)
          ? problem.file
          : join(path, problem.file)
      return { ...problem, file: base === '' ? file : relative(base, file) }
    })
  if (!read.ok) return { ok: false, problems: placed(read.problems) }
  const reading = readLab(read.folder, programScope)
  return reading.ok ? reading : { ok: false, problems: placed(reading.problems) }
}

/** What changes when anything of a lab does. */
export function labVersion(text: string, programs: ReadonlyMap<string, string>): string {
  const files = [...programs].sort(([a], [b]) => (a < b ? -1 : 1)).flat()
  return digestOf(...[text, ...files].map((one) => one.replace(/\r\n?/g, '\n')))
}

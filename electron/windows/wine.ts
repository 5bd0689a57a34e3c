import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A Wine that answered with its version. */
export interface Wine {
  readonly command: string
  /** `8.0`. */
  readonly version: string
}

/** The oldest Wine that node's Windows build was seen to run under. */
export const oldestWine = '8.0'

/** Reads `wine-8.0 (Debian 8.0~repack-4)`: `8.0`; null for other texts. */
export function parseWineVersion(text: string): string | null {
  return /^wine-(\d+(?:\.\d+)+)/m.exec(text)?.[1] ?? null
}

/** Whether version `a` is at least version `b`, number by number. */
export function isAtLeast(a: string, b: string): boolean {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** Looks for Wine; null when there is none, a Wine without version when what is there does not work. */
export async function findWine(env: NodeJS.ProcessEnv = process.env): Promise<Wine | null> {
  const command = wineCandidates(env).find((file) => existsSync(file))
  if (command === undefined) return null
  return { command, version: parseWineVersion(await versionText(command, env)) ?? '' }
}

/** Where Wine may be: what VADLAB_WINE names, else `wine` and `wine64` of the search path, else Debian's own place. */
export function wineCandidates(env: NodeJS.ProcessEnv): string[] {
  if (env['VADLAB_WINE']) return [env['VADLAB_WINE']]
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [
    ...folders.map((folder) => join(folder, 'wine')),
    ...folders.map((folder) => join(folder, 'wine64')),
    '/usr/lib/wine/wine64'
  ]
}

function versionText(command: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      command,
      ['--version'],
      { env: { ...env, WINEDEBUG: '-all' }, timeout: 10_000 },
      (_error, output) => resolve(output)
    )
  })
}

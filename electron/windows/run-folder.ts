import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder of a run's own. In it: the file of the program's image, `temp`, which the program's GetTempPath answers, and
 * `work`, its current directory. So whatever a program leaves behind under a relative or a temporary name goes with the
 * run, however the program ended.
 */
export interface RunFolder {
  readonly path: string
  /** Removes it with all that is in it; what cannot be removed yet is removed by a later sweep. */
  remove(): Promise<void>
}

const living = new Set<string>()
process.on('exit', () => {
  for (const path of living) removeNow(path)
})

/** Names say whose they are: `vadlab-HOST-PROCESS-XXXXXX`. */
function prefix(processId: number): string {
  return `vadlab-${hostname().replaceAll(/[^\w]/g, '_')}-${processId}-`
}

/** Makes one, under the system's folder for temporary files; nobody else can look into it. */
export function makeRunFolder(parent = tmpdir()): RunFolder {
  const path = mkdtempSync(join(parent, prefix(process.pid)))
  living.add(path)
  for (const name of ['temp', 'work']) mkdirSync(join(path, name))
  return {
    path,
    async remove() {
      // On Windows a file stays for some moments after the process that ran it.
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined)
      living.delete(path)
    }
  }
}

/**
 * Removes the folders of runs whose VadLab was killed, or whose engine in this process was, so that it could not do it
 * itself; answers how many.
 */
export function sweepRunFolders(
  parent = tmpdir(),
  isAlive: (processId: number) => boolean = isRunning
): number {
  const [before, after] = prefix(0).split('-0-') as [string, string]
  const own = new RegExp(`^${before}-(\\d+)-${after}\\w{6}$`)
  let removed = 0
  for (const name of readdirSync(parent)) {
    const owner = own.exec(name)?.[1]
    const path = join(parent, name)
    if (owner === undefined || living.has(path)) continue
    if (Number(owner) !== process.pid && isAlive(Number(owner))) continue
    if (removeNow(path)) removed++
  }
  return removed
}

function removeNow(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    // Someone else's, or still in use: a later sweep tries again.
    return false
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

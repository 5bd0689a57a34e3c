import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A place of one window: folders that no other running window uses. */
export interface WindowSlot {
  /** 1 for the first window, 2 for the second beside it ... */
  readonly number: number
  /** What the window's engine keeps: the data folder itself for the first, a folder in it for the others. */
  readonly dataFolder: string
  /** The browser's profile. */
  readonly profileFolder: string
  /** Gives the place back. */
  release(): void
}

const maximumWindows = 64

/**
 * Takes the first free place in `dataFolder`, so that windows side by side share neither a browser profile nor an
 * autosaved text. A place whose process is gone is free. Throws when the folder cannot be written.
 */
export function takeWindowSlot(dataFolder: string, processId: number = process.pid): WindowSlot {
  for (let number = 1; number <= maximumWindows; number++) {
    const folder = join(dataFolder, 'windows', String(number))
    mkdirSync(folder, { recursive: true })
    const lock = join(folder, 'in-use')
    if (!takeLock(lock, processId)) continue
    return {
      number,
      dataFolder: number === 1 ? dataFolder : join(folder, 'data'),
      profileFolder: join(folder, 'browser-profile'),
      release: () => rmSync(lock, { force: true })
    }
  }
  throw new Error(`${maximumWindows} windows are open already: close one of them.`)
}

/** One lock a process and place: a process that opens two windows holds two places. */
function takeLock(lock: string, processId: number): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, String(processId), { flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isHeld(lock)) return false
    rmSync(lock, { force: true })
  }
  return false
}

function isHeld(lock: string): boolean {
  let holder: number
  try {
    holder = Number(readFileSync(lock, 'utf8'))
  } catch {
    return false
  }
  if (!Number.isSafeInteger(holder) || holder <= 0) return false
  try {
    process.kill(holder, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

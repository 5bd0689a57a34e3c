import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder of the repository, or of the installed package. */
export const appFolder = resolve(import.meta.dirname, '..', '..')

/** VadLab's folder in the user's cache; electron/windows/places.ts looks there. */
export function cacheFolder({ platform, env } = process) {
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'VadLab', 'cache')
  }
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vadlab')
}

export const runtimeFolder = join(cacheFolder(), 'windows-runtime')
export const winePrefix = join(cacheFolder(), 'wine')
